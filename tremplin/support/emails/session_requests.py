"""The mails of a session asked for: to the expert who is asked, and back to those who asked."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from tremplin.calls.queries.received import writers_of_initiative
from tremplin.core import clock, mail
from tremplin.core.offers import MailKind
from tremplin.people.models import Person
from tremplin.support.emails import sample_accompaniment
from tremplin.support.models import Accompaniment, Expertise, SessionRequest
from tremplin.support.queries.accompaniments import parts_of
from tremplin.support.states import PartKind
from tremplin.support.tokens.sessions import request_token


def team_of(accompaniment: Accompaniment) -> list[Person]:
    """Those of the initiative who write for it."""
    return [member.person for member in writers_of_initiative(accompaniment.initiative)]


def officers_of(accompaniment: Accompaniment) -> list[Person]:
    return [part.person for part in parts_of(accompaniment).filter(kind=PartKind.OFFICER)]


def post_to(
    people: Iterable[Person], kind: str, *, object: str, occasion: str, context: dict[str, Any], at: datetime
) -> None:
    """The same mail to several people, each in their language, once each."""
    for person in {one.pk: one for one in people}.values():
        if person.email and person.is_active:
            mail.post(
                kind,
                to=str(person.email),
                language=person.language,
                object=object,
                occasion=occasion,
                context=context,
                at=at,
            )


def _context(request: SessionRequest) -> dict[str, Any]:
    return {
        "request": request,
        "accompaniment": request.accompaniment,
        "programme": request.accompaniment.season.programme,
    }


def post_proposal(request: SessionRequest, officer: Person, at: datetime) -> None:
    """To the expert, in the name of whoever asks, with the link of their own answer."""
    expert = request.expertise.person if request.expertise else None
    if expert is None or not expert.email:
        return
    mail.post(
        "support-session-asked",
        to=str(expert.email),
        language=expert.language,
        object=request.ref,
        occasion=at.isoformat(),
        context=_context(request) | {"officer": officer, "token": request_token(request)},
        sender=officer.full_name,
        reply_to=str(officer.email or ""),
        at=at,
    )


def post_answer(request: SessionRequest, answer: str, at: datetime, *, expertise: Expertise | None = None) -> None:
    """To whoever asked and the officers; to the whole team when a moment is to be chosen."""
    people = [request.asked_by, *officers_of(request.accompaniment)]
    if answer == "accepted":
        people += team_of(request.accompaniment)
    expert = (expertise or request.expertise).person  # type: ignore[union-attr]  # somebody answered
    context = _context(request) | {"expert": expert, "answer": answer}
    others = [one for one in people if one.pk != expert.pk]
    post_to(others, "support-session-answered", object=request.ref, occasion=at.isoformat(), context=context, at=at)


def post_dropped(request: SessionRequest, at: datetime) -> None:
    if request.expertise is not None:
        people = [request.expertise.person]
        post_to(
            people,
            "support-session-dropped",
            object=request.ref,
            occasion=at.isoformat(),
            context=_context(request),
            at=at,
        )


def request_sample() -> SessionRequest:
    now = clock.now()
    return SessionRequest(
        ref="k7px2m9qtr",
        accompaniment=sample_accompaniment(),
        words="Quelle licence pour nos relevés ?",
        answer="Plutôt en fin de journée.",
        not_before=clock.today() + timedelta(days=20),
        expertise=Expertise(ref="m9qtrk7px2", person=Person(full_name="Noé")),
        asked_by=Person(full_name="Sam"),
        asked_at=now,
        proposed_at=now,
    )


def _asked_sample() -> dict[str, Any]:
    one = request_sample()
    return _context(one) | {"officer": Person(full_name="Sam"), "token": request_token(one)}


def _answered_sample() -> dict[str, Any]:
    return _context(request_sample()) | {"expert": Person(full_name="Noé"), "answer": "accepted"}


def _dropped_sample() -> dict[str, Any]:
    return _context(request_sample())


KINDS = [
    MailKind("support-session-asked", _("Session asked of an expert"), "support/mail/session_asked.txt", _asked_sample),
    MailKind(
        "support-session-answered",
        _("Answer of an expert to a request"),
        "support/mail/session_answered.txt",
        _answered_sample,
    ),
    MailKind(
        "support-session-dropped",
        _("Session no longer asked for"),
        "support/mail/session_dropped.txt",
        _dropped_sample,
    ),
]
