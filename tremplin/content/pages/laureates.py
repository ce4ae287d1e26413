"""The laureates and their list."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Page
from wagtail.search import index

from tremplin.content import lists
from tremplin.content.models.vocabulary import Facet, Topic
from tremplin.content.pages.base import LEAD, BasePage, line, picture
from tremplin.content.pages.parts import WithParts
from tremplin.core.structured import Thing, project


class LaureateIndexPage(BasePage):
    """The laureates, sorted by plain links: theme, impact, field of action, season."""

    template = "content/laureates.html"
    reads = ("theme", "impact", "domain", "season")
    content_panels = [*LEAD, FieldPanel("body")]

    class Meta:
        verbose_name = _("list of laureates")
        verbose_name_plural = _("lists of laureates")
        ordering = ["path"]

    def get_context(self, request: HttpRequest, *args: Any, **options: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **options)
        context["choice"] = lists.choose_laureates(self, request.GET)
        return context


class LaureatePage(WithParts, BasePage):
    """An initiative the programme supports or supported."""

    bearer = line(_("carried by"))
    place = line(_("place"))
    town = line(_("town"))
    topics = ParentalManyToManyField(Topic, blank=True, related_name="+", verbose_name=_("themes"))
    facets = ParentalManyToManyField(Facet, blank=True, related_name="+", verbose_name=_("facets"))
    share_picture = picture(_("picture for sharing"))

    search_kind = "laureate"
    template = "content/laureate.html"
    content_panels = [
        *LEAD,
        FieldRowPanel([FieldPanel("bearer"), FieldPanel("place"), FieldPanel("town")]),
        FieldPanel("dated_at"),
        FieldPanel("topics"),
        FieldPanel("facets"),
        FieldPanel("body"),
        WithParts.parts_panel,
    ]
    promote_panels = [*Page.promote_panels, FieldPanel("share_picture")]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("bearer"),
        WithParts.parts_search,
    ]

    class Meta:
        verbose_name = _("laureate")
        verbose_name_plural = _("laureates")
        ordering = ["path"]

    def structured(self, request: HttpRequest, context: dict[str, Any]) -> list[Thing]:
        place = ", ".join(filter(None, (self.place, self.town)))
        image = context["share_image"]["url"] if context["share_image"] else ""
        told = project(self.title, context["canonical"], words=context["description"], place=place, image=image)
        return [*super().structured(request, context), told]
