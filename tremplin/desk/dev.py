"""Pages of a development installation only: one ready account per role, and the mails that would have been sent."""

from allauth.account.utils import perform_login
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from tremplin.core.models import Message
from tremplin.desk.demo.cast import CAST
from tremplin.people.models import Person
from tremplin.programme.queries import mandates_of


def _development_only() -> None:
    if not settings.DEVELOPMENT:
        raise Http404


def index(request: HttpRequest) -> HttpResponse:
    _development_only()
    people = {person.email: person for person in Person.objects.filter(email__in=[member.email for member in CAST])}
    rows = [
        {"person": person, "does": member.does, "mandates": mandates_of(person)}
        for member in CAST
        if (person := people.get(member.email))
    ]
    return render(request, "desk/dev_index.html", {"rows": rows})


@require_POST
def become(request: HttpRequest, ref: str) -> HttpResponse:
    """Sign in as a person of the demonstration, and nobody else."""
    _development_only()
    person = get_object_or_404(Person, ref=ref, email__in=[member.email for member in CAST])
    perform_login(request, person, email_verification="none")
    return redirect(settings.LOGIN_REDIRECT_URL)


def mails(request: HttpRequest) -> HttpResponse:
    _development_only()
    return render(request, "desk/dev_mails.html", {"messages_sent": Message.objects.all()[:100]})


def mail(request: HttpRequest, ref: str) -> HttpResponse:
    _development_only()
    return render(request, "desk/dev_mail.html", {"mail": get_object_or_404(Message, ref=ref)})
