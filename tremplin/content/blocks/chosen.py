"""Laureates and people: chosen by hand, or those a choice of words finds each time the page is made."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.models import Locale, Page
from wagtail.snippets.blocks import SnippetChooserBlock

from tremplin.content import lists, pages
from tremplin.content.blocks.base import Part, locale_of, several, title

GROUP = _("Kept up to date")


def roles() -> list[tuple[str, Any]]:
    return list(pages.people.PortraitRole.choices)


def in_language(chosen: Iterable[Page | None], locale: Locale) -> list[int]:
    """The keys of the published pages chosen, in their order, each in this language where it is translated."""
    given = [page for page in chosen if page is not None]
    rows = Page.objects.live().public().filter(translation_key__in=[page.translation_key for page in given])
    found = {(key, language): pk for key, language, pk in rows.values_list("translation_key", "locale_id", "pk")}
    keys = (
        found.get((page.translation_key, locale.pk)) or found.get((page.translation_key, page.locale_id))
        for page in given
    )
    return [key for key in keys if key]


class LaureatesBlock(Part):
    title = title()
    chosen = several(blocks.PageChooserBlock(page_type="content.LaureatePage"), _("Laureates chosen by hand"))
    most = blocks.IntegerBlock(
        label=_("Otherwise, the latest, at most"),
        min_value=1,
        max_value=24,
        default=6,
        help_text=_("When none is chosen by hand; of one theme or one season only, if you choose one."),
    )
    theme = SnippetChooserBlock("content.Topic", label=_("Theme"), required=False)
    facet = SnippetChooserBlock("content.Facet", label=_("Season, impact or field of action"), required=False)

    class Meta:
        label = _("Laureates")
        icon = "pick"
        group = GROUP
        template = "content/blocks/laureates.html"
        description = _("Their cards: those you choose, or the latest.")

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        context["laureates"] = self._rows(value, locale_of(context))
        return context

    def _rows(self, value: Any, locale: Locale) -> list[Any]:
        rows: Any = lists.latest_laureates(locale)
        if value.get("chosen"):
            keys = in_language(value["chosen"], locale)
            found = lists.with_relations(pages.LaureatePage.objects.live().public()).in_bulk(keys)
            return [found[key] for key in keys if key in found]
        if value.get("theme"):
            rows = rows.filter(topics=value["theme"])
        if value.get("facet"):
            rows = rows.filter(facets=value["facet"])
        return list(lists.with_relations(rows)[: value.get("most") or 6])

    def sample(self) -> dict[str, Any]:
        return {"title": gettext("Latest laureates"), "most": 3}


class PeopleBlock(Part):
    title = title()
    chosen = several(blocks.PageChooserBlock(page_type="content.PortraitPage"), _("People chosen by hand"))
    role = blocks.ChoiceBlock(
        label=_("Otherwise, everybody of a role"),
        choices=roles,
        required=False,
        help_text=_("When nobody is chosen by hand: as the portraits say it, in their order."),
    )

    class Meta:
        label = _("People")
        icon = "group"
        group = GROUP
        template = "content/blocks/people.html"
        description = _("Portraits of people who agreed to be presented.")

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        context["people"] = self._rows(value, locale_of(context))
        return context

    def _rows(self, value: Any, locale: Locale) -> list[Any]:
        if value.get("chosen"):
            keys = in_language(value["chosen"], locale)
            found = pages.PortraitPage.objects.live().public().select_related("cover").in_bulk(keys)
            return [found[key] for key in keys if key in found]
        return [one for one in lists.portraits(locale) if one.role == value.get("role")] if value.get("role") else []

    def sample(self) -> dict[str, Any]:
        found = pages.PortraitPage.objects.live().public().exclude(role="").first()
        return {"title": gettext("The team"), "role": found.role if found else ""}
