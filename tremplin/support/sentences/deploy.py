"""What is told of a publiccode.yml that cannot be read, or not wholly."""

from django.utils.translation import gettext as _

from tremplin.support.engine.publiccode import Fault, NotReadable


def told_unreadable(refusal: NotReadable) -> str:
    if refusal.code == "too_long":
        return _("This file is too long to be a publiccode.yml: it should hold at most 200,000 characters.")
    if refusal.code == "alias":
        return _("Line %(line)s uses an alias (a word that begins with *): please write the value itself.") % {
            "line": refusal.line
        }
    if refusal.code == "not_a_mapping":
        return _("This is not a publiccode.yml: its lines should read “key: value”.")
    if refusal.line:
        return _("The file cannot be read from line %(line)s on: please check the spaces and the quotation marks.") % {
            "line": refusal.line
        }
    return _("The file cannot be read: please check the spaces and the quotation marks.")


def told_fault(fault: Fault) -> str:
    if fault.code == "missing":
        return _("“%(key)s” is missing, or empty.") % {"key": fault.at}
    if fault.code == "wrong_type":
        return _("“%(key)s” does not hold what the standard expects.") % {"key": fault.at}
    return _("“%(key)s”: “%(value)s” is not one of the values of the standard.") % {
        "key": fault.at,
        "value": fault.value,
    }
