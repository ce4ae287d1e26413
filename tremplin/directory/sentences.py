"""What codes mean, in words: why a door came up, what was wrong in a file."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tremplin.directory.engine.index import Reason, Why


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
    return _FAULTS[code]() % {"value": value}


_FAULTS: dict[str, Callable[[], str]] = {
    "not-json": lambda: _("The file is not JSON from here on (%(value)s): nothing can be read."),
    "no-service": lambda: _("The file has no list called “service”: it is not an export of the official directory."),
    "no-record": lambda: _("The file holds no body that can be read."),
    "encoding": lambda: _("The file is not in UTF-8: it was read as %(value)s. Look at the accents."),
    "not-a-record": lambda: _("This is not a record (%(value)s): left out."),
    "no-id": lambda: _("This record has no identifier (name: “%(value)s”): left out."),
    "no-name": lambda: _("The record %(value)s has no name: left out."),
    "duplicate": lambda: _("The identifier %(value)s was already read above: this record is left out."),
    "withheld": lambda: _("“%(value)s” is marked not to be published: left out."),
    "too-long": lambda: _("This value is too long and was cut: “%(value)s”."),
    "bad-website": lambda: _("“%(value)s” is not the address of a website: left empty."),
    "bad-form": lambda: _("“%(value)s” is not the address of a contact form: left empty."),
    "bad-email": lambda: _("“%(value)s” is not an e-mail address: left empty."),
    "dangling": lambda: _("The child %(value)s is not in the file: the link is left out."),
    "own-child": lambda: _("“%(value)s” names itself among its children: the link is left out."),
    "circular": lambda: _("“%(value)s” is above this body and among its children: the link is left out."),
}
