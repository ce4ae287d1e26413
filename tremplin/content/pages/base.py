"""What every page of ours has and does; and the fields page types are made of.

What a content file said that a page has no field for stays in `kept`, so that a tree can be written back whole.
"""

from datetime import datetime
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from tremplin.content import rendering, ways
from tremplin.content.blocks import MARKDOWN_HELP
from tremplin.content.links import validate_address
from tremplin.content.models.pictures import Picture
from tremplin.core import freshness, markup


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


class BasePage(Page):
    """What every page of ours has: a lead, a picture, a date, and an answer that the page cache may keep."""

    lead = words(_("lead"))
    cover = picture(_("picture"))
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


TITLE = FieldPanel("title")
LEAD = [TITLE, FieldPanel("lead"), FieldPanel("cover")]
