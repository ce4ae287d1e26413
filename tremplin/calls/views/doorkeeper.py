"""Who stands at the door of a team's page, and what they may find behind it."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from tremplin.calls import queries
from tremplin.calls.models import Application
from tremplin.core.refs import ALPHABET, LENGTH
from tremplin.people.models import Person


def me(request: HttpRequest) -> Person:
    if not isinstance(request.user, Person):
        raise PermissionDenied
    return request.user


def own_application(request: HttpRequest, ref: str) -> Application:
    """An application of the person's own teams; for anybody else, it does not exist."""
    return get_object_or_404(queries.drafts_of(request.user), ref=must_be_ref(ref))


def must_be_ref(ref: str) -> str:
    """A reference as we draw them: anything else in an address leads nowhere, and never reaches the database."""
    if len(ref) != LENGTH or not set(ref) <= set(ALPHABET):
        raise Http404
    return ref
