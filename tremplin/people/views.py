"""The person's own pages: how to be called, in which language to be written to, what we hold about them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from tremplin.core import clock, offers
from tremplin.people.actions import choose_mails, introduce_oneself
from tremplin.people.forms import MailChoicesForm, WhoAmIForm
from tremplin.people.models import Person
from tremplin.people.queries import stopped_kinds


def who_am_i(request: HttpRequest) -> HttpResponse:
    person = get_object_or_404(Person, pk=request.user.pk)
    form = WhoAmIForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        introduce_oneself(person, **form.cleaned_data, at=clock.now())
        messages.success(request, _("Your details are up to date."))
        return redirect("people:who-am-i")
    return render(request, "people/who_am_i.html", {"form": form})


def mail_choices(request: HttpRequest) -> HttpResponse:
    person = get_object_or_404(Person, pk=request.user.pk)
    kinds = [kind.name for kind in offers.mails if kind.may_stop]
    stopped = stopped_kinds(person)
    sent = request.POST if request.method == "POST" else None  # nothing ticked is an answer
    form = MailChoicesForm(sent, initial={"wanted": [kind for kind in kinds if kind not in stopped]})
    if request.method == "POST" and form.is_valid():
        unwanted = set(kinds) - set(form.cleaned_data["wanted"])
        choose_mails(person, stopped=unwanted, at=clock.now())
        messages.success(request, _("Your choice is kept."))
        return redirect("people:mail-choices")
    return render(request, "people/mail_choices.html", {"form": form})


def my_data(request: HttpRequest) -> HttpResponse:
    """Everything every room holds about the person, and how long each kind of record is kept."""
    held = [(place, place.export(request.user)) for place in offers.personal_data]
    if request.GET.get("format") == "json":
        data = {str(place.label): rows for place, rows in held}
        return JsonResponse(
            data,
            json_dumps_params={"ensure_ascii": False, "indent": 2},
            headers={"Content-Disposition": "attachment; filename=tremplin.json"},
        )
    places = [
        {
            "label": place.label,
            "rows": [[(place.labels.get(key, key), value) for key, value in row.items() if value] for row in rows],
        }
        for place, rows in held
    ]
    return render(request, "people/my_data.html", {"places": places, "retentions": list(offers.retentions)})
