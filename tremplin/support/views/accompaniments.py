"""The list of the initiatives supported, the first page of one, who is beside it, its state, its public words."""

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremplin.calls.actions.teams import invite
from tremplin.calls.states import TeamRight
from tremplin.core import clock
from tremplin.core.answers import Yes, require
from tremplin.core.moves import MoveRefused
from tremplin.core.once import once, replayed
from tremplin.core.segments import PROOFS
from tremplin.people.actions import welcome
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.people.models import Person
from tremplin.programme.queries import in_force
from tremplin.programme.states import Role
from tremplin.support import queries, rules
from tremplin.support.actions import accompaniments as actions
from tremplin.support.facts import news_of, owed_in
from tremplin.support.facts.mornings import mornings
from tremplin.support.forms.accompaniments import ListFilterForm, PartForm, PointForm, ProofForm, SteerForm, TeamForm
from tremplin.support.models import Accompaniment, Part
from tremplin.support.queries.accompaniments import parts_played_by, parts_today, with_absences
from tremplin.support.rules.accompaniments import can_hide_proof, can_withdraw
from tremplin.support.states import BookingState, Side, Subject
from tremplin.support.views.doorkeeper import accompaniment_seen
from tremplin.support.views.withdrawals import withdrawal

LAST_NEWS = 5


def accompaniment_list(request: HttpRequest) -> HttpResponse:
    """Those the person may see, the longest silence first."""
    require(rules.can_open_list(request.user))
    form = ListFilterForm(request.GET)
    seen = queries.accompaniments_visible_to(request.user)
    wanted = [form.filters["state"]] if "state" in form.filters else list(rules.OPEN_STATES)
    rows = seen.filter(state__in=wanted)
    if "mine" in form.filters:
        beside = parts_played_by(me(request)).order_by()
        rows = rows.filter(pk__in=beside.values("accompaniment"))
    today = with_absences(Part.objects.filter(parts_today()))
    lines = mornings(list(rows.prefetch_related(Prefetch("parts", queryset=today, to_attr="today_parts"))), me(request))
    context = {
        "form": form,
        "lines": lines,
        "total": seen.count(),
        "today": clock.today(),
        "follows": isinstance(rules.can_follow(request.user), Yes),
        "opens": isinstance(rules.can_open_accompaniments(request.user), Yes),
    }
    return render(request, "support/list.html", context)


def _overview(request: HttpRequest, found: Accompaniment, form: PointForm) -> HttpResponse:
    person, side, now = me(request), queries.side_of(request.user, found), clock.now()
    owed = owed_in([found], person)[found.pk]
    dates = [(item.due, item.words, item.url) for item in owed if item.due and item.due >= clock.today()]
    sessions = queries.bookings_visible_to(person).filter(
        accompaniment=found, state=BookingState.BOOKED, slot__starts_at__gt=now
    )
    dates += [(one.slot.starts_at.date(), one.subject, reverse("support:booking", args=[one.ref])) for one in sessions]
    context: dict[str, Any] = {
        "accompaniment": found,
        "view": "overview",
        "side": side,
        "news": news_of([found], person)[found.pk][:LAST_NEWS],
        "mine": [item for item in owed if side is not None and item.side == side],
        "others": [item for item in owed if side is None or item.side != side],
        "next": min(dates, default=None),
        "points": queries.points_visible_to(person, found),
        "form": form,
        "leads": isinstance(rules.can_lead(person, found), Yes),
        "hides": isinstance(can_hide_proof(person, found), Yes),
        "withdraws": isinstance(can_withdraw(person, found), Yes),
        "notes": isinstance(rules.can_lead(person, found, Subject.ROADMAP), Yes),
        "subjects": queries.subjects_open_to(person, found),
        "invites": rules.can_invite_team(person, found),
        "names": isinstance(rules.can_name(person, found), Yes),
        "proof": f"/{PROOFS}/{found.ref}/",
        "today": clock.today(),
        "officer_side": side == Side.OFFICER,
    }
    return render(request, "support/accompaniment.html", context)


def accompaniment(request: HttpRequest, ref: str) -> HttpResponse:
    return _overview(request, accompaniment_seen(request, ref), PointForm())


def write_point(request: HttpRequest, ref: str) -> HttpResponse:
    found, person = accompaniment_seen(request, ref), me(request)
    require(rules.can_lead(person, found, Subject.ROADMAP))
    address = reverse("support:accompaniment", args=[found.ref])
    if request.method != "POST":
        return redirect(f"{address}#note")
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    form = PointForm(request.POST)
    if not form.is_valid():
        return _overview(request, found, form)
    said = {name: form.cleaned_data[name] for name in ("on", "words", "private")}

    def do() -> str:
        actions.write_point(found, **said, by=person, at=clock.now())
        return address

    address = once(form.cleaned_data["once"], by=person.ref, at=clock.now(), do=do)
    messages.success(request, _("The note is kept."))
    return redirect(address)


