"""What waits for a person about relations: promises due, contacts that left, remarks of bodies to read."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tremplin.core import clock
from tremplin.core.offers import Task
from tremplin.support.models import Commitment
from tremplin.support.queries.overviews import departures_in, due_in, due_to_programmes, unread_remarks

SOON = timedelta(days=7)


def tasks_of_relations(person: Any, accompaniments: Collection[int]) -> list[Task]:
    """For whoever is beside these initiatives."""
    tasks = []
    for contact in departures_in(accompaniments):
        said = {"contact": contact.shown_name, "name": contact.relation.initiative}
        tasks.append(
            Task(
                _("%(name)s: %(contact)s left. Who comes after?") % said,
                f"{reverse('support:contact', args=[contact.ref])}#departure",
                why=_("Left on %(day)s.") % {"day": date_format(contact.gone_on)} if contact.gone_on else "",
            )
        )
    soon = clock.today() + SOON
    return tasks + [_promise(one, str(one.initiative)) for one in due_in(accompaniments, soon)]


def tasks_of_programmes(person: Any) -> list[Task]:
    """For the programme team: what was promised to it, and what bodies say."""
    soon = clock.today() + SOON
    tasks = [_promise(one, str(one.programme)) for one in due_to_programmes(person, soon)]
    for body, count in unread_remarks(person):
        words = ngettext("%(body)s: a remark to read", "%(body)s: %(count)s remarks to read", count)
        url = f"{reverse('support:body-asked', args=[body.ref])}#remarks"
        tasks.append(Task(words % {"body": body, "count": count}, url))
    return tasks


def _promise(one: Commitment, name: str) -> Task:
    late = one.due_on < clock.today()
    why = _("It was due on %(day)s.") if late else _("By %(day)s.")
    return Task(
        _("%(name)s: %(who)s promised “%(what)s”") % {"name": name, "who": one.who, "what": one.what},
        reverse("support:commitment", args=[one.ref]),
        why=why % {"day": date_format(one.due_on)},
    )
