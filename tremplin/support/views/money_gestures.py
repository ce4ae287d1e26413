"""What may be done with a convention, a tranche, a report, an advantage: one gesture a page, and who may."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tremplin.core import clock
from tremplin.core.answers import Answer, Yes, require
from tremplin.core.forms import Form
from tremplin.support.actions import advantages, signatures, tranches
from tremplin.support.actions import conventions as writing
from tremplin.support.forms.introductions import ConfirmForm
from tremplin.support.forms.money import (
    EndingForm,
    OnForm,
    OpeningForm,
    OutForm,
    PaymentForm,
    RegisterForm,
    RemarkForm,
    WhyForm,
)
from tremplin.support.models import Advantage, Convention, FinancialReport, Tranche
from tremplin.support.queries.money import decisions_for
from tremplin.support.rules.money import (
    can_answer_for_money,
    can_keep_advantage,
    can_open_tranche,
    can_publish,
    can_run_money,
    may_be_kept,
)
from tremplin.support.states import TrancheState
from tremplin.support.views.one_gesture import done_or_asked

Row = Any


@dataclass(frozen=True)
class Gesture:
    """`shows` says whether it is offered at all, `rule` whether this person may; the action asks again."""

    label: str | Promise
    says: str | Promise
    rule: Callable[[Any, Row], Answer]
    shows: Callable[[Row], bool]
    form: Callable[[Row, Any], Form]
    do: Callable[..., None]
    quiet: bool = False  # never the next thing to do


def _verb(verb: str) -> Callable[[Row], bool]:
    return lambda row: isinstance(row.MOVES.allows(verb, row.state), Yes)


def _plain(form: type[Form]) -> Callable[[Row, Any], Form]:
    return lambda _row, data: form(data)


def _today(form: type[Form]) -> Callable[[Row, Any], Form]:
    return lambda _row, data: form(data, initial={"on": clock.today()})


def _runs_convention(person: Any, row: Convention) -> Answer:
    return can_run_money(person, row.accompaniment)


def _runs_tranche(person: Any, row: Tranche | FinancialReport) -> Answer:
    return can_run_money(person, row.convention.accompaniment)


def _answers_tranche(person: Any, row: Tranche | FinancialReport) -> Answer:
    return can_answer_for_money(person, row.convention.accompaniment)


def _opening(row: Tranche, data: Any) -> Form:
    return OpeningForm(data, decisions=decisions_for(row) if row.needs_committee else None)


def _allowed_to_open(person: Any, row: Tranche) -> Answer:
    return _runs_tranche(person, row) and can_open_tranche(row)


CONVENTION = {
    "propose": Gesture(
        _("Propose it for signature"),
        _("Both sign this version. Nobody changes it once one of them has."),
        _runs_convention,
        _verb("propose"),
        _plain(ConfirmForm),
        writing.propose,
    ),
    "keep": Gesture(
        _("Give the amendment up"),
        _("What both signed before goes on as it is."),
        _runs_convention,
        lambda row: bool(may_be_kept(row)),
        _plain(WhyForm),
        signatures.keep_as_signed,
        quiet=True,
    ),
    "publish": Gesture(
        _("Publish its essential data"),
        _("Name and number of the structure, object, amount and dates stand from now in the open file."),
        can_publish,
        lambda row: row.signed_on is not None and row.published_on is None,
        _plain(ConfirmForm),
        signatures.publish_data,
    ),
    "end": Gesture(
        _("Close the convention"),
        _("Once everything is paid or cancelled, and the last report accepted."),
        _runs_convention,
        _verb("end"),
        _plain(EndingForm),
        signatures.end,
        quiet=True,
    ),
    "drop": Gesture(
        _("Give the convention up"),
        _("Nothing will be signed; what was written stays, with why."),
        _runs_convention,
        lambda row: row.signed_on is None and bool(_verb("drop")(row)),
        _plain(WhyForm),
        signatures.drop,
        quiet=True,
    ),
}
TRANCHE = {
    "open": Gesture(
        _("Its conditions are met"),
        _("Its payment may be asked for from now."),
        _allowed_to_open,
        lambda row: row.state == TrancheState.PLANNED,
        _opening,
        tranches.open_tranche,
    ),
    "request": Gesture(
        _("Ask for its payment"),
        _("The programme team pays it in the State’s own software, and notes the reference here."),
        _answers_tranche,
        _verb("request"),
        _today(OnForm),
        tranches.request_payment,
    ),
    "pay": Gesture(
        _("Note its payment"),
        _("The initiative reads that it was paid, and when."),
        _runs_tranche,
        _verb("pay"),
        _today(PaymentForm),
        tranches.note_payment,
    ),
    "send-back": Gesture(
        _("Send the request back"),
        _("Its conditions stay met: it may be asked for again."),
        _runs_tranche,
        _verb("send_back"),
        _plain(WhyForm),
        tranches.send_back_request,
        quiet=True,
    ),
    "cancel": Gesture(
        _("Cancel it"),
        _("It will not be paid; what was agreed stays written, with why."),
        _runs_tranche,
        _verb("cancel"),
        _plain(WhyForm),
        tranches.cancel_tranche,
        quiet=True,
    ),
}
REPORT = {
    "accept": Gesture(
        _("Accept the report"),
        _("What it opens may open."),
        _runs_tranche,
        _verb("accept"),
        _plain(ConfirmForm),
        tranches.accept_report,
    ),
    "send-back": Gesture(
        _("Send it back"),
        _("The initiative reads what is to be corrected, and starts from what it sent."),
        _runs_tranche,
        _verb("send_back"),
        _plain(RemarkForm),
        tranches.send_back_report,
        quiet=True,
    ),
}


def _stands(row: Advantage) -> bool:
    return row.withdrawn_at is None


ADVANTAGE = {
    "register": Gesture(
        _("Note its number in the national register"),
        _("Once it was entered there."),
        can_keep_advantage,
        lambda row: _stands(row) and not row.not_economic,
        _plain(RegisterForm),
        advantages.note_register_number,
    ),
    "out": Gesture(
        _("Say why it does not count"),
        _("What is not for an economic activity does not count to the ceiling. What you write is kept."),
        can_keep_advantage,
        lambda row: _stands(row) and not row.not_economic,
        _plain(OutForm),
        advantages.say_not_economic,
    ),
    "count": Gesture(
        _("Count it again"),
        _("It counts to the ceiling, on the day it was granted."),
        can_keep_advantage,
        lambda row: _stands(row) and bool(row.not_economic),
        _plain(ConfirmForm),
        advantages.count_again,
    ),
    "withdraw": Gesture(
        _("Withdraw it"),
        _("It was noted by mistake, or given back: it no longer counts, and says why."),
        can_keep_advantage,
        lambda row: _stands(row) and row.convention_id is None,
        _plain(WhyForm),
        advantages.withdraw_advantage,
    ),
}


def gestures_open(person: Any, row: Row, table: Mapping[str, Gesture]) -> list[tuple[str, Gesture]]:
    return [(name, one) for name, one in table.items() if one.shows(row) and isinstance(one.rule(person, row), Yes)]


def gesture_page(
    request: HttpRequest, row: Model, table: Mapping[str, Gesture], *, here: str, context: dict[str, Any]
) -> HttpResponse:
    """The page of the gesture the address names, or what it did."""
    gesture = table.get(request.GET.get("geste", ""))
    if gesture is None:
        raise Http404
    require(gesture.rule(request.user, row))
    form = gesture.form(row, request.POST if request.method == "POST" else None)
    return done_or_asked(request, row, gesture.do, form, here, context | {"gesture": gesture})
