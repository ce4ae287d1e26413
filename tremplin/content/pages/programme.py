"""The promise of the programme."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from tremplin.content.blocks import NumberBlock, StepBlock, TileBlock
from tremplin.content.pages.base import LEAD, BasePage, words


class ProgramPage(BasePage):
    """The promise of the programme: why, three steps as a path, how it works, what comes after."""

    numbers = StreamField([("number", NumberBlock())], blank=True, max_num=3, verbose_name=_("numbers"))
    steps_title = words(_("sentence before the steps"), help_text="")
    steps = StreamField([("step", StepBlock())], blank=True, verbose_name=_("steps"))
    how_text = words(_("how it works"))
    how_tiles = StreamField([("tile", TileBlock())], blank=True, verbose_name=_("tiles"))
    then_text = words(_("what comes after"))

    template = "content/program.html"
    content_panels = [
        *LEAD,
        FieldPanel("numbers"),
        MultiFieldPanel([FieldPanel("steps_title"), FieldPanel("steps")], heading=_("Steps")),
        MultiFieldPanel([FieldPanel("how_text"), FieldPanel("how_tiles")], heading=_("How it works")),
        FieldPanel("then_text"),
        FieldPanel("body"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("how_text"), index.SearchField("then_text")]

    class Meta:
        verbose_name = _("programme page")
        verbose_name_plural = _("programme pages")
        ordering = ["path"]

    def get_context(self, request: HttpRequest, *args: Any, **options: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **options)
        context["numbers"] = [block for block in self.numbers if block.value.is_shown]
        return context
