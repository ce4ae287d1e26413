"""Pages that an editor continues with blocks, under their own words."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from tremplin.content.blocks import PartsBlock


class WithParts(models.Model):
    """What is shown after the words of the page; `BasePage` finds where its links lead and when it changes."""

    parts = StreamField(PartsBlock(), blank=True, verbose_name=_("blocks"))

    parts_panel = FieldPanel("parts")
    parts_search = index.SearchField("parts")

    class Meta:
        abstract = True
