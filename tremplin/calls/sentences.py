"""What the engine finds wrong, said to a person: one sentence a code."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tremplin.calls.engine.answers import clean
from tremplin.calls.engine.faults import Fault
from tremplin.calls.engine.schema import Question

# what a draft is not told while it is being written: it is simply not done yet
NOT_YET = frozenset({"required", "too_few_entries", "too_few_files", "too_few_choices"})


def sentence(fault: Fault) -> str:
    """The sentence of a fault, for the person who typed."""
    return _SENTENCES[fault.code](fault.values)


def warning(question: Question, text: str) -> str:
    """What is to be corrected in an answer before submitting, or "": what is simply not done yet is not a mistake."""
    found = clean(question, text)
    return sentence(found) if isinstance(found, Fault) and found.code not in NOT_YET else ""


def _n(values: Mapping[str, Any], name: str) -> str:
    return number_format(values[name], use_l10n=True, force_grouping=True)


_SENTENCES: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "required": lambda values: _("This answer is missing."),
    "too_long": lambda values: (
        _("This text has %(length)s characters, the limit is %(limit)s. Nothing was cut: please shorten it.")
        % {"length": _n(values, "length"), "limit": _n(values, "limit")}
    ),
    "not_an_email": lambda values: _("This is not an e-mail address. Expected format: name@domain.fr."),
    "not_a_url": lambda values: _("This is not the address of a public page. Expected format: https://www.example.fr."),
    "not_http": lambda values: _("The address must begin with https:// or http://."),
    "not_a_phone": lambda values: _("This is not a phone number. Expected format: 01 23 45 67 89, or +32 2 123 45 67."),
    "not_an_amount": lambda values: _("This is not an amount in euros. Expected format: 12 500 or 12 500,50."),
    "not_an_integer": lambda values: _("This is not a whole number. Expected format: 1 200."),
    "too_small": lambda values: _("The smallest number accepted is %(least)s.") % {"least": _n(values, "least")},
    "too_big": lambda values: _("The biggest number accepted is %(most)s.") % {"most": _n(values, "most")},
    "not_a_date": lambda values: _("This is not a day of the calendar. Expected format: 26/01/2022."),
    "not_yes_or_no": lambda values: _("Please answer yes or no."),
    "unknown_option": lambda values: _("“%(value)s” is not one of the choices offered.") % {"value": values["value"]},
    "too_few_choices": lambda values: (
        ngettext("At least %(count)s choice is expected.", "At least %(count)s choices are expected.", values["least"])
        % {"count": values["least"]}
    ),
    "too_many_choices": lambda values: (
        ngettext("At most %(count)s choice is accepted.", "At most %(count)s choices are accepted.", values["most"])
        % {"count": values["most"]}
    ),
    "too_few_files": lambda values: (
        ngettext("At least %(count)s file is expected.", "At least %(count)s files are expected.", values["least"])
        % {"count": values["least"]}
    ),
    "too_many_files": lambda values: (
        ngettext("At most %(count)s file is accepted.", "At most %(count)s files are accepted.", values["most"])
        % {"count": values["most"]}
    ),
    "too_few_entries": lambda values: (
        ngettext("At least %(count)s entry is expected.", "At least %(count)s entries are expected.", values["least"])
        % {"count": values["least"]}
    ),
    "too_many_entries": lambda values: (
        ngettext("At most %(count)s entry is accepted.", "At most %(count)s entries are accepted.", values["most"])
        % {"count": values["most"]}
    ),
}
