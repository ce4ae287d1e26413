"""Committees, for the programme team: planned, convened, their pack, moved or cancelled with a reason."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tremplin.core import clock
from tremplin.core.answers import require
from tremplin.core.moves import MoveRefused
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.programme.models import Season
from tremplin.programme.queries import programmes_where
from tremplin.programme.states import Role
from tremplin.support.actions import committees as actions
from tremplin.support.actions import packs
from tremplin.support.forms.committees import CommitteeChangeForm, CommitteePlanForm, WhyForm
from tremplin.support.models import Committee
from tremplin.support.queries.committees import (
    committees_run_by,
    items_of,
    members_of,
    officers_of,
)
from tremplin.support.queries.minutes import last_version
from tremplin.support.queries.packs_made import documents_missing, progress_of
from tremplin.support.queries.ties import ties_of
from tremplin.support.rules import committees as rules
from tremplin.support.sentences.committees import next_gesture, tie_sentence
from tremplin.support.states import CommitteeState
from tremplin.support.views.sending import already_sent, send_form


def committee_run(request: HttpRequest, ref: str) -> Committee:
    """A committee of the programmes whose team the person is in; for anybody else, it does not exist."""
    return get_object_or_404(committees_run_by(request.user), ref=must_be_ref(ref))


def head(found: Committee) -> dict[str, Any]:
    """What stands above every page of a committee."""
    return {"committee": found, "zone": found.season.programme.time_zone}


def committee_list(request: HttpRequest) -> HttpResponse:
    require(rules.can_run_committees(request.user))
    rows = list(committees_run_by(request.user))
    coming = [one for one in rows if one.state == CommitteeState.PLANNED]
    context = {
        "coming": sorted(coming, key=lambda one: one.starts_at),
        "to_sign": [one for one in rows if one.state == CommitteeState.HELD],
        "over": [one for one in rows if one.state in (CommitteeState.SIGNED, CommitteeState.CANCELLED)],
    }
    return render(request, "support/committee_list.html", context)


def plan(request: HttpRequest) -> HttpResponse:
    require(rules.can_run_committees(request.user))
    if first := already_sent(request):
        return first
    ours = programmes_where(request.user, [Role.AGENT])
    seasons = Season.objects.filter(programme__in=ours).select_related("programme").order_by("-starts_on", "-pk")
    form = CommitteePlanForm(request.POST or None, seasons=seasons)

    def do() -> str:
        given = form.cleaned_data
        starts_at, ends_at = form.instants(given["season"].programme.time_zone)
        made = actions.plan_committee(
            given["season"],
            kind=given["kind"],
            starts_at=starts_at,
            ends_at=ends_at,
            place=given["place"],
            words=given["words"],
            quorum=given["quorum"],
            by=me(request),
            at=clock.now(),
        )
        messages.success(request, _("The committee is planned. Name its members, then convene them."))
        return reverse("support:committee-run", args=[made.ref])

    if done := send_form(request, form, do):
        return done
    return render(request, "support/committee_plan.html", {"form": form, "seasons": seasons.exists()})


def committee(request: HttpRequest, ref: str) -> HttpResponse:
    """Where it stands: who sits, who does not receive what, the files, the pack, and the next gesture."""
    found, person = committee_run(request, ref), me(request)
    if request.method == "POST":
        return _gesture(request, found)
    items, members = items_of(found, person), members_of(found)
    ties, officers = ties_of(members, items), officers_of(items)
    rows = [{"member": one, "ties": [tie_sentence(tie) for tie in ties if tie.member.pk == one.pk]} for one in members]
    context = head(found) | {
        "files": [(one, ", ".join(officers[one.accompaniment_id])) for one in items],
        "rows": rows,
        "unconvened": sum(one.told_at is None for one in members),
        "unwritten": sum(not one.officer_words for one in items),
        "progress": progress_of(found),
        "missing": documents_missing(found, members),
        "may": rules.can_change(person, found),
        "may_hold": rules.can_hold(person, found, clock.now()),
        "gesture": next_gesture(found, members, items),
        "minutes": last_version(found),
    }
    return render(request, "support/committee_run.html", context)


def _gesture(request: HttpRequest, found: Committee) -> HttpResponse:
    """Convene, assemble the pack, open the session: each said by the button pressed."""
    person, now = me(request), clock.now()

    def convene() -> str:
        count = actions.convene(found, by=person, at=now)
        return ngettext("%(count)s member is convened.", "%(count)s members are convened.", count) % {"count": count}

    def assemble() -> str:
        packs.ask_pack(found, by=person, at=now)
        return _("The pack is being assembled. You may leave this page: it goes on without you.")

    def documents() -> str:
        packs.ask_documents(found, by=person, at=now)
        return _("The documents are being made again.")

    def hold() -> str:
        actions.open_session(found, by=person, at=now)
        return _("The session is open. Note who is there first.")

    gestures: dict[str, Callable[[], str]] = {
        "convene": convene,
        "assemble": assemble,
        "documents": documents,
        "hold": hold,
    }
    asked = gestures.get(request.POST.get("gesture", ""))
    if asked is not None:
        try:
            messages.success(request, asked())
        except MoveRefused as refusal:
            messages.warning(request, str(refusal.reason))
    return redirect("support:committee-run", found.ref)


def change(request: HttpRequest, ref: str) -> HttpResponse:
    found = committee_run(request, ref)
    if first := already_sent(request):
        return first
    require(rules.can_change(request.user, found))
    form = CommitteeChangeForm(request.POST or None, committee=found)

    def do() -> str:
        given = form.cleaned_data
        starts_at, ends_at = form.instants(found.season.programme.time_zone)
        actions.change_committee(
            found,
            starts_at=starts_at,
            ends_at=ends_at,
            place=given["place"],
            words=given["words"],
            quorum=given["quorum"],
            why=given["why"],
            by=me(request),
            at=clock.now(),
        )
        messages.success(request, _("It is changed."))
        return reverse("support:committee-run", args=[found.ref])

    if done := send_form(request, form, do):
        return done
    return render(request, "support/committee_change.html", head(found) | {"form": form})


def cancel(request: HttpRequest, ref: str) -> HttpResponse:
    """A page that says who is told."""
    found = committee_run(request, ref)
    if first := already_sent(request):
        return first
    require(rules.can_change(request.user, found))
    form = WhyForm(request.POST or None)

    def do() -> str:
        actions.cancel_committee(found, why=form.cleaned_data["why"], by=me(request), at=clock.now())
        messages.success(request, _("The committee is cancelled."))
        return reverse("support:committee-run", args=[found.ref])

    if done := send_form(request, form, do):
        return done
    told = [one for one in members_of(found) if one.told_at]
    return render(request, "support/committee_cancel.html", head(found) | {"form": form, "told": told})
