"""The team of an initiative, and the answer of those invited to it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremplin.calls import queries, rules
from tremplin.calls.actions import teams as actions
from tremplin.calls.forms.teams import InvitationForm, InviteForm, RightForm
from tremplin.calls.models import TeamMember
from tremplin.calls.states import MemberState
from tremplin.calls.views.doorkeeper import own_application
from tremplin.core import clock
from tremplin.core.answers import require
from tremplin.core.moves import MoveRefused
from tremplin.core.once import once, replayed
from tremplin.people.doorkeeper import me, must_be_ref


def team(request: HttpRequest, ref: str) -> HttpResponse:
    """Who is in the team, with which right; those who submit invite others."""
    application, person = own_application(request, ref), me(request)
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    managing = rules.can_manage_team(person, application.initiative)
    form = InviteForm(request.POST or None)
    if request.method == "POST":
        require(managing)
    if request.method == "POST" and form.is_valid():
        typed, at = form.cleaned_data, clock.now()

        def do() -> str:
            actions.invite(application.initiative, email=typed["email"], right=typed["right"], by=person, at=at)
            return reverse("calls:team", args=[application.ref])

        messages.success(request, _("An invitation is on its way to %(email)s.") % {"email": typed["email"]})
        return redirect(once(typed["once"], by=person.ref, at=at, do=do))
    context = {
        "application": application,
        "members": queries.team_of(application.initiative),
        "form": form,
        "managing": managing,
        "rows": queries.content_of(application).rows(),
    }
    return render(request, "calls/team.html", context)


def member(request: HttpRequest, ref: str, member_ref: str) -> HttpResponse:
    """What a member may do, changed; or the member removed, or gone: the same page for oneself."""
    application, person = own_application(request, ref), me(request)
    one = get_object_or_404(queries.team_of(application.initiative), ref=must_be_ref(member_ref))
    managing, removing = rules.can_manage_team(person, application.initiative), rules.can_remove_member(person, one)
    form = RightForm(request.POST if "right" in request.POST else None, initial={"right": one.right})
    if request.method == "POST" and "remove" in request.POST:
        return _remove(request, application.ref, one)
    if request.method == "POST" and form.is_valid():
        actions.change_right(one, right=form.cleaned_data["right"], by=person, at=clock.now())
        messages.success(request, _("What %(name)s may do has changed.") % {"name": one.person})
        return redirect("calls:team", application.ref)
    context = {
        "application": application,
        "member": one,
        "form": form,
        "managing": managing,
        "removing": removing,
        "me": person,
        "rows": queries.content_of(application).rows(),
    }
    return render(request, "calls/team_member.html", context)


def _remove(request: HttpRequest, application_ref: str, one: TeamMember) -> HttpResponse:
    person = me(request)
    require(rules.can_remove_member(person, one))
    try:
        actions.remove_member(one, by=person, at=clock.now())
    except MoveRefused as refusal:
        messages.warning(request, str(refusal.reason))
        return redirect("calls:team", application_ref)
    if one.person_id == person.pk:
        messages.success(request, _("You are no longer in the team of “%(name)s”.") % {"name": one.initiative})
        return redirect("calls:application-list")
    messages.success(request, _("%(name)s is no longer in the team.") % {"name": one.person})
    return redirect("calls:team", application_ref)


def invitation(request: HttpRequest, ref: str) -> HttpResponse:
    """Only the person invited sees it: a forwarded link shows nothing."""
    person = me(request)
    one = get_object_or_404(
        TeamMember.objects.select_related("initiative", "invited_by"), ref=must_be_ref(ref), person=person
    )
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_invitation(one, joins=form.joins(), by=person, at=clock.now())
        except MoveRefused:
            messages.warning(request, _("This invitation is no longer open."))
        else:
            messages.success(request, _("You are in the team.") if form.joins() else _("You declined the invitation."))
        return redirect("calls:application-list")
    pending = one.state == MemberState.INVITED
    return render(request, "calls/invitation.html", {"member": one, "form": form, "pending": pending})
