"""Who keeps the doors, and what may be done to each."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from tremplin.core import clock
from tremplin.core.answers import Answer, No, Yes
from tremplin.core.models import StoredFile
from tremplin.core.offers import FileKind
from tremplin.directory.models import Body, Door, Holder, Import, Report, Resource
from tremplin.directory.queries import manages_doors, running_import
from tremplin.directory.queries.holders import asks_again_on, seen_by, whom_to_ask
from tremplin.directory.queries.imports import later_import
from tremplin.directory.states import BodyState, DoorState, ImportState, ReportKind

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
    if found.state == ImportState.UNDONE:
        return No(_("This import was undone: give its file again to apply it."))
    if found.file is None:
        return No(_("This file was not kept: give it again."))
    if running_import() is not None:
        return No(_("Another import is under way. Wait for its end, then try again."))
    return Yes()


def can_undo(person: Any, found: Import) -> Answer:
    if not (answer := can_manage_doors(person)):
        return answer
    if found.state != ImportState.APPLIED:
        return No(_("Only an import that was applied is undone."))
    if later_import(found) is not None:
        return No(_("A later import was applied: undo that one first."))
    if running_import() is not None:
        return No(_("Another import is under way. Wait for its end, then try again."))
    return Yes()


def _may_download(person: Any, stored: StoredFile) -> Answer:
    """A file that names persons (it has an owner) is for the one who gave it."""
    if stored.owner and stored.owner != getattr(person, "ref", ""):
        return No(_("This file holds names of persons: it is for the one who gave it."))
    return can_manage_doors(person)


EXPORT = FileKind(EXPORT_KIND, _may_download)


def can_rename_body(person: Any, body: Body) -> Answer:
    """Its name and acronym, even when the rest follows the official directory; or what becomes of it."""
    if not (answer := can_manage_doors(person)):
        return answer
    if body.state == BodyState.CLOSED:
        return No(_("This body is closed: open it again first."))
    return Yes()


def can_open_body_again(person: Any, body: Body) -> Answer:
    """Or say, once it is closed, which one came after it."""
    if not (answer := can_manage_doors(person)):
        return answer
    if body.state == BodyState.OPEN:
        return No(_("This body is in activity: it has no successor."))
    return Yes()


def can_correct_holder(person: Any, holder: Holder) -> Answer:
    if not (answer := can_change_door(person, holder.door)):
        return answer
    if holder.objected_at is not None:
        return No(_("Nothing is kept of this person any more."))
    if not seen_by(person, holder).name:
        return No(_("Until they are told, only whoever entered this person reads and changes what was written."))
    return Yes()


def can_mark_left(person: Any, holder: Holder) -> Answer:
    if not (answer := can_change_door(person, holder.door)):
        return answer
    if holder.left_on is not None or holder.objected_at is not None:
        return No(_("This person already left."))
    return Yes()


def can_forget_holder(person: Any, holder: Holder) -> Answer:
    if not (answer := can_manage_doors(person)):
        return answer
    if holder.objected_at is not None:
        return No(_("Nothing is kept of this person any more."))
    return Yes()


def can_tell_holder(person: Any, holder: Holder) -> Answer:
    if not (answer := can_forget_holder(person, holder)):
        return answer
    if holder.told_at is not None:
        return No(_("This person was told already."))
    if not holder.email:
        return No(_("No e-mail address is known for this person: write it first."))
    return Yes()


def can_ask_to_confirm(person: Any, door: Door) -> Answer:
    """Once in thirty days at most, and somebody who knows that we keep their name."""
    if not (answer := can_change_door(person, door)):
        return answer
    if door.asked_on and (again := asks_again_on(door)):
        return No(
            _("It was asked on %(day)s: it may be asked again from %(again)s on.")
            % {"day": date_format(door.asked_on), "again": date_format(again)}
        )
    if whom_to_ask(door) is None:
        return No(_("Nobody can be asked: no address is known, or those who hold this door were not told yet."))
    return Yes()


def can_settle(person: Any, report: Report) -> Answer:
    if not (answer := can_manage_doors(person)):
        return answer
    if report.settled_at is not None or report.kind == ReportKind.RIGHT:
        return No(_("Nothing more is expected here."))
    return Yes()


def can_withdraw_resource(person: Any, resource: Resource) -> Answer:
    """Take it off the site, or mark it as read again."""
    if not (answer := can_manage_doors(person)):
        return answer
    if resource.withdrawn_at is not None:
        return No(_("This resource is withdrawn: publish it again first."))
    return Yes()


def can_publish_resource(person: Any, resource: Resource) -> Answer:
    if not (answer := can_manage_doors(person)):
        return answer
    if resource.closes_on is not None and resource.closes_on < clock.today():
        return No(_("Its last day is over: change it before you publish it."))
    if resource.published and resource.withdrawn_at is None:
        return No(_("This resource is already published."))
    return Yes()
