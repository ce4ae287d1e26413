"""The search of the site. Not kept by the page cache: as many pages as questions would push the others out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tremplin.content import searching, ways
from tremplin.content.forms import SearchForm
from tremplin.core import offers
from tremplin.core.search import keeping


def search(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET if "q" in request.GET else None)
    asked, language = form.asked, ways.language()
    found = keeping.search(asked["q"], language) if "q" in asked else None
    context = {
        "form": form,
        "words": asked.get("q", ""),
        "ready": found is not None,
        "results": searching.results(found, asked, request.GET.get("page"), language) if found else None,
        "kinds": [source.label for source in offers.published],
        "contact_form": offers.contact_form.value or "",
        "language_links": searching.language_links(request.path, asked),
    }
    return render(request, "content/search.html", context)
