"""What the other rooms keep up to date: figures with their date and their denominator, lists."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from tremplin.content.blocks.base import LiveValue, Part, address, line, several, title
from tremplin.core import offers

GROUP = _("Kept up to date")


def facts_offered() -> list[tuple[str, str]]:
    """The figures the other rooms keep up to date, by their words."""
    return [(fact.name, str(fact.label)) for fact in offers.live_facts]


def lists_offered() -> list[tuple[str, str]]:
    """The lists the rooms keep up to date, by their words."""
    return [(offered.name, str(offered.label)) for offered in offers.live_lists]


class NumberValue(LiveValue):
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

    @property
    def changes_at(self) -> datetime | None:
        return self.live.changes_at if self.live else None


class NumberBlock(Part):
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


class FiguresValue(blocks.StructValue):
    @property
    def shown(self) -> list[NumberValue]:
        return [number for number in self["numbers"] if number.is_shown]


class FiguresBlock(Part):
    title = title()
    numbers = several(NumberBlock(), _("Numbers"), least=1, most=6)

    class Meta:
        label = _("Key figures")
        icon = "history"
        group = GROUP
        template = "content/blocks/figures.html"
        value_class = FiguresValue
        description = _("Numbers with their date and out of how many; a figure kept up to date needs no typing.")

    def sample(self) -> dict[str, Any]:
        first: list[dict[str, Any]] = [{"fact": fact.name} for fact in offers.live_facts if fact.read()][:1]
        return {
            "title": gettext("In figures"),
            "numbers": [*first, {"num": "12", "title": gettext("months of support")}],
        }


class LiveListValue(LiveValue):
    @cached_property
    def _read(self) -> tuple[list[offers.Listed], datetime | None]:
        """Read once for a page."""
        offered = offers.live_lists.get(self.get("list") or "")
        return offered.read(self.get("most") or 3) if offered else ([], None)

    @property
    def rows(self) -> list[offers.Listed]:
        return self._read[0]

    @property
    def changes_at(self) -> datetime | None:
        return self._read[1]


class LiveListBlock(Part):
    title = title()
    list = blocks.ChoiceBlock(label=_("List"), choices=lists_offered)
    most = blocks.IntegerBlock(label=_("At most"), min_value=1, max_value=12, default=3)
    empty = line(_("Said when the list is empty"), help_text=_("Left empty, nothing at all is shown then."))

    class Meta:
        label = _("List kept up to date")
        icon = "date"
        group = GROUP
        template = "content/blocks/live_list.html"
        value_class = LiveListValue
        description = _("Open calls, next events, latest laureates: the page changes by itself.")

    def sample(self) -> dict[str, Any]:
        offered = sorted(offers.live_lists, key=lambda one: one.name, reverse=True)
        speaking = next((found for found in offered if found.read(1)[0]), offered[0] if offered else None)
        return {
            "title": str(speaking.label) if speaking else "",
            "list": speaking.name if speaking else "",
            "most": 3,
            "empty": gettext("Nothing is announced for now."),
        }
