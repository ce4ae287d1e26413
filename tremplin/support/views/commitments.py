"""What a body or a sponsor promised: written, then kept, given up, put to another day or promised again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremplin.core import clock
from tremplin.core.answers import Yes, require
from tremplin.core.forms import Form
from tremplin.directory.models import Body
from tremplin.directory.queries import bodies_matching, bodies_visible_to
from tremplin.directory.states import BodyState
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.people.models import Person
from tremplin.support import queries, rules
from tremplin.support.actions import commitments as actions
from tremplin.support.forms.commitments import Choices, CommitmentEndForm, CommitmentForm, CommitmentMoveForm
from tremplin.support.models import Accompaniment, Commitment
from tremplin.support.queries.commitments import accompaniment_of_commitment, promisers_of, sponsors_of
from tremplin.support.queries.relations import histories_of
from tremplin.support.states import Subject
from tremplin.support.views.doorkeeper import accompaniment_open, ref_asked, words_asked
from tremplin.support.views.sending import already_sent, send_form

FOUND = 20  # bodies shown of a search


def write(request: HttpRequest, ref: str) -> HttpResponse:
    found = accompaniment_open(request, ref, Subject.TIES)
    if first := already_sent(request):
        return first
    require(rules.can_keep_relation(request.user, found))
    programme = found.season.programme
    ours = isinstance(rules.can_promise_to_programme(request.user, programme), Yes)
    words = words_asked(request)
    bodies, chosen = _bodies(request, found, words)
    sponsors = {one.ref: one for one in sponsors_of(programme)} if ours else {}
    choices: Choices = [(f"body-{key}", str(body)) for key, body in bodies.items()]
    choices += [(f"sponsor-{key}", _("%(name)s, supporter") % {"name": one}) for key, one in sponsors.items()]
    first_values = {"made_on": clock.today(), "promiser": f"body-{chosen}" if chosen else ""}
    form = CommitmentForm(request.POST or None, promisers=choices, to_programme=ours, initial=first_values)

    def do() -> str:
        said = {name: form.cleaned_data[name] for name in ("what", "who", "due_on", "made_on")}
        kind, _dash, key = form.cleaned_data["promiser"].partition("-")
        made = actions.write_commitment(
            found,
            body=bodies[key] if kind == "body" else None,
            sponsor=sponsors[key] if kind == "sponsor" else None,
            to_programme=form.cleaned_data.get("to") == "programme",
            **said,
            by=me(request),
            at=clock.now(),
        )
        return reverse("support:commitment", args=[made.ref])

    if done := send_form(request, form, do):
        return done
    context = {
        "accompaniment": found,
        "view": "relations",
        "form": form,
        "choices": choices,
        "words": words,
        "searches": bodies_visible_to(request.user).exists(),
        "relation": ref_asked(request, "relation"),
    }
    return render(request, "support/commitment_write.html", context)


def _bodies(request: HttpRequest, found: Accompaniment, words: str) -> tuple[dict[str, Body], str]:
    """Those the initiative has a relation with, those of its networks, those found by words; and the one asked for."""
    relations = queries.relations_visible_to(request.user).filter(initiative=found.initiative_id)
    asked, chosen = ref_asked(request, "relation"), ""
    bodies: dict[str, Body] = {}
    for history in histories_of(relations, request.user):
        if isinstance(history.partner, Body):
            bodies[history.partner.ref] = history.partner
            if asked in {row.ref for row in history.relations}:
                chosen = history.partner.ref
        else:
            bodies |= {body.ref: body for body in history.partner.bodies.filter(state=BodyState.OPEN)}
    if words:
        matching = bodies_visible_to(request.user).filter(state=BodyState.OPEN)
        bodies |= {
            body.ref: body for body in matching.filter(pk__in=bodies_matching(words).order_by().values("pk"))[:FOUND]
        }
    return bodies, chosen


def commitment(request: HttpRequest, ref: str) -> HttpResponse:
    """One promise, followed like an action: kept, given up, put to another day, promised again."""
    found = get_object_or_404(queries.commitments_visible_to(request.user), ref=must_be_ref(ref))
    if first := already_sent(request):
        return first
    gesture, today = request.POST.get("gesture"), clock.today(found.programme.time_zone)
    may = rules.can_follow_commitment(request.user, found)
    if request.method == "POST":
        require(may)
    end = CommitmentEndForm(request.POST if gesture == "end" else None, initial={"on": today}, auto_id="end_%s")
    delay = CommitmentMoveForm(
        request.POST if gesture in ("move", "again") else None,
        initial={"due_on": max(found.due_on, today)},
        auto_id="move_%s",
    )

    def do() -> str:
        _act(found, gesture, end, delay, me(request))
        messages.success(request, _("It is done."))
        return reverse("support:commitment", args=[found.ref])

    forms: dict[str, Form] = {"end": end, "move": delay, "again": delay}
    asked = forms.get(gesture or "")
    if asked is not None and (done := send_form(request, asked, do)):
        return done
    accompaniment = accompaniment_of_commitment(found, request.user)
    relations = queries.relations_visible_to(request.user).filter(initiative=found.initiative_id, body=found.body_id)
    context = {
        "accompaniment": accompaniment,
        "view": "relations",
        "commitment": found,
        "promiser": promisers_of([found])[found.pk],
        "relation": relations.first() if found.initiative_id and found.body_id else None,
        "today": today,
        "end": end,
        "delay": delay,
        "may": may,
    }
    page = "commitment" if accompaniment else "commitment_programme"
    return render(request, f"support/{page}.html", context)


def _act(found: Commitment, gesture: str | None, end: CommitmentEndForm, delay: CommitmentMoveForm, by: Person) -> None:
    now, said = clock.now(), (end if gesture == "end" else delay).cleaned_data
    if gesture == "end":
        actions.close_commitment(found, said["verb"], result=said["result"], on=said["on"], by=by, at=now)
    elif gesture == "move":
        actions.move_commitment(found, due_on=said["due_on"], by=by, at=now)
    else:
        actions.promise_again(found, due_on=said["due_on"], by=by, at=now)
