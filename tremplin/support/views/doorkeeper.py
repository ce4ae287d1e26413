"""Who stands at the door of an initiative's year: for anybody who may not see it, it does not exist."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from tremplin.core.text import clean
from tremplin.people.doorkeeper import must_be_ref
from tremplin.support import queries
from tremplin.support.models import Accompaniment
from tremplin.support.queries.accompaniments import accompaniments_whole_to
from tremplin.support.states import Subject


def ref_asked(request: HttpRequest, name: str) -> str:
    """A reference given in the address as a filter, or "": it only narrows what the person may see anyway."""
    value = request.GET.get(name, "")
    return value if value.isalnum() else ""


def words_asked(request: HttpRequest, first: str = "") -> str:
    """What is searched for, as typed in the address; `first` when nothing was typed yet."""
    return clean(request.GET.get("q", first)).strip()[:300]


def accompaniment_whole(request: HttpRequest, ref: str) -> Accompaniment:
    """For what is between an initiative and those who answer for its support: nobody else knows of the page."""
    return get_object_or_404(accompaniments_whole_to(request.user), ref=must_be_ref(ref))


def accompaniment_seen(request: HttpRequest, ref: str) -> Accompaniment:
    return get_object_or_404(queries.accompaniments_visible_to(request.user), ref=must_be_ref(ref))


def accompaniment_open(request: HttpRequest, ref: str, subject: Subject) -> Accompaniment:
    """The same, of which the person may see this subject."""
    return get_object_or_404(queries.accompaniments_open_to(request.user, subject), ref=must_be_ref(ref))
