"""What codes mean, in words: why a door came up, what was wrong in a file."""

from collections.abc import Callable, Iterable, Sequence

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tremplin.directory.engine.index import Reason, Why
from tremplin.directory.models import ImportFault
from tremplin.directory.states import ImportSource


def why(reason: Reason) -> str:
    """One reason, as a short sentence."""
    words = _("“%(words)s”") % {"words": ", ".join(reason.words)} if reason.words else ""
    if reason.why is Why.CASES:
        return ngettext(
            "%(count)s need like yours found help there",
            "%(count)s needs like yours found help there",
            reason.count,
        ) % {"count": reason.count}
    return _WHY[reason.why]() % {"words": words}


def reasons(found: Iterable[Reason], *, formerly: Sequence[str] = (), given: bool = False) -> list[str]:
    """Why a door came up, or a public resource (`given`): one short sentence a reason."""
    return [_above(reason, formerly, given) if reason.why is Why.ABOVE else why(reason) for reason in found]


def _above(reason: Reason, formerly: Sequence[str], given: bool) -> str:
    if formerly:
        return _("its former name: “%(name)s”") % {"name": formerly[0]}
    if given:
        return _("who gives it: %(words)s") % {"words": _("“%(words)s”") % {"words": ", ".join(reason.words)}}
    return why(reason)


_WHY: dict[Why, Callable[[], str]] = {
    Why.ACRONYM: lambda: _("its acronym: %(words)s"),
    Why.NAME: lambda: _("its name: %(words)s"),
    Why.DOES: lambda: _("what it does: %(words)s"),
    Why.FOR_WHOM: lambda: _("whom it is for: %(words)s"),
    Why.ABOVE: lambda: _("what it is part of: %(words)s"),
    Why.KIN: lambda: _("doors of its kind helped with needs like yours"),
    Why.TOPIC: lambda: _("the theme you chose"),
    Why.TERRITORY: lambda: _("the territory you chose"),
}


def fault(code: str, value: str) -> str:
    """One point of a file, as a sentence; the line is told beside it."""
    first, _bar, second = value.partition("|")
    if code == "no-column":
        return ngettext(
            "The column %(missing)s is missing. Columns found: %(found)s.",
            "The columns %(missing)s are missing. Columns found: %(found)s.",
            first.count(",") + 1,
        ) % {"missing": ", ".join(column_name(name) for name in first.split(",")), "found": second or "–"}
    if code == "no-value":
        return _("This line says nothing in the column %(missing)s (%(near)s): it is left aside.") % {
            "missing": column_name(first),
            "near": second or "–",
        }
    return _FAULTS[code]() % {"value": value}


def place(fault: ImportFault) -> str:
    """Where a point stands. In JSON a line may hold many records, and one record many lines: both are told."""
    if not fault.record or fault.source.source in _BY_LINE:
        return _("Line %(line)s") % {"line": fault.line}
    return _("Record %(record)s, line %(line)s") % {"record": fault.record, "line": fault.line}


_BY_LINE = frozenset({ImportSource.COUNTERS, ImportSource.CONTACTS})


def column_name(name: str) -> str:
    """A column as a model file calls it, in the language of whoever reads."""
    from tremplin.directory.importing.sources import sources

    found = (column for source in sources().values() for column in source.columns if column.name == name)
    column = next(found, None)
    if column is None:
        return name
    return column.english if (get_language() or "fr").startswith("en") else column.french


_FAULTS: dict[str, Callable[[], str]] = {
    "bad-date": lambda: _("“%(value)s” is not a day, or these days are the wrong way round: left out."),
    "no-results": lambda: _("The file has no list called “results”: it is not an export of the aids catalogue."),
    "one-page": lambda: _("The file holds %(value)s aids and says there are more: nothing is withdrawn."),
    "left-alone": lambda: _("“%(value)s” was changed by hand: it is left alone."),
    "no-place": lambda: _("“%(value)s” is none of the territories here: the resource is written, not published."),
    "no-door": lambda: _("No open door has the reference “%(value)s”: the resource is written without a door."),
    "unknown-kind": lambda: _("“%(value)s” is not a kind of resource: it is written as “other”."),
    "not-json": lambda: _("The file is not JSON from here on (%(value)s): nothing can be read."),
    "no-service": lambda: _("The file has no list called “service”: it is not an export of the official directory."),
    "no-record": lambda: _("The file holds no body that can be read."),
    "no-contact": lambda: _("The file holds no contact that can be read."),
    "no-table": lambda: _("The file holds no table: its first line must name the columns."),
    "bad-gzip": lambda: _("The compressed file is broken: nothing can be read. Give it again, or uncompressed."),
    "bad-workbook": lambda: _("The workbook is broken or is not an .xlsx one: save it again, or as CSV."),
    "too-large": lambda: _("Uncompressed, the file weighs more than %(value)s MB: nothing is read."),
    "too-many": lambda: _("The file has more than %(value)s rows: those from here on are not read."),
    "encoding": lambda: _("The file is not in UTF-8: it was read as %(value)s. Look at the accents."),
    "read-as": lambda: _("Read as a table, with this separator and this encoding: %(value)s."),
    "unknown-column": lambda: _("The column “%(value)s” means nothing here: it is not read."),
    "not-a-record": lambda: _("This is not a record (%(value)s): left out."),
    "open-quote": lambda: _("A quotation mark that opens on this line is never closed: the line is left aside."),
    "bad-row": lambda: _("This line cannot be cut into columns: it is left aside."),
    "no-id": lambda: _("This record has no identifier that can be used (name: “%(value)s”): left out."),
    "no-name": lambda: _("The record %(value)s has no name: left out."),
    "duplicate": lambda: _("The identifier %(value)s was already read above: this record is left out."),
    "twice": lambda: _("“%(value)s” was already read above: this line is left aside."),
    "withheld": lambda: _("“%(value)s” is marked not to be published: left out."),
    "too-long": lambda: _("This value is too long and was cut: “%(value)s”."),
    "long-person": lambda: _("The name of the person on this line is too long and was cut."),
    "long-phone": lambda: _("The telephone number on this line is too long and was cut."),
    "bad-website": lambda: _("“%(value)s” is not the address of a website: left empty."),
    "bad-form": lambda: _("“%(value)s” is not the address of a contact form: left empty."),
    "bad-email": lambda: _("“%(value)s” is not an e-mail address: left empty."),
    "bad-own-email": lambda: _("What stands for an e-mail address on this line is not one: left empty."),
    "dangling": lambda: _("The child %(value)s is not in the file: the link is left out."),
    "no-parent": lambda: _("The body above, %(value)s, is not in the file: the link is left out."),
    "own-child": lambda: _("“%(value)s” names itself among its children: the link is left out."),
    "circular": lambda: _("The link %(value)s leads back to where it comes from: it is left out."),
    "stays-closed": lambda: _("“%(value)s” was closed by hand: it stays closed, although the file holds it."),
    "ambiguous-body": lambda: _("Several bodies are called “%(value)s”: write its full name, or its acronym too."),
    "unknown-place": lambda: _("“%(value)s” is not a territory we know: left empty."),
    "unknown-topic": lambda: _("“%(value)s” is not one of our themes: left out."),
    "door-closed": lambda: _("The door “%(value)s” was closed by hand: this line is left aside."),
    "objected": lambda: _("Somebody at the door “%(value)s” asked not to be named: name this person by hand."),
    "left": lambda: _("The person on this line left the door “%(value)s”: the line is left aside."),
    "holder-known": lambda: _("The person on this line is known at “%(value)s”, reached otherwise: left as they are."),
}
