"""Who reads what: seats, who may be given a file, what a reader may do with it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tremplin.calls.models import Attachment
from tremplin.calls.states import ApplicationState
from tremplin.core.answers import Answer, No, Yes
from tremplin.core.models import StoredFile
from tremplin.core.offers import FileReader
from tremplin.people.models import Person
from tremplin.selection.models import Review, Round, RoundFile, Seat
from tremplin.selection.queries import reviews_of, seats_of
from tremplin.selection.rules.rounds import handles, in_conflict, runs
from tremplin.selection.states import College, ReviewState, RoundState, SeatState


def can_answer_seat(person: Any, seat: Seat) -> Answer:
    if not isinstance(person, Person) or seat.person_id != person.pk:
        return No(_("This invitation is for somebody else."))
    if seat.state == SeatState.ENDED:
        return No(_("This invitation was withdrawn."))
    if seat.round.state == RoundState.CLOSED:
        return No(_("This round is closed."))
    return Yes()


def can_assign(person: Any, file: RoundFile, seat: Seat) -> Answer:
    """A pair made by hand passes the same checks as the round robin."""
    if isinstance(answer := handles(person, file.application), No):
        return answer
    if file.round_id != seat.round_id:
        return No(_("This reader belongs to another round."))
    if file.round.state == RoundState.CLOSED:
        return No(_("This round is closed."))
    if file.application.state == ApplicationState.WITHDRAWN:
        return No(_("This application is withdrawn."))
    if file.round.asks_opinion and file.round.state == RoundState.OPEN and not file.summary.strip():
        return No(_("This file has no summary in plain words yet: the jury would have nothing to read."))
    return _may_be_given(file, seat)


def _may_be_given(file: RoundFile, seat: Seat) -> Answer:
    if seat.state != SeatState.ACCEPTED:
        return No(_("This person has not accepted to read in this round."))
    if in_conflict(seat.person, file.application_id) or seat.reviews.filter(file=file, state="recused").exists():
        return No(_("This person has a conflict with the file."))
    if file.application.initiative.members.filter(person=seat.person_id, state__in=["joined", "left"]).exists():
        return No(_("This person is, or was, of the team that applies."))
    kept = seat.reviews.exclude(state=ReviewState.RECUSED)
    if kept.filter(file=file).exists():
        return No(_("This person already reads the file."))
    if seat.files_accepted is not None and kept.count() >= seat.files_accepted:
        return No(_("This person already has as many files as they accepted."))
    return Yes()


def can_assign_several(person: Any, found: Round) -> Answer:
    """What does not depend on a pair; `queries.readers.pairs_that_hold` says the rest for all of them."""
    if isinstance(answer := runs(person, found.call), No):
        return answer
    if found.state == RoundState.CLOSED:
        return No(_("This round is closed."))
    return Yes()


def can_unassign(person: Any, review: Review) -> Answer:
    if isinstance(answer := handles(person, review.file.application), No):
        return answer
    if review.state not in (ReviewState.PROPOSED, ReviewState.ACCEPTED):
        return No(_("This review has begun: only its reader can leave it."))
    return Yes()


def can_recuse(person: Any, review: Review) -> Answer:
    """The reader says it; nobody says it in their place. The team declares a conflict from the file itself."""
    if not isinstance(person, Person) or review.seat.person_id != person.pk:
        return No(_("This review is somebody else's."))
    return Yes()


def can_read(person: Any, review: Review) -> Answer:
    """The reader says they have no link, and reads: while the round is open, and the file is theirs to read."""
    if isinstance(answer := can_recuse(person, review), No):
        return answer
    if review.state == ReviewState.RECUSED or in_conflict(person, review.file.application_id):
        return No(_("You have a conflict with this file."))
    if review.seat.state != SeatState.ACCEPTED:
        return No(_("Your part in this round has ended."))
    if review.file.round.state == RoundState.PREPARED:
        return No(_("This round is not open."))
    if review.file.round.state != RoundState.OPEN:
        return No(_("This round is closed: reviews can no longer be written."))
    if review.file.application.state == ApplicationState.WITHDRAWN:
        return No(_("This application is withdrawn."))
    return Yes()


def can_write_review(person: Any, review: Review) -> Answer:
    if isinstance(answer := can_read(person, review), No):
        return answer
    if review.state == ReviewState.PROPOSED:
        return No(_("Before reading, please say whether you are linked to this initiative."))
    if review.state == ReviewState.SUBMITTED:
        return No(_("Your review is in. If something is wrong, the team can open it again for you."))
    return Yes()


def can_reopen(person: Any, review: Review) -> Answer:
    if isinstance(answer := handles(person, review.file.application), No):
        return answer
    if review.file.round.state != RoundState.OPEN:
        return No(_("This round is closed."))
    if review.state != ReviewState.SUBMITTED:
        return No(_("This review is not submitted."))
    return Yes()


def can_read_attachment(person: Any, stored: StoredFile) -> Answer:
    """A reader downloads the files of the applications they review; citizens read a summary, not files."""
    attachment = Attachment.objects.filter(file=stored).first()
    if attachment is not None:
        mine = reviews_of(person).filter(file__application=attachment.application_id)
        if mine.exclude(file__round__college=College.CITIZENS).exclude(state=ReviewState.PROPOSED).exists():
            return Yes()
    return No(_("This file belongs to an application you cannot open."))


READERS = FileReader("selection.readers", can_read_attachment)


def can_open_queue(person: Any) -> Answer:
    if seats_of(person).exclude(state=SeatState.ENDED).exists():
        return Yes()
    return No(_("Nobody has invited you to read files yet."))
