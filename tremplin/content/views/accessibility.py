"""The accessibility statement: the same for everybody, kept until a row of it or the age of its audit changes it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tremplin.content.models.accessibility import CRITERIA
from tremplin.content.queries import accessibility
from tremplin.core import freshness, offers


def statement(request: HttpRequest) -> HttpResponse:
    made = accessibility.statement()
    context = {
        "statement": made,
        "criteria": CRITERIA,
        "years": accessibility.YEARS,
        "tested": accessibility.tested_with(made.audit),
        "contact_form": offers.contact_form.value or "",
        "address": request.build_absolute_uri("/"),
    }
    return freshness.mark(render(request, "content/accessibility.html", context), made.changes_at)
