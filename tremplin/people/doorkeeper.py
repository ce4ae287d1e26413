"""Who stands at the door of a page, and what an address may name. Every room's views begin here."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from tremplin.core.refs import ALPHABET, LENGTH
from tremplin.people.models import Person


def me(request: HttpRequest) -> Person:
    if not isinstance(request.user, Person):
        raise PermissionDenied
    return request.user


def must_be_ref(ref: str) -> str:
    """A reference as we draw them: anything else in an address leads nowhere, and never reaches the database."""
    if len(ref) != LENGTH or not set(ref) <= set(ALPHABET):
        raise Http404
    return ref
