"""Links about sessions, without an account: an expert's answer to a request, what each side says of a session, and the
address a calendar reads.

Each holds references and a signature, no personal data; each leads nowhere once it has moved on.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.core import signing
from django.utils.crypto import constant_time_compare

from tremplin.people.models import Person
from tremplin.support.models import Booking, CalendarFeed, Expertise, SessionRequest
from tremplin.support.states import Side
from tremplin.support.tokens import is_ref

VALID = timedelta(days=60)
_REQUEST = "tremplin.support.session-request"
_FEEDBACK = "tremplin.support.feedback"
_FEED = "tremplin.support.feed"
_ANSWERED = "tremplin.support.session-answered"


def _sign(salt: str, words: str) -> str:
    return signing.Signer(salt=salt).signature(words)


@dataclass(frozen=True)
class RequestLink:
    """What a link answers: a request, the expert it was sent to, and when. `stands`: nobody else was asked since."""

    request: SessionRequest
    expertise: Expertise
    asked_at: datetime

    @property
    def stands(self) -> bool:
        at = self.request.proposed_at
        return (
            self.request.expertise_id == self.expertise.pk and at is not None and _second(at) == _second(self.asked_at)
        )

    def has_expired(self, now: datetime) -> bool:
        return self.asked_at + VALID <= now


def _second(at: datetime) -> int:
    return int(at.timestamp())


def request_token(request: SessionRequest) -> str:
    """For the expert asked now; another expert, or the same asked again, has another link."""
    if request.expertise is None or request.proposed_at is None:
        raise ValueError("this request is proposed to nobody")
    words = f"{request.ref}.{request.expertise.ref}.{_second(request.proposed_at)}"
    return f"{words}.{_sign(_REQUEST, words)}"


def request_of(token: str) -> RequestLink | None:
    """The request a link of ours was about, expired or answered or not; None for a forged one."""
    words, _, mark = token.rpartition(".")
    if not constant_time_compare(_sign(_REQUEST, words), mark):
        return None
    ref, expertise_ref, second = words.split(".")
    request = (
        SessionRequest.objects.filter(ref=ref)
        .select_related("accompaniment__initiative", "accompaniment__season__programme", "asked_by")
        .first()
    )
    expertise = Expertise.objects.filter(ref=expertise_ref).select_related("person").first()
    if request is None or expertise is None:
        return None
    return RequestLink(request, expertise, datetime.fromtimestamp(int(second), UTC))


def answered_mark(token: str, verb: str) -> str:
    """In the address of the page that thanks: it is shown for the answer just given, and for no other."""
    return _sign(_ANSWERED, f"{token} {verb}")


def is_answered(token: str, verb: str, mark: str) -> bool:
    return constant_time_compare(answered_mark(token, verb), mark)


@dataclass(frozen=True)
class FeedbackLink:
    booking: Booking
    side: Side
    person: Person

    def has_expired(self, now: datetime) -> bool:
        return self.booking.slot.ends_at + VALID <= now


def feedback_token(booking: Booking, side: str, person: Person) -> str:
    words = f"{booking.ref}.{side}.{person.ref}"
    return f"{words}.{_sign(_FEEDBACK, words)}"


def feedback_of(token: str) -> FeedbackLink | None:
    """What a link of ours asks about, expired or not; None for a forged one."""
    words, _, mark = token.rpartition(".")
    if not constant_time_compare(_sign(_FEEDBACK, words), mark):
        return None
    ref, side, person_ref = words.split(".")
    booking = (
        Booking.objects.filter(ref=ref)
        .select_related("slot__expert", "accompaniment__initiative", "accompaniment__season__programme")
        .first()
    )
    person = Person.objects.filter(ref=person_ref, is_active=True).first()
    return FeedbackLink(booking, Side(side), person) if booking and person else None


def feed_token(feed: CalendarFeed) -> str:
    return f"{feed.ref}.{_sign(_FEED, feed.ref)}"


def feed_of(token: str) -> CalendarFeed | None:
    """The feed of an address of ours; None for a forged one, and once it was taken back."""
    ref, _, mark = token.partition(".")
    if not is_ref(ref) or not constant_time_compare(_sign(_FEED, ref), mark):
        return None
    return CalendarFeed.objects.filter(ref=ref, closed_at=None, person__is_active=True).select_related("person").first()
