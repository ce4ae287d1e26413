"""The page types. Words are Markdown, lists are blocks; an empty part is not shown.

What a content file said that a page has no field for stays in `kept`, so that a tree can be written back whole.
"""

from datetime import datetime
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.blocks import PageChooserBlock
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from tremplin.content import lists, rendering, ways
from tremplin.content.blocks import MARKDOWN_HELP, NumberBlock, PressBlock, QuestionBlock, StepBlock, TileBlock
from tremplin.content.links import validate_address
from tremplin.content.models import Facet, Picture, Topic
from tremplin.core import freshness, markup


def _line(label: Any, *, help_text: Any = "", longest: int = 500) -> Any:
    return models.CharField(label, max_length=longest, blank=True, help_text=help_text)


def _words(label: Any, *, help_text: Any = MARKDOWN_HELP) -> Any:
    return models.TextField(label, blank=True, help_text=help_text)


def _address(label: Any) -> Any:
    return models.CharField(label, max_length=500, blank=True, validators=[validate_address])


def _picture(label: Any, *, help_text: Any = "") -> Any:
    return models.ForeignKey(
        Picture,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=label,
        help_text=help_text,
    )


class BasePage(Page):
    """What every page of ours has: a lead, a picture, a date, and an answer that the page cache may keep."""

    lead = _words(_("lead"))
    cover = _picture(_("picture"))
    dated_at = models.DateTimeField(_("date"), null=True, blank=True)
    menu_mark = models.CharField(max_length=80, blank=True, editable=False)
    layout = models.CharField(max_length=60, blank=True, editable=False)
    kept = models.JSONField(default=dict, blank=True, editable=False)

    reads: tuple[str, ...] = ()  # the words of the address that change the page
    private_page_options: list[str] = []  # what not everybody may read is a signed-in page of a room, not of the site
    search_fields = [*Page.search_fields, index.SearchField("lead")]

    class Meta:
        abstract = True

    def serve(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponseBase:
        # what the page does not read leaves no trace in it: it is kept for everybody
        asked = QueryDict(mutable=True)
        for name in self.reads:
            if name in request.GET:
                asked[name] = request.GET[name]
        request.GET = asked  # type: ignore[assignment]  # Django means it to be replaced whole
        response: HttpResponseBase = super().serve(request, *args, **options)
        if getattr(request, "is_preview", False) or self.get_view_restrictions():
            return response
        return freshness.mark(response, self.changes_at(), reads=self.reads)

    def changes_at(self) -> datetime | None:
        """The next instant at which the page says something else by itself."""
        return None

    def get_context(self, request: HttpRequest, *args: Any, **options: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **options)
        rendering.open_page()
        context["language_links"] = ways.language_links(self)
        context["breadcrumb_steps"] = ways.steps_above(self)
        context["words_language"] = ways.language_of_words(self)
        context["canonical"] = request.build_absolute_uri(self.get_url(request) or request.path)
        context["share_image"] = self.share_image(request)
        context["description"] = self.search_description or markup.to_text(self.lead)[:300]
        return context

    def share_image(self, request: HttpRequest) -> str:
        """The address of the picture that stands for the page elsewhere."""
        picture: Picture | None = getattr(self, "share_picture", None) or self.cover
        found = rendering.shown(picture, 1200) if picture else None
        return request.build_absolute_uri(found["url"]) if found else ""

    def delete(self, *args: Any, **options: Any) -> Any:
        done = super().delete(*args, **options)
        freshness.bump()
        return done


_TITLE = FieldPanel("title")
_LEAD = [_TITLE, FieldPanel("lead"), FieldPanel("cover")]


class HomePage(BasePage):
    """The front page of one language, and the words around every page of that language."""

    site_title = _line(_("name of the site"), longest=120)
    site_tagline = _line(_("tagline"), longest=200)
    site_authority = _line(_("authority"), help_text=_("The service that answers for the site."), longest=200)
    footer_text = models.TextField(_("text of the footer"), blank=True)

    hero_title = _line(_("main sentence"))
    hero_button = _line(_("button"), longest=120)
    hero_url = _address(_("address of the button"))
    intro_title = _line(_("title of the introduction"))
    intro_text = _words(_("introduction"))
    quote_photo = _picture(_("portrait"))
    quote_text = _words(_("quotation"))
    quote_name = _line(_("author of the quotation"), longest=200)
    quote_role = _line(_("quality of the author"))
    body = _words(_("text"))
    laureates_title = _line(_("title before the laureates"))
    laureates_text = _words(_("text before the laureates"))
    invitation_kind = models.CharField(max_length=10, blank=True, editable=False)
    invitation_image = _picture(_("picture of the invitation"))
    invitation_title = _line(_("title of the invitation"))
    invitation_text = _words(_("text of the invitation"))
    invitation_button = _line(_("button of the invitation"), longest=120)
    invitation_url = _address(_("address of the invitation"))
    press_text = _words(_("text before the press articles"))
    press = StreamField([("article", PressBlock())], blank=True, verbose_name=_("press articles"))

    parent_page_types = ["wagtailcore.Page"]
    template = "content/home.html"
    content_panels = [
        _TITLE,
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
        MultiFieldPanel(
            [
                FieldPanel("quote_text"),
                FieldRowPanel([FieldPanel("quote_name"), FieldPanel("quote_role")]),
                FieldPanel("quote_photo"),
            ],
            heading=_("Quotation"),
        ),
        MultiFieldPanel([FieldPanel("laureates_title"), FieldPanel("laureates_text")], heading=_("Laureates")),
        MultiFieldPanel(
            [
                FieldPanel("invitation_title"),
                FieldPanel("invitation_text"),
                FieldRowPanel([FieldPanel("invitation_button"), FieldPanel("invitation_url")]),
                FieldPanel("invitation_image"),
            ],
            heading=_("Invitation"),
        ),
        MultiFieldPanel([FieldPanel("press_text"), FieldPanel("press")], heading=_("Press")),
    ]
    site_panels = [FieldPanel(name) for name in ("site_title", "site_tagline", "site_authority", "footer_text")]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Content")),
            ObjectList(site_panels, heading=_("Around every page")),
            ObjectList(Page.promote_panels, heading=_("Promote")),
        ]
    )

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")
        ordering = ["path"]

    def get_context(self, request: HttpRequest, *args: Any, **options: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **options)
        laureates = lists.laureates(self.locale)
        context["hero_url"] = ways.leading(self.hero_url, self)
        context["invitation_url"] = ways.leading(self.invitation_url, self)
        context["laureates"] = lists.with_relations(laureates)[:6]
        context["laureates_index"] = lists.index_of(LaureateIndexPage, self.locale)
        context["news"] = lists.news(self.locale)[:3]
        context["news_index"] = lists.index_of(NewsIndexPage, self.locale)
        return context


