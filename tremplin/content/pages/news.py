"""The news and their list."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.blocks import PageChooserBlock
from wagtail.fields import StreamField
from wagtail.models import Page

from tremplin.content import lists
from tremplin.content.models.vocabulary import Facet
from tremplin.content.pages.base import LEAD, BasePage, line
from tremplin.content.pages.parts import WithParts


class NewsIndexPage(BasePage):
    """The news, latest first."""

    template = "content/news_index.html"
    reads = ("category", "page")
    content_panels = [*LEAD, FieldPanel("body")]

    class Meta:
        verbose_name = _("list of news")
        verbose_name_plural = _("lists of news")
        ordering = ["path"]

    def get_context(self, request: HttpRequest, *args: Any, **options: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **options)
        context["choice"] = lists.choose_news(self, request.GET)
        return context


class NewsPage(WithParts, BasePage):
    """A piece of news."""

    author = line(_("author"), longest=200)
    facets = ParentalManyToManyField(
        Facet, blank=True, related_name="+", verbose_name=_("categories"), limit_choices_to={"kind": "category"}
    )
    related = StreamField(
        [("page", PageChooserBlock(page_type="content.NewsPage"))], blank=True, max_num=2, verbose_name=_("read also")
    )

    search_kind = "news"
    template = "content/news.html"
    share_kind = "article"
    content_panels = [
        *LEAD,
        FieldRowPanel([FieldPanel("author"), FieldPanel("dated_at")]),
        FieldPanel("facets"),
        FieldPanel("body"),
        WithParts.parts_panel,
        FieldPanel("related"),
    ]
    search_fields = [*BasePage.search_fields, WithParts.parts_search]

    class Meta:
        verbose_name = _("news")
        verbose_name_plural = _("news")
        ordering = ["path"]

    @cached_property
    def related_pages(self) -> list[Page]:
        return [block.value for block in self.related if block.value is not None and block.value.live]
