"""The public doors and public resources: one box to find them, and a page for each. Kept in front of Django until
something changes or a shown fact stops being true.
"""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tremplin.core import clock, freshness, offers
from tremplin.directory import queries, sentences
from tremplin.directory.forms import SearchForm
from tremplin.directory.queries import resources, search
from tremplin.people.doorkeeper import must_be_ref

SHOWN = 20
RESOURCES_SHOWN = 5
THEMES_SHOWN = 8
# a page made from an index that is about to be made again is soon asked again
SOON = timedelta(minutes=1)
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
    settled = search.held.settled() and resources.held.settled()
    found, given = _found(asked)
    context: dict[str, Any] = {
        "form": form,
        "asked": asked,
        "rows": [(row, sentences.reasons(row.reasons, formerly=row.formerly)) for row in found],
        "resources": [(row, sentences.reasons(row.reasons, given=True)) for row in given],
        "shown": SHOWN,
        "examples": [] if found else [str(words) for words in EXAMPLES if queries.find_doors(str(words), k=1)],
        "themes": [] if found else search.topics_with_doors()[:THEMES_SHOWN],
        "programmes": [] if found else search.people_to_write_to(),
        "contact_form": offers.contact_form.value or "",
    }
    days = [search.turns_stale_on(found), resources.changes_on(row.resource for row in given)]
    if asked:
        days.append(resources.next_change())
    changes_at = _beginning_of(min((day for day in days if day), default=None))
    if not settled:
        soon = clock.now() + SOON
        changes_at = min(changes_at, soon) if changes_at else soon
    page = render(request, "directory/door_list.html", context)
    return freshness.mark(page, changes_at, reads=("q", "lieu", "territoire", "theme"))


def _found(asked: dict[str, Any]) -> tuple[list[queries.FoundDoor], list[queries.FoundResource]]:
    words, place = asked.get("q", ""), asked.get("place")
    topics = [asked["theme"]] if "theme" in asked else []
    if not (words or place or topics):
        return [], []
    return (
        queries.find_doors(words, territory=place, topics=topics, k=SHOWN),
        queries.find_resources(words, territory=place, topics=topics, k=RESOURCES_SHOWN),
    )


def door(request: HttpRequest, ref: str) -> HttpResponse:
    found = get_object_or_404(queries.published_doors().prefetch_related("topics"), ref=must_be_ref(ref))
    fresh = queries.freshness_of(found)
    others = queries.published_doors().filter(body=found.body).exclude(pk=found.pk)[:SHOWN]
    given = list(queries.open_resources().filter(door=found)[:SHOWN])
    context = {
        "door": found,
        "freshness": fresh,
        "above": queries.bodies_above(found.body),
        "others": others,
        "resources": [(row, queries.standing_of(row)) for row in given],
        "territory": found.territory or found.body.territory,
    }
    days = [fresh.until, resources.changes_on(given)]
    page = render(request, "directory/door.html", context)
    return freshness.mark(page, _beginning_of(min((day for day in days if day), default=None)))


def resource(request: HttpRequest, ref: str) -> HttpResponse:
    found = get_object_or_404(queries.open_resources().prefetch_related("topics"), ref=must_be_ref(ref))
    shown = found.door and queries.published_doors().filter(pk=found.door.pk).exists()
    context = {"resource": found, "standing": queries.standing_of(found), "door": found.door if shown else None}
    page = render(request, "directory/resource.html", context)
    return freshness.mark(page, _beginning_of(resources.changes_on([found])))


def _beginning_of(day: date | None) -> datetime | None:
    return datetime.combine(day, time(), ZoneInfo(settings.TIME_ZONE)) if day else None
