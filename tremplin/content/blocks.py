"""The parts an editor adds, moves and removes in a page: numbers, steps, tiles, questions, press."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from tremplin.content.links import validate_address

MARKDOWN_HELP = _("Markdown: **bold**, *italic*, [link](https://…), lists with dashes, ## for a heading.")


def line(label: Any, *, required: bool = False, help_text: Any = "", longest: int = 500) -> blocks.CharBlock:
    return blocks.CharBlock(label=label, required=required, help_text=help_text, max_length=longest)


def words(label: Any) -> blocks.TextBlock:
    return blocks.TextBlock(label=label, required=False, help_text=MARKDOWN_HELP, rows=4)


def address(label: Any) -> blocks.CharBlock:
    return blocks.CharBlock(label=label, required=False, max_length=500, validators=[validate_address])


class NumberBlock(blocks.StructBlock):
    num = line(_("Number"), required=True, longest=40)
    title = line(_("What it counts"))
    button = line(_("Link text"), longest=120)
    url = address(_("Link address"))

    class Meta:
        label = _("Number")
        icon = "order"
        template = "content/blocks/number.html"


class StepBlock(blocks.StructBlock):
    icon = ImageChooserBlock(label=_("Pictogram"), required=False)
    step = line(_("Step number"), longest=20)
    duration = line(_("Duration or aim"), help_text=_("A line above the title: how long, or what for."))
    title = line(_("Title"), required=True)
    dates = line(_("Themes or dates"), help_text=_("A line under the title."))
    desc = words(_("Text"))

    class Meta:
        label = _("Step")
        icon = "arrow-right"
        template = "content/blocks/step.html"


class TileBlock(blocks.StructBlock):
    title = line(_("Title"), required=True)
    image = ImageChooserBlock(label=_("Pictogram"), required=False)

    class Meta:
        label = _("Tile")
        icon = "table"
        template = "content/blocks/tile.html"


class QuestionBlock(blocks.StructBlock):
    title = line(_("Question"), required=True)
    desc = words(_("Answer"))

    class Meta:
        label = _("Question")
        icon = "help"
        template = "content/blocks/question.html"


class PressBlock(blocks.StructBlock):
    title = line(_("Title"), required=True)
    image = ImageChooserBlock(label=_("Logo"), required=False)
    link = address(_("Link address"))

    class Meta:
        label = _("Press article")
        icon = "link-external"
        template = "content/blocks/press.html"
