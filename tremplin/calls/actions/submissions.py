"""Submitting, exactly once; withdrawing; sending back for correction."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tremplin.calls import rules
from tremplin.calls.actions.drafts import meaning
from tremplin.calls.emails import letter_to_team
from tremplin.calls.engine.conditions import route
from tremplin.calls.engine.freezing import FrozenCopy, digest, freeze
from tremplin.calls.formversions import as_engine_form
from tremplin.calls.models import (
    Answer,
    Application,
    Attachment,
    Correction,
    LegalText,
    Question,
    Rival,
    Signature,
    Submission,
    Track,
)
from tremplin.calls.queries import content_of, correction_of, intake_for, legal_text, missed_intakes
from tremplin.calls.states import ApplicationState, LegalKind
from tremplin.core import journal, mail
from tremplin.core.answers import No, require
from tremplin.core.moves import MoveRefused, hold, move
from tremplin.core.text import fold
from tremplin.people.models import Person


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
        answer = rules.can_submit(by, application, at) and rules.has_signed(by, application, at)
        if isinstance(answer, No):
            raise MoveRefused(answer.reason)
        now = content_of(application)
        if freeze(now.form, now.answers, now.files) != frozen:
            raise MoveRefused(_("Somebody changed the application while you were submitting it. Please read it again."))
        if content.missing():
            raise MoveRefused(_("Some answers are missing or to be corrected: they are listed below."))
        first = application.state == ApplicationState.DRAFT
        intake = intake_for(application.call, at) if first else application.intake
        if intake is None:  # can_submit said otherwise
            raise MoveRefused(
                _("The last closing of this call has passed: the application can no longer be submitted.")
            )
        key = route(content.form, content.answers)
        submission = Submission.objects.create(
            application=application,
            version=application.submissions.count() + 1,
            form=application.form,
            intake=intake,
            frozen=frozen,
            sha256=mark,
            receipt_text=legal_text(application.call, LegalKind.RECEIPT, at),
            late=first and missed_intakes(application, intake).exists(),
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
            track=Track.objects.filter(call=application.call, key=key).first() if key else None,
            folded=_folded(application, frozen),
        )
        Correction.objects.filter(application=application, answered_at=None).update(answered_at=at)
        _tell_team("calls-receipt", application, occasion=f"v{submission.version}", at=at, submission=submission)
        return submission


def _folded(application: Application, frozen: FrozenCopy) -> str:
    bearers = [bearer.name for bearer in application.initiative.bearers.all()]
    answers = [answer for section in frozen["sections"] for answer in section["answers"]]
    words = [word for answer in answers for word in ([*answer["choices"]] or [answer["text"]])]
    return fold(" ".join([application.number, application.initiative.name, *bearers, *words]))


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
        correction = Correction.objects.create(
            application=application, words=words, until=until, asked_by=by, asked_at=at
        )
        correction.questions.set(questions)
        move(application, "send_back", by=by.ref, at=at)
        _tell_team(
            "calls-correction", application, occasion=correction.asked_at.isoformat(), at=at, correction=correction
        )
        return correction


def close_late_correction(correction: Correction, *, at: datetime) -> bool:
    """The date has passed without an answer: what was submitted first stands again."""
    with transaction.atomic():
        application = hold(correction.application)
        current = correction_of(application)
        if current is None or current.pk != correction.pk or at < correction.until:
            return False
        _put_back(application, at)
        Correction.objects.filter(pk=correction.pk).update(answered_at=at)
        move(application, "submit", by="", at=at, detail="late")
        return True


def _put_back(application: Application, at: datetime) -> None:
    """The answers and files of a lapsed correction are again those of the last submission.

    What was typed meanwhile and never sent is kept as a rival text: shown if the question opens again, sent by nobody.
    A question that was hidden is not in the copy: it is hidden again, whatever it holds.
    """
    last = application.submissions.order_by("-version").first()
    if last is None:
        return
    asked = as_engine_form(application.form).by_key
    lines = {(line["key"], line["entry"]): line for part in last.frozen["sections"] for line in part["answers"]}
    for answer in Answer.objects.filter(application=application).select_related("question", "saved_by"):
        line = lines.get((answer.question.key, answer.entry))
        text = line["text"] if line else ""
        if text == answer.text or (line is None and answer.entry == 0):
            continue
        Rival.objects.create(
            application=application,
            question=answer.question,
            entry=answer.entry,
            text=answer.text,
            by=answer.saved_by,
            at=answer.saved_at,
        )
        revised = {"text": text, "revision": answer.revision + 1, **meaning(asked[answer.question.key], text)}
        Answer.objects.filter(pk=answer.pk).update(**revised)
    submitted = {file["ref"] for line in lines.values() for file in line["files"]}
    files = Attachment.objects.filter(application=application)
    files.filter(ref__in=submitted).update(removed_at=None)
    files.exclude(ref__in=submitted).filter(removed_at=None).update(removed_at=at)


def _tell_team(kind: str, application: Application, *, occasion: str, at: datetime, **context: object) -> None:
    letter = letter_to_team(kind, application, **context)
    for person in letter.people:
        mail.post(
            letter.kind,
            to=str(person.email),
            language=person.language,
            object=application.ref,
            occasion=occasion,
            context=letter.context,
            at=at,
        )
