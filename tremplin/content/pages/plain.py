"""A title and words."""

from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from tremplin.content.models.vocabulary import Facet, Topic
from tremplin.content.pages.base import LEAD, BasePage, words


class PlainPage(BasePage):
    """A title and words; also what any layout of a content file becomes when it has no page type of its own."""

    topics = ParentalManyToManyField(Topic, blank=True, related_name="+", verbose_name=_("themes"))
    facets = ParentalManyToManyField(Facet, blank=True, related_name="+", verbose_name=_("facets"))
    body = words(_("text"))

    template = "content/plain.html"
    content_panels = [*LEAD, FieldPanel("dated_at"), FieldPanel("body"), FieldPanel("topics"), FieldPanel("facets")]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["path"]
