"""Writing in this room: the figures of a season, frozen and published."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tremplin.core import freshness, journal
from tremplin.core.answers import No
from tremplin.core.moves import MoveRefused, hold
from tremplin.insights import datasets, rules
from tremplin.insights.models import Dataset
from tremplin.insights.queries import figures_of, last_dataset
from tremplin.people.models import Person
from tremplin.programme.models import Season


def publish_figures(season: Season, *, read: str, by: Person, at: datetime) -> Dataset:
    """Freeze the figures as they stand, in a version of their own. `read` is the digest of what the person read: what
    changed meanwhile is to be read again. The public pages kept are void.
    """
    with transaction.atomic():
        held = hold(season)
        if isinstance(answer := rules.can_publish_figures(by, held), No):
            raise MoveRefused(answer.reason)
        figures, last = figures_of(held), last_dataset(held)
        rows = datasets.rows_of(figures) if figures else []
        sha256 = datasets.digest(rows)
        if sha256 != read:
            raise MoveRefused(_("The figures changed while you were reading them. Here they are as they stand now."))
        if last and last.sha256 == sha256:
            raise MoveRefused(_("These figures are published already: nothing has changed since."))
        dataset = Dataset.objects.create(
            season=held,
            version=last.version + 1 if last else 1,
            content=rows,
            sha256=sha256,
            frozen_by=by,
            frozen_at=at,
        )
        journal.record("publish", dataset, by=by.ref, at=at, after=f"{held.ref} v{dataset.version}")
        freshness.bump()
        return dataset