class ProgramPage(BasePage):
    """The promise of the programme: why, three steps as a path, how it works, what comes after."""

    numbers = StreamField([("number", NumberBlock())], blank=True, max_num=3, verbose_name=_("numbers"))
    steps_title = _words(_("sentence before the steps"), help_text="")
    steps = StreamField([("step", StepBlock())], blank=True, verbose_name=_("steps"))
    how_text = _words(_("how it works"))
    how_tiles = StreamField([("tile", TileBlock())], blank=True, verbose_name=_("tiles"))
    then_text = _words(_("what comes after"))

    template = "content/program.html"
    content_panels = [
        *_LEAD,
        FieldPanel("numbers"),
        MultiFieldPanel([FieldPanel("steps_title"), FieldPanel("steps")], heading=_("Steps")),
        MultiFieldPanel([FieldPanel("how_text"), FieldPanel("how_tiles")], heading=_("How it works")),
        FieldPanel("then_text"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("how_text"), index.SearchField("then_text")]

    class Meta:
        verbose_name = _("programme page")
        verbose_name_plural = _("programme pages")
        ordering = ["path"]

    def get_context(self, request: HttpRequest, *args: Any, **options: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **options)
        home = self.get_ancestors().type(HomePage).select_related("locale").last()
        urls = [url for block in self.numbers if (url := block.value.get("url"))]
        context["leads"] = ways.leading_all(urls, home) if home and urls else {}
        context["numbers"] = [block for block in self.numbers if block.value.is_shown]
        return context

    def changes_at(self) -> datetime | None:
        """When the first of its live figures does."""
        facts = [block.value.live for block in self.numbers]
        return min((fact.changes_at for fact in facts if fact and fact.changes_at), default=None)


class LaureateIndexPage(BasePage):
    """The laureates, sorted by plain links: theme, impact, field of action, season."""

    template = "content/laureates.html"
    reads = ("theme", "impact", "domain", "season")
    content_panels = _LEAD

    class Meta:
        verbose_name = _("list of laureates")
        verbose_name_plural = _("lists of laureates")
        ordering = ["path"]

    def get_context(self, request: HttpRequest, *args: Any, **options: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **options)
        context["choice"] = lists.choose_laureates(self, request.GET)
        return context


class LaureatePage(BasePage):
    """An initiative the programme supports or supported."""

    bearer = _line(_("carried by"))
    place = _line(_("place"))
    town = _line(_("town"))
    topics = ParentalManyToManyField(Topic, blank=True, related_name="+", verbose_name=_("themes"))
    facets = ParentalManyToManyField(Facet, blank=True, related_name="+", verbose_name=_("facets"))
    share_picture = _picture(_("picture for sharing"))
    body = _words(_("text"))

    template = "content/laureate.html"
    content_panels = [
        *_LEAD,
        FieldRowPanel([FieldPanel("bearer"), FieldPanel("place"), FieldPanel("town")]),
        FieldPanel("dated_at"),
        FieldPanel("topics"),
        FieldPanel("facets"),
        FieldPanel("body"),
    ]
    promote_panels = [*Page.promote_panels, FieldPanel("share_picture")]
    search_fields = [*BasePage.search_fields, index.SearchField("body"), index.SearchField("bearer")]

    class Meta:
        verbose_name = _("laureate")
        verbose_name_plural = _("laureates")
        ordering = ["path"]


class FaqPage(BasePage):
    """Questions and answers, each opened without a script."""

    questions = StreamField([("question", QuestionBlock())], blank=True, verbose_name=_("questions"))
    contact = _words(_("how to ask another question"))

    template = "content/faq.html"
    content_panels = [*_LEAD, FieldPanel("questions"), FieldPanel("contact")]

    class Meta:
        verbose_name = _("questions and answers")
        verbose_name_plural = _("questions and answers")
        ordering = ["path"]


class NewsIndexPage(BasePage):
    """The news, latest first."""

    template = "content/news_index.html"
    reads = ("category", "page")
    content_panels = _LEAD

    class Meta:
        verbose_name = _("list of news")
        verbose_name_plural = _("lists of news")
        ordering = ["path"]

    def get_context(self, request: HttpRequest, *args: Any, **options: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **options)
        context["choice"] = lists.choose_news(self, request.GET)
        return context


class NewsPage(BasePage):
    """A piece of news."""

    author = _line(_("author"), longest=200)
    facets = ParentalManyToManyField(
        Facet, blank=True, related_name="+", verbose_name=_("categories"), limit_choices_to={"kind": "category"}
    )
    related = StreamField(
        [("page", PageChooserBlock(page_type="content.NewsPage"))], blank=True, max_num=2, verbose_name=_("read also")
    )
    body = _words(_("text"))

    template = "content/news.html"
    content_panels = [
        *_LEAD,
        FieldRowPanel([FieldPanel("author"), FieldPanel("dated_at")]),
        FieldPanel("facets"),
        FieldPanel("body"),
        FieldPanel("related"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("news")
        verbose_name_plural = _("news")
        ordering = ["path"]

    @cached_property
    def related_pages(self) -> list[Page]:
        return [block.value for block in self.related if block.value is not None and block.value.live]


class PlainPage(BasePage):
    """A title and words; also what any layout of a content file becomes when it has no page type of its own."""

    topics = ParentalManyToManyField(Topic, blank=True, related_name="+", verbose_name=_("themes"))
    facets = ParentalManyToManyField(Facet, blank=True, related_name="+", verbose_name=_("facets"))
    body = _words(_("text"))

    template = "content/plain.html"
    content_panels = [*_LEAD, FieldPanel("dated_at"), FieldPanel("body"), FieldPanel("topics"), FieldPanel("facets")]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["path"]
