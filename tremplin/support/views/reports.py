"""The report of the year: drafted, written by people, finished, agreed to, published; and as anybody reads it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tremplin.core import clock, files, freshness
from tremplin.core.answers import Yes, require
from tremplin.core.dates import time_of_day
from tremplin.core.drafts import Saved, told, typed_in
from tremplin.core.moves import MoveRefused
from tremplin.core.pdf import pdf_response
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.support import composed_reports
from tremplin.support.actions import reports as actions
from tremplin.support.forms.reports import DraftForm, ReportForm
from tremplin.support.models import YearReport
from tremplin.support.queries.reports import fields_of, published_report, reports_visible_to, sections_of
from tremplin.support.rules import reports as rules
from tremplin.support.states import ReportAudience
from tremplin.support.views.doorkeeper import accompaniment_whole


def report_list(request: HttpRequest, ref: str) -> HttpResponse:
    """Every version, for whoever may read it; a new one is begun here."""
    found, person = accompaniment_whole(request, ref), me(request)
    form = DraftForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.draft_report(found, **form.cleaned_data, by=person, at=clock.now())
            return redirect("support:report", made.ref)
        except MoveRefused as refusal:
            messages.warning(request, str(refusal.reason))
    reports = list(reports_visible_to(person).filter(accompaniment=found))
    context = {
        "accompaniment": found,
        "view": "exit",
        "reports": reports,
        "begins": [
            audience
            for audience in ReportAudience
            if isinstance(rules.can_draft_report(person, found, audience), Yes)
            and not any(one.audience == audience and one.finished_at is None for one in reports)
        ],
        "language": (translation.get_language() or "fr")[:2],
        "zone": found.season.programme.time_zone,
    }
    return render(request, "support/report_list.html", context)


def report(request: HttpRequest, ref: str) -> HttpResponse:
    """One version: written section by section, then as it was finished."""
    found, person = get_object_or_404(reports_visible_to(request.user), ref=must_be_ref(ref)), me(request)
    saved, typed = Saved(), typed_in(request.POST, fields_of(found)) if request.method == "POST" else {}
    if request.method == "POST":
        try:
            if gesture := request.POST.get("gesture"):
                _obey(gesture, found, request)
                return redirect("support:report", found.ref)
            saved = actions.save_report(found, typed, by=person, at=clock.now())
            if not saved.rivals:
                messages.success(request, _("Saved. You may stop here and resume when you like."))
                return redirect("support:report", found.ref)
        except MoveRefused as refusal:
            messages.warning(request, str(refusal.reason))
        found.refresh_from_db()
    form = ReportForm(report=found, typed={name: one.text for name, one in typed.items()}, rivals=saved.rivals)
    return render(request, "support/report.html", _shown(found, person) | {"form": form, "typed": bool(typed)})


def _shown(found: YearReport, person: Any) -> dict[str, Any]:
    return {
        "accompaniment": found.accompaniment,
        "view": "exit",
        "report": found,
        "written": sections_of(found, written=True),
        "read": actions.words_digest(found),
        "editing": rules.can_edit_report(person, found),
        "finishing": rules.can_finish_report(person, found),
        "agreeing": rules.can_agree_report(person, found),
        "publishing": rules.can_publish_report(person, found),
        "hiding": rules.can_hide_report(person, found),
        "document": files.download_address(found.file, person) if found.file else "",
        "zone": found.accompaniment.season.programme.time_zone,
    }


def _obey(gesture: str, found: YearReport, request: HttpRequest) -> None:
    person, at, read = me(request), clock.now(), request.POST.get("read", "")
    if gesture == "finish":
        actions.finish_report(found, read=read, by=person, at=at)
        composed_reports.make_file(found, at)
        messages.success(request, _("This version is finished: it no longer changes."))
    elif gesture == "document":
        composed_reports.make_file(found, at)
    elif gesture == "agree":
        actions.agree_report(found, read=read, by=person, at=at)
        messages.success(request, _("The initiative has agreed to this version, word for word."))
    elif gesture == "publish":
        actions.publish_report(found, by=person, at=at)
        messages.success(request, _("The report is published."))
    elif gesture == "hide":
        actions.hide_report(found, by=person, at=at)
        messages.success(request, _("The report is no longer public."))


@require_POST
def autosave(request: HttpRequest, ref: str) -> HttpResponse:
    """What the script sends while somebody types."""
    found, person, at = (
        get_object_or_404(reports_visible_to(request.user), ref=must_be_ref(ref)),
        me(request),
        clock.now(),
    )
    require(rules.can_edit_report(person, found))
    saved = actions.save_report(found, typed_in(request.POST, fields_of(found)), by=person, at=at)
    zone = found.accompaniment.season.programme.time_zone
    return JsonResponse(told(saved, said=_("Saved at %(time)s") % {"time": time_of_day(at, zone)}, warnings={}))


def published(request: HttpRequest, ref: str) -> HttpResponse:
    """For anybody: the words both agreed to, and nothing else."""
    found = published_report(must_be_ref(ref))
    if found is None:
        raise Http404
    context = {
        "report": found,
        "accompaniment": found.accompaniment,
        "programme": found.accompaniment.season.programme,
        "written": sections_of(found, written=True),
        "written_in": composed_reports.language_of(found),
        "zone": found.accompaniment.season.programme.time_zone,
    }
    return freshness.mark(render(request, "support/report_public.html", context), None)


def published_document(request: HttpRequest, ref: str) -> HttpResponse:
    """The same as a document, made when that version was finished."""
    found = published_report(must_be_ref(ref))
    if found is None or found.file is None:
        raise Http404
    return pdf_response(files.content_of(found.file).read_bytes(), found.file.name)
