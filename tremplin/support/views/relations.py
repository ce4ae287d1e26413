"""What an initiative has with each partner: the people, the promises, the last sign of life, the next step."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremplin.core import clock
from tremplin.core.answers import require
from tremplin.core.moves import MoveRefused
from tremplin.directory.models import Body, Network
from tremplin.directory.queries import bodies_matching, bodies_visible_to
from tremplin.directory.states import BodyState
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.support import queries, rules, sentences
from tremplin.support.actions import relations as actions
from tremplin.support.actions.autonomy import say_alone
from tremplin.support.forms.relations import PartnerSearchForm, TraceForm
from tremplin.support.models import Accompaniment, Relation
from tremplin.support.queries.agreements import agreements_about
from tremplin.support.queries.autonomy import alone_in
from tremplin.support.queries.relations import accompaniment_followed_by, histories_of, history_of
from tremplin.support.rules.autonomy import can_say_alone
from tremplin.support.rules.consolidate import can_write_of
from tremplin.support.sentences.relations import sign_words
from tremplin.support.states import Subject, TraceKind
from tremplin.support.views.doorkeeper import accompaniment_open, words_asked
from tremplin.support.views.sending import already_sent, send_form

FOUND = 20  # bodies shown of a search


def relation_list(request: HttpRequest, ref: str) -> HttpResponse:
    found = accompaniment_open(request, ref, Subject.TIES)
    relations = queries.relations_visible_to(request.user).filter(initiative=found.initiative_id)
    today = clock.today(found.season.programme.time_zone)
    context = {
        "accompaniment": found,
        "view": "relations",
        "today": today,
        "rows": [(history, history.days_since(today)) for history in histories_of(relations, request.user)],
        "alone": alone_in(Accompaniment.objects.filter(pk=found.pk)),
        "may_begin": rules.can_begin_relation(request.user, found),
        "may_write": rules.can_keep_relation(request.user, found),
    }
    return render(request, "support/relation_list.html", context)


def begin(request: HttpRequest, ref: str) -> HttpResponse:
    """Which body or network, found by its name; the button begins the relation."""
    found = accompaniment_open(request, ref, Subject.TIES)
    require(rules.can_begin_relation(request.user, found))
    if request.method == "POST":
        partner: Body | Network = (
            get_object_or_404(Network, ref=must_be_ref(request.POST["network"]))
            if "network" in request.POST
            else get_object_or_404(bodies_visible_to(request.user), ref=must_be_ref(request.POST.get("body", "")))
        )
        try:
            made = actions.begin_relation(found, partner, by=me(request), at=clock.now())
            return redirect("support:relation", made.ref)
        except MoveRefused as refusal:
            messages.warning(request, str(refusal.reason))
    words = words_asked(request)
    bodies = bodies_visible_to(request.user).filter(state=BodyState.OPEN)
    context = {
        "accompaniment": found,
        "view": "relations",
        "form": PartnerSearchForm(initial={"q": words}),
        "words": words,
        "bodies": bodies.filter(pk__in=bodies_matching(words).order_by().values("pk"))[:FOUND] if words else [],
        "networks": Network.objects.filter(name__icontains=words)[:FOUND],
    }
    return render(request, "support/relation_begin.html", context)


def relation(request: HttpRequest, ref: str) -> HttpResponse:
    found = get_object_or_404(queries.relations_visible_to(request.user), ref=must_be_ref(ref))
    if first := already_sent(request):
        return first
    followed = followed_in(request, found)
    may = rules.can_keep_relation(request.user, followed)
    if request.method == "POST":
        require(may)
    if "add" in request.POST:
        return _add_contact(request, found)
    if "alone" in request.POST:
        return _say_alone(request, found)
    today = clock.today(followed.season.programme.time_zone)
    form = TraceForm(request.POST or None, initial={"on": today, "kind": TraceKind.CONTACT})

    def do() -> str:
        said = {name: value for name, value in form.cleaned_data.items() if name != "once"}
        actions.write_trace(found, **said, by=me(request), at=clock.now())
        return reverse("support:relation", args=[found.ref])

    if done := send_form(request, form, do):
        return done
    history = history_of(found, request.user)
    context: dict[str, Any] = {
        "accompaniment": followed,
        "view": "relations",
        "relation": found,
        "history": history,
        "sign": sign_words(history.last_sign) if history.last_sign else "",
        "days": history.days_since(today),
        "introductions": [(one, sentences.standing(one)) for one in history.introductions],
        "today": today,
        "form": form,
        "agreements": agreements_about(history.relations, request.user),
        "may_agree": can_write_of(request.user, followed, Subject.LEGAL),
        "may_write": may,
        "may_say_alone": can_say_alone(request.user, followed),
        "leads": rules.can_lead(request.user, followed, Subject.TIES),
    }
    return render(request, "support/relation.html", context)


def _say_alone(request: HttpRequest, relation: Relation) -> HttpResponse:
    """Two buttons: yes, or not yet."""
    try:
        say_alone(relation, alone=request.POST["alone"] == "yes", by=me(request), at=clock.now())
        messages.success(request, _("Thank you: it is noted."))
    except MoveRefused as refusal:
        messages.warning(request, str(refusal.reason))
    return redirect("support:relation", relation.ref)


def followed_in(request: HttpRequest, relation: Relation) -> Accompaniment:
    """The last accompaniment of the initiative that this person may see; they see the relation, so there is one."""
    found = accompaniment_followed_by(request.user, relation.initiative_id)
    assert found is not None  # noqa: S101
    return found


def _add_contact(request: HttpRequest, relation: Relation) -> HttpResponse:
    """One gesture: whoever a message was sent to becomes a contact."""
    written = {one.ref: one for one in history_of(relation, request.user).written_to}
    one = written.get(must_be_ref(request.POST["add"]))
    try:
        if one is None:
            raise MoveRefused(_("This person is already among the contacts."))
        actions.add_contact_written_to(relation, one, by=me(request), at=clock.now())
    except MoveRefused as refusal:
        messages.warning(request, str(refusal.reason))
    return redirect("support:relation", relation.ref)
