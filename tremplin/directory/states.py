"""The states of this room: bodies and doors are open or closed, an import goes from its preview to what it changed."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tremplin.core.moves import Moves


class TerritoryKind(TextChoices):
    NATIONAL = "national", _("the whole country")
    REGION = "region", _("region")
    DEPARTMENT = "department", _("department")
    COMMUNE = "commune", _("commune")


class BodyKind(TextChoices):
    MINISTRY = "ministry", _("ministry")
    CENTRAL = "central", _("central administration")
    DECONCENTRATED = "deconcentrated", _("deconcentrated service")
    AGENCY = "agency", _("public agency")
    LOCAL = "local", _("local authority")
    ASSOCIATION = "association", _("association")
    COMPANY = "company", _("company")
    FOUNDATION = "foundation", _("foundation")
    OTHER = "other", _("other")


class BodyState(TextChoices):
    OPEN = "open", pgettext_lazy("state of a body", "in activity")
    CLOSED = "closed", pgettext_lazy("state of a body", "closed")


BODY_MOVES = Moves(
    BodyState,
    initial=BodyState.OPEN,
    close=({BodyState.OPEN}, BodyState.CLOSED),
    open_again=({BodyState.CLOSED}, BodyState.OPEN),
)


class DoorState(TextChoices):
    OPEN = "open", pgettext_lazy("state of a door", "open")
    CLOSED = "closed", pgettext_lazy("state of a door", "closed")


DOOR_MOVES = Moves(
    DoorState,
    initial=DoorState.OPEN,
    close=({DoorState.OPEN}, DoorState.CLOSED),
    open_again=({DoorState.CLOSED}, DoorState.OPEN),
)


class HolderPart(TextChoices):
    """Whether somebody holds a door, or answers in the holder's place."""

    HOLDER = "holder", _("holder")
    DEPUTY = "deputy", _("deputy")


class ReportKind(TextChoices):
    """What is told of a door."""

    RIGHT = "right", _("all is right")
    CHANGED = "changed", _("something changed")
    LEFT = "left", _("its holder left")
    CLOSED = "closed", _("it closed")


class ResourceKind(TextChoices):
    """What a public resource is."""

    FUNDING = "funding", _("aid or grant")
    CALL = "call", _("call for projects")
    DATA = "data", _("data or interface")
    PREMISES = "premises", _("premises or equipment")
    LICENCE = "licence", _("licence or right")
    LABEL = "label", _("label or approval")
    TRAINING = "training", _("training")
    ADVICE = "advice", _("advice or engineering")
    OTHER = "other", _("other resource")


class CaseOutcome(TextChoices):
    """What came of knocking at a door."""

    HELPED = "helped", _("it helped")
    REDIRECTED = "redirected", _("it led to another door")
    NOT = "not", _("it did not help")


class ImportState(TextChoices):
    PREVIEWED = "previewed", _("read, nothing changed yet")
    RUNNING = "running", _("under way")
    APPLIED = "applied", _("applied")
    FAILED = "failed", _("stopped before its end")
    UNDONE = "undone", _("undone")


class ImportSource(TextChoices):
    """Which file an import reads."""

    OFFICIAL = "official", _("official directory, national export")
    COUNTERS = "counters", _("local counters")
    SERVICES = "services", _("list of services")
    CONTACTS = "contacts", _("my own contacts")
    RESOURCES = "resources", _("public resources")


IMPORT_MOVES = Moves(
    ImportState,
    initial=ImportState.PREVIEWED,
    final={ImportState.UNDONE},
    start=({ImportState.PREVIEWED, ImportState.FAILED}, ImportState.RUNNING),
    finish=({ImportState.RUNNING}, ImportState.APPLIED),
    fail=({ImportState.RUNNING}, ImportState.FAILED),
    undo=({ImportState.APPLIED}, ImportState.UNDONE),
)
