"""Words: text, callout, quotation, questions, table."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from tremplin.content.blocks.base import Part, address, line, several, title, words

GROUP = _("Words")
MOST_ROWS, MOST_COLUMNS = 200, 12


class TextBlock(Part):
    words = words(_("Text"), required=True, rows=8)

    class Meta:
        label = _("Text")
        icon = "pilcrow"
        group = GROUP
        template = "content/blocks/text.html"
        description = _("Paragraphs, lists, links, headings. For most of what a page says.")

    def sample(self) -> dict[str, Any]:
        return {
            "words": gettext("A short paragraph, with **bold words** where they help.\n\n- a first point\n- a second")
        }


class CalloutBlock(Part):
    title = line(_("Title"))
    words = words(_("Text"), required=True)
    button = line(_("Button"), longest=120, help_text=_("Shown when its address leads somewhere."))
    url = address(_("Address of the button"))

    class Meta:
        label = _("Callout")
        icon = "info-circle"
        group = GROUP
        template = "content/blocks/callout.html"
        description = _("What must not be missed, apart from the text. One a page is enough.")

    def sample(self) -> dict[str, Any]:
        return {
            "title": gettext("Good to know"),
            "words": gettext("An application may be written by several people."),
            "button": gettext("See the programme"),
            "url": "/",
        }


class QuoteBlock(Part):
    words = words(_("Quotation"), required=True, help_text=_("Without quotation marks: the page adds them."))
    author = line(_("Author"), longest=200)
    role = line(_("Quality of the author"))
    portrait = ImageChooserBlock(label=_("Portrait"), required=False)

    class Meta:
        label = _("Quotation")
        icon = "openquote"
        group = GROUP
        template = "content/blocks/quote.html"
        description = _("What somebody said, with who they are.")

    def sample(self) -> dict[str, Any]:
        return {
            "words": gettext("We found the right person to talk to within a week."),
            "author": gettext("First and last name"),
            "role": gettext("what they do, and where"),
        }


class QuestionBlock(Part):
    title = line(_("Question"), required=True)
    desc = words(_("Answer"))

    class Meta:
        label = _("Question")
        icon = "help"
        template = "content/blocks/question.html"


class AccordionBlock(Part):
    title = title()
    questions = several(QuestionBlock(), _("Questions"), least=1)

    class Meta:
        label = _("Folded questions")
        icon = "list-ul"
        group = GROUP
        template = "content/blocks/accordion.html"
        description = _("Questions whose answers open one by one. For what only some readers need.")

    def sample(self) -> dict[str, Any]:
        return {
            "title": gettext("Frequent questions"),
            "questions": [
                {"title": gettext("Who may apply?"), "desc": gettext("Anybody who carries an initiative.")},
                {"title": gettext("Does it cost anything?"), "desc": gettext("No.")},
            ],
        }


class TableValue(blocks.StructValue):
    """The typed lines as rows of cells, all of the same length."""

    @property
    def cells(self) -> list[list[str]]:
        lines = [found for found in str(self.get("rows") or "").splitlines() if found.strip()]
        rows = [[cell.strip() for cell in _cells(found)] for found in lines[:MOST_ROWS]]
        width = min(MOST_COLUMNS, max(map(len, rows), default=0))
        return [(row + [""] * width)[:width] for row in rows]

    @property
    def head(self) -> list[str]:
        rows = self.cells
        return rows[0] if rows and self.get("heads") in ("row", "both") else []

    @property
    def body(self) -> list[list[str]]:
        return self.cells[1:] if self.head else self.cells

    @property
    def first_is_head(self) -> bool:
        """Whether the first cell of each row says what the row is about."""
        return self.get("heads") in ("column", "both")


def _cells(row: str) -> list[str]:
    """A spreadsheet pastes tabs; by hand one types bars, with or without one at each end."""
    if "\t" in row:
        return row.split("\t")
    return row.strip().removeprefix("|").removesuffix("|").split("|")


class TableBlock(Part):
    caption = line(_("Caption"), required=True, help_text=_("What the table says, in one sentence above it."))
    heads = blocks.ChoiceBlock(
        label=_("Headings"),
        choices=[
            ("row", _("the first row")),
            ("column", _("the first column")),
            ("both", _("the first row and the first column")),
        ],
        default="row",
        help_text=_("What says what the numbers are: a screen reader repeats it before each cell."),
    )
    rows = words(
        _("Rows"),
        required=True,
        rows=8,
        help_text=_("One row a line, cells separated by a bar |. Rows copied from a spreadsheet may be pasted."),
    )

    class Meta:
        label = _("Table")
        icon = "table"
        group = GROUP
        template = "content/blocks/table.html"
        value_class = TableValue
        description = _("Values compared by row and column. Never to place text on the page.")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        lines = [found for found in str(cleaned["rows"]).splitlines() if found.strip()]
        widths = {len(_cells(found)) for found in lines}
        if len(lines) > MOST_ROWS or max(widths, default=0) > MOST_COLUMNS:
            limit = {"rows": MOST_ROWS, "columns": MOST_COLUMNS}
            said: Any = _("A table has at most %(rows)s rows and %(columns)s columns.") % limit
        elif len(lines) < 2 or max(widths) < 2:
            said = _("Write at least two rows of two cells, separated by a bar |.")
        elif len(widths) > 1:
            said = _("Every row must have the same number of cells.")
        else:
            return cleaned
        raise blocks.StructBlockValidationError(block_errors={"rows": ValidationError(said, code="table")})

    def sample(self) -> dict[str, Any]:
        rows = [
            (gettext("Step"), gettext("Duration")),
            (gettext("Reading of the files"), gettext("two months")),
            (gettext("Support"), gettext("one year")),
        ]
        return {
            "caption": gettext("How long each step takes"),
            "heads": "both",
            "rows": "\n".join(" | ".join(row) for row in rows),
        }
