"""Questions and answers."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from tremplin.content.blocks import QuestionBlock
from tremplin.content.pages.base import LEAD, BasePage, words
from tremplin.core import markup
from tremplin.core.structured import Thing, questions


class FaqPage(BasePage):
    """Questions and answers, each opened without a script."""

    questions = StreamField([("question", QuestionBlock())], blank=True, verbose_name=_("questions"))
    contact = words(_("how to ask another question"))

    template = "content/faq.html"
    content_panels = [*LEAD, FieldPanel("questions"), FieldPanel("body"), FieldPanel("contact")]

    class Meta:
        verbose_name = _("questions and answers")
        verbose_name_plural = _("questions and answers")
        ordering = ["path"]

    def structured(self, request: HttpRequest, context: dict[str, Any]) -> list[Thing]:
        pairs = [(block.value["title"], markup.to_text(block.value["desc"])) for block in self.questions]
        return [*super().structured(request, context), questions(pairs)]
