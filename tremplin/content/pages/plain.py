"""A title and words."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel

from tremplin.content import lists
from tremplin.content.models.vocabulary import Facet, Topic
from tremplin.content.pages.base import LEAD, BasePage, laureates_chosen
from tremplin.content.pages.parts import WithParts


class PlainPage(WithParts, BasePage):
    """A title and words; also what any layout of a content file becomes when it has no page type of its own."""

    topics = ParentalManyToManyField(Topic, blank=True, related_name="+", verbose_name=_("themes"))
    facets = ParentalManyToManyField(Facet, blank=True, related_name="+", verbose_name=_("facets"))
    laureates = laureates_chosen(_("laureates"))

    template = "content/plain.html"
    content_panels = [
        *LEAD,
        FieldPanel("dated_at"),
        FieldPanel("body"),
        WithParts.parts_panel,
        FieldPanel("topics"),
        FieldPanel("facets"),
        FieldPanel("laureates"),
    ]
    search_fields = [*BasePage.search_fields, WithParts.parts_search]

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["path"]

    def get_context(self, request: HttpRequest, *args: Any, **options: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **options)
        context["laureates"] = lists.chosen(self.laureates)
        return context
