"""The end of an application: read again and submit, receipt, withdrawal."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremplin.calls import queries, rules
from tremplin.calls.actions import submissions as actions
from tremplin.calls.copies import sections_of
from tremplin.calls.engine.differences import differences
from tremplin.calls.engine.freezing import freeze
from tremplin.calls.forms.applicants import SubmitForm, WithdrawForm
from tremplin.calls.formversions import in_the_language_in_use
from tremplin.calls.missing import told
from tremplin.calls.models import Application, LegalText
from tremplin.calls.states import ApplicationState, LegalKind
from tremplin.calls.views.doorkeeper import own_application
from tremplin.core import clock
from tremplin.core.answers import No, require
from tremplin.core.dates import remaining
from tremplin.core.moves import MoveRefused
from tremplin.core.once import once, replayed
from tremplin.people.doorkeeper import me


def submit(request: HttpRequest, ref: str) -> HttpResponse:
    """Everything to read again, what is missing, what will happen, the charter, one button. One instant is read."""
    at = clock.now()
    application, person = own_application(request, ref), me(request)
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    charter = queries.legal_text(application.call, LegalKind.CHARTER, at)
    signed = bool(rules.has_signed(person, application, at))
    form = SubmitForm(request.POST or None, charter=charter, signed=signed)
    if request.method == "POST" and form.is_valid():

        def do() -> str:
            if charter is not None:
                actions.sign_charter(application, by=person, text=charter, at=at)
            actions.submit(application, by=person, at=at)
            return reverse("calls:receipt", args=[application.ref])

        try:
            return redirect(once(form.cleaned_data["once"], by=person.ref, at=at, do=do))
        except MoveRefused as refusal:
            form.add_error(None, str(refusal.reason))
    elif request.method != "POST" and application.state in (ApplicationState.SUBMITTED, ApplicationState.WITHDRAWN):
        return redirect("calls:application", application.ref)
    return render(request, "calls/application_submit.html", _reading(request, application, form, charter))


def _reading(
    request: HttpRequest, application: Application, form: SubmitForm, charter: LegalText | None
) -> dict[str, object]:
    now = clock.now()
    content = queries.content_of(application)
    frozen = freeze(in_the_language_in_use(content.form), content.answers, content.files)
    intake = application.intake or queries.intake_for(application.call, now)
    last = application.submissions.last()
    attachments = [one for held in content.attachments.values() for one in held]
    writing = rules.can_submit(request.user, application, now)
    return {
        "application": application,
        "zone": application.call.season.programme.time_zone,
        "form": form,
        "charter": charter,
        "intake": intake,
        "following": queries.intake_for(application.call, intake.closes_at + intake.grace) if intake else None,
        "missed": queries.missed_intakes(application, intake) if intake else (),
        "remaining": remaining(intake.closes_at, now) if intake and application.state == ApplicationState.DRAFT else "",
        "correction": queries.correction_of(application),
        "sections": sections_of(frozen, attachments),
        "missing": told(content),
        "rivals": queries.rivals_of(application).select_related("question__section") if writing else (),
        "signed": rules.has_signed(request.user, application, now),
        "answer": writing,
        "reason": writing.reason if isinstance(writing, No) else "",
        "differences": differences(last.frozen, freeze(content.form, content.answers, content.files)) if last else (),
        "last": last,
        "rows": content.rows(),
    }


def receipt(request: HttpRequest, ref: str) -> HttpResponse:
    """The receipt of the last submission, and the copy of what was submitted, to print."""
    application = own_application(request, ref)
    submissions = list(application.submissions.select_related("intake", "receipt_text", "by"))
    if not submissions:
        raise Http404
    last, before = submissions[-1], submissions[-2] if len(submissions) > 1 else None
    attachments = application.attachments.select_related("file", "question")
    context = {
        "application": application,
        "zone": application.call.season.programme.time_zone,
        "submission": last,
        "submissions": submissions,
        "sections": sections_of(last.frozen, attachments),
        "differences": differences(before.frozen, last.frozen) if before else (),
        "signatures": application.signatures.select_related("person", "text"),
        "rows": queries.content_of(application).rows(),
    }
    return render(request, "calls/receipt.html", context)


def withdraw(request: HttpRequest, ref: str) -> HttpResponse:
    """What withdrawing does, said before the button."""
    application, person = own_application(request, ref), me(request)
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    answer = rules.can_withdraw(person, application)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST":
        require(answer)
    if request.method == "POST" and form.is_valid():
        at = clock.now()

        def do() -> str:
            actions.withdraw(application, by=person, at=at)
            return reverse("calls:application", args=[application.ref])

        try:
            address = once(form.cleaned_data["once"], by=person.ref, at=at, do=do)
        except MoveRefused as refusal:
            form.add_error(None, str(refusal.reason))
        else:
            messages.success(request, _("The application is withdrawn."))
            return redirect(address)
    reason = answer.reason if isinstance(answer, No) else ""
    return render(
        request,
        "calls/application_withdraw.html",
        {"application": application, "form": form, "reason": reason, "rows": queries.content_of(application).rows()},
    )
