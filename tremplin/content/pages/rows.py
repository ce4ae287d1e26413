"""The rows of the pages for candidates: questions, points, criteria, dates."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from tremplin.content.blocks import line, words


class ShortQuestionBlock(blocks.StructBlock):
    question = line(_("Question"), required=True)

    class Meta:
        label = _("Question")
        icon = "help"


class DefinitionBlock(blocks.StructBlock):
    desc = words(_("Text"))

    class Meta:
        label = _("Point")
        icon = "list-ul"


class CriterionBlock(blocks.StructBlock):
    num = line(_("Number"), longest=20)
    name = line(_("Name"), required=True)
    desc = words(_("Text"))

    class Meta:
        label = _("Criterion")
        icon = "tick"


class DateBlock(blocks.StructBlock):
    date = line(_("Date"), required=True, help_text=_("In words, as readers will see it."))
    desc = words(_("Text"))

    class Meta:
        label = _("Date")
        icon = "date"
