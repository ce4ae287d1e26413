"""Where an introduction stands, in words with dates, and what the next gesture is: proposed, never done by itself."""

from datetime import date
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tremplin.support.models import Introduction
from tremplin.support.states import IntroductionState, Side

# days without an answer after which something is proposed
REMIND, REMIND_AGAIN, GIVE_UP = 9, 21, 45
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


def standing(introduction: Introduction) -> str:
    """One sentence: what happened last, and when."""
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
    day = day_of(introduction, instant)
    return words % {
        "day": date_format(day) if day else "–",
        "by": date_format(introduction.answer_by),
        "to": introduction.redirected_to,
        "met": date_format(introduction.met_on) if introduction.met_on else "–",
    }


def gesture(introduction: Introduction, side: str | None, today: date) -> str:
    """What is expected next, said to one side."""
    state, team = introduction.state, side == Side.TEAM
    if state == IntroductionState.ASKED:
        return _("Read the message, then agree or refuse.") if team else _("The initiative reads it.")
    if state == IntroductionState.AGREED:
        return _("The programme sends it.") if team else _("Send it.")
    if state == IntroductionState.SENT:
        return _after_sending(introduction, team, today)
    if state == IntroductionState.MET:
        return _("Next step: %(step)s (%(who)s).") % {"step": introduction.next_step, "who": introduction.next_who}
    says = {
        IntroductionState.TAKEN_UP: _("Meet, then note the next step."),
        IntroductionState.REDIRECTED: _("Write to those they named."),
        IntroductionState.LATER: _("Write again later, or say how it ended."),
        IntroductionState.DECLINED: _("Try another door, or say how it ended."),
        IntroductionState.UNANSWERED: _("Try another door, or say how it ended."),
    }
    return says.get(IntroductionState(state), "")


def _after_sending(introduction: Introduction, team: bool, today: date) -> str:
    sent = day_of(introduction, "sent_at")
    days = (today - sent).days if sent else 0
    if team or days < REMIND:
        return _("Wait for the answer.")
    said = {"days": days}
    if days >= GIVE_UP:
        return _("%(days)s days without an answer: give it up, and say so.") % said
    if days >= REMIND_AGAIN:
        return _("%(days)s days without an answer: call, or write a second time.") % said
    return _("%(days)s days without an answer: write again, or call.") % said
