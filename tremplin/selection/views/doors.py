"""Who stands at the door of the pages of a call in selection, and what they find behind it."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from tremplin.calls.models import Application, Call
from tremplin.calls.queries.received import calls_read_by
from tremplin.people.doorkeeper import must_be_ref
from tremplin.selection import queries
from tremplin.selection.models import Round, RoundFile


def call_run(request: HttpRequest, ref: str) -> Call:
    """A call of the programmes whose team the person belongs to; for anybody else, it does not exist."""
    return get_object_or_404(calls_read_by(request.user), ref=must_be_ref(ref))


def round_run(request: HttpRequest, ref: str) -> Round:
    return get_object_or_404(queries.rounds_visible_to(request.user), ref=must_be_ref(ref))


def file_run(request: HttpRequest, found: Round, ref: str) -> RoundFile:
    """A file of a round; in conflict or withdrawn, it does not exist."""
    files = queries.files_visible_to(request.user).filter(round=found)
    return get_object_or_404(files, ref=must_be_ref(ref))


def application_screened(request: HttpRequest, ref: str) -> Application:
    """An application received and not withdrawn, which the person may read."""
    visible = queries.applications_visible_to(request.user)
    return get_object_or_404(visible, ref=must_be_ref(ref))
