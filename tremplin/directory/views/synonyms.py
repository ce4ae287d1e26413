"""The words the search takes for one another: the list, a group, and what it changes before it is saved."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremplin.core import clock
from tremplin.core.answers import require
from tremplin.core.once import once, replayed
from tremplin.directory import rules
from tremplin.directory.actions import synonyms as actions
from tremplin.directory.forms.keys import SynonymsForm, TryForm
from tremplin.directory.models import Synonyms
from tremplin.directory.queries.synonyms import preview, synonyms_visible_to
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.people.models import Person


def synonym_list(request: HttpRequest) -> HttpResponse:
    require(rules.can_manage_doors(request.user))
    rows = [(group, group.words.split("\n")) for group in synonyms_visible_to(request.user)]
    return render(request, "directory/synonym_list.html", {"rows": rows})


def add(request: HttpRequest) -> HttpResponse:
    require(rules.can_manage_doors(request.user))
    return _page(request, None)


def change(request: HttpRequest, ref: str) -> HttpResponse:
    group = get_object_or_404(synonyms_visible_to(request.user), ref=must_be_ref(ref))
    require(rules.can_manage_doors(request.user))
    return _page(request, group)


def _page(request: HttpRequest, group: Synonyms | None) -> HttpResponse:
    """One form, three buttons: try, save, remove. Trying writes nothing and comes back with what was typed."""
    person, now = me(request), clock.now()
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    if request.method == "POST" and group is not None and "remove" in request.POST:
        actions.remove_synonyms(group, by=person, at=now)
        messages.success(request, _("The group is removed."))
        return redirect("directory:synonym-list")
    form = SynonymsForm(request.POST or None, initial={"words": group.words} if group else None)
    words_to_try = TryForm(request.POST or None)
    tried = None
    if request.method == "POST" and form.is_valid() and words_to_try.is_valid():
        words = form.cleaned_data["words"]
        if "try" not in request.POST:
            messages.success(request, _("The search takes these words for one another."))
            return redirect(
                once(form.cleaned_data["once"], by=person.ref, at=now, do=_saved(group, words, person, now))
            )
        if words_to_try.cleaned_data["q"]:
            tried = preview(words_to_try.cleaned_data["q"], words, instead_of=group)
    context = {"group": group, "form": form, "try_form": words_to_try, "tried": tried}
    return render(request, "directory/synonym_form.html", context)


def _saved(group: Synonyms | None, words: list[str], person: Person, now: datetime) -> Callable[[], str]:
    def do() -> str:
        if group is None:
            actions.add_synonyms(words, by=person, at=now)
        else:
            actions.change_synonyms(group, words, by=person, at=now)
        return reverse("directory:synonym-list")

    return do
