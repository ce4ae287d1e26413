"""Doors to check: what is stale, silent, without a holder, said by somebody, and the people to tell."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tremplin.core.answers import require
from tremplin.directory import rules
from tremplin.directory.forms.holders import CheckFilterForm
from tremplin.directory.queries import checks
from tremplin.people.doorkeeper import me

PER_PAGE = 30


def check_list(request: HttpRequest) -> HttpResponse:
    require(rules.can_manage_doors(request.user))
    form = CheckFilterForm(request.GET)
    asked = form.filters
    found = checks.checks(asked.get("words", ""), [asked["what"]] if "what" in asked else [])
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    imported, last = checks.left_to_imports()
    context = {
        "form": form,
        "page": page,
        "rows": checks.read_checks(list(page), me(request)),
        "total": sum(checks.check_counts().values()),
        "narrows": bool(asked),
        "imported": imported,
        "last_import": last,
    }
    return render(request, "directory/check_list.html", context)
