"""Where an introduction stands, in words with dates, and what the next gesture is: proposed, never done by itself."""

from datetime import date
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tremplin.core import clock
from tremplin.support.engine.proposals import Kind, Proposal
from tremplin.support.leaving import said_day
from tremplin.support.models import Introduction
from tremplin.support.queries.answers import Since
from tremplin.support.queries.proposals import proposal_of
from tremplin.support.states import AskedSide, IntroductionState, Side

_FIRST = [
    IntroductionState.ASKED,
    IntroductionState.AGREED,
    IntroductionState.REDIRECTED,
    IntroductionState.TAKEN_UP,
    IntroductionState.SENT,
    IntroductionState.LATER,
    IntroductionState.MET,
    IntroductionState.DECLINED,
    IntroductionState.UNANSWERED,
]


def day_of(introduction: Introduction, name: str) -> date | None:
    """The day of one of its instants, on the programme's clock."""
    at = getattr(introduction, name)
    return at.astimezone(ZoneInfo(introduction.accompaniment.season.programme.time_zone)).date() if at else None


def rank(introduction: Introduction) -> tuple[int, float]:
    """Those with something to do first, the oldest first among them; those that are over last."""
    place = _FIRST.index(IntroductionState(introduction.state)) if introduction.state in _FIRST else len(_FIRST)
    return place, introduction.asked_at.timestamp()


def standing(introduction: Introduction, since: Since | None = None) -> str:
    """What happened last, and when, and what was said besides; with `since`, the reminders and the replies that
    came.
    """
    return " ".join([stage(introduction), *_besides(introduction, since or Since())])


def stage(introduction: Introduction) -> str:
    """What happened last, and when."""
    says = {
        IntroductionState.ASKED: (_("The initiative was asked on %(day)s."), "asked_at"),
        IntroductionState.AGREED: (_("The initiative agreed on %(day)s; nothing has left yet."), "agreed_at"),
        IntroductionState.REFUSED: (
            _("The initiative did not want it; asked on %(day)s, nothing has left."),
            "asked_at",
        ),
        IntroductionState.SENT: (_("Sent on %(day)s; answer hoped for by %(by)s."), "sent_at"),
        IntroductionState.TAKEN_UP: (_("Taken up on %(day)s."), "answered_at"),
        IntroductionState.REDIRECTED: (_("On %(day)s, sent on to: %(to)s."), "answered_at"),
        IntroductionState.DECLINED: (_("Declined on %(day)s."), "answered_at"),
        IntroductionState.LATER: (_("“Not now”, said on %(day)s."), "answered_at"),
        IntroductionState.UNANSWERED: (_("Sent on %(day)s, given up without an answer."), "sent_at"),
        IntroductionState.MET: (_("They met on %(met)s."), "sent_at"),
        IntroductionState.ENDED: (_("Sent on %(day)s, ended."), "sent_at"),
    }
    words, instant = says[IntroductionState(introduction.state)]
    if introduction.state == IntroductionState.ASKED and introduction.bounced_at is not None:
        words, instant = _("The address refused the mail on %(day)s: it reached nobody."), "bounced_at"
    elif introduction.state == IntroductionState.ENDED and introduction.met_on:
        words = _("They met on %(met)s; it has ended.")
    return words % {
        "day": _said(day_of(introduction, instant)),
        "by": date_format(introduction.answer_by),
        "to": introduction.redirected_to,
        "met": _said(introduction.met_on),
    }


def _besides(introduction: Introduction, since: Since) -> list[str]:
    """What does not change the state: reminders, a reply that came, an absence, a wish to be left alone."""
    said, zone = [], ZoneInfo(introduction.accompaniment.season.programme.time_zone)
    waits = introduction.state in (IntroductionState.SENT, IntroductionState.UNANSWERED)
    if waits and since.reminded:
        count = len(since.reminded)
        words = ngettext("A reminder left on %(day)s.", "%(count)s reminders left, the last on %(day)s.", count)
        said.append(words % {"day": date_format(since.reminded[-1].astimezone(zone)), "count": count})
    if since.wrote_back and introduction.state != IntroductionState.ENDED:
        day = date_format(since.wrote_back[-1].astimezone(zone))
        said.append(_("A reply came by mail on %(day)s, and is to be filed.") % {"day": day})
    if waits and introduction.away_until and introduction.away_until > clock.today(str(zone)):
        said.append(_("They say they are away until %(day)s.") % {"day": date_format(introduction.away_until)})
    if introduction.stopped_at is not None:
        said.append(_("They asked not to be written to again."))
    return said


def _said(day: date | None) -> str:
    return date_format(day) if day else "–"


