"""The mails of this room, each with an example."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from tremplin.calls.models import Initiative
from tremplin.community.models import CheckIn, Enquiry, EnquiryAnswer, Event, Registration
from tremplin.community.states import EnquiryState, EnquirySubject
from tremplin.community.tokens import news_token, registration_token
from tremplin.core import clock
from tremplin.core.offers import MailKind
from tremplin.people.models import Person
from tremplin.programme.models import Programme, Season
from tremplin.support.models import Accompaniment


def registration_context(registration: Registration) -> dict[str, Any]:
    return {
        "registration": registration,
        "event": registration.event,
        "programme": registration.event.programme,
        "token": registration_token(registration),
    }


def news_context(check_in: CheckIn, person: Person) -> dict[str, Any]:
    return {
        "check_in": check_in,
        "accompaniment": check_in.accompaniment,
        "programme": check_in.accompaniment.season.programme,
        "token": news_token(check_in, person),
    }


def enquiry_context(enquiry: Enquiry) -> dict[str, Any]:
    """Nothing of what was typed: neither the writer's mailbox nor the team's is the place to read it."""
    return {
        "enquiry": enquiry,
        "programme": enquiry.programme,
        "days": settings.ENQUIRY_ANSWER_DAYS,
        "months": settings.ENQUIRY_KEPT_MONTHS,
    }


def answer_context(answer: EnquiryAnswer) -> dict[str, Any]:
    """What was asked is quoted line by line: no address somebody typed stands alone, and becomes a button."""
    asked = "\n".join(f"> {line}" for line in answer.enquiry.words.splitlines())
    return {
        "enquiry": answer.enquiry,
        "programme": answer.enquiry.programme,
        "words": answer.words,
        "asked": asked,
    }


def _programme() -> Programme:
    return Programme(name_fr="Accélérateur", name_en="Accelerator", contact_email="contact@example.org")


def _registration_sample() -> dict[str, Any]:
    now = clock.now()
    event = Event(
        ref="k7px2m9qtr",
        programme=_programme(),
        title_fr="Rencontre des communs",
        title_en="Meeting of the commons",
        starts_at=now + timedelta(days=20),
        ends_at=now + timedelta(days=20, hours=2),
        place="La Halle, Brumeval",
    )
    return registration_context(
        Registration(ref="m9qtrk7px2", event=event, name="Alice", email="alice@example.org", registered_at=now)
    )


def _news_sample() -> dict[str, Any]:
    programme, today = _programme(), clock.today()
    accompaniment = Accompaniment(
        ref="k7px2m9qtr",
        initiative=Initiative(name="Atlas des haies"),
        season=Season(programme=programme, name_fr="Saison 2026", name_en="Season 2026"),
        starts_on=today - timedelta(days=550),
        ends_on=today - timedelta(days=183),
        public_name="Atlas des haies",
    )
    check_in = CheckIn(ref="qtrk7px2m9", accompaniment=accompaniment, months=6, asked_at=clock.now(), due_on=today)
    return news_context(check_in, Person(ref="9qtrk7px2m", full_name="Lina", email="lina@example.org"))


def _enquiry() -> Enquiry:
    return Enquiry(
        ref="m2k7px9qtr",
        programme=_programme(),
        state=EnquiryState.RECEIVED,
        name="Lina",
        email="lina@example.org",
        subject=EnquirySubject.APPLY,
        words="Bonjour,\n\nUn collectif sans statut peut-il candidater ?",
        received_at=clock.now(),
    )


def _enquiry_sample() -> dict[str, Any]:
    return enquiry_context(_enquiry())


def _answer_sample() -> dict[str, Any]:
    words = "Oui : une personne du collectif dépose le dossier en son nom."
    return answer_context(EnquiryAnswer(enquiry=_enquiry(), words=words, at=clock.now()))


KINDS = [
    MailKind(
        "community-registered", _("Registration to an event"), "community/mail/registered.txt", _registration_sample
    ),
    MailKind("community-moved", _("Event changed"), "community/mail/moved.txt", _registration_sample),
    MailKind("community-cancelled", _("Event cancelled"), "community/mail/cancelled.txt", _registration_sample),
    MailKind("community-news", _("News asked of a former laureate"), "community/mail/news.txt", _news_sample),
    MailKind(
        "community-enquiry-received",
        _("Message received: told to who wrote it"),
        "community/mail/enquiry_received.txt",
        _enquiry_sample,
    ),
    MailKind(
        "community-enquiry-waits",
        _("Message received: told to the team"),
        "community/mail/enquiry_waits.txt",
        _enquiry_sample,
    ),
    MailKind("community-enquiry-answer", _("Answer to a message"), "community/mail/enquiry_answer.txt", _answer_sample),
]
