"""A convention: its terms, its versions and who signed them, its tranches and reports."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from tremplin.core import clock, files
from tremplin.core.answers import Yes, require
from tremplin.core.pdf import make_pdf, pdf_response
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.support.actions import conventions as actions
from tremplin.support.actions import signatures
from tremplin.support.convention_words import LANGUAGE
from tremplin.support.engine.conventions import Terms, thaw
from tremplin.support.forms.money import SignatureForm
from tremplin.support.forms.terms import ConventionForm, TermsForm
from tremplin.support.models import Convention, ConventionVersion
from tremplin.support.money_files import take
from tremplin.support.queries.money import bearers_of, conventions_visible_to, last_version, versions_visible_to
from tremplin.support.queries.undertakings import publication_due
from tremplin.support.rules.money import (
    can_answer_for_money,
    can_run_money,
    can_sign_for,
    can_write_convention,
    has_committed,
    may_change,
    waits_for,
)
from tremplin.support.states import ConventionState, Signatory, TrancheState
from tremplin.support.views.money import money_seen
from tremplin.support.views.money_gestures import CONVENTION, gesture_page, gestures_open
from tremplin.support.views.sending import already_sent, send_form


def _seen(request: HttpRequest, ref: str) -> Convention:
    return get_object_or_404(conventions_visible_to(request.user), ref=must_be_ref(ref))


def write(request: HttpRequest, ref: str) -> HttpResponse:
    found = money_seen(request, ref)
    if first := already_sent(request):
        return first
    require(can_write_convention(request.user, found))
    bearers = bearers_of(found, clock.today(found.season.programme.time_zone))
    form = ConventionForm(request.POST or None, bearers=bearers)

    def do() -> str:
        bearer = next(one for one in bearers if one.ref == form.cleaned_data["bearer"])
        made = actions.write_convention(found, bearer, form.terms(), by=me(request), at=clock.now())
        return reverse("support:convention", args=[made.ref])

    if done := send_form(request, form, do):
        return done
    context = {"accompaniment": found, "view": "money", "form": form, "title": _("Write a convention")}
    return render(request, "support/convention_write.html", context)


def convention(request: HttpRequest, ref: str) -> HttpResponse:
    found = _seen(request, ref)
    if first := already_sent(request):
        return first
    here = reverse("support:convention", args=[found.ref])
    context: dict[str, Any] = {"accompaniment": found.accompaniment, "view": "money", "convention": found}
    if "geste" in request.GET:
        return gesture_page(request, found, CONVENTION, here=here, context=context)
    today = clock.today(found.accompaniment.season.programme.time_zone)
    last = last_version(found)
    rows = list(found.tranches.select_related("decided_by__committee", "report", "convention"))
    for row in rows:
        row.convention = found
    versions = list(found.versions.order_by("-number").prefetch_related("signatures"))
    change = may_change(found)
    runs = can_run_money(request.user, found.accompaniment)
    signable = [one for one in Signatory if can_sign_for(request.user, found, one)]
    context |= {
        "today": today,
        "last": last,
        "terms": thaw(last.frozen) if last else None,
        "committed": has_committed(found.accompaniment, found.bearer, today),
        "versions": versions,
        "tranches": [(row, waits_for(row) if row.state == TrancheState.PLANNED else []) for row in rows],
        "reports": found.reports.select_related("gates"),
        "publication": publication_due(found),
        "gestures": gestures_open(request.user, found, CONVENTION),
        "change": change,
        "runs": runs,
        "rewrites": runs and isinstance(change, Yes),
        "amends": runs and found.state == ConventionState.SIGNED,
        "signs": found.state == ConventionState.PROPOSED and bool(signable),
    }
    return render(request, "support/convention.html", context)


def change(request: HttpRequest, ref: str) -> HttpResponse:
    """Another version: of what nobody signed, or an amendment to what both did."""
    found = _seen(request, ref)
    if first := already_sent(request):
        return first
    require(can_run_money(request.user, found.accompaniment))
    signed = found.state == ConventionState.SIGNED
    if not signed:
        require(may_change(found))
    last = last_version(found)
    known: Terms | None = thaw(last.frozen) if last else None
    form = TermsForm(request.POST or None, known=known)

    def do() -> str:
        act = actions.amend if signed else actions.write_again
        act(found, form.terms(), by=me(request), at=clock.now())
        return reverse("support:convention", args=[found.ref])

    if done := send_form(request, form, do):
        return done
    title = _("Write an amendment") if signed else _("Write it again")
    context = {"accompaniment": found.accompaniment, "view": "money", "form": form, "title": title}
    return render(request, "support/convention_write.html", context | {"convention": found})


def sign(request: HttpRequest, ref: str) -> HttpResponse:
    """A signature of the version proposed, with its signed copy."""
    found = _seen(request, ref)
    if first := already_sent(request):
        return first
    parties = [one for one in Signatory if can_sign_for(request.user, found, one)]
    require(can_answer_for_money(request.user, found.accompaniment))
    version = actions.last_of(found)
    form = SignatureForm(
        request.POST or None, request.FILES or None, parties=parties, initial={"signed_on": clock.today()}
    )
    stored = take(request, form, found)

    def do() -> str:
        said = {name: form.cleaned_data[name] for name in ("party", "name", "quality", "signed_on")}
        signatures.note_signature(version, **said, file=stored, by=me(request), at=clock.now())
        messages.success(request, _("The signature is noted."))
        return reverse("support:convention", args=[found.ref])

    if done := send_form(request, form, do):
        return done
    context = {"accompaniment": found.accompaniment, "view": "money", "convention": found, "version": version}
    return render(request, "support/convention_sign.html", context | {"form": form})


def _version(request: HttpRequest, ref: str) -> ConventionVersion:
    return get_object_or_404(versions_visible_to(request.user), ref=must_be_ref(ref))


def version(request: HttpRequest, ref: str) -> HttpResponse:
    """The words of one version, as they were frozen."""
    found = _version(request, ref)
    context = {
        "accompaniment": found.convention.accompaniment,
        "view": "money",
        "version": found,
        "signatures": [
            (one, files.download_address(one.file, me(request)) if one.file else "")
            for one in found.signatures.select_related("file")
        ],
    }
    return render(request, "support/convention_version.html", context)


def version_pdf(request: HttpRequest, ref: str) -> HttpResponse:
    found = _version(request, ref)
    programme = found.convention.accompaniment.season.programme
    given = list(found.signatures.all())
    with override(LANGUAGE):
        missing = [str(one.label) for one in Signatory if one not in {row.party for row in given}]
        title = f"{found.convention.text.title_fr} – {found.convention.bearer}"
    content = make_pdf(
        "support/pdf/convention.html",
        {"version": found, "signatures": given, "missing": missing},
        language=LANGUAGE,
        title=title,
        programme=programme.name_fr,
        day=found.written_at.date(),
    )
    return pdf_response(content, f"convention-{found.convention.ref}-v{found.number}.pdf")
