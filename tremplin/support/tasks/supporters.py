"""What waits for supporters, for those who ask them, and for those who follow public resources."""

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tremplin.calls.states import MemberState
from tremplin.core import clock
from tremplin.core.offers import HomeTasks, Task
from tremplin.people.models import Person
from tremplin.support import rules
from tremplin.support.models import Accompaniment
from tremplin.support.queries import accompaniments_open_to
from tremplin.support.queries.accompaniments import parts_played_by
from tremplin.support.queries.requests import ending_soon
from tremplin.support.queries.supporters import RENEWED_WITHIN, askings_of, askings_run_by, offers_of
from tremplin.support.sentences.requests import last_day
from tremplin.support.states import AccompanimentState, AskingState, Subject


def _of_supporters(person: Any) -> list[Task]:
    """What they were asked, and an offer that ends soon; nothing else is asked of them."""
    tasks = [
        Task(
            _("%(name)s asks: could you %(kind)s?") % {"name": one.asked_by, "kind": one.offer.get_kind_display()},
            reverse("support:my-asking", args=[one.ref]),
            why=_("Answer hoped for by %(day)s.") % {"day": date_format(one.answer_by)},
        )
        for one in askings_of(person).filter(state=AskingState.ASKED).order_by("answer_by", "pk")
    ]
    if not rules.can_make_offers(person):
        return tasks
    today = clock.today()
    ending = offers_of(person).filter(withdrawn_at=None, until_day__gte=today, until_day__lte=today + RENEWED_WITHIN)
    return tasks + [
        Task(
            _("What you offer (%(kind)s) ends on %(day)s: would you like to renew it?")
            % {"kind": one.get_kind_display(), "day": date_format(one.until_day)},
            reverse("support:offer-list"),
        )
        for one in ending
    ]


def _of_askers(person: Any) -> list[Task]:
    """What was done and not thanked for; what was asked and had no answer by its day. Whoever asked is told."""
    if not isinstance(person, Person):
        return []
    today = clock.today()
    mine = askings_run_by(person).filter(asked_by=person)
    tasks = [
        Task(
            _("%(name)s did what you asked (%(kind)s): thank them")
            % {"name": one.offer.supporter, "kind": one.offer.get_kind_display()},
            reverse("support:asking", args=[one.ref]),
            why=_("Done on %(day)s.") % {"day": date_format(one.done_on or today)},
        )
        for one in mine.filter(state=AskingState.DONE, thanked_at=None).order_by("done_on", "pk")
    ]
    return tasks + [
        Task(
            _("%(name)s has not answered (%(kind)s): call, or ask somebody else")
            % {"name": one.offer.supporter, "kind": one.offer.get_kind_display()},
            reverse("support:asking", args=[one.ref]),
            why=_("Answer hoped for by %(day)s.") % {"day": date_format(one.answer_by)},
        )
        for one in mine.filter(state=AskingState.ASKED, answer_by__lt=today).order_by("answer_by", "pk")
    ]


def _of_requests(person: Any) -> list[Task]:
    """Resources to be asked for, whose last day comes: for the initiative, and for its officer."""
    if not isinstance(person, Person):
        return []
    today = clock.today()
    own = Q(initiative__members__person=person, initiative__members__state=MemberState.JOINED)
    mine = Accompaniment.objects.filter(own | Q(pk__in=parts_played_by(person).order_by().values("accompaniment")))
    seen = accompaniments_open_to(person, Subject.TIES).filter(
        state__in=[AccompanimentState.PLANNED, AccompanimentState.RUNNING], pk__in=mine.order_by().values("pk")
    )
    return [
        Task(
            _("%(name)s: ask for “%(resource)s” before it closes")
            % {"name": one.accompaniment, "resource": one.resource},
            reverse("support:resource-request", args=[one.ref]),
            why=last_day(one.resource, today),
        )
        for one in ending_soon(list(seen.values_list("pk", flat=True)), today)
    ]


OWN = [
    HomeTasks("support-supporters", _of_supporters),
    HomeTasks("support-askers", _of_askers),
    HomeTasks("support-resources", _of_requests),
]
