"""What the desk of the site shows: what waits, what is dated, what changed, what is missing."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from wagtail.models import Page, Revision

from tremplin.content import ways
from tremplin.content.models import MenuEntry, Picture
from tremplin.content.queries import broken_links
from tremplin.content.second_reading import can_approve, readings
from tremplin.core import clock, freshness

SHOWN = 10
_KEPT = 3600  # seconds


@dataclass(frozen=True)
class Waiting:
    """A page that waits for a second reading; `mine` when this person may take it."""

    page: Page
    edit: str
    asked_by: str
    since: datetime
    mine: bool


@dataclass(frozen=True)
class Dated:
    """What will happen to a page by itself, and when."""

    page: Page
    edit: str
    at: datetime
    withdrawal: bool


def edit_of(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def waiting(person: Any) -> list[Waiting]:
    rows = []
    for state in readings():
        page, asked_by = state.workflow_state.content_object, state.workflow_state.requested_by
        mine = bool(can_approve(page, person))
        rows.append(Waiting(page, edit_of(page), str(asked_by or ""), state.started_at, mine))
    return rows


def drafts_of(person: Any) -> QuerySet[Page]:
    """What this person wrote last and nobody can read yet."""
    rows: QuerySet[Page] = Page.objects.filter(has_unpublished_changes=True, latest_revision__user=person)
    return rows.order_by("-latest_revision_created_at", "-pk")


def dated(at: datetime) -> list[Dated]:
    """Publications and withdrawals to come, the nearest first."""
    scheduled = dict(
        Revision.page_revisions.filter(approved_go_live_at__isnull=False).values_list(
            "object_id", "approved_go_live_at"
        )
    )
    to_come = Page.objects.in_bulk([int(pk) for pk in scheduled])
    leaving = Page.objects.filter(live=True, expire_at__gt=at)
    rows = [Dated(page, edit_of(page), scheduled[str(pk)], False) for pk, page in to_come.items()]
    rows += [Dated(page, edit_of(page), page.expire_at, True) for page in leaving]
    return sorted(rows, key=lambda row: (row.at, row.page.pk))


def changed_lately() -> QuerySet[Page]:
    rows: QuerySet[Page] = Page.objects.filter(depth__gt=1, latest_revision__isnull=False)
    return rows.select_related("latest_revision__user", "locale").order_by("-latest_revision_created_at", "-pk")[:SHOWN]


def without_english() -> QuerySet[Page]:
    """Published French pages that have no English page with words of its own."""
    french, english = ways.home_in("fr"), ways.home_in("en")
    rows: QuerySet[Page] = Page.objects.none()
    if french is None:
        return rows
    rows = Page.objects.live().descendant_of(french, inclusive=True)
    if english is not None:
        own = Page.objects.filter(translation_key=OuterRef("translation_key"), locale=english.locale, alias_of=None)
        rows = rows.exclude(Exists(own))
    return rows.order_by("path")


def silent_pictures() -> QuerySet[Picture]:
    """Pictures that say nothing to whom cannot see them, and are not said to be decorative."""
    rows: QuerySet[Picture] = Picture.objects.filter(is_decorative=False, alternative_fr="")
    return rows.order_by("title", "pk")


def menu_entries_to_nowhere() -> list[MenuEntry]:
    """Those that no page shows, because nothing is published at their address."""
    home = ways.home_in("fr")
    entries = list(MenuEntry.objects.all())
    shown = ways.addresses(entries, home, home) if home else {}
    return [entry for entry in entries if entry.pk not in shown]


def broken_count(at: datetime) -> int:
    """Kept as long as the pages are: anything published, renamed or withdrawn makes it count again."""
    path = freshness.generation_file()
    generation = path.read_text(encoding="ascii") if path.exists() else ""
    key = f"content.broken-links.{generation}"
    count: int | None = cache.get(key) if generation else None
    if count is None:
        count = broken_links.report(at).broken
        cache.set(key, count, _KEPT)
    return count


def summary(person: Any) -> dict[str, Any]:
    now = clock.now()
    mine = drafts_of(person)
    return {
        "waiting": waiting(person),
        "drafts": [(page, edit_of(page)) for page in mine[:SHOWN]],
        "drafts_count": mine.count(),
        "dated": dated(now),
        "changed": [(page, edit_of(page)) for page in changed_lately()],
        "to_translate": without_english().count(),
        "silent": silent_pictures().count(),
        "broken": broken_count(now),
        "menu_dead": [
            (entry, reverse("wagtailsnippets_content_menuentry:edit", args=[entry.pk]))
            for entry in menu_entries_to_nowhere()
        ],
    }
