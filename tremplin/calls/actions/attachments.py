"""Files of an application: attached, taken away."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tremplin.calls import rules
from tremplin.calls.models import Application, Attachment, Question
from tremplin.calls.queries import attachments_of, open_questions
from tremplin.core import journal
from tremplin.core.answers import require
from tremplin.core.files import FileRefused
from tremplin.core.models import StoredFile
from tremplin.core.moves import hold
from tremplin.people.models import Person


def add_file(
    application: Application, question: Question, *, item: str, file: StoredFile, by: Person, at: datetime
) -> Attachment:
    """Attach a file already received (`core.files.receive`, outside this transaction).

    Raises FileRefused when it is one too many, or when its question is closed.
    """
    with transaction.atomic():
        application = hold(application)
        require(rules.can_write(by, application, at))
        if question not in open_questions(application):
            raise FileRefused(_("This question cannot be changed now."))
        if question.most is not None and attachments_of(application).filter(question=question).count() >= question.most:
            raise FileRefused(
                ngettext(
                    "At most %(most)s file: remove one first.",
                    "At most %(most)s files: remove one first.",
                    question.most,
                )
                % {"most": question.most}
            )
        attachment = Attachment.objects.create(
            application=application, question=question, item=item, file=file, added_by=by, added_at=at
        )
        Application.objects.filter(pk=application.pk).update(saved_at=at)
        journal.record("attach", attachment, by=by.ref, at=at)
        return attachment


def remove_file(attachment: Attachment, *, by: Person, at: datetime) -> None:
    """Take a file away. What was submitted with it keeps its trace in the frozen copy."""
    with transaction.atomic():
        application = hold(attachment.application)
        require(rules.can_write(by, application, at))
        if attachment.question not in open_questions(application):
            return
        if Attachment.objects.filter(pk=attachment.pk, removed_at=None).update(removed_at=at):
            Application.objects.filter(pk=application.pk).update(saved_at=at)
            journal.record("remove", attachment, by=by.ref, at=at)
