"""What is downloaded: the open data of a season, its schema, the code of a proof page. For everybody, kept."""

import json
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import override

from tremplin.core import freshness
from tremplin.insights import datasets
from tremplin.insights.engine import codes
from tremplin.insights.views.doorkeeper import published_dataset, shown_proof


def as_csv(request: HttpRequest, ref: str) -> HttpResponse:
    found = published_dataset(ref)
    day = found.frozen_at.astimezone(ZoneInfo(found.season.programme.time_zone))
    name = f"chiffres-{found.season.ref}-v{found.version}-{day:%Y-%m-%d}.csv"
    return _data(datasets.as_csv(found), "text/csv; charset=utf-8; header=present", name)


def as_json(request: HttpRequest, ref: str) -> HttpResponse:
    with override("fr"):
        schema_address = settings.BASE_URL + reverse("insights:schema")
    return _json(datasets.as_json(published_dataset(ref), schema=schema_address))


def schema(request: HttpRequest) -> HttpResponse:
    return _json(datasets.table_schema())


def code(request: HttpRequest, ref: str) -> HttpResponse:
    """The code alone, as a drawing to put on a document."""
    found = shown_proof(ref)
    side, path = codes.drawing(found.address)
    page = render(
        request,
        "insights/code.svg",
        {"side": side, "path": path, "address": found.address},
        content_type="image/svg+xml",
    )
    page["Content-Disposition"] = f'attachment; filename="attestation-{found.accompaniment.ref}.svg"'
    return freshness.mark(page)


def _json(content: dict[str, Any]) -> HttpResponse:
    return _data(json.dumps(content, ensure_ascii=False, indent=2), "application/json", "")


def _data(content: str, kind: str, name: str) -> HttpResponse:
    """Any site may read open data; the licence goes with it."""
    headers = {"Access-Control-Allow-Origin": "*", "Link": f'<{datasets.LICENCE["path"]}>; rel="license"'}
    if name:
        headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return freshness.mark(HttpResponse(content, content_type=kind, headers=headers))
