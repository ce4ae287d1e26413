"""What an import gives to keep: the points to know as a file, and an empty file with the columns of a source."""

from collections.abc import Iterator
from itertools import chain

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tremplin.core.cells import lines
from tremplin.directory import sentences
from tremplin.directory.engine.columns import Column
from tremplin.directory.importing.sources import Source
from tremplin.directory.models import Import


def faults(row: Import) -> Iterator[str]:
    found = row.faults.order_by("position").values_list("line", "record", "code", "value")
    said = ((line, record or "", sentences.fault(code, value)) for line, record, code, value in found.iterator())
    return lines(chain([(_("Line"), _("Record"), _("Point to know"))], said))


def model(source: Source) -> Iterator[str]:
    """One line: the names of the columns."""
    return lines([[heading(column) for column in source.columns]])


def heading(column: Column) -> str:
    return column.english if (get_language() or "fr").startswith("en") else column.french
