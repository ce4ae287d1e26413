"""Which door to knock on: the search anybody may use, and the page of a door. Kept by the page cache."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tremplin.core import freshness
from tremplin.directory import queries, sentences
from tremplin.directory.forms import SearchForm
from tremplin.directory.queries import search
from tremplin.people.doorkeeper import must_be_ref

SHOWN = 20
THEMES_SHOWN = 8
# shown when they lead somewhere
EXAMPLES: tuple[str | Promise, ...] = (
    _("grants for an association"),
    _("open public data"),
    _("free software"),
    _("social economy"),
    _("biodiversity"),
)


def door_list(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET or None)
    asked = form.asked if form.is_bound else {}
    found = _found(asked)
    context: dict[str, Any] = {
        "form": form,
        "asked": asked,
        "rows": [(row, [sentences.why(reason) for reason in row.reasons]) for row in found],
        "shown": SHOWN,
        "examples": [] if found else [str(words) for words in EXAMPLES if queries.find_doors(str(words), k=1)],
        "themes": [] if found else search.topics_with_doors()[:THEMES_SHOWN],
        "programmes": search.people_to_write_to() if asked and not found else [],
    }
    changes_at = _beginning_of(search.turns_stale_on(found))
    page = render(request, "directory/door_list.html", context)
    return freshness.mark(page, changes_at, reads=("q", "territoire", "theme"))


def _found(asked: dict[str, Any]) -> list[queries.FoundDoor]:
    if not asked:
        return []
    topics = [asked["theme"]] if "theme" in asked else []
    return queries.find_doors(asked.get("q", ""), territory=asked.get("territoire"), topics=topics, k=SHOWN)


def door(request: HttpRequest, ref: str) -> HttpResponse:
    found = get_object_or_404(queries.published_doors().prefetch_related("topics"), ref=must_be_ref(ref))
    fresh = queries.freshness_of(found)
    others = queries.published_doors().filter(body=found.body).exclude(pk=found.pk)[:SHOWN]
    context = {
        "door": found,
        "freshness": fresh,
        "above": queries.bodies_above(found.body),
        "others": others,
        "territory": found.territory or found.body.territory,
    }
    return freshness.mark(render(request, "directory/door.html", context), _beginning_of(fresh.until))


def _beginning_of(day: date | None) -> datetime | None:
    return datetime.combine(day, time(), ZoneInfo(settings.TIME_ZONE)) if day else None
