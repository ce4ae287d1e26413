"""The parts an editor adds, moves and removes in a page: numbers, steps, tiles, questions, press."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from tremplin.content.links import validate_address
from tremplin.core import offers

MARKDOWN_HELP = _("Markdown: **bold**, *italic*, [link](https://…), lists with dashes, ## for a heading.")


def line(label: Any, *, required: bool = False, help_text: Any = "", longest: int = 500) -> blocks.CharBlock:
    return blocks.CharBlock(label=label, required=required, help_text=help_text, max_length=longest)


def words(label: Any) -> blocks.TextBlock:
    return blocks.TextBlock(label=label, required=False, help_text=MARKDOWN_HELP, rows=4)


def address(label: Any) -> blocks.CharBlock:
    return blocks.CharBlock(label=label, required=False, max_length=500, validators=[validate_address])


def facts_offered() -> list[tuple[str, str]]:
    """The figures the other rooms keep up to date, by their words."""
    return [(fact.name, str(fact.label)) for fact in offers.live_facts]


class NumberValue(blocks.StructValue):
    """A number as a page shows it: the live figure while it says something, else what was typed."""

    @cached_property
    def live(self) -> offers.Fact | None:
        """Read once for a page."""
        offered = offers.live_facts.get(self.get("fact") or "")
        return offered.read() if offered else None

    @property
    def counts(self) -> str:
        """What the number counts: the typed words, else those of the figure."""
        offered = offers.live_facts.get(self.get("fact") or "") if self.live else None
        return self.get("title") or (str(offered.label) if offered else "")

    @property
    def is_shown(self) -> bool:
        return bool(self.live or self.get("num"))


class NumberBlock(blocks.StructBlock):
    fact = blocks.ChoiceBlock(
        label=_("Figure kept up to date"),
        required=False,
        choices=facts_offered,
        help_text=_("Shown with its date, and out of how many, as soon as there is something to say."),
    )
    num = line(_("Number"), longest=40, help_text=_("Shown when no figure is chosen, or while it says nothing."))
    title = line(_("What it counts"))
    button = line(_("Link text"), longest=120)
    url = address(_("Link address"))

    class Meta:
        label = _("Number")
        icon = "order"
        template = "content/blocks/number.html"
        value_class = NumberValue

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not cleaned.get("num") and not cleaned.get("fact"):
            missing = ValidationError(_("Write a number, or choose a figure."), code="required")
            raise blocks.StructBlockValidationError(block_errors={"num": missing})
        return cleaned


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
