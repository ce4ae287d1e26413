"""The journal of this room in sentences: one for each verb it records."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from tremplin.core.models import Entry
from tremplin.people.models import Person


def happening(entry: Entry, person: Person | None) -> str:
    """What a row of the journal tells. `person` is who did it: None for the machine, or for somebody we forgot."""
    who = str(person) if person else _("Somebody")
    sentence = SENTENCES.get(entry.verb)
    if sentence is None:  # a later room's verb, on an object of this one
        return _("%(who)s did something that this page does not tell.") % {"who": who}
    return sentence(entry) % {"who": who}


def _submitted(entry: Entry) -> str:
    if not entry.actor:
        return _("The date set for the correction passed: what had been submitted stands again.")
    if entry.before == "returned":
        return _("%(who)s submitted the application again.")
    return _("%(who)s submitted the application.")


SENTENCES: Mapping[str, Callable[[Entry], str]] = {
    # an application
    "start": lambda entry: _("%(who)s started the application."),
    "sign": lambda entry: _("%(who)s signed the charter."),
    "submit": _submitted,
    "send_back": lambda entry: _("%(who)s sent it back for correction."),
    "withdraw": lambda entry: _("%(who)s withdrew the application."),
    "note": lambda entry: _("%(who)s wrote a note."),
    "declare_conflict": lambda entry: _("%(who)s declared a conflict."),
    "attach": lambda entry: _("%(who)s attached a file."),
    "remove": lambda entry: _("%(who)s removed a file."),
    # an initiative and its team
    "enter": lambda entry: _("%(who)s entered the initiative, without an application."),
    "create": lambda entry: _("%(who)s created the initiative."),
    "invite": lambda entry: _("%(who)s invited somebody to the team."),
    "invite_again": lambda entry: _("%(who)s invited somebody to the team again."),
    "join": lambda entry: _("%(who)s joined the team."),
    "decline": lambda entry: _("%(who)s declined the invitation."),
    "change_right": lambda entry: _("%(who)s changed the right of somebody in the team."),
    "number": lambda entry: _("%(who)s wrote the registration number of a bearer."),
    "leave": lambda entry: _("%(who)s took somebody, or their own name, out of the team."),
    # a call and its form
    "load": lambda entry: _("%(who)s loaded the form."),
    "prepare": lambda entry: _("%(who)s prepared the call."),
    "change": lambda entry: _("%(who)s changed the call."),
    "set_text": lambda entry: _("%(who)s wrote a text of the call."),
    "publish": lambda entry: _("%(who)s published the call."),
}
