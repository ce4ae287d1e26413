"""The programme's own money: conventions, their tranches, and what counts to the ceiling of an undertaking."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tremplin.core.moves import Moves


class ConventionState(TextChoices):
    DRAFT = "draft", pgettext_lazy("a convention", "being written")
    PROPOSED = "proposed", pgettext_lazy("a convention", "waiting for signatures")
    SIGNED = "signed", pgettext_lazy("a convention", "signed by both")
    ENDED = "ended", pgettext_lazy("a convention", "ended")
    DROPPED = "dropped", pgettext_lazy("a convention", "given up")


CONVENTION_MOVES = Moves(
    ConventionState,
    initial=ConventionState.DRAFT,
    final={ConventionState.ENDED, ConventionState.DROPPED},
    propose=({ConventionState.DRAFT}, ConventionState.PROPOSED),
    # what nobody has signed yet may be written again: another version
    write_again=({ConventionState.PROPOSED}, ConventionState.DRAFT),
    sign=({ConventionState.PROPOSED}, ConventionState.SIGNED),
    # after both signatures only an amendment changes it: another version, signed by both again, or given up
    amend=({ConventionState.SIGNED}, ConventionState.DRAFT),
    keep=({ConventionState.DRAFT, ConventionState.PROPOSED}, ConventionState.SIGNED),
    end=({ConventionState.SIGNED}, ConventionState.ENDED),
    drop=({ConventionState.DRAFT, ConventionState.PROPOSED}, ConventionState.DROPPED),
)


class Signatory(TextChoices):
    """The two parties of a convention."""

    BEARER = "bearer", _("the structure that carries the initiative")
    AUTHORITY = "authority", _("the authority")


class TrancheState(TextChoices):
    PLANNED = "planned", pgettext_lazy("a tranche", "planned")
    OPEN = "open", pgettext_lazy("a tranche", "its conditions are met")
    REQUESTED = "requested", pgettext_lazy("a tranche", "its payment is requested")
    PAID = "paid", pgettext_lazy("a tranche", "paid")
    CANCELLED = "cancelled", pgettext_lazy("a tranche", "cancelled")


TRANCHE_MOVES = Moves(
    TrancheState,
    initial=TrancheState.PLANNED,
    final={TrancheState.PAID, TrancheState.CANCELLED},
    open=({TrancheState.PLANNED}, TrancheState.OPEN),
    request=({TrancheState.OPEN}, TrancheState.REQUESTED),
    pay=({TrancheState.REQUESTED}, TrancheState.PAID),
    send_back=({TrancheState.REQUESTED}, TrancheState.OPEN),
    cancel=({TrancheState.PLANNED, TrancheState.OPEN, TrancheState.REQUESTED}, TrancheState.CANCELLED),
)


class ReportState(TextChoices):
    DUE = "due", pgettext_lazy("a financial report", "due")
    RECEIVED = "received", pgettext_lazy("a financial report", "received, to be read")
    ACCEPTED = "accepted", pgettext_lazy("a financial report", "accepted")


REPORT_MOVES = Moves(
    ReportState,
    initial=ReportState.DUE,
    final={ReportState.ACCEPTED},
    receive=({ReportState.DUE, ReportState.RECEIVED}, ReportState.RECEIVED),
    accept=({ReportState.RECEIVED}, ReportState.ACCEPTED),
    send_back=({ReportState.RECEIVED}, ReportState.DUE),
)


class Nature(TextChoices):
    """What an advantage is, as the subsidies schema says it."""

    MONEY = "money", _("money")
    KIND = "kind", _("help in kind, valued")


class AdvantageSource(TextChoices):
    PROGRAMME = "programme", _("given by this programme")
    DECLARED = "declared", _("given by somebody else, declared by the structure")
