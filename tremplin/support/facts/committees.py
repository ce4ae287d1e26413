"""Committees held and what they decided; what the pack, the minutes and the pledges wait for."""

from collections.abc import Iterator

from django.urls import reverse_lazy
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tremplin.support.facts.seen import News, Owed, Seen
from tremplin.support.models import CommitteeItem, Pledge
from tremplin.support.states import CommitteeState, PledgeState, Side, Subject


def news(seen: Seen) -> Iterator[tuple[int, News]]:
    """What was decided is told once the minutes are signed."""
    shown = seen.open_to(Subject.MONEY)
    held = CommitteeItem.objects.filter(
        accompaniment__in=shown, committee__state__in=[CommitteeState.HELD, CommitteeState.SIGNED]
    ).select_related("committee")
    since = seen.since_at()
    for item in held.filter(committee__starts_at__gte=since) if since else held:
        day = seen.day_of(item.committee.starts_at, item.accompaniment_id)
        words = _("%(kind)s held") % {"kind": item.committee.get_kind_display()}
        if item.committee.state == CommitteeState.SIGNED and item.outcome:
            words = _("%(kind)s: %(outcome)s") % {
                "kind": item.committee.get_kind_display(),
                "outcome": item.get_outcome_display(),
            }
        yield item.accompaniment_id, News(day, words, _address(seen, item.accompaniment_id))
    for pledge in Pledge.objects.filter(accompaniment__in=shown, state=PledgeState.DELIVERED):
        if pledge.accompaniment_id and pledge.delivered_on:
            words = _("pledge delivered: %(what)s") % {"what": pledge.what}
            address = reverse_lazy("support:pledge", args=[pledge.ref])
            yield pledge.accompaniment_id, News(pledge.delivered_on, words, address)


def owed(seen: Seen) -> Iterator[tuple[int, Owed]]:
    shown = seen.open_to(Subject.MONEY)
    items = CommitteeItem.objects.filter(
        accompaniment__in=shown, committee__state__in=[CommitteeState.PLANNED, CommitteeState.HELD]
    ).select_related("committee__season")
    for item in items:
        committee, key = item.committee, item.accompaniment_id
        if key not in seen.led:
            continue
        day = seen.day_of(committee.starts_at, key)
        if committee.state == CommitteeState.HELD:
            words = _("Minutes of the %(kind)s to be signed") % {"kind": committee.get_kind_display()}
            yield key, Owed(Side.OFFICER, words, _address(seen, key), day)
        elif not item.officer_words:
            words = _("Write what is proposed to the %(kind)s") % {"kind": committee.get_kind_display()}
            url = reverse_lazy("support:committee-propose", args=[committee.ref, item.ref])
            yield key, Owed(Side.OFFICER, words, url, day)
    yield from _of_pledges(seen, shown)


def _of_pledges(seen: Seen, shown: frozenset[int]) -> Iterator[tuple[int, Owed]]:
    waiting = Pledge.objects.filter(accompaniment__in=shown, state__in=[PledgeState.PLEDGED, PledgeState.CONFIRMED])
    for pledge in waiting.select_related("body", "sponsor"):
        who = {"what": pledge.what, "who": pledge.body or pledge.sponsor}
        url = reverse_lazy("support:pledge", args=[pledge.ref])
        if pledge.state == PledgeState.PLEDGED:
            words, side = _("Have this pledge confirmed in writing: %(what)s (%(who)s)") % who, Side.OFFICER
            yield pledge.accompaniment_id or 0, Owed(side, words, url, pledge.due_on)
        else:
            yield pledge.accompaniment_id or 0, Owed(None, _("%(who)s delivers: %(what)s") % who, url, pledge.due_on)


def _address(seen: Seen, key: int) -> str | Promise:
    return reverse_lazy("support:accompaniment-committees", args=[seen.known[key].ref])