def parts(request: HttpRequest, ref: str) -> HttpResponse:
    """Who is beside the initiative: named and ended here."""
    found, person = accompaniment_seen(request, ref), me(request)
    require(rules.can_name(person, found))
    address = reverse("support:parts", args=[found.ref])
    if "end" in request.POST:
        part = get_object_or_404(found.parts, ref=must_be_ref(request.POST["end"]))
        actions.end_part(part, by=person, at=clock.now())
        messages.success(request, _("It ends today. What was written stays."))
        return redirect(address)
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    form = PartForm(request.POST or None, people=_people_around(found))
    if request.method == "POST" and form.is_valid():

        def do() -> str:
            given = form.cleaned_data
            named = given["person"] or welcome(
                given["email"], by=person.ref, at=clock.now(), full_name=given["full_name"]
            )
            actions.name_part(found, named, kind=given["kind"], by=person, at=clock.now())
            return address

        return redirect(once(form.cleaned_data["once"], by=person.ref, at=clock.now(), do=do))
    standing = found.parts.select_related("person")
    context = {
        "accompaniment": found,
        "view": "parts",
        "form": form,
        "standing": [part for part in standing if part.until_day is None],
        "ended": [part for part in standing if part.until_day is not None],
    }
    return render(request, "support/parts.html", context)


def invite_team(request: HttpRequest, ref: str) -> HttpResponse:
    """The first person of a team that never applied: without them, nobody answers for the initiative."""
    found, person = accompaniment_seen(request, ref), me(request)
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    require(rules.can_invite_team(person, found))
    form = TeamForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def do() -> str:
            email = form.cleaned_data["email"]
            invite(found.initiative, email=email, right=TeamRight.SUBMIT, by=person, at=clock.now())
            return reverse("support:accompaniment", args=[found.ref])

        address = once(form.cleaned_data["once"], by=person.ref, at=clock.now(), do=do)
        messages.success(request, _("The invitation is on its way."))
        return redirect(address)
    return render(request, "support/team_invite.html", {"accompaniment": found, "view": "overview", "form": form})


def _people_around(accompaniment: Accompaniment) -> Any:
    """Those who hold a mandate of the programme by which somebody may stand beside an initiative."""
    roles = [Role.AGENT, Role.OFFICER, Role.REFERENT, Role.EXPERT]
    programme = accompaniment.season.programme.mandates.filter(in_force(), role__in=roles)
    return Person.objects.filter(pk__in=programme.values("person"), is_active=True)


def steer(request: HttpRequest, ref: str) -> HttpResponse:
    """A page that says what will happen; the button does it. The initiative has its own: it stops when it says so."""
    found, person = accompaniment_seen(request, ref), me(request)
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    if queries.side_of(person, found) == Side.TEAM:
        return withdrawal(request, found)
    require(rules.can_lead(person, found))
    form = SteerForm(request.POST or None, accompaniment=found)
    if request.method == "POST" and form.is_valid():
        try:
            address = once(
                form.cleaned_data["once"], by=person.ref, at=clock.now(), do=lambda: _steer(form, found, person)
            )
        except MoveRefused as refusal:
            messages.warning(request, str(refusal.reason))
        else:
            messages.success(request, _("It is done."))
            return redirect(address)
    return render(request, "support/steer.html", {"accompaniment": found, "view": "steer", "form": form})


def _steer(form: SteerForm, accompaniment: Accompaniment, person: Person) -> str:
    verb, words, now = form.cleaned_data["verb"], form.cleaned_data["words"], clock.now()
    if verb == "close":
        actions.close(accompaniment, words=words, by=person, at=now)
    else:
        actions.steer(accompaniment, verb, by=person, at=now)
        if words:
            actions.write_point(accompaniment, on=clock.today(), words=words, private=False, by=person, at=now)
    return reverse("support:accompaniment", args=[accompaniment.ref])


def show_proof(request: HttpRequest, ref: str) -> HttpResponse:
    """The words of the public page, before anybody can read them."""
    found, person = accompaniment_seen(request, ref), me(request)
    require(rules.can_show_proof(person, found))
    form = ProofForm(request.POST or None, initial={"words": found.public_words})
    if request.method == "POST" and form.is_valid():
        try:
            actions.show_proof(found, words=form.cleaned_data["words"], by=person, at=clock.now())
        except MoveRefused as refusal:
            messages.warning(request, str(refusal.reason))
        else:
            messages.success(request, _("The public page is shown."))
            return redirect("support:accompaniment", found.ref)
    context = {"accompaniment": found, "view": "proof", "form": form, "proof": f"/{PROOFS}/{found.ref}/"}
    return render(request, "support/proof_edit.html", context)
