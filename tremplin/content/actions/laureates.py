"""What later rooms write on the site, through its own pages and history: an editor may then change every word."""

import re
from datetime import datetime

from django.db import transaction
from wagtail.models import Locale

from tremplin.content.models import Facet
from tremplin.content.pages import LaureatePage
from tremplin.content.queries import laureate_slug, place_of_laureates

_MARKS = re.compile(r"[\\`*_{}\[\]<>&~|^]")
_AT_THE_START = re.compile(r"^([#+=-]|\d{1,9}(?=[.)]))", re.MULTILINE)


def publish_laureate(
    *, title: str, words: str, bearer: str = "", facets: list[Facet] | None = None, at: datetime
) -> LaureatePage | None:
    """Publish the page of a laureate under the list of laureates, and the same words under the English one.

    The words are shown as they were typed. None when the site has neither a list of laureates nor a home page yet:
    there is nowhere to publish.
    """
    with transaction.atomic():
        above = place_of_laureates("fr")
        if above is None:
            return None
        page = LaureatePage(
            title=title,
            slug=laureate_slug(above, title),
            lead=as_typed(words),
            bearer=bearer,
            dated_at=at,
            locale=above.locale,
        )
        above.add_child(instance=page)
        if facets:
            page.facets.set(facets)
        page.save_revision().publish()
        for locale in Locale.objects.exclude(pk=above.locale_id):
            if above.get_translation_or_none(locale) is not None:
                page.copy_for_translation(locale, alias=True)
        return page


def as_typed(words: str) -> str:
    """Plain words as Markdown that shows them as they are: no mark acts, a line end is a line end."""
    lines = [line.strip() for line in words.strip().splitlines()]
    plain = _MARKS.sub(r"\\\g<0>", "\n".join(lines))
    # a number and its point would begin a list: the point is what is shown as typed
    plain = _AT_THE_START.sub(lambda match: f"{match[1]}\\" if match[1].isdigit() else f"\\{match[1]}", plain)
    return re.sub(r"(?<!\n)\n(?!\n)", "\\\\\n", plain)
