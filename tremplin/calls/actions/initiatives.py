"""An initiative entered by the programme team, without an application: a past season, a direct choice."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from tremplin.calls import rules
from tremplin.calls.models import Bearer, Initiative
from tremplin.core import journal
from tremplin.core.answers import require
from tremplin.people.models import Person


def enter_initiative(name: str, bearers: Collection[tuple[str, str]], *, by: Person, at: datetime) -> Initiative:
    """An initiative carried by `bearers` (kind, name), with nobody in its team yet."""
    with transaction.atomic():
        require(rules.can_read_applications(by))
        initiative = Initiative.objects.create(name=name, created_at=at)
        journal.record("enter", initiative, by=by.ref, at=at)
        for kind, bearer_name in bearers:
            Bearer.objects.create(initiative=initiative, kind=kind, name=bearer_name, from_day=at.date())
        return initiative
