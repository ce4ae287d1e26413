"""Who adds experts, asks for a session, answers, and what an order still allows."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremplin.core.answers import Answer, No, Yes
from tremplin.people.models import Person
from tremplin.programme.models import Programme
from tremplin.programme.queries import roles_of
from tremplin.programme.states import Role
from tremplin.support.models import Accompaniment, Booking, Expertise, Order, SessionRequest, Slot
from tremplin.support.queries.accompaniments import accompaniments_visible_to, side_of
from tremplin.support.queries.experts import (
    OrderStanding,
    expertises_of,
    hours_of,
    order_standings,
    programmes_helped_by,
)
from tremplin.support.rules.accompaniments import can_work_on
from tremplin.support.sentences.hours import said_hours
from tremplin.support.states import ExpertKind, SessionRequestState, Side, Subject


def can_run_expertises(person: Any) -> Answer:
    if Role.AGENT in roles_of(person):
        return Yes()
    return No(gettext_lazy("Experts are added by the programme team."))


def can_open_own(person: Any) -> Answer:
    """For whoever is an expert somewhere, or gives time by a mandate."""
    if expertises_of(person).exists():
        return Yes()
    return No(gettext_lazy("This page is for the experts of a programme."))


def can_open_agenda(person: Any) -> Answer:
    """For whoever takes part in sessions, on either side."""
    if programmes_helped_by(person).exists() or accompaniments_visible_to(person).exists():
        return Yes()
    return No(gettext_lazy("This page is for those who take part in sessions."))


def can_run_experts_of(person: Any, programme: Programme) -> Answer:
    if Role.AGENT in roles_of(person, programme):
        return Yes()
    return No(gettext_lazy("Experts are added by the programme team."))


def can_ask_session(person: Any, accompaniment: Accompaniment) -> Answer:
    """The team of the initiative, or whoever is beside it, while the support runs."""
    return can_work_on(person, accompaniment, Subject.SESSIONS)


def can_run_request(person: Any, request: SessionRequest) -> Answer:
    """Choose an expert, another, or drop the request."""
    return can_work_on(person, request.accompaniment)


def can_answer_request(person: Any, request: SessionRequest) -> Answer:
    if not isinstance(person, Person) or request.expertise is None or request.expertise.person_id != person.pk:
        return No(gettext_lazy("Only the expert who is asked may answer."))
    return is_asked(request)


def is_asked(request: SessionRequest) -> Answer:
    if request.state != SessionRequestState.PROPOSED:
        return No(gettext_lazy("This request has moved on: no answer is expected any more."))
    return Yes()


def helps(expertise: Expertise, day: date) -> Answer:
    """Whether they help on a day; the sentence says until when."""
    if expertise.from_day > day:
        return No(
            _("%(name)s helps from %(day)s.") % {"name": expertise.person, "day": date_format(expertise.from_day)}
        )
    if expertise.until_day is not None and expertise.until_day < day:
        return No(
            _("%(name)s has not helped here since %(day)s: please choose somebody else.")
            % {"name": expertise.person, "day": date_format(expertise.until_day)}
        )
    if not expertise.person.is_active:
        return No(_("%(name)s no longer has an account: please choose somebody else.") % {"name": expertise.person})
    return Yes()


def can_propose(person: Any, request: SessionRequest, expertise: Expertise, today: date) -> Answer:
    if isinstance(answer := can_run_request(person, request), No):
        return answer
    if request.state not in (SessionRequestState.ASKED, SessionRequestState.PROPOSED):
        return No(gettext_lazy("This request has moved on: it is not to be proposed any more."))
    if expertise.programme_id != request.accompaniment.season.programme_id:
        return No(gettext_lazy("This expert helps another programme."))
    return helps(expertise, today)


def order_for(
    expertise: Expertise, day: date, hours: Decimal, *, but: Booking | None = None
) -> tuple[Order | None, Answer]:
    """The order a session of a paid coach is taken on: of those that cover its day, the first to end that has enough
    left. None and Yes for whoever is not paid.
    """
    if expertise.kind != ExpertKind.COACH:
        return None, Yes()
    standings = order_standings(expertise.orders.order_by("until_day", "pk"), but=but)
    covering = [one for one in standings if one.covers(day)]
    if not covering:
        return None, No(_no_order(expertise, standings, day))
    for standing in covering:
        if standing.left >= hours:
            return standing.order, Yes()
    return None, No(_too_long(max(covering, key=lambda one: one.left), hours))


def can_run_hours(person: Any, booking: Booking) -> Answer:
    """Hours already counted are put right by the programme’s side, or by the expert."""
    if isinstance(person, Person) and booking.slot.expert_id == person.pk:
        return Yes()
    if side_of(person, booking.accompaniment) == Side.OFFICER:
        return Yes()
    return No(gettext_lazy("Hours are put right by the expert, or by the officer of the initiative."))


def may_take(order: Order, hours: Decimal, *, but: Booking) -> Answer:
    """Whether hours given still fit the order their session was taken on."""
    standing = order_standings([order], but=but)[0]
    return Yes() if standing.left >= hours else No(_too_long(standing, hours))


def _no_order(expertise: Expertise, standings: list[OrderStanding], day: date) -> str:
    said = {"name": expertise.person, "day": date_format(day)}
    if not standings:
        return _("%(name)s is paid by the day, and no order was placed: the programme team adds it first.") % said
    last = max(standings, key=lambda one: one.order.until_day)
    said |= {
        "number": last.order.number,
        "first": date_format(last.order.from_day),
        "last": date_format(last.order.until_day),
    }
    return (
        _("No order of %(name)s covers %(day)s: order %(number)s runs from %(first)s to %(last)s.") % said
        if last.order.closed_at is None
        else _("No order of %(name)s covers %(day)s: order %(number)s is closed.") % said
    )


def _too_long(standing: OrderStanding, hours: Decimal) -> str:
    return _("Order %(number)s has %(left)s left, and this session takes %(hours)s.") % {
        "number": standing.order.number,
        "left": said_hours(standing.left),
        "hours": said_hours(hours),
    }


def expert_of(slot: Slot) -> Expertise | None:
    """What the person who gives a slot wrote of themselves in its programme, if anything."""
    return Expertise.objects.filter(programme=slot.programme_id, person=slot.expert_id).select_related("person").first()


def fits_order(slot: Slot, expertise: Expertise, day: date, *, but: Booking | None = None) -> Answer:
    """The slot may be taken: its expert helps on that day, and an order covers it when they are paid."""
    if isinstance(answer := helps(expertise, day), No):
        return answer
    return order_for(expertise, day, hours_of(Booking(slot=slot)), but=but)[1]
