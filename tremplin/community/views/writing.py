"""Writing to the team, for anybody: the form, and the page that says the message is here."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tremplin.community import rules
from tremplin.community.actions import enquiries as actions
from tremplin.community.forms import EnquiryForm
from tremplin.community.pace import may_write_again
from tremplin.community.queries.enquiries import UNWANTED_MONTHS
from tremplin.core import clock, freshness
from tremplin.core.answers import No
from tremplin.core.moves import MoveRefused
from tremplin.core.once import once, replayed
from tremplin.core.text import clean
from tremplin.people.models import Person
from tremplin.programme.models import Programme

# who sends the form may have no account: the token of the form is known to their browser alone
_NOBODY = "community-enquiry"


def write(request: HttpRequest) -> HttpResponse:
    """A link may say which page the message is about: `?page=/programme/`."""
    if already := replayed(request.POST.get("once", ""), by=_NOBODY):
        return redirect(already)
    person = request.user if isinstance(request.user, Person) else None
    about_url = clean(request.GET.get("page", ""))[:300]
    form = EnquiryForm(request.POST or None, person=person, about_url=about_url)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(_send(request, form))
        except MoveRefused as refusal:
            messages.warning(request, str(refusal.reason))
    context = {
        "form": form,
        "programmes": list(Programme.objects.all()),
        "days": settings.ENQUIRY_ANSWER_DAYS,
        "months": settings.ENQUIRY_KEPT_MONTHS,
        "unwanted_months": UNWANTED_MONTHS,
    }
    return render(request, "community/enquiry_write.html", context)


def _send(request: HttpRequest, form: EnquiryForm) -> str:
    """Where to go next. Counted by e-mail address first: one mailbox does not use up the share of its whole office."""
    typed, now = form.cleaned_data, clock.now()
    if isinstance(answer := rules.can_write(typed["email"].lower(), now), No):
        raise MoveRefused(answer.reason)
    if not may_write_again(request):
        raise MoveRefused(_("Many messages came from your network within the hour. Please send this one in an hour."))

    def do() -> str:
        said = {name: typed[name] for name in ("name", "email", "subject", "words", "about_url")}
        actions.write_enquiry(form.chosen, **said, language=(get_language() or "fr")[:2], at=now)
        return reverse("community:enquiry-thanks")

    return once(typed["once"], by=_NOBODY, at=now, do=do)


def thanks(request: HttpRequest) -> HttpResponse:
    """The same page for everybody: it tells nobody who wrote."""
    page = render(request, "community/enquiry_thanks.html", {"days": settings.ENQUIRY_ANSWER_DAYS})
    return freshness.mark(page)
