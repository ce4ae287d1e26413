"""Who writes, agrees to, sends and pursues an introduction, and when a message may leave."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from tremplin.calls.queries import right_of
from tremplin.calls.states import TeamRight
from tremplin.core import clock
from tremplin.core.answers import Answer, No, Yes
from tremplin.directory.models import Door
from tremplin.directory.queries import standing_body
from tremplin.directory.states import BodyState, DoorState
from tremplin.programme.models import Programme
from tremplin.support.engine.proposals import Kind
from tremplin.support.leaving import is_calm, is_free, may_leave, may_remind
from tremplin.support.models import (
    Accompaniment,
    Introduction,
)
from tremplin.support.queries.accompaniments import side_of
from tremplin.support.queries.answers import asked_to_stop, waiting_replies
from tremplin.support.queries.outcomes import came_back, occasion_now
from tremplin.support.queries.proposals import is_above
from tremplin.support.rules.accompaniments import can_lead, is_open
from tremplin.support.states import (
    AskedSide,
    IntroductionState,
    NudgeKind,
    Side,
    Subject,
)

WAITING = (IntroductionState.ASKED, IntroductionState.AGREED)


def can_write_introduction(person: Any, accompaniment: Accompaniment) -> Answer:
    return can_lead(person, accompaniment, Subject.TIES) and is_open(accompaniment)


def can_change_text(person: Any, introduction: Introduction) -> Answer:
    if isinstance(answer := can_write_introduction(person, introduction.accompaniment), No):
        return answer
    if introduction.state not in WAITING:
        return No(_("This message no longer changes."))
    return Yes()


def can_agree(person: Any, introduction: Introduction) -> Answer:
    """Nothing about an initiative leaves before somebody who may submit for it has agreed to the exact text."""
    if not right_of(person, introduction.accompaniment.initiative, TeamRight.SUBMIT):
        return No(_("In this team, another person agrees for the initiative."))
    if introduction.state != IntroductionState.ASKED:
        return No(_("This message no longer waits for an agreement."))
    if introduction.bounced_at is not None:
        return No(_("The address refused this mail: it is first written to another."))
    return is_open(introduction.accompaniment)


def can_refuse(person: Any, introduction: Introduction) -> Answer:
    """Until it leaves, the initiative may take its agreement back; in a pause too."""
    if not right_of(person, introduction.accompaniment.initiative, TeamRight.SUBMIT):
        return No(_("In this team, another person agrees for the initiative."))
    if introduction.state not in WAITING:
        return No(_("This message no longer waits for an agreement."))
    return Yes()


def is_open_door(door: Door) -> Answer:
    """Whether one may still write there; a body that closed takes its doors with it."""
    if door.body.state == BodyState.CLOSED:
        after = standing_body(door.body)
        if after.state == BodyState.OPEN:
            return No(
                _("%(body)s has become %(after)s: choose one of its doors.") % {"body": door.body, "after": after}
            )
        return No(_("%(body)s is closed: choose the door of another body.") % {"body": door.body})
    if door.state == DoorState.CLOSED:
        return No(_("This door is closed: choose another."))
    return Yes()


def may_leave_for(email: str, programme: Programme, at: datetime) -> Answer:
    """For a mail that is no reminder: nobody who asked us to stop, no quiet period, one mail a person a week."""
    return may_be_written_to(email) and is_calm(programme, at) and is_free(email, programme, at)


def can_send(person: Any, introduction: Introduction, at: datetime | None = None) -> Answer:
    if isinstance(answer := can_write_introduction(person, introduction.accompaniment), No):
        return answer
    if introduction.sent_at is not None:
        return No(_("This message has already left."))
    if introduction.state != IntroductionState.AGREED:
        return No(_("The initiative agrees to the exact text before it leaves."))
    if isinstance(answer := still_writes(introduction), No):
        return answer
    if introduction.door.state == DoorState.CLOSED:
        return No(_("This door has closed since the message was agreed to: choose another, and ask again."))
    if isinstance(answer := is_open_door(introduction.door), No):
        return answer
    if introduction.answer_by <= clock.today(introduction.accompaniment.season.programme.time_zone):
        return No(_("The day hoped for has passed: write the message again with another day, and ask again."))
    if isinstance(answer := may_be_written_to(introduction.contact_email), No):
        return answer
    return may_leave(introduction, at or clock.now())


def still_writes(introduction: Introduction) -> Answer:
    """A message leaves in the name the initiative agreed to, and is answered there: that person is still beside it."""
    writer = introduction.asked_by
    if writer.is_active and side_of(writer, introduction.accompaniment) == Side.OFFICER:
        return Yes()
    words = _("%(name)s wrote this message and is no longer beside the initiative: write it again, and ask again.")
    return No(words % {"name": writer})


def can_pursue(person: Any, introduction: Introduction) -> Answer:
    """File an answer, a meeting, an end."""
    if isinstance(answer := can_lead(person, introduction.accompaniment, Subject.TIES), No):
        return answer
    if introduction.sent_at is None:
        return No(_("This message has not left."))
    if introduction.state == IntroductionState.ENDED:
        return No(_("This introduction has ended."))
    return Yes()


def may_be_written_to(email: str) -> Answer:
    """Whoever asked not to be written to is left alone, whatever the initiative and the door."""
    if asked_to_stop(email):
        return No(_("Whoever reads this address asked us not to write to them any more."))
    return Yes()


def can_link_redirection(person: Any, introduction: Introduction) -> Answer:
    """They named somebody: which door of ours that is."""
    if isinstance(answer := can_pursue(person, introduction), No):
        return answer
    if introduction.state != IntroductionState.REDIRECTED:
        return No(_("They did not send to somebody else."))
    return Yes()


def can_remind(person: Any, introduction: Introduction) -> Answer:
    """Prepare a word about a message nobody answered; when it may leave is another question."""
    if isinstance(answer := can_write_introduction(person, introduction.accompaniment), No):
        return answer
    if introduction.sent_at is None:
        return No(_("This message has not left."))
    if introduction.state != IntroductionState.SENT:
        return No(_("This message waits for no reminder."))
    if waiting_replies(introduction).exists():
        return No(_("A reply came by mail: it is filed before anything else is written."))
    return Yes()


def can_send_nudge(person: Any, introduction: Introduction, kind: str, email: str, reason: str, at: datetime) -> Answer:
    """Never above them without a written reason, nor before the second reminder."""
    if isinstance(answer := can_remind(person, introduction), No):
        return answer
    if kind == NudgeKind.SUPERIOR:
        if introduction.nudges.filter(bounced_at=None).count() < 2:
            return No(_("Nobody above them is written to before the second reminder."))
        if not reason.strip():
            return No(_("Nobody above them is written to without a written reason."))
    elif kind != NudgeKind.AGAIN and is_above(introduction, email):
        return No(_("Nobody above them is written to without a written reason."))
    if isinstance(answer := may_be_written_to(email), No):
        return answer
    return may_remind(introduction, Kind(kind), email, at)


def can_tell_outcome(person: Any, introduction: Introduction, side: str) -> Answer:
    """The initiative for itself; for either side, the officer who heard it."""
    today = clock.today(introduction.accompaniment.season.programme.time_zone)
    if occasion_now(introduction, today) is None:
        return No(_("It is too early to say what this introduction brought."))
    if side == AskedSide.TEAM and right_of(person, introduction.accompaniment.initiative, TeamRight.WRITE):
        return Yes()
    return can_lead(person, introduction.accompaniment, Subject.TIES)


def can_ask_outcome(person: Any, introduction: Introduction) -> Answer:
    """By a mail to the contact, which somebody sends."""
    if isinstance(answer := can_lead(person, introduction.accompaniment, Subject.TIES), No):
        return answer
    now = occasion_now(introduction, clock.today(introduction.accompaniment.season.programme.time_zone))
    if now is not None and came_back(introduction, now[0]):
        return No(_("The mail that asked them came back: ask them another way, and note what they say."))
    return may_be_written_to(introduction.contact_email)
