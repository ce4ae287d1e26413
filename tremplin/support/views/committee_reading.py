"""A committee as its members read it: when and where, the files they receive, the pack, the minutes once signed."""

from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremplin.core import clock, files
from tremplin.core.answers import No, require
from tremplin.core.pdf import make_pdf, pdf_response
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.support.actions import committees as actions
from tremplin.support.engine.calendars import Entry, calendar_file
from tremplin.support.forms.committees import ProposedForm
from tremplin.support.models import Committee, CommitteeItem, Minutes
from tremplin.support.queries.committees import (
    committees_sat_in_by,
    committees_visible_to,
    items_of,
    items_visible_to,
)
from tremplin.support.queries.minutes import read_by, signed_version
from tremplin.support.queries.packs_made import document_for
from tremplin.support.queries.pledges import pledges_made_by
from tremplin.support.rules import committees as rules
from tremplin.support.sentences.committees import minutes_title
from tremplin.support.sentences.packs import pages_of
from tremplin.support.states import CommitteeState
from tremplin.support.views.committees import head
from tremplin.support.views.sending import already_sent, send_form


def committee_seen(request: HttpRequest, ref: str) -> Committee:
    return get_object_or_404(committees_visible_to(request.user), ref=must_be_ref(ref))


def my_committees(request: HttpRequest) -> HttpResponse:
    require(rules.can_sit(request.user))
    rows = list(committees_sat_in_by(request.user))
    coming = [one for one in rows if one.state in (CommitteeState.PLANNED, CommitteeState.HELD)]
    context = {
        "coming": sorted(coming, key=lambda one: one.starts_at),
        "over": [one for one in rows if one not in coming],
        "pledges": list(pledges_made_by(request.user)),
    }
    return render(request, "support/committee_mine.html", context)


def committee(request: HttpRequest, ref: str) -> HttpResponse:
    found = committee_seen(request, ref)
    items = items_of(found, request.user)
    context = head(found) | {
        "items": items,
        "document": document_for(request.user, found),
        "runs": rules.runs(request.user, found),
        "may_sign": rules.can_sign(request.user, found),
    }
    return render(request, "support/committee.html", context)


def calendar(request: HttpRequest, ref: str) -> HttpResponse:
    """The file of one committee: the same each time, and a higher number each time it is moved."""
    found = committee_seen(request, ref)
    address = settings.BASE_URL + reverse("support:committee", args=[found.ref])
    kind = str(found.get_kind_display())
    content = calendar_file(
        Entry(
            uid=f"{found.ref}@{urlsplit(settings.BASE_URL).hostname}",
            title=_("%(kind)s – %(season)s") % {"kind": kind[:1].upper() + kind[1:], "season": found.season},
            words=f"{found.words}\n{address}".strip(),
            place=found.place,
            address=address,
            starts_at=found.starts_at,
            ends_at=found.ends_at,
            stamp=clock.now(),
            cancelled=found.state == CommitteeState.CANCELLED,
            sequence=found.sequence,
        )
    )
    return HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="comite-{found.ref}.ics"'},
    )


def pack_file(request: HttpRequest, ref: str) -> HttpResponse:
    """The document of whoever asks, at an address good for five minutes."""
    found, person = committee_seen(request, ref), me(request)
    document = document_for(person, found)
    if document is None:
        raise Http404
    if isinstance(answer := files.may_download(person, document.file), No):
        messages.warning(request, str(answer.reason))
        return redirect("support:committee", found.ref)
    return redirect(files.download_address(document.file, person))


def _item(request: HttpRequest, ref: str, item_ref: str) -> CommitteeItem:
    """A file of the pack: for whom it is not, it does not exist."""
    found = items_visible_to(request.user).filter(committee__ref=must_be_ref(ref))
    return get_object_or_404(found, ref=must_be_ref(item_ref))


def item(request: HttpRequest, ref: str, item_ref: str) -> HttpResponse:
    """Two pages of one support, as they were frozen."""
    one = _item(request, ref, item_ref)
    found = one.committee
    sits = committees_visible_to(request.user).filter(pk=found.pk).exists()
    around = items_of(found, request.user) if sits else [one]
    place = next(place for place, other in enumerate(around) if other.pk == one.pk)
    context = head(found) | {
        "item": one,
        "pages": pages_of(one.frozen) if one.frozen and found.packed_at else None,
        "sits": sits,
        "previous": around[place - 1] if place else None,
        "next": around[place + 1] if place + 1 < len(around) else None,
        "may_propose": rules.can_propose(request.user, one),
    }
    return render(request, "support/committee_file.html", context)


def propose(request: HttpRequest, ref: str, item_ref: str) -> HttpResponse:
    """What the officer proposes, and why."""
    one = _item(request, ref, item_ref)
    if first := already_sent(request):
        return first
    require(rules.can_propose(request.user, one))
    form = ProposedForm(request.POST or None, initial={"words": one.officer_words})

    def do() -> str:
        actions.write_proposal(one, words=form.cleaned_data["words"], by=me(request), at=clock.now())
        messages.success(request, _("What you propose is saved. It is in the pack once it is assembled."))
        return reverse("support:accompaniment-committees", args=[one.accompaniment.ref])

    if done := send_form(request, form, do):
        return done
    context = head(one.committee) | {
        "item": one,
        "accompaniment": one.accompaniment,
        "view": "committees",
        "form": form,
    }
    return render(request, "support/committee_propose.html", context)


def minutes(request: HttpRequest, ref: str) -> HttpResponse:
    """The minutes that were signed, without the sections of files one does not receive."""
    found = committee_seen(request, ref)
    version = signed_version(found)
    if version is None:
        if rules.runs(request.user, found) and found.state == CommitteeState.HELD:
            return redirect("support:minutes-write", found.ref)
        require(rules.can_read_minutes(request.user, found))
        raise Http404
    context = head(found) | _signed(request, found, version)
    return render(request, "support/minutes.html", context)


def _signed(request: HttpRequest, found: Committee, version: Minutes) -> dict[str, Any]:
    items = items_of(found, request.user)
    return {
        "minutes": version,
        "rows": read_by(version.sections, items),
        "whole": len(items) == found.items.count(),
    }


def minutes_document(request: HttpRequest, ref: str) -> HttpResponse:
    """The same as a document: made from the words that were signed, so that it is the same each time."""
    found = committee_seen(request, ref)
    version = signed_version(found)
    if version is None:
        raise Http404
    content = make_pdf(
        "support/pdf/minutes.html",
        head(found) | _signed(request, found, version),
        language="fr",
        title=minutes_title(found),
        programme=found.season.programme.name_fr,
        day=found.starts_at.astimezone(ZoneInfo(found.season.programme.time_zone)).date(),
    )
    return pdf_response(content, f"compte-rendu-{found.ref}.pdf")
