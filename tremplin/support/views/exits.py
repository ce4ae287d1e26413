"""The end of a support: what is left to do, in any order; the duties of the charter; who keeps each relation."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from tremplin.calls.models import TeamMember
from tremplin.calls.states import MemberState
from tremplin.core import clock
from tremplin.core.answers import Yes, require
from tremplin.core.moves import MoveRefused
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.people.models import Person
from tremplin.support import rules
from tremplin.support.actions import exits as actions
from tremplin.support.forms.reports import DutyForm, KeeperForm
from tremplin.support.models import Accompaniment, Duty
from tremplin.support.queries import relations_visible_to
from tremplin.support.queries.exits import exit_steps, relations_to_hand
from tremplin.support.queries.reports import duties_of
from tremplin.support.rules import reports as exit_rules
from tremplin.support.states import AccompanimentState
from tremplin.support.views.doorkeeper import accompaniment_whole


def exit_page(request: HttpRequest, ref: str) -> HttpResponse:
    found = accompaniment_whole(request, ref)
    steps, today = exit_steps(found), clock.today(found.season.programme.time_zone)
    context = {
        "accompaniment": found,
        "view": "exit",
        "steps": steps,
        "leads": isinstance(rules.can_lead(request.user, found), Yes),
        "done": sum(one.done for one in steps),
        "days": (found.ends_on - today).days,
        "open": found.state != AccompanimentState.CLOSED,
        "renews": isinstance(rules.can_name(request.user, found), Yes) and not hasattr(found, "renewed_by"),
    }
    return render(request, "support/exit.html", context)


def duties(request: HttpRequest, ref: str) -> HttpResponse:
    """One line of the charter after the other, each with what shows it."""
    found, person = accompaniment_whole(request, ref), me(request)
    sent = DutyForm(request.POST) if request.method == "POST" else None
    if sent is not None and sent.is_valid():
        try:
            actions.say_duty(found, **sent.cleaned_data, by=person, at=clock.now())
            messages.success(request, _("It is kept."))
            return redirect("support:exit-duties", found.ref)
        except MoveRefused as refusal:
            messages.warning(request, str(refusal.reason))
    context = {
        "accompaniment": found,
        "view": "exit",
        "rows": [(one, _duty_form(one, sent)) for one in duties_of(found)],
        "form": sent,
        "writing": exit_rules.can_write_exit(person, found),
    }
    return render(request, "support/exit_duties.html", context)


def _duty_form(duty: Duty, sent: DutyForm | None) -> DutyForm:
    if sent is not None and sent.data.get("position") == str(duty.position):
        sent.auto_id = f"duty_{duty.position}_%s"
        return sent
    first = {"position": duty.position, "title": duty.title, "state": duty.state, "evidence": duty.evidence}
    return DutyForm(initial=first, auto_id=f"duty_{duty.position}_%s")


def relations(request: HttpRequest, ref: str) -> HttpResponse:
    """Each relation gets somebody of the team who keeps it; a message to its contacts is proposed, never sent."""
    found, person = accompaniment_whole(request, ref), me(request)
    team, rows = _team(found), relations_to_hand(person, found)
    sent = KeeperForm(request.POST, team=team) if request.method == "POST" else None
    asked = request.POST.get("relation", "")
    if sent is not None:
        relation = get_object_or_404(
            relations_visible_to(person).filter(initiative=found.initiative_id), ref=must_be_ref(asked)
        )
        require(exit_rules.can_hand_over(person, found))
        if sent.is_valid():
            keeper = next(one for one in team if one.ref == sent.cleaned_data["keeper"])
            try:
                actions.hand_over(relation, found, keeper=keeper, by=person, at=clock.now())
                messages.success(request, _("It is kept. Nobody was written to."))
                return redirect("support:exit-relations", found.ref)
            except MoveRefused as refusal:
                messages.warning(request, str(refusal.reason))
    context = {
        "accompaniment": found,
        "view": "exit",
        "rows": [(one, _keeper_form(one.ref, team, sent, asked, one.keeper)) for one in rows],
        "handing": exit_rules.can_hand_over(person, found),
        "zone": found.season.programme.time_zone,
    }
    return render(request, "support/exit_relations.html", context)


def _team(accompaniment: Accompaniment) -> list[Person]:
    joined = TeamMember.objects.filter(initiative=accompaniment.initiative_id, state=MemberState.JOINED)
    return [one.person for one in joined.select_related("person").order_by("person__folded", "pk")]


def _keeper_form(
    ref: str, team: list[Person], sent: KeeperForm | None, asked: str, keeper: Person | None
) -> KeeperForm:
    if sent is not None and asked == ref:
        sent.auto_id = f"{ref}_%s"
        return sent
    return KeeperForm(team=team, initial={"keeper": keeper.ref if keeper else ""}, auto_id=f"{ref}_%s")
