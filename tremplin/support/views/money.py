"""The money of one support: the republican commitment, the grants, what counts to the ceiling."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremplin.calls.models import Bearer
from tremplin.core import clock
from tremplin.core.answers import require
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.support.actions.advantages import note_bearer_number
from tremplin.support.actions.texts import sign_text
from tremplin.support.forms.money import ContractForm, NumberForm
from tremplin.support.models import Accompaniment
from tremplin.support.queries.accompaniments import accompaniments_open_to
from tremplin.support.queries.money import (
    advantages_of,
    bearers_of,
    contract_of,
    conventions_of,
    sessions_not_counted,
)
from tremplin.support.queries.undertakings import publication_dates, room_of
from tremplin.support.rules.money import can_run_money, can_write_convention
from tremplin.support.rules.texts import can_sign_texts
from tremplin.support.sentences.money import no_contract_needed, rule_in_words
from tremplin.support.states import Subject
from tremplin.support.views.sending import already_sent, send_form


def money_seen(request: HttpRequest, ref: str) -> Accompaniment:
    """The door of the money of a support: whoever it is not opened to finds nothing there."""
    return get_object_or_404(accompaniments_open_to(request.user, Subject.MONEY), ref=must_be_ref(ref))


def bearer_asked(found: Accompaniment, ref: str) -> Bearer:
    today = clock.today(found.season.programme.time_zone)
    for one in bearers_of(found, today):
        if one.ref == must_be_ref(ref):
            return one
    raise Http404


def money(request: HttpRequest, ref: str) -> HttpResponse:
    """What a grant waits for, the conventions, then what counts, each with its dates."""
    found = money_seen(request, ref)
    today = clock.today(found.season.programme.time_zone)
    bearers = bearers_of(found, today)
    rooms = [room_of(bearer, today) for bearer in bearers]
    conventions = conventions_of(found)
    due = publication_dates(conventions)
    context = {
        "accompaniment": found,
        "view": "money",
        "today": today,
        "contracts": [(contract_of(found, one, today), no_contract_needed(one)) for one in bearers],
        "signs": can_sign_texts(request.user, found),
        "conventions": [(one, due[one.pk]) for one in conventions],
        "rooms": [(room, rule_in_words(room.standing)) for room in rooms],
        "advantages": list(advantages_of(found)),
        "sessions": list(sessions_not_counted(found)),
        "runs": can_run_money(request.user, found),
        "writes": can_write_convention(request.user, found),
    }
    return render(request, "support/money.html", context)


def sign_contract(request: HttpRequest, ref: str, bearer_ref: str) -> HttpResponse:
    """The republican commitment contract in force, read then signed for the structure."""
    found = money_seen(request, ref)
    if first := already_sent(request):
        return first
    bearer = bearer_asked(found, bearer_ref)
    contract = contract_of(found, bearer, clock.today(found.season.programme.time_zone))
    text = contract.text
    if text is None:
        raise Http404
    may = can_sign_texts(request.user, found)
    form = ContractForm(request.POST or None, initial={"name": str(me(request)), "read": text.sha256})

    def do() -> str:
        said = {name: form.cleaned_data[name] for name in ("name", "quality", "read")}
        sign_text(text, found, **said, bearer=bearer, by=me(request), at=clock.now())
        messages.success(request, _("The contract is signed."))
        return reverse("support:money", args=[found.ref])

    if request.method == "POST":
        require(may)
    if done := send_form(request, form, do):
        return done
    context = {"accompaniment": found, "view": "money", "contract": contract, "bearer": bearer, "may": may}
    return render(request, "support/republican_contract.html", context | {"form": form, "text": text})


def bearer_number(request: HttpRequest, ref: str, bearer_ref: str) -> HttpResponse:
    """Which undertaking a structure is of."""
    found = money_seen(request, ref)
    if first := already_sent(request):
        return first
    require(can_run_money(request.user, found))
    bearer = bearer_asked(found, bearer_ref)
    form = NumberForm(request.POST or None, initial={"number": bearer.number})

    def do() -> str:
        number = form.cleaned_data["number"]
        note_bearer_number(bearer, found, number=number, by=me(request), at=clock.now())
        return reverse("support:money", args=[found.ref])

    if done := send_form(request, form, do):
        return done
    context = {"accompaniment": found, "view": "money", "form": form, "bearer": bearer}
    return render(request, "support/bearer_number.html", context)