def gesture(
    introduction: Introduction,
    side: str | None,
    today: date,
    proposal: Proposal | None = None,
    since: Since | None = None,
) -> str:
    """What is expected next, and of whom, said to one side. `proposal`: of a message without an answer, when it is at
    hand; `since`: what each side is asked about it.
    """
    asked = _asked(since, side == Side.TEAM) if since else ""
    return " ".join(part for part in (_next(introduction, side, today, proposal, since), asked) if part)


def _next(
    introduction: Introduction, side: str | None, today: date, proposal: Proposal | None, since: Since | None
) -> str:
    state, team = introduction.state, side == Side.TEAM
    if state == IntroductionState.ASKED and introduction.bounced_at is not None:
        return _("The programme looks for another address.") if team else _("Write to another address.")
    if state == IntroductionState.ASKED:
        return _("Read the message, then agree or refuse.") if team else _("The initiative reads it.")
    if state == IntroductionState.AGREED:
        return _("The programme sends it, in its turn.") if team else _("Send it.")
    if state == IntroductionState.SENT and since and since.wrote_back:
        return _("The programme reads their reply, and files it.") if team else _("Read their reply, and file it.")
    if state == IntroductionState.SENT:
        proposal = None if team else proposal or proposal_of(introduction)
        return proposed(proposal, day_of(introduction, "sent_at") or today, today) if proposal else _wait()
    if state == IntroductionState.MET:
        return _next_step(introduction, today)
    if state == IntroductionState.LATER and introduction.away_until:
        day = {"day": date_format(introduction.away_until)}
        if team:
            return _("The programme writes to them again after %(day)s.") % day
        return _("Write again after %(day)s, or say how it ended.") % day
    says = {
        IntroductionState.TAKEN_UP: (
            _("The programme sets a day for the meeting with you."),
            _("Set a day, then note the meeting and what comes next."),
        ),
        IntroductionState.REDIRECTED: (
            _("The programme writes to those they named, once you agree to the new message."),
            _("Write to those they named."),
        ),
        IntroductionState.LATER: (
            _("The programme writes to them again in some months."),
            _("Write again later, or say how it ended."),
        ),
        IntroductionState.DECLINED: (
            _("The programme looks for another door."),
            _("Try another door, or say how it ended."),
        ),
        IntroductionState.UNANSWERED: (
            _("The programme looks for another door; a late answer is still taken."),
            _("Try another door, or say how it ended."),
        ),
        IntroductionState.REFUSED: (
            _("Nothing more, unless the programme writes another message."),
            _("Write another message, or none."),
        ),
    }
    return says[IntroductionState(state)][0 if team else 1] if state in says else ""


def _next_step(introduction: Introduction, today: date) -> str:
    said = {"step": introduction.next_step, "who": introduction.next_who or _("nobody is named")}
    if introduction.next_on is None:
        return _("Next step: %(step)s (%(who)s).") % said
    said["day"] = date_format(introduction.next_on)
    if introduction.next_on < today:
        return _("Next step: %(step)s (%(who)s); it was due on %(day)s: say what came of it.") % said
    return _("Next step: %(step)s (%(who)s), by %(day)s.") % said


def _asked(since: Since, team: bool) -> str:
    """Since when this side has something to say, or to ask, of what it brought."""
    if team and AskedSide.TEAM in since.asked:
        return _("Since %(day)s, you are asked what it brought.") % {"day": date_format(since.asked[AskedSide.TEAM])}
    if not team and AskedSide.CONTACT in since.asked:
        day = date_format(since.asked[AskedSide.CONTACT])
        return _("Ask the administration what it brought: due since %(day)s.") % {"day": day}
    if not team and AskedSide.TEAM in since.asked:
        day = date_format(since.asked[AskedSide.TEAM])
        return _("Since %(day)s, the initiative is asked what it brought.") % {"day": day}
    return ""


def _wait() -> str:
    return _("Wait for the answer.")


def proposed(proposal: Proposal, sent_on: date, today: date) -> str:
    """What to do about a message nobody answered, and from which day: proposed, somebody does it."""
    what = {
        Kind.AGAIN: _("a word to the same person"),
        Kind.DEPUTY: _("a word to their deputy, or to a colleague"),
        Kind.SUPERIOR: _("a word above them, with a written reason"),
        Kind.GIVE_UP: _("give it up, and say so to both sides"),
    }[proposal.kind]
    days = (today - sent_on).days
    if proposal.is_for(today):
        return ngettext(
            "No answer for %(days)s day. Proposed now: %(what)s.",
            "No answer for %(days)s days. Proposed now: %(what)s.",
            days,
        ) % {"days": days, "what": what}
    if proposal.on is None:
        return f"{_wait()} {said_day(proposal)}"
    said = _("Proposed on %(day)s: %(what)s.") % {"day": date_format(proposal.on), "what": what}
    return f"{_wait()} {said}"
