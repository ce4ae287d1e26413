"""The front page of one language."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.fields import StreamField
from wagtail.models import Page

from tremplin.content import lists, ways
from tremplin.content.blocks import PressBlock
from tremplin.content.pages.base import TITLE, BasePage, Invitation, address, line, picture, words
from tremplin.content.pages.laureates import LaureateIndexPage
from tremplin.content.pages.news import NewsIndexPage
from tremplin.content.pages.parts import WithParts
from tremplin.core.structured import Thing, organization


class HomePage(WithParts, Invitation, BasePage):
    """The front page of one language, and the words around every page of that language."""

    site_title = line(_("name of the site"), longest=120)
    site_tagline = line(_("tagline"), longest=200)
    site_authority = line(_("authority"), help_text=_("The service that answers for the site."), longest=200)
    former_url = models.URLField(
        _("former address of the site"),
        blank=True,
        help_text=_("Such as https://www.example.org: links to it in the texts lead to the pages of this site."),
    )
    footer_text = models.TextField(_("text of the footer"), blank=True)

    hero_title = line(_("main sentence"))
    hero_button = line(_("button"), longest=120)
    hero_url = address(_("address of the button"))
    intro_title = line(_("title of the introduction"))
    intro_text = words(_("introduction"))
    quote_photo = picture(_("portrait"))
    quote_text = words(_("quotation"))
    quote_name = line(_("author of the quotation"), longest=200)
    quote_role = line(_("quality of the author"))
    laureates_title = line(_("title before the laureates"))
    laureates_text = words(_("text before the laureates"))
    invitation_kind = models.CharField(max_length=10, blank=True, editable=False)
    press_text = words(_("text before the press articles"))
    press = StreamField([("article", PressBlock())], blank=True, verbose_name=_("press articles"))

    parent_page_types = ["wagtailcore.Page"]
    max_count = 2  # one a language
    template = "content/home.html"
    content_panels = [
        TITLE,
        MultiFieldPanel(
            [
                FieldPanel("hero_title"),
                FieldRowPanel([FieldPanel("hero_button"), FieldPanel("hero_url")]),
                FieldPanel("cover"),
            ],
            heading=_("First screen"),
        ),
        MultiFieldPanel([FieldPanel("intro_title"), FieldPanel("intro_text")], heading=_("Introduction")),
        FieldPanel("body"),
        WithParts.parts_panel,
        MultiFieldPanel(
            [
                FieldPanel("quote_text"),
                FieldRowPanel([FieldPanel("quote_name"), FieldPanel("quote_role")]),
                FieldPanel("quote_photo"),
            ],
            heading=_("Quotation"),
        ),
        MultiFieldPanel([FieldPanel("laureates_title"), FieldPanel("laureates_text")], heading=_("Laureates")),
        Invitation.panel,
        MultiFieldPanel([FieldPanel("press_text"), FieldPanel("press")], heading=_("Press")),
    ]
    site_panels = [
        FieldPanel(name) for name in ("site_title", "site_tagline", "site_authority", "footer_text", "former_url")
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Content")),
            ObjectList(site_panels, heading=_("Around every page")),
            ObjectList(Page.promote_panels, heading=_("Promote")),
            ObjectList(Page.settings_panels, heading=_("Dates and comments")),
        ]
    )

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")
        ordering = ["path"]

    def structured(self, request: HttpRequest, context: dict[str, Any]) -> list[Thing]:
        name = self.site_title or self.title
        return [organization(name, context["canonical"], words=context["description"], authority=self.site_authority)]

    def get_context(self, request: HttpRequest, *args: Any, **options: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **options)
        laureates = lists.laureates(self.locale)
        context["hero_url"] = ways.leading(self.hero_url, self)
        context["laureates"] = lists.with_relations(laureates)[:6]
        context["laureates_index"] = lists.index_of(LaureateIndexPage, self.locale)
        context["news"] = lists.news(self.locale)[:3]
        context["news_index"] = lists.index_of(NewsIndexPage, self.locale)
        return context
