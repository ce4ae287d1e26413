"""Where an initiative is, who uses it, how its common lives, and its check-lists."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tremplin.core import clock
from tremplin.core.answers import Yes, require
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.support.actions import deploy as actions
from tremplin.support.engine import publiccode, tile_map
from tremplin.support.engine.checklists import LISTS
from tremplin.support.forms.deploy import (
    ChecksForm,
    PlaceEndForm,
    PlaceForm,
    PubliccodeForm,
    RecordForm,
    ReuserForm,
)
from tremplin.support.models import Accompaniment, Place, Reuser
from tremplin.support.queries import accompaniments_open_to
from tremplin.support.queries import deploy as queries
from tremplin.support.rules.deploy import can_tell_results
from tremplin.support.sentences.deploy import told_fault, told_unreadable
from tremplin.support.states import CheckState, CommonsKind, Subject
from tremplin.support.views.sending import already_sent, send_form


def _seen(request: HttpRequest, ref: str) -> Accompaniment:
    return get_object_or_404(accompaniments_open_to(request.user, Subject.RESULTS), ref=must_be_ref(ref))


def _day_asked(request: HttpRequest, today: date) -> date:
    """The day the map speaks of: today, or one given in the address."""
    try:
        return min(date.fromisoformat(request.GET.get("au", "")), today)
    except ValueError:
        return today


def place_list(request: HttpRequest, ref: str) -> HttpResponse:
    """Places and users on a day: lists, and a map with its table."""
    found = _seen(request, ref)
    today = clock.today(found.season.programme.time_zone)
    day = _day_asked(request, today)
    places = list(queries.places_visible_to(request.user).filter(initiative=found.initiative_id))
    users = list(queries.reusers_visible_to(request.user).filter(initiative=found.initiative_id))
    here = [one for one in places if one.from_day <= day and (one.until_day is None or one.until_day >= day)]
    counts = queries.departments_of(here)
    squares = tile_map.tiles({code: count for code, count in counts.items() if code in tile_map.PLACES})
    context = {
        "accompaniment": found,
        "view": "places",
        "day": day,
        "today": today,
        "here": here,
        "gone": [one for one in places if one.until_day is not None and one.until_day < day],
        "users": [one for one in users if one.from_day <= day and (one.until_day is None or one.until_day >= day)],
        "former_users": [one for one in users if one.until_day is not None and one.until_day < day],
        "tiles": squares,
        "most": max((tile.count for tile in squares), default=0),
        "held": [tile for tile in squares if tile.count],
        "map": tile_map,
        "may": can_tell_results(request.user, found),
    }
    return render(request, "support/place_list.html", context)


def add_place(request: HttpRequest, ref: str) -> HttpResponse:
    found = _seen(request, ref)
    if first := already_sent(request):
        return first
    require(can_tell_results(request.user, found))
    form = PlaceForm(request.POST or None, initial={"kind": "territory"})

    def do() -> str:
        said = {name: form.cleaned_data[name] for name in ("territory", "kind", "name", "from_day")}
        actions.add_place(found, **said, by=me(request), at=clock.now())
        return reverse("support:place-list", args=[found.ref])

    return send_form(request, form, do) or _form(request, found, form, _("Add a place"), "places")


def add_reuser(request: HttpRequest, ref: str) -> HttpResponse:
    found = _seen(request, ref)
    if first := already_sent(request):
        return first
    require(can_tell_results(request.user, found))
    form = ReuserForm(request.POST or None)

    def do() -> str:
        said = {name: form.cleaned_data[name] for name in ("name", "use", "from_day", "public")}
        actions.add_reuser(found, **said, by=me(request), at=clock.now())
        return reverse("support:place-list", args=[found.ref])

    return send_form(request, form, do) or _form(request, found, form, _("Add a user"), "places")


def _row(request: HttpRequest, found: Accompaniment, ref: str) -> Place | Reuser:
    mine = {"initiative": found.initiative_id, "ref": must_be_ref(ref)}
    place = queries.places_visible_to(request.user).filter(**mine).first()
    return place or get_object_or_404(queries.reusers_visible_to(request.user), **mine)


def end_place(request: HttpRequest, ref: str, row_ref: str) -> HttpResponse:
    """The last day of a place or of a use; whether a user may be named."""
    found = _seen(request, ref)
    row = _row(request, found, row_ref)
    if first := already_sent(request):
        return first
    require(can_tell_results(request.user, found))
    address = reverse("support:place-list", args=[found.ref])
    if request.method == "POST" and "public" in request.POST and isinstance(row, Reuser):
        actions.agree_to_be_named(row, found, public=request.POST["public"] == "yes", by=me(request), at=clock.now())
        messages.success(request, _("It is done."))
        return redirect(address)
    form = PlaceEndForm(request.POST or None, initial={"on": clock.today()})
    if isinstance(row, Reuser):
        del form.fields["why"]

    def do() -> str:
        said = form.cleaned_data
        actions.end_place(row, found, on=said["on"], why=said.get("why", ""), by=me(request), at=clock.now())
        return address

    return send_form(request, form, do) or render(
        request,
        "support/place_end.html",
        {"accompaniment": found, "view": "places", "form": form, "row": row, "user": isinstance(row, Reuser)},
    )


def _form(request: HttpRequest, found: Accompaniment, form: Any, title: str, view: str) -> HttpResponse:
    return render(
        request, "support/deploy_form.html", {"accompaniment": found, "view": view, "form": form, "title": title}
    )


def commons_life(request: HttpRequest, ref: str) -> HttpResponse:
    """How the common lives: the last record beside the one before, and those before them."""
    found = _seen(request, ref)
    records = list(queries.records_visible_to(request.user).filter(initiative=found.initiative_id))
    context = {
        "accompaniment": found,
        "view": "commons",
        "records": records,
        "last": records[0] if records else None,
        "before": records[1] if len(records) > 1 else None,
        "may": can_tell_results(request.user, found),
    }
    return render(request, "support/commons_life.html", context)


def write_record(request: HttpRequest, ref: str) -> HttpResponse:
    found = _seen(request, ref)
    if first := already_sent(request):
        return first
    require(can_tell_results(request.user, found))
    before = next(iter(queries.last_records(found.initiative, request.user, 1)), None)
    form = RecordForm(request.POST or None, before=before)

    def do() -> str:
        said = form.cleaned_data
        actions.write_record(
            found,
            on=said["on"],
            contributors=said["contributors"],
            regulars=said["regulars"],
            words={name: said[name] for name in RecordForm.WORDS},
            by=me(request),
            at=clock.now(),
        )
        return reverse("support:commons-life", args=[found.ref])

    return send_form(request, form, do) or _form(request, found, form, _("Say how the common lives"), "commons")


def checklists(request: HttpRequest, ref: str) -> HttpResponse:
    """The three lists, and how many lines of each are shown, out of how many that concern the initiative."""
    found = _seen(request, ref)
    told = list(queries.checks_visible_to(request.user).filter(initiative=found.initiative_id))
    lists = []
    for kind in CommonsKind:
        mine = [one for one in told if one.list == kind]
        aside = sum(one.state == CheckState.NOT_CONCERNED for one in mine)
        lists.append(
            {
                "kind": kind,
                "shown": sum(one.state == CheckState.YES and not one.read for one in mine),
                "of": len(LISTS[kind]) - aside,
                "read": sum(one.read for one in mine),
                "last": max((one.at for one in mine), default=None),
            }
        )
    context = {"accompaniment": found, "view": "checklists", "lists": lists}
    return render(request, "support/checklists.html", context)


def checklist(request: HttpRequest, ref: str, kind: str) -> HttpResponse:
    """One list, line by line: where it stands and what shows it."""
    found = _seen(request, ref)
    if kind not in CommonsKind.values:
        raise Http404
    if first := already_sent(request):
        return first
    may = can_tell_results(request.user, found)
    if request.method == "POST":
        require(may)
    told = queries.checks_visible_to(request.user).filter(initiative=found.initiative_id, list=kind)
    standing = {one.key: one for one in told}
    form = ChecksForm(request.POST or None, items=LISTS[kind], standing=standing, language=get_language() or "fr")
    address = reverse("support:checklist", args=[found.ref, kind])

    def do() -> str:
        said = form.cleaned_data
        lines = [
            actions.Told(item.key, said[f"state-{item.key}"], said[f"evidence-{item.key}"])
            for item in LISTS[kind]
            if said[f"state-{item.key}"]
        ]
        changed = actions.tell_checks(found, kind, lines, by=me(request), at=clock.now())
        messages.success(request, _kept(changed))
        return address

    if done := send_form(request, form, do):
        return done
    lines = [
        (
            item.words(get_language() or "fr"),
            standing.get(item.key),
            form[f"state-{item.key}"],
            form[f"evidence-{item.key}"],
        )
        for item in LISTS[kind]
    ]
    context = {
        "accompaniment": found,
        "view": "checklists",
        "kind": CommonsKind(kind),
        "form": form,
        "lines": lines,
        "may": may,
        "writes": isinstance(may, Yes),
    }
    return render(request, "support/checklist.html", context)


def _kept(changed: int) -> str:
    return ngettext("%(count)s line changed.", "%(count)s lines changed.", changed) % {"count": changed}


def read_publiccode(request: HttpRequest, ref: str) -> HttpResponse:
    """What a publiccode.yml answers of the list: shown first, kept as lines to confirm when asked."""
    found = _seen(request, ref)
    if first := already_sent(request):
        return first
    require(can_tell_results(request.user, found))
    form, said = PubliccodeForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            said = publiccode.read(form.cleaned_data["text"])
        except publiccode.NotReadable as refusal:
            form.add_error("text", told_unreadable(refusal))

    def do() -> str:
        answers = said.answers if said else {}
        lines = [actions.Told(key, CheckState.YES, words, read=True) for key, words in answers.items()]
        changed = actions.tell_checks(found, CommonsKind.DIGITAL, lines, by=me(request), at=clock.now())
        messages.success(request, _kept(changed))
        return reverse("support:checklist", args=[found.ref, CommonsKind.DIGITAL])

    if said and "keep" in request.POST and (done := send_form(request, form, do)):
        return done
    words = {item.key: item.words(get_language() or "fr") for item in LISTS[CommonsKind.DIGITAL]}
    context = {
        "accompaniment": found,
        "view": "checklists",
        "form": form,
        "said": said,
        "answers": [(words[key], shown) for key, shown in said.answers.items()] if said else [],
        "faults": [told_fault(fault) for fault in said.faults] if said else [],
    }
    return render(request, "support/publiccode.html", context)
