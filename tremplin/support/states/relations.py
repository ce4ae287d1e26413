"""What is kept of a relation, and what was promised in it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tremplin.core.moves import Moves


class CommitmentState(TextChoices):
    PROMISED = "promised", pgettext_lazy("a commitment", "promised")
    KEPT = "kept", pgettext_lazy("a commitment", "kept")
    DROPPED = "dropped", pgettext_lazy("a commitment", "given up")


COMMITMENT_MOVES = Moves(
    CommitmentState,
    initial=CommitmentState.PROMISED,
    keep=({CommitmentState.PROMISED}, CommitmentState.KEPT),
    drop=({CommitmentState.PROMISED}, CommitmentState.DROPPED),
    promise_again=({CommitmentState.KEPT, CommitmentState.DROPPED}, CommitmentState.PROMISED),
)


class TraceKind(TextChoices):
    """What is kept of a relation."""

    CONTACT = "contact", _("contact")
    AGREEMENT = "agreement", _("agreement signed")
    NEWS = "news", _("news")
