"""What later rooms write on the site, through its own pages and history: an editor may then change every word."""

from datetime import datetime

from django.db import transaction
from django.utils.text import slugify
from wagtail.models import Locale

from tremplin.content import lists
from tremplin.content.models import Facet
from tremplin.content.pages import HomePage, LaureateIndexPage, LaureatePage


def publish_laureate(
    *, title: str, words: str, bearer: str, facets: list[Facet] | None = None, at: datetime
) -> LaureatePage | None:
    """Publish the page of a laureate under the list of laureates, and the same words under the English one.

    None when the site has neither a list of laureates nor a home page yet: there is nowhere to publish.
    """
    with transaction.atomic():
        french = Locale.objects.filter(language_code="fr").first()
        if french is None:
            return None
        above = lists.index_of(LaureateIndexPage, french) or lists.index_of(HomePage, french)
        if above is None:
            return None
        page = LaureatePage(title=title, slug=_free_slug(above, title), lead=words, bearer=bearer, dated_at=at, locale=french)
        above.add_child(instance=page)
        if facets:
            page.facets.set(facets)
        page.save_revision().publish()
        for locale in Locale.objects.exclude(pk=french.pk):
            if above.get_translation_or_none(locale) is not None:
                page.copy_for_translation(locale, alias=True)
        return page


def _free_slug(above: HomePage | LaureateIndexPage, title: str) -> str:
    stem = slugify(title)[:200] or "laureat"
    taken = set(above.get_children().values_list("slug", flat=True))
    return next(slug for number in range(1, len(taken) + 2) if (slug := stem if number == 1 else f"{stem}-{number}") not in taken)
