"""What an application holds, in the engine's terms: its form, its answers, its files, how far it is."""

from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from tremplin.calls.engine import schema
from tremplin.calls.engine.progress import Missing, SectionProgress, minutes_left, missing, progress
from tremplin.calls.formversions import as_engine_form
from tremplin.calls.models import Application, Attachment, Question
from tremplin.calls.queries.applications import answers_of, attachments_of, correction_of
from tremplin.calls.states import ApplicationState
from tremplin.core.states import FileState


@dataclass(frozen=True)
class Content:
    """An application as it is now. An infected file counts for nothing: another must be given."""

    form: schema.Form
    answers: dict[tuple[str, int], str]
    revisions: dict[tuple[str, int], int]
    attachments: dict[str, list[Attachment]] = field(default_factory=dict)

    @property
    def files(self) -> dict[str, list[dict[str, str | int]]]:
        return {
            key: [_file(one) for one in attachments if one.file.state != FileState.INFECTED]
            for key, attachments in self.attachments.items()
        }

    def progress(self) -> tuple[SectionProgress, ...]:
        return progress(self.form, self.answers, self.files)

    def rows(self) -> list[tuple[schema.Section, SectionProgress]]:
        """Each section, with how far it is."""
        return list(zip(self.form.sections, self.progress(), strict=True))

    def missing(self) -> list[Missing]:
        """What prevents a submission: (key, entry, fault), in the order of the form."""
        return missing(self.form, self.answers, self.files)

    def minutes(self) -> tuple[int, int]:
        """(done, total)."""
        return minutes_left(self.form, self.answers, self.files)


def _file(attachment: Attachment) -> dict[str, str | int]:
    stored = attachment.file
    return {"name": stored.name, "item": attachment.item, "sha256": stored.sha256, "size": stored.size}


def content_of(application: Application) -> Content:
    answers = answers_of(application)
    attachments: dict[str, list[Attachment]] = {}
    for attachment in attachments_of(application):
        attachments.setdefault(attachment.question.key, []).append(attachment)
    return Content(
        as_engine_form(application.form),
        {place: answer.text for place, answer in answers.items()},
        {place: answer.revision for place, answer in answers.items()},
        attachments,
    )


def open_questions(application: Application) -> QuerySet[Question]:
    """The questions that may be written now: all of a draft's; those a correction names, and what they make appear."""
    questions = Question.objects.filter(section__form=application.form).select_related("section", "parent")
    if application.state == ApplicationState.DRAFT:
        return questions
    correction = correction_of(application)
    if correction is None:
        return questions.none()
    named = {question.key for question in correction.questions.all()}
    for question in as_engine_form(application.form).questions():
        if question.condition and question.condition.question in named:
            named.add(question.key)
    return questions.filter(Q(key__in=named) | Q(parent__key__in=named))
