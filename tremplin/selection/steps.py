"""What comes next in the selection of a call: one gesture, why, and its date. What waits first comes first."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tremplin.selection.queries.overview import Step, Thread
from tremplin.selection.states import RoundState


@dataclass(frozen=True)
class Gesture:
    """`label` of the button and its `address`; `why` says what waits; `at`: the date that matters, if there is one."""

    label: str
    address: str
    why: str
    at: datetime | None = None


def next_gesture(thread: Thread) -> Gesture | None:
    """None: everything is announced."""
    return _screening(thread) or _rounds(thread) or _decisions(thread) or _announcement(thread)


def _screening(thread: Thread) -> Gesture | None:
    call, counts = thread.call, thread.screened
    if not counts.total:
        why = _("No application was received yet.")
        return Gesture(_("See the call"), reverse("calls:managed", args=[call.ref]), why, thread.closes_at)
    if counts.waiting:
        words = ngettext(
            "%(count)s application of %(total)s is still to be screened.",
            "%(count)s applications of %(total)s are still to be screened.",
            counts.waiting,
        )
        address = reverse("selection:screening-list", args=[call.ref]) + "?state=waiting"
        return Gesture(_("Screen the applications"), address, words % {"count": counts.waiting, "total": counts.total})
    return None


def _rounds(thread: Thread) -> Gesture | None:
    if not thread.rounds:
        why = _("No round is prepared yet: nobody can read the applications.")
        return Gesture(_("Set up the usual two rounds"), reverse("selection:round-usual", args=[thread.call.ref]), why)
    for step in thread.rounds:
        if step.round.state == RoundState.PREPARED:
            return _to_open(step)
        if step.round.state == RoundState.OPEN:
            return _to_follow(step)
    return None


def _to_open(step: Step) -> Gesture:
    label = _("Get “%(round)s” ready") % {"round": step.round}
    why = _("This round is in preparation.")
    return Gesture(label, reverse("selection:round", args=[step.round.ref]), why, step.round.starts_at)


def _to_follow(step: Step) -> Gesture:
    found, counts = step.round, step.counts
    if not counts.waiting:
        why = _("Every file of this round is settled.")
        label = _("Close “%(round)s”") % {"round": found}
        return Gesture(label, reverse("selection:round", args=[found.ref]), why)
    if counts.assigned and counts.reviews == counts.assigned:
        words = ngettext("%(count)s file is to be settled.", "%(count)s files are to be settled.", counts.waiting)
        label = _("See the results of “%(round)s”") % {"round": found}
        address = reverse("selection:round-results", args=[found.ref])
        return Gesture(label, address, words % {"count": counts.waiting}, found.due_at)
    words = ngettext("%(count)s review is in, of %(total)s.", "%(count)s reviews are in, of %(total)s.", counts.reviews)
    label = _("Follow “%(round)s”") % {"round": found}
    why = words % {"count": counts.reviews, "total": counts.assigned}
    return Gesture(label, reverse("selection:round", args=[found.ref]), why, found.due_at)


def _decisions(thread: Thread) -> Gesture | None:
    call, decided = thread.call, thread.decided
    address = reverse("selection:decision-list", args=[call.ref])
    if decided.total < thread.screened.total:
        left = thread.screened.total - decided.total
        words = ngettext(
            "%(count)s decision of %(total)s is still to be prepared.",
            "%(count)s decisions of %(total)s are still to be prepared.",
            left,
        )
        return Gesture(_("Prepare the decisions"), address, words % {"count": left, "total": thread.screened.total})
    if not thread.named:
        why = _("No authority is named in this call yet.")
        return Gesture(_("Name the authority"), reverse("selection:signatory", args=[call.ref]), why)
    if decided.prepared:
        words = ngettext(
            "%(count)s decision waits for its signature.",
            "%(count)s decisions wait for their signature.",
            decided.prepared,
        )
        return Gesture(_("Follow the signatures"), address, words % {"count": decided.prepared})
    return None


def _announcement(thread: Thread) -> Gesture | None:
    if not thread.waves:
        why = _("Every decision is signed; nothing is announced yet.")
        return Gesture(_("Plan the announcement"), reverse("selection:release", args=[thread.call.ref]), why)
    wave = thread.next_wave
    if wave is None:
        return None
    why = _("The next wave is: %(wave)s.") % {"wave": wave}
    return Gesture(_("See the announcement"), reverse("selection:release", args=[thread.call.ref]), why, wave.due_at)
