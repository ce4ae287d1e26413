"""The team's inbox: the messages received, one message and its answer, what is set aside."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tremplin.community import queries, rules
from tremplin.community.actions import enquiries as actions
from tremplin.community.forms import EnquiryAnswerForm, EnquiryFilterForm
from tremplin.community.models import Enquiry
from tremplin.community.views.doorkeeper import enquiry_read, me
from tremplin.core import clock
from tremplin.core.answers import require
from tremplin.core.moves import MoveRefused
from tremplin.core.once import once, replayed

PER_PAGE = 25
OTHERS = 20


def enquiry_list(request: HttpRequest) -> HttpResponse:
    require(rules.can_read_messages(request.user))
    form = EnquiryFilterForm(request.GET)
    asked = form.filters
    everything = queries.enquiries_visible_to(request.user)
    found = queries.enquiries_matching(everything, asked.get("words", ""), asked.get("state", ""))
    context = {
        "form": form,
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "total": everything.count(),
        "waiting": queries.waiting_for(request.user).count(),
        "narrows": bool(asked),
    }
    return render(request, "community/enquiry_list.html", context)


def enquiry(request: HttpRequest, ref: str) -> HttpResponse:
    """A message, what was answered, and the form to answer; a refused answer stays in it, as it was typed."""
    found, person = enquiry_read(request, ref), me(request)
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    form = EnquiryAnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            address = _answer(found, request, form)
        except MoveRefused as refusal:
            messages.warning(request, str(refusal.reason))
            found.refresh_from_db()
        else:
            messages.success(request, _("Your answer leaves by mail."))
            return redirect(address)
    return render(request, "community/enquiry.html", _context(found, request, form))


def _answer(found: Enquiry, request: HttpRequest, form: EnquiryAnswerForm) -> str:
    person, typed, now = me(request), form.cleaned_data, clock.now()

    def do() -> str:
        actions.answer_enquiry(found, words=typed["words"], seen=typed["seen"], by=person, at=now)
        return reverse("community:enquiry", args=[found.ref])

    return once(typed["once"], by=person.ref, at=now, do=do)


def _context(found: Enquiry, request: HttpRequest, form: EnquiryAnswerForm) -> dict[str, object]:
    answers = list(found.answers.select_related("by"))
    if not form.is_bound or form.is_valid():
        # what was typed on an older page may be sent from this one, which shows the other answer
        form = EnquiryAnswerForm(initial={"seen": len(answers), "words": form["words"].value() or ""})
    return {
        "enquiry": found,
        "zone": found.programme.time_zone,
        "answers": answers,
        "others": queries.others_from(found, request.user)[:OTHERS],
        "erased_on": queries.erased_on(found),
        "form": form,
        "may_answer": bool(rules.can_answer(request.user, found)),
        "may_set_aside": bool(rules.can_set_aside(request.user, found)),
        "may_take_back": bool(rules.can_take_back(request.user, found)),
    }


@require_POST
def set_aside(request: HttpRequest, ref: str) -> HttpResponse:
    found = enquiry_read(request, ref)
    try:
        actions.set_aside(found, by=me(request), at=clock.now())
    except MoveRefused as refusal:
        messages.warning(request, str(refusal.reason))
    else:
        messages.success(request, _("The message is set aside: it will be erased in a month."))
    return redirect("community:enquiry", found.ref)


@require_POST
def take_back(request: HttpRequest, ref: str) -> HttpResponse:
    found = enquiry_read(request, ref)
    try:
        actions.take_back(found, by=me(request), at=clock.now())
    except MoveRefused as refusal:
        messages.warning(request, str(refusal.reason))
    else:
        messages.success(request, _("The message waits for an answer again."))
    return redirect("community:enquiry", found.ref)
