"""Submitting, exactly once; withdrawing; sending back for correction."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tremplin.calls import rules
from tremplin.calls.engine import schema
from tremplin.calls.engine.answers import Fault
from tremplin.calls.engine.conditions import route
from tremplin.calls.engine.freezing import digest, freeze
from tremplin.calls.engine.progress import missing
from tremplin.calls.formversions import as_engine_form
from tremplin.calls.models import Application, Correction, LegalText, Question, Signature, Submission, Track
from tremplin.calls.queries import answers_of, attachments_of, correction_of, intake_for, legal_text
from tremplin.calls.states import ApplicationState, LegalKind, MemberState, TeamRight
from tremplin.core import journal, mail
from tremplin.core.answers import No, require
from tremplin.core.moves import MoveRefused, hold, move
from tremplin.core.text import fold
from tremplin.people.models import Person


@dataclass(frozen=True)
class Content:
    """What an application holds now, in the engine's terms."""

    form: schema.Form
    answers: dict[tuple[str, int], str]
    files: dict[str, list[dict[str, str | int]]]


def content_of(application: Application) -> Content:
    """The answers and files of an application, as the engine reads them."""
    files: dict[str, list[dict[str, str | int]]] = {}
    for attachment in attachments_of(application):
        stored = attachment.file
        files.setdefault(attachment.question.key, []).append(
            {"ref": attachment.ref, "name": stored.name, "item": attachment.item, "sha256": stored.sha256, "size": stored.size}
        )
    answers = {place: answer.text for place, answer in answers_of(application).items()}
    return Content(as_engine_form(application.form_id), answers, files)


def what_is_missing(application: Application) -> list[tuple[str, int, Fault]]:
    """What prevents a submission: (question, entry, why), in the order of the form."""
    content = content_of(application)
    return missing(content.form, content.answers, content.files)


def sign_charter(application: Application, *, by: Person, text: LegalText, at: datetime) -> Signature:
    """The person signs this very text: its hash is kept with the signature. Twice is once."""
    with transaction.atomic():
        hold(application)
        signature, created = Signature.objects.get_or_create(
            application=application, person=by, text=text, defaults={"sha256": text.sha256, "at": at}
        )
        if created:
            journal.record("sign", application, by=by.ref, at=at, after=text.sha256[:40])
        return signature


def submit(application: Application, *, by: Person, at: datetime) -> Submission:
    """Submit, or submit again after a correction. `at` is the instant of reception, read once at the door.

    Freezes a copy with its hash and form version, counts for the first closing that still takes it, writes the receipt
    to everybody in the team. Raises MoveRefused, with a sentence, when something is missing or somebody was first.
    """
    content = content_of(application)
    frozen = freeze(content.form, content.answers, content.files)
    mark = digest(frozen)
    with transaction.atomic():
        application = hold(application)
        answer = rules.can_submit(by, application, at)
        answer = answer and rules.has_signed(by, application, at)
        if isinstance(answer, No):
            raise MoveRefused(answer.reason)
        if digest(freeze(*_parts(content_of(application)))) != mark:
            raise MoveRefused(_("Somebody changed the application while you were submitting it. Please read it again."))
        if missing(content.form, content.answers, content.files):
            raise MoveRefused(_("Some answers are missing or too long: see the list."))
        first = application.state == ApplicationState.DRAFT
        intake = intake_for(application.call, at) if first else application.intake
        assert intake is not None  # can_submit said so
        key = route(content.form, content.answers)
        track = Track.objects.filter(call=application.call, key=key).first() if key else None
        submission = Submission.objects.create(
            application=application,
            version=application.submissions.count() + 1,
            form=application.form,
            intake=intake,
            frozen=frozen,
            sha256=mark,
            receipt_text=legal_text(application.call, LegalKind.RECEIPT, at),
            late=first and application.call.intakes.filter(opens_at__lte=application.started_at, closes_at__lt=intake.closes_at, closes_at__gt=application.started_at).exists(),
            by=by,
            received_at=at,
        )
        move(
            application,
            "submit",
            by=by.ref,
            at=at,
            detail=mark,
            submitted_at=application.submitted_at or at,
            intake=intake,
            track=track,
            folded=_folded(application, content),
        )
        Correction.objects.filter(application=application, answered_at=None).update(answered_at=at)
        _tell_team("calls-receipt", application, occasion=f"v{submission.version}", at=at, submission=submission)
        return submission


def _parts(content: Content) -> tuple[schema.Form, dict[tuple[str, int], str], dict[str, list[dict[str, str | int]]]]:
    return content.form, content.answers, content.files


def _folded(application: Application, content: Content) -> str:
    bearers = " ".join(bearer.name for bearer in application.initiative.bearers.all())
    return fold(" ".join([application.number, application.initiative.name, bearers, *content.answers.values()]))


def withdraw(application: Application, *, by: Person, at: datetime) -> None:
    """The team takes its application back. It can start another."""
    with transaction.atomic():
        application = hold(application)
        answer = rules.can_withdraw(by, application)
        if isinstance(answer, No):
            raise MoveRefused(answer.reason)
        move(application, "withdraw", by=by.ref, at=at, withdrawn_at=at)
        _tell_team("calls-withdrawn", application, occasion="withdrawn", at=at)


def send_back(
    application: Application, *, questions: Collection[Question], words: str, until: datetime, by: Person, at: datetime
) -> Correction:
    """Ask for a correction of named questions before a date; the team is told by mail."""
    with transaction.atomic():
        application = hold(application)
        require(rules.can_send_back(by, application))
        correction = Correction.objects.create(application=application, words=words, until=until, asked_by=by, asked_at=at)
        correction.questions.set(questions)
        move(application, "send_back", by=by.ref, at=at)
        _tell_team("calls-correction", application, occasion=correction.asked_at.isoformat(), at=at, correction=correction)
        return correction


def close_late_correction(correction: Correction, *, at: datetime) -> bool:
    """The date has passed without an answer: what was submitted first stands again."""
    with transaction.atomic():
        application = hold(correction.application)
        current = correction_of(application)
        if current is None or current.pk != correction.pk or at < correction.until:
            return False
        Correction.objects.filter(pk=correction.pk).update(answered_at=at)
        move(application, "submit", by="", at=at, detail="late")
        return True


def _tell_team(kind: str, application: Application, *, occasion: str, at: datetime, **context: object) -> None:
    members = application.initiative.members.filter(state=MemberState.JOINED).exclude(right=TeamRight.READ)
    for member in members.select_related("person"):
        if member.person.email:
            mail.post(
                kind,
                to=member.person.email,
                language=member.person.language,
                object=application.ref,
                occasion=occasion,
                context={"application": application, **context},
                at=at,
            )
