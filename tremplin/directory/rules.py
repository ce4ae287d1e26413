"""Who keeps the doors, and what may be done to each."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tremplin.core.answers import Answer, No, Yes
from tremplin.core.models import StoredFile
from tremplin.core.offers import FileKind
from tremplin.directory.models import Body, Door, Import
from tremplin.directory.queries import manages_doors, running_import
from tremplin.directory.states import BodyState, DoorState, ImportState

EXPORT_KIND = "directory.export"


def can_manage_doors(person: Any) -> Answer:
    if manages_doors(person):
        return Yes()
    return No(_("Doors are kept by the programme team and the acceleration officers."))


def can_edit_body(person: Any, body: Body) -> Answer:
    if not (answer := can_manage_doors(person)):
        return answer
    if body.official_id:
        return No(_("This body follows the official directory: its next import would undo what you type."))
    return Yes()


def can_close_body(person: Any, body: Body) -> Answer:
    if not (answer := can_manage_doors(person)):
        return answer
    if body.state == BodyState.CLOSED:
        return No(_("This body is already closed."))
    return Yes()


def can_add_door(person: Any, body: Body) -> Answer:
    if not (answer := can_manage_doors(person)):
        return answer
    if body.state == BodyState.CLOSED:
        return No(_("This body is closed: open the door at the body that came after it."))
    return Yes()


def can_change_door(person: Any, door: Door) -> Answer:
    """Edit, confirm or close it."""
    if not (answer := can_manage_doors(person)):
        return answer
    if door.state == DoorState.CLOSED:
        return No(_("This door is closed: open it again first."))
    return Yes()


def can_open_door_again(person: Any, door: Door) -> Answer:
    if not (answer := can_manage_doors(person)):
        return answer
    if door.state == DoorState.OPEN:
        return No(_("This door is already open."))
    if door.body.state == BodyState.CLOSED:
        return No(_("This body is closed: open the door at the body that came after it."))
    return Yes()


def can_apply(person: Any, found: Import) -> Answer:
    if not (answer := can_manage_doors(person)):
        return answer
    if found.refused:
        return No(_("This file cannot be used: choose another one."))
    if found.state == ImportState.APPLIED:
        return No(_("This file was already applied: choose the next one."))
    if running_import() is not None:
        return No(_("Another import is under way. Wait for its end, then try again."))
    return Yes()


def _may_download(person: Any, stored: StoredFile) -> Answer:
    return can_manage_doors(person)


EXPORT = FileKind(EXPORT_KIND, _may_download)
