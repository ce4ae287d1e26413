"""For editors: every block a page may be made of, as it looks, with when to use it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tremplin.content import rules
from tremplin.content.components import components
from tremplin.core.answers import require


def component_list(request: HttpRequest) -> HttpResponse:
    require(rules.can_edit_site(request.user))
    return render(request, "content/components.html", {"components": list(components())})
