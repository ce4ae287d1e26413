"""Who sits in a committee, and which files are on its agenda."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremplin.core import clock
from tremplin.core.answers import require
from tremplin.core.moves import MoveRefused
from tremplin.directory.models import Body
from tremplin.directory.queries import bodies_matching, bodies_visible_to
from tremplin.directory.states import BodyState
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.support import queries
from tremplin.support.actions import committees as actions
from tremplin.support.forms.committees import AgendaForm, MemberForm
from tremplin.support.models import Committee
from tremplin.support.queries.committees import items_of, members_of, people_to_invite
from tremplin.support.rules import committees as rules
from tremplin.support.states import AccompanimentState
from tremplin.support.views.committees import committee_run, head
from tremplin.support.views.doorkeeper import words_asked
from tremplin.support.views.sending import already_sent, send_form

FOUND = 20  # bodies shown of a search


def members(request: HttpRequest, ref: str) -> HttpResponse:
    """Who sits: named one by one, taken off before the session."""
    found = committee_run(request, ref)
    if first := already_sent(request):
        return first
    require(rules.can_change(request.user, found))
    if "remove" in request.POST:
        return _remove(request, found)
    words = words_asked(request)
    bodies = _bodies(request, found, words)
    form = MemberForm(request.POST or None, people=list(people_to_invite(found)), bodies=bodies)

    def do() -> str:
        given = form.cleaned_data
        member = actions.name_member(
            found,
            email=form.address,
            full_name=given["full_name"],
            quality=given["quality"],
            body=bodies.get(given["body"]),
            by=me(request),
            at=clock.now(),
        )
        messages.success(request, _("%(name)s sits in this committee.") % {"name": member.person})
        return reverse("support:committee-members", args=[found.ref])

    if done := send_form(request, form, do):
        return done
    context = head(found) | {"form": form, "members": members_of(found), "words": words}
    return render(request, "support/committee_members.html", context)


def _remove(request: HttpRequest, found: Committee) -> HttpResponse:
    member = get_object_or_404(found.members.select_related("person"), ref=must_be_ref(request.POST["remove"]))
    try:
        actions.remove_member(member, by=me(request), at=clock.now())
        messages.success(request, _("%(name)s no longer sits in this committee.") % {"name": member.person})
    except MoveRefused as refusal:
        messages.warning(request, str(refusal.reason))
    return redirect("support:committee-members", found.ref)


def _bodies(request: HttpRequest, found: Committee, words: str) -> dict[str, Body]:
    """Those that pledged in this programme, and those found by words."""
    pledged = Body.objects.filter(pledges__programme=found.season.programme_id).distinct()
    bodies = {one.ref: one for one in pledged}
    if words:
        matching = bodies_visible_to(request.user).filter(state=BodyState.OPEN)
        named = matching.filter(pk__in=bodies_matching(words).order_by().values("pk"))[:FOUND]
        bodies |= {one.ref: one for one in named}
    return bodies


def agenda(request: HttpRequest, ref: str) -> HttpResponse:
    found, person = committee_run(request, ref), me(request)
    if first := already_sent(request):
        return first
    require(rules.can_change(person, found))
    items = items_of(found, person)
    places = {one.accompaniment_id: place for place, one in enumerate(items, start=1)}
    supports = queries.accompaniments_run_by(person).filter(season=found.season_id)
    tied = found.items.exclude(pk__in=[one.pk for one in items]).order_by().values("accompaniment")
    rows = list(supports.exclude(pk__in=tied).exclude(state=AccompanimentState.CLOSED))
    form = AgendaForm(request.POST or None, rows=rows, places=places)

    def do() -> str:
        actions.set_agenda(found, form.ordered, by=person, at=clock.now())
        messages.success(request, _("The agenda is saved."))
        return reverse("support:committee-run", args=[found.ref])

    if done := send_form(request, form, do):
        return done
    return render(request, "support/committee_agenda.html", head(found) | {"form": form, "rows": rows})
