"""The person's own page: how to be called, in which language to be written to."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tremplin.core import clock
from tremplin.people.actions import introduce_oneself
from tremplin.people.forms import WhoAmIForm
from tremplin.people.models import Person


def who_am_i(request: HttpRequest) -> HttpResponse:
    person = Person.objects.get(pk=request.user.pk)
    form = WhoAmIForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        introduce_oneself(person, **form.cleaned_data, at=clock.now())
        messages.success(request, _("Your details are up to date."))
        return redirect("people:who-am-i")
    return render(request, "people/who_am_i.html", {"form": form})
