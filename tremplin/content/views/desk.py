"""The desk of the site: what waits for its editors, what is missing, and the rule they work by."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from tremplin.content.actions.rule import set_site_rule
from tremplin.content.forms import SiteRuleForm
from tremplin.content.queries import broken_links, desk
from tremplin.content.rules import can_edit_site, can_open_desk, can_set_site_rule
from tremplin.content.second_reading import second_person_publishes
from tremplin.core import clock
from tremplin.core.answers import require
from tremplin.core.offers import Link
from tremplin.people.doorkeeper import me

A_SHEET = 50


def overview(request: HttpRequest) -> HttpResponse:
    require(can_open_desk(request.user))
    context = {
        **desk.summary(me(request)),
        "second_person": second_person_publishes(),
        "sets_rule": bool(can_set_site_rule(request.user)),
        "edits": bool(can_edit_site(request.user)),
        "tools": _tools(),
    }
    return render(request, "content/desk.html", context)


def _tools() -> list[Link]:
    """What else there is around the editor, when it is there."""
    wanted = [
        (_("Every kind of block, shown"), "content:components"),
        (_("Accessibility statement"), "content:accessibility"),
        (_("Map of the site"), "site-map"),
    ]
    found = []
    for label, name in wanted:
        try:
            found.append(Link(label, reverse(name)))
        except NoReverseMatch:
            continue
    return found


def link_list(request: HttpRequest) -> HttpResponse:
    require(can_open_desk(request.user))
    report = broken_links.report(clock.now())
    return render(request, "content/desk_links.html", {"report": report, "edits": bool(can_edit_site(request.user))})


def picture_list(request: HttpRequest) -> HttpResponse:
    require(can_open_desk(request.user))
    sheet = Paginator(desk.silent_pictures(), A_SHEET).get_page(request.GET.get("page"))
    rows = [(picture, reverse("wagtailimages:edit", args=[picture.pk])) for picture in sheet]
    context = {"sheet": sheet, "rows": rows, "edits": bool(can_edit_site(request.user))}
    return render(request, "content/desk_pictures.html", context)


def translation_list(request: HttpRequest) -> HttpResponse:
    require(can_open_desk(request.user))
    sheet = Paginator(desk.without_english(), A_SHEET).get_page(request.GET.get("page"))
    rows = [(page, desk.edit_of(page)) for page in sheet]
    context = {"sheet": sheet, "rows": rows, "edits": bool(can_edit_site(request.user))}
    return render(request, "content/desk_translations.html", context)


def rule_change(request: HttpRequest) -> HttpResponse:
    require(can_set_site_rule(request.user))
    initial: dict[str, Any] = {"second_person": second_person_publishes()}
    form = SiteRuleForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        set_site_rule(second_person=form.cleaned_data["second_person"], by=me(request), at=clock.now())
        messages.success(request, _("The rule of the site is up to date."))
        return redirect("content:site-desk")
    return render(request, "content/desk_rule.html", {"form": form})
