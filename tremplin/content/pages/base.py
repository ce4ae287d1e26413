"""What every page of ours has and does; and the fields page types are made of.

What a content file said that a page has no field for stays in `kept`, so that a tree can be written back whole.
"""

from datetime import datetime
from textwrap import shorten
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.blocks import PageChooserBlock
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from tremplin.content import blocks, plainwords, rendering, ways
from tremplin.content.blocks import MARKDOWN_HELP
from tremplin.content.links import validate_address
from tremplin.content.models.pictures import Picture
from tremplin.content.pages.form import CopyForm, PageForm
from tremplin.content.second_reading import Reader
from tremplin.core import clock, freshness, markup
from tremplin.core.offers import Link
from tremplin.core.structured import Thing, breadcrumb


def line(label: Any, *, help_text: Any = "", longest: int = 500) -> Any:
    return models.CharField(label, max_length=longest, blank=True, help_text=help_text)


def words(label: Any, *, help_text: Any = MARKDOWN_HELP) -> Any:
    return models.TextField(label, blank=True, help_text=help_text)


def address(label: Any) -> Any:
    return models.CharField(label, max_length=500, blank=True, validators=[validate_address])


def picture(label: Any, *, help_text: Any = "") -> Any:
    return models.ForeignKey(
        Picture,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=label,
        help_text=help_text,
    )


def laureates_chosen(label: Any) -> Any:
    """Laureates chosen by hand, in order."""
    chooser = PageChooserBlock(page_type="content.LaureatePage", label=_("Laureate"))
    return StreamField([("page", chooser)], blank=True, verbose_name=label)


class Invitation(models.Model):
    """An invitation at the foot of a page: a picture, a sentence, a button."""

    invitation_image = picture(_("picture of the invitation"))
    invitation_title = line(_("title of the invitation"))
    invitation_text = words(_("text of the invitation"))
    invitation_button = line(_("button of the invitation"), longest=120)
    invitation_url = address(_("address of the invitation"))

    panel = MultiFieldPanel(
        [
            FieldPanel("invitation_title"),
            FieldPanel("invitation_text"),
            FieldRowPanel([FieldPanel("invitation_button"), FieldPanel("invitation_url")]),
            FieldPanel("invitation_image"),
        ],
        heading=_("Invitation"),
    )

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **options: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **options)  # type: ignore[misc]  # Page's
        home = ways.home_above(self) if self.invitation_url else None
        context["invitation_url"] = ways.leading(self.invitation_url, home) if home else ""
        return context


class BasePage(Page):
    """What every page of ours has: a lead, a picture, a date, and an answer that the page cache may keep."""

    lead = words(_("lead"))
    body = words(_("text"))
    cover = picture(_("picture"))
    dated_at = models.DateTimeField(_("date"), null=True, blank=True)
    menu_mark = models.CharField(max_length=80, blank=True, editable=False)
    layout = models.CharField(max_length=60, blank=True, editable=False)
    kept = models.JSONField(default=dict, blank=True, editable=False)

    share_kind = "website"
    search_kind = "page"
    reads: tuple[str, ...] = ()  # the words of the address that change the page
    private_page_options: list[str] = []  # what not everybody may read is a signed-in page of a room, not of the site
    search_fields = [*Page.search_fields, index.SearchField("lead"), index.SearchField("body")]
    base_form_class = PageForm
    copy_form_class = CopyForm

    class Meta:
        abstract = True

    def permissions_for_user(self, user: Any) -> Reader:
        return Reader(user, self)

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
        """The next instant at which the page says something else by itself: when the first of its live blocks does."""
        return blocks.changes_at(*self._streams())

    def _streams(self) -> list[Any]:
        return [getattr(self, field.name) for field in self._meta.get_fields() if isinstance(field, StreamField)]

    def search_words(self) -> str:
        """Every text the page shows, without markup, for the search of the site."""
        return plainwords.of_page(self)

    def get_context(self, request: HttpRequest, *args: Any, **options: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **options)
        home = ways.home_above(self)
        rendering.open_page(home.former_url if home else "")
        urls = blocks.addresses(*self._streams())
        context["leads"] = ways.leading_all(urls, home) if home and urls else {}
        context["language_links"] = ways.language_links(self)
        context["breadcrumb_steps"] = ways.steps_above(self, home)
        context["words_language"] = ways.language_of_words(self)
        context["canonical"] = request.build_absolute_uri(self.get_url(request) or request.path)
        context["description"] = self.search_description or shorten(markup.to_text(self.lead), 300, placeholder="…")
        context["share_kind"] = self.share_kind
        context["share_image"] = self.share_image(request)
        context["things"] = self.structured(request, context)
        return context

    def share_image(self, request: HttpRequest) -> dict[str, Any] | None:
        """The picture that stands for the page elsewhere, in a form every reader of addresses knows."""
        picture: Picture | None = getattr(self, "share_picture", None) or self.cover
        found = rendering.shared(picture) if picture else None
        return {**found, "url": request.build_absolute_uri(found["url"])} if found else None

    def structured(self, request: HttpRequest, context: dict[str, Any]) -> list[Thing]:
        """What the page says of itself to machines: where it is, and what it is when its kind knows."""
        home = Link(_("Home"), "/en/" if ways.language() == "en" else "/")
        above = [
            (str(link.label), request.build_absolute_uri(link.url)) for link in [home, *context["breadcrumb_steps"]]
        ]
        return [breadcrumb([*above, (self.title, context["canonical"])])]

    def save(self, *args: Any, **options: Any) -> Any:
        # published without a revision, as by an import: feeds and maps tell since when
        if self.live and self.first_published_at is None:  # type: ignore[has-type]
            self.first_published_at = self.last_published_at = clock.now()
        return super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> Any:
        done = super().delete(*args, **options)
        freshness.bump()
        return done


TITLE = FieldPanel("title")
LEAD = [TITLE, FieldPanel("lead"), FieldPanel("cover")]
