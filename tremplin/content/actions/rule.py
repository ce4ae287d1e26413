"""The rule the editors work by."""

from datetime import datetime

from django.db import transaction

from tremplin.content.models import SiteRule
from tremplin.content.rules import can_set_site_rule
from tremplin.core import journal
from tremplin.core.answers import require
from tremplin.people.models import Person


def set_site_rule(*, second_person: bool, by: Person, at: datetime) -> SiteRule:
    """Say whether a second person publishes the pages. What waits for a reading goes on waiting."""
    require(can_set_site_rule(by))
    with transaction.atomic():
        rule, _created = SiteRule.objects.select_for_update().get_or_create(pk=1)
        if rule.second_person != second_person:
            before, after = ("second", "alone") if rule.second_person else ("alone", "second")
            rule.second_person = second_person
            rule.save(update_fields=["second_person"])
            journal.record("change", rule, by=by.ref, at=at, before=before, after=after)
        return rule
