"""The states of this room: of an application, of a member of a team. What the clock decides (an intake) is computed."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from tremplin.core.moves import Moves


class ApplicationState(TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    RETURNED = "returned", _("returned for correction")
    WITHDRAWN = "withdrawn", _("withdrawn")


APPLICATION_MOVES = Moves(
    ApplicationState,
    initial=ApplicationState.DRAFT,
    final={ApplicationState.WITHDRAWN},
    submit=({ApplicationState.DRAFT, ApplicationState.RETURNED}, ApplicationState.SUBMITTED),
    send_back=({ApplicationState.SUBMITTED}, ApplicationState.RETURNED),
    withdraw=(
        {ApplicationState.DRAFT, ApplicationState.SUBMITTED, ApplicationState.RETURNED},
        ApplicationState.WITHDRAWN,
    ),
)


class MemberState(TextChoices):
    INVITED = "invited", _("invited")
    JOINED = "joined", _("member")
    DECLINED = "declined", _("declined")
    LEFT = "left", _("no longer a member")


MEMBER_MOVES = Moves(
    MemberState,
    initial=MemberState.INVITED,
    join=({MemberState.INVITED}, MemberState.JOINED),
    decline=({MemberState.INVITED}, MemberState.DECLINED),
    leave=({MemberState.INVITED, MemberState.JOINED}, MemberState.LEFT),
    invite_again=({MemberState.DECLINED, MemberState.LEFT}, MemberState.INVITED),
)


class TeamRight(TextChoices):
    """Each right holds the ones before it."""

    READ = "read", _("read the application")
    WRITE = "write", _("read and write")
    SUBMIT = "submit", _("read, write and submit")


class BearerKind(TextChoices):
    PERSON = "person", _("a person")
    INFORMAL = "informal", _("an informal group")
    ASSOCIATION = "association", _("an association")
    COMPANY = "company", _("a company")
    ADMINISTRATION = "administration", _("an administration")


class IntakeState(TextChoices):
    PLANNED = "planned", _("not open yet")
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")


class LegalKind(TextChoices):
    CHARTER = "charter", _("charter")
    RECEIPT = "receipt", _("legal mentions of the receipt")
