"""A reminder: what is proposed and from which day, to whom, the exact mail; a person sends it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from tremplin.core import clock
from tremplin.core.answers import No, require
from tremplin.core.text import clean
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.people.models import Person
from tremplin.support import queries, rules, sentences
from tremplin.support.actions import nudges as actions
from tremplin.support.composing import reminder_of
from tremplin.support.engine.letters import LONGEST_REMINDER, words_in
from tremplin.support.engine.proposals import Kind
from tremplin.support.forms.letters import NudgeForm
from tremplin.support.models import Introduction, Nudge
from tremplin.support.queries.proposals import Recipient, proposal_of, recipients_of
from tremplin.support.states import NudgeKind
from tremplin.support.views.sending import already_sent, send_form


def write(request: HttpRequest, ref: str) -> HttpResponse:
    found = get_object_or_404(queries.introductions_visible_to(request.user), ref=must_be_ref(ref))
    if first := already_sent(request):
        return first
    require(rules.can_remind(request.user, found))
    person, accompaniment = me(request), found.accompaniment
    today = clock.today(accompaniment.season.programme.time_zone)
    proposal, recipients = proposal_of(found), recipients_of(found)
    if proposal is None:
        raise Http404
    proposed = proposal.kind if proposal.kind != Kind.GIVE_UP else Kind.AGAIN
    chosen = _chosen(request, recipients, proposed)
    sent_on = sentences.day_of(found, "sent_at") or today
    form = NudgeForm(
        request.POST or None,
        kind=chosen.kind,
        initial={
            "to_name": chosen.name,
            "to_email": chosen.email,
            "text": reminder_of(found, chosen.kind, sent_on),
        },
    )
    context: dict[str, Any] = {
        "accompaniment": accompaniment,
        "view": "introductions",
        "introduction": found,
        "standing": sentences.standing(found),
        "proposed": sentences.proposed(proposal, sent_on, today),
        "gives_up": proposal.kind == Kind.GIVE_UP,
        "choices": [(place, one, one == chosen) for place, one in enumerate(recipients)],
        "chosen": chosen,
        "kind": NudgeKind(chosen.kind).label,
        "form": form,
        "count": 0,
        "most": LONGEST_REMINDER,
    }
    # the reason is asked by the form; whether it may leave at all is said first
    reason = request.POST.get("reason", "").strip() or "-"
    answer = rules.can_send_nudge(
        person, found, chosen.kind, clean(form["to_email"].value() or ""), reason, clock.now()
    )
    context["refusal"] = answer.reason if isinstance(answer, No) else ""
    if (
        request.method == "POST"
        and form.is_valid()
        and (done := _go_on(request, found, chosen.kind, form, person, context))
    ):
        return done
    return render(request, "support/nudge_write.html", context)


def _go_on(
    request: HttpRequest, found: Introduction, kind: Kind, form: NudgeForm, person: Person, context: dict[str, Any]
) -> HttpResponse | None:
    """The exact mail, then its sending; None when the form is to be shown again."""
    said = {name: value for name, value in form.cleaned_data.items() if name != "once"}
    draft = Nudge(introduction=found, kind=kind, sent_by=person, sent_at=clock.now(), **said)
    subject, text = actions.shown_nudge(draft)
    context |= {"subject": subject, "text": text, "count": words_in(text), "nudge": draft}
    if "change" in request.POST:
        return None
    if "confirmed" not in request.POST and context["count"] < LONGEST_REMINDER:
        kept = [(name, form[name].value() or "") for name in form.fields]
        return render(request, "support/nudge_preview.html", context | {"kept": kept})

    def do() -> str:
        actions.send_nudge(found, kind=kind, **said, by=person, at=clock.now())
        return reverse("support:introduction", args=[found.ref])

    return send_form(request, form, do)


def _chosen(request: HttpRequest, recipients: list[Recipient], proposed: Kind) -> Recipient:
    """The one asked for, by its place in the list; else the first of the kind that is proposed."""
    place = request.GET.get("a", "")
    if place.isdecimal() and len(place) < 4:
        if int(place) < len(recipients):
            return recipients[int(place)]
        raise Http404
    if place in (Kind.DEPUTY, Kind.SUPERIOR):  # somebody we do not know: their address is typed
        return Recipient(Kind(place), "", "", recipients[0].door)
    return next((one for one in recipients if one.kind == proposed), recipients[0])
