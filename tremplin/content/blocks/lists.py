"""Things side by side, or one after another: tiles, cards, steps, buttons, press articles."""

from typing import Any

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from tremplin.content.blocks.base import Part, address, line, several, title, words

GROUP = _("Side by side")


class StepBlock(Part):
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


class StepsBlock(Part):
    title = title()
    steps = several(StepBlock(), _("Steps"), least=1)

    class Meta:
        label = _("Steps")
        icon = "order"
        group = GROUP
        template = "content/blocks/steps.html"
        description = _("What happens, in order, on one path.")

    def sample(self) -> dict[str, Any]:
        names = (gettext("An application"), gettext("A choice"), gettext("A year of support"))
        steps = [{"title": name, "desc": gettext("A sentence says what happens.")} for name in names]
        return {"title": gettext("From the idea to the support"), "steps": steps}


class TileBlock(Part):
    title = line(_("Title"), required=True)
    image = ImageChooserBlock(label=_("Pictogram"), required=False)

    class Meta:
        label = _("Tile")
        icon = "table"
        template = "content/blocks/tile.html"


class TilesBlock(Part):
    title = title()
    tiles = several(TileBlock(), _("Tiles"), least=1)

    class Meta:
        label = _("Tiles")
        icon = "grip"
        group = GROUP
        template = "content/blocks/tiles.html"
        description = _("A few words each, with a pictogram, that lead nowhere.")

    def sample(self) -> dict[str, Any]:
        names = (gettext("A referent"), gettext("Doors that open"), gettext("A year of support"))
        return {"title": gettext("What you get"), "tiles": [{"title": name} for name in names]}


class CardBlock(Part):
    title = line(_("Title"), required=True)
    words = words(_("Text"), help_text=_("One or two plain sentences."), rows=2)
    picture = ImageChooserBlock(label=_("Picture"), required=False, help_text=_("It must add nothing to the words."))
    url = address(_("Address"))

    class Meta:
        label = _("Card")
        icon = "doc-full"
        template = "content/blocks/card.html"


class CardsBlock(Part):
    title = title()
    cards = several(CardBlock(), _("Cards"), least=1)

    class Meta:
        label = _("Cards")
        icon = "copy"
        group = GROUP
        template = "content/blocks/cards.html"
        description = _("Pages or sites worth going to, each with a title and a sentence.")

    def sample(self) -> dict[str, Any]:
        return {
            "title": gettext("Read more"),
            "cards": [
                {"title": gettext("A page of the site"), "words": gettext("What one finds there."), "url": "/"},
                {
                    "title": gettext("Another site"),
                    "words": gettext("Why one would go."),
                    "url": "https://example.org/",
                },
            ],
        }


class ButtonBlock(Part):
    label = line(_("Words of the button"), required=True, longest=120)
    url = address(_("Address"), required=True)
    rank = blocks.ChoiceBlock(
        label=pgettext_lazy("of a button", "Importance"),
        choices=[("primary", _("what most readers come for")), ("secondary", _("another way"))],
        default="secondary",
    )

    class Meta:
        label = _("Button")
        icon = "arrow-right"


class ButtonsBlock(Part):
    buttons = several(ButtonBlock(), _("Buttons"), least=1, most=4)

    class Meta:
        label = _("Buttons")
        icon = "arrow-right-full"
        group = GROUP
        template = "content/blocks/buttons.html"
        description = _("Where to go next. A button that leads nowhere is not shown.")

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        leads: dict[str, str] = context.get("leads") or {}
        alive = ((button, leads.get(button["url"])) for button in value["buttons"])
        context["buttons"] = [{"label": one["label"], "rank": one["rank"], "url": url} for one, url in alive if url]
        return context

    def sample(self) -> dict[str, Any]:
        return {
            "buttons": [
                {"label": gettext("See the programme"), "url": "/", "rank": "primary"},
                {"label": gettext("Another site"), "url": "https://example.org/", "rank": "secondary"},
            ]
        }


class PressBlock(Part):
    title = line(_("Title"), required=True)
    image = ImageChooserBlock(label=_("Logo"), required=False)
    link = address(_("Link address"))

    class Meta:
        label = _("Press article")
        icon = "link-external"
        template = "content/blocks/press.html"
