"""Where supports open: from decisions announced and accepted, by an act of the team, from a spreadsheet."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tremplin.calls.actions.initiatives import enter_initiative
from tremplin.calls.models import Initiative
from tremplin.core import clock
from tremplin.core.answers import require
from tremplin.core.moves import MoveRefused
from tremplin.core.once import once, replayed
from tremplin.core.text import fold
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.people.models import Person
from tremplin.programme.models import Season
from tremplin.support import queries, rules
from tremplin.support.actions import accompaniments as actions
from tremplin.support.actions.beginnings import begin as begin_support
from tremplin.support.actions.past import enter_past
from tremplin.support.forms.beginnings import BeginForm
from tremplin.support.forms.opening import ActForm, ImportForm, OpenedFilterForm, OpenForm, SearchForm
from tremplin.support.models import Accompaniment
from tremplin.support.queries import openings
from tremplin.support.queries.capacities import capacities_of
from tremplin.support.queries.templates import lines_from
from tremplin.support.views.doorkeeper import ref_asked

PER_PAGE = 25
FOUND_AT_MOST = 20


def open_list(request: HttpRequest) -> HttpResponse:
    require(rules.can_open_accompaniments(request.user))
    every = openings.accompaniments_of_programmes(request.user)
    form = OpenedFilterForm(request.GET, seasons=openings.seasons_to_open_in(request.user))
    found = every.filter(**form.filters)
    context = {
        "form": form,
        "decisions": queries.decisions_to_open(request.user).select_related("acceptance"),
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "total": every.count(),
        "seasons": openings.seasons_to_open_in(request.user),
    }
    return render(request, "support/open_list.html", context)


def open_from_decision(request: HttpRequest, ref: str) -> HttpResponse:
    """A page that says what will open; a decision that is not announced and accepted does not exist here."""
    person = me(request)
    require(rules.can_open_accompaniments(person))
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    waiting = queries.decisions_to_open(person).select_related("acceptance")
    decision = get_object_or_404(waiting, ref=must_be_ref(ref))
    form, season = OpenForm(request.POST or None), decision.application.call.season
    begin = _begin_form(request, form, season)
    if _is_sent(request, form, begin):
        days = {name: form.cleaned_data[name] for name in ("starts_on", "ends_on")}

        def do() -> str:
            return _begun(actions.open_from_decision(decision, **days, by=person, at=clock.now()), begin, person)

        if address := _opened(request, form, do):
            return redirect(address)
    context = {"form": form, "decision": decision, "begin": begin, "capacities": capacities_of(season.programme)}
    return render(request, "support/open.html", context)


def _begin_form(request: HttpRequest, form: Any, season: Season | None) -> BeginForm:
    """What it begins with, on the days that follow the first one typed."""
    form.is_valid()
    first = getattr(form, "cleaned_data", {}).get("starts_on") or clock.today()
    return BeginForm(request.POST or None, season=season, lines=lines_from(season, first) if season else [])


def _is_sent(request: HttpRequest, form: Any, begin: BeginForm) -> bool:
    """Sent to be opened, and right; « show the days again » opens nothing."""
    right = request.method == "POST" and form.is_valid() & begin.is_valid()
    return bool(right) and "preview" not in request.POST


def _begun(made: Accompaniment, begin: BeginForm, person: Person) -> str:
    """Named and planned in the same act; then its page, or where to name an officer when nobody is named."""
    given = begin.cleaned_data
    begin_support(
        made,
        officer=given["officer"],
        referents=given.get("referents", []),
        lines=begin.chosen,
        shown=given["shown"],
        by=person,
        at=clock.now(),
    )
    return reverse("support:accompaniment" if given["officer"] else "support:parts", args=[made.ref])


def _opened(request: HttpRequest, form: Any, do: Any) -> str:
    """Where to go once it is open: naming who is beside it. Refused, its reason is said."""
    try:
        address = once(form.cleaned_data["once"], by=me(request).ref, at=clock.now(), do=do)
    except MoveRefused as refusal:
        messages.warning(request, str(refusal.reason))
        return ""
    messages.success(request, _("The support is open."))
    return address


def open_by_act(request: HttpRequest) -> HttpResponse:
    """For an initiative found by its words, one whose support is renewed, or a new one."""
    person = me(request)
    require(rules.can_open_accompaniments(person))
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    every = openings.accompaniments_of_programmes(person)
    renewed = every.filter(ref=ref_asked(request, "renouvelle"), renewed_by=None).first()
    known = openings.initiatives_known_to(person)
    initiative = renewed.initiative if renewed else known.filter(ref=ref_asked(request, "initiative")).first()
    earlier = every.filter(initiative=initiative, renewed_by=None) if initiative else every.none()
    form = ActForm(
        request.POST or None,
        seasons=openings.seasons_to_open_in(person),
        initiative=initiative,
        earlier=earlier,
        initial={"renews": renewed.ref} if renewed else {},
    )
    season = _season_asked(form, openings.seasons_to_open_in(person))
    begin = _begin_form(request, form, season)
    if _is_sent(request, form, begin):
        address = _opened(request, form, lambda: _open_by_act(form.cleaned_data, initiative, begin, person))
        if address:
            return redirect(address)
    search = SearchForm(request.GET)
    words = search.cleaned_data["mots"] if search.is_valid() else ""
    context = {
        "form": form,
        "search": search,
        "words": words,
        "initiative": initiative,
        "found": openings.initiatives_matching(person, words)[:FOUND_AT_MOST] if words else [],
        "begin": begin,
        "capacities": capacities_of(season.programme) if season else [],
    }
    return render(request, "support/open_by_act.html", context)


def _season_asked(form: Any, seasons: QuerySet[Season]) -> Season | None:
    """The one chosen, else the one the form proposes first."""
    form.is_valid()
    chosen: Season | None = getattr(form, "cleaned_data", {}).get("season")
    return chosen or seasons.first()


def _open_by_act(given: dict[str, Any], known: Initiative | None, begin: BeginForm, person: Person) -> str:
    initiative = known or enter_initiative(
        given["name"], [(given["bearer_kind"], given["bearer"])], by=person, at=clock.now()
    )
    made = actions.open_by_act(
        initiative,
        given["season"],
        motive=given["motive"],
        starts_on=given["starts_on"],
        ends_on=given["ends_on"],
        public_words=given["public_words"],
        renews=given.get("renews"),
        by=person,
        at=clock.now(),
    )
    return _begun(made, begin, person)


def import_past(request: HttpRequest) -> HttpResponse:
    """A file is read, told back line by line, and applied once it is confirmed: all of it, or nothing."""
    person = me(request)
    require(rules.can_open_accompaniments(person))
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    form = ImportForm(request.POST or None, request.FILES or None, seasons=openings.seasons_to_open_in(person))
    if request.method == "POST" and form.is_valid() and form.sheet is not None and "change" not in request.POST:
        if "confirmed" not in request.POST:
            return render(request, "support/import_preview.html", _preview(form, person))
        try:
            address = once(form.cleaned_data["once"], by=person.ref, at=clock.now(), do=lambda: _enter(form, person))
        except MoveRefused as refusal:
            messages.warning(request, str(refusal.reason))
            return render(request, "support/import_preview.html", _preview(form, person))
        count = len(form.sheet.rows)
        said = ngettext("%(count)s support is open.", "%(count)s supports are open.", count) % {"count": count}
        messages.success(request, said)
        return redirect(address)
    return render(request, "support/import.html", {"form": form})


def _enter(form: ImportForm, person: Person) -> str:
    given = form.cleaned_data
    rows = form.sheet.rows if form.sheet else []
    enter_past(
        rows,
        given["season"],
        motive=given["motive"],
        bearer_kind=given["bearer_kind"],
        by=person,
        at=clock.now(),
    )
    return f"{reverse('support:open-list')}?season={given['season'].ref}"


def _preview(form: ImportForm, person: Person) -> dict[str, Any]:
    given, rows = form.cleaned_data, form.sheet.rows if form.sheet else []
    known = openings.initiatives_by_name(person, [row.name for row in rows])
    today = clock.today(given["season"].programme.time_zone)
    standing = set(
        openings.accompaniments_of_programmes(person)
        .filter(season=given["season"])
        .values_list("initiative__folded", flat=True)
    )
    lines = [
        {
            "row": row,
            "known": fold(row.name) in known,
            "over": row.ends_on < today,
            "open": fold(row.name) in standing,
        }
        for row in rows
    ]
    kept = {"once": given["once"], "season": given["season"].ref, "text": given["text"]}
    kept |= {name: given[name] for name in ("bearer_kind", "motive")}
    return {
        "lines": lines,
        "season": given["season"],
        "kept": kept,
        "new": sum(not line["known"] for line in lines),
        "over": sum(bool(line["over"]) for line in lines),
        "standing": sum(bool(line["open"]) for line in lines),
    }
