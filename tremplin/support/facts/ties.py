"""Introductions, and what bodies and sponsors promised."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse_lazy
from django.utils.translation import gettext as _

from tremplin.directory.models import Body
from tremplin.people.models import Person
from tremplin.support.facts.seen import News, Owed, Seen
from tremplin.support.models import Commitment, Introduction
from tremplin.support.queries.commitments import promised_in, promisers_of
from tremplin.support.states import CommitmentState, IntroductionState, Side, Subject


def news(seen: Seen) -> Iterator[tuple[int, News]]:
    shown, since = seen.open_to(Subject.TIES), seen.since_at()
    made = Introduction.objects.filter(accompaniment__in=shown).select_related("door")
    if since:
        made = made.filter(Q(sent_at__gte=since) | Q(answered_at__gte=since) | Q(met_on__gte=seen.since))
    for one in made:
        yield from ((one.accompaniment_id, item) for item in _of_introduction(one, seen))
    for pk, promises in promised_in([seen.known[pk] for pk in shown], [CommitmentState.KEPT]).items():
        for kept in promises:
            if kept.closed_on:
                words = _("promise kept: %(what)s") % {"what": kept.what}
                yield pk, News(kept.closed_on, words, reverse_lazy("support:commitment", args=[kept.ref]))


def _of_introduction(one: Introduction, seen: Seen) -> list[News]:
    url = reverse_lazy("support:introduction", args=[one.ref])
    found = []
    if one.sent_at:
        day = seen.day_of(one.sent_at, one.accompaniment_id)
        found.append(News(day, _("message sent to %(door)s") % {"door": one.door}, url))
    if one.answered_at:
        day = seen.day_of(one.answered_at, one.accompaniment_id)
        found.append(News(day, _("answer of %(door)s") % {"door": one.door}, url))
    if one.met_on:
        found.append(News(one.met_on, _("meeting with %(door)s") % {"door": one.door}, url))
    return found


def owed(seen: Seen) -> Iterator[tuple[int, Owed]]:
    shown = seen.open_to(Subject.TIES)
    for one in Introduction.objects.filter(
        accompaniment__in=shown,
        state__in=[
            IntroductionState.ASKED,
            IntroductionState.AGREED,
            IntroductionState.SENT,
            IntroductionState.MET,
        ],
    ).select_related("door"):
        yield one.accompaniment_id, _awaited(one)
    promised = promised_in([seen.known[pk] for pk in shown], [CommitmentState.PROMISED])
    promisers = promisers_of(one for promises in promised.values() for one in promises)
    for pk, promises in promised.items():
        yield from ((pk, _promised(one, promisers[one.pk])) for one in promises)


def _promised(one: Commitment, promiser: Body | Person) -> Owed:
    words = f"{one.what} ({promiser}, {one.who})"
    return Owed(None, words, reverse_lazy("support:commitment", args=[one.ref]), one.due_on)


def _awaited(one: Introduction) -> Owed:
    url, door = reverse_lazy("support:introduction", args=[one.ref]), {"door": one.door}
    if one.state == IntroductionState.ASKED:
        return Owed(Side.TEAM, _("Read the message to %(door)s and agree to it, or not") % door, url)
    if one.state == IntroductionState.AGREED:
        return Owed(Side.OFFICER, _("Send the message to %(door)s") % door, url)
    if one.state == IntroductionState.MET:
        step = {**door, "step": one.next_step, "who": one.next_who or _("nobody is named")}
        return Owed(None, _("With %(door)s: %(step)s (%(who)s)") % step, url, one.next_on)
    return Owed(None, _("%(door)s: an answer") % door, url, one.answer_by)
