"""The API of the house, under `/api/v1/`: what it answers to everybody, and in which words it refuses.

Read only, without session or cookie. Each room keeps its operations in its `api.py`; each says its `auth=` in writing.
No page of documentation is served, since those at hand fetch their scripts elsewhere: `docs/api.md` describes it, and
`/api/v1/openapi.json` says it to machines.
"""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError

from tremplin.core import freshness
from tremplin.directory.api import router as directory


def _kept(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    def described(request: HttpRequest, **options: Any) -> HttpResponse:
        return freshness.mark(view(request, **options))

    return described


api = NinjaAPI(
    title="Tremplin",
    version="1",
    description="Doors of the administration and public resources, as the site shows them to everybody.",
    urls_namespace="api",
    docs_url=None,
    docs_decorator=_kept,
)
api.add_router("", directory)


@api.exception_handler(ValidationError)
def _not_understood(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Which part of the question does not hold, and why: the words of the question are not said again."""
    faults = [{"where": str(fault["loc"][-1]), "why": str(fault["msg"])} for fault in error.errors]
    return api.create_response(request, {"detail": "The question is not understood.", "faults": faults}, status=422)


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return api.create_response(request, {"detail": "Nothing is published under this reference."}, status=404)
