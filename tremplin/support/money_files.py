"""Signed copies and accounts: who may download them, and how they are taken."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tremplin.core import clock, files
from tremplin.core.answers import Answer, No, Yes
from tremplin.core.forms import Form
from tremplin.core.models import StoredFile
from tremplin.core.offers import FileKind
from tremplin.people.doorkeeper import me
from tremplin.support.models import Convention
from tremplin.support.queries.money import conventions_visible_to

LARGEST = 10 * 1024 * 1024  # bytes


def can_download(person: Any, stored: StoredFile) -> Answer:
    """Whoever sees the money of the initiative: the file is its convention's."""
    if conventions_visible_to(person).filter(ref=stored.owner).exists():
        return Yes()
    return No(_("This file belongs to a convention you cannot open."))


COPY = FileKind("support.convention-copy", can_download)


def take(request: HttpRequest, form: Form, convention: Convention) -> StoredFile | None:
    """The file sent with a form that holds, in quarantine; a refused one is told beside its field. Outside any
    transaction: the form is sent after.
    """
    if request.method != "POST" or not form.is_valid() or not form.cleaned_data.get("file"):
        return None
    try:
        return files.receive(
            form.cleaned_data["file"],
            kind=COPY.name,
            owner=convention.ref,
            largest=LARGEST,
            by=me(request).ref,
            at=clock.now(),
        )
    except files.FileRefused as refusal:
        form.add_error("file", str(refusal))
        return None
