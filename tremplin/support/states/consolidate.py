"""What an initiative consolidates for itself: legal questions, the money it looks for, agreements, indicators."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tremplin.core.moves import Moves


class LegalState(TextChoices):
    ASKED = "asked", pgettext_lazy("a legal question", "asked, no expert yet")
    WITH_EXPERT = "with_expert", pgettext_lazy("a legal question", "with an expert")
    ANSWERED = "answered", pgettext_lazy("a legal question", "answered")
    DROPPED = "dropped", pgettext_lazy("a legal question", "no longer asked")


LEGAL_MOVES = Moves(
    LegalState,
    initial=LegalState.ASKED,
    hand=({LegalState.ASKED, LegalState.WITH_EXPERT}, LegalState.WITH_EXPERT),
    give_back=({LegalState.WITH_EXPERT}, LegalState.ASKED),
    answer=({LegalState.ASKED, LegalState.WITH_EXPERT, LegalState.ANSWERED}, LegalState.ANSWERED),
    drop=({LegalState.ASKED, LegalState.WITH_EXPERT}, LegalState.DROPPED),
    ask_again=({LegalState.ANSWERED, LegalState.DROPPED}, LegalState.ASKED),
)


class WalkState(TextChoices):
    BEGUN = "begun", pgettext_lazy("a path", "under way")
    DONE = "done", pgettext_lazy("a path", "reached its end")
    DROPPED = "dropped", pgettext_lazy("a path", "given up")


WALK_MOVES = Moves(
    WalkState,
    initial=WalkState.BEGUN,
    finish=({WalkState.BEGUN}, WalkState.DONE),
    drop=({WalkState.BEGUN}, WalkState.DROPPED),
    take_again=({WalkState.DONE, WalkState.DROPPED}, WalkState.BEGUN),
)


class FundingState(TextChoices):
    MEANT = "meant", pgettext_lazy("a source of funding", "to be asked")
    ASKED = "asked", pgettext_lazy("a source of funding", "asked")
    GOT = "got", pgettext_lazy("a source of funding", "obtained")
    REFUSED = "refused", pgettext_lazy("a source of funding", "refused")
    DROPPED = "dropped", pgettext_lazy("a source of funding", "given up")


FUNDING_MOVES = Moves(
    FundingState,
    initial=FundingState.MEANT,
    ask=({FundingState.MEANT}, FundingState.ASKED),
    # some money comes without having been asked for
    get=({FundingState.MEANT, FundingState.ASKED, FundingState.REFUSED}, FundingState.GOT),
    refuse=({FundingState.ASKED, FundingState.GOT}, FundingState.REFUSED),
    drop=({FundingState.MEANT, FundingState.ASKED}, FundingState.DROPPED),
    take_again=({FundingState.DROPPED, FundingState.REFUSED, FundingState.GOT}, FundingState.MEANT),
)


class AgreementState(TextChoices):
    DRAFT = "draft", pgettext_lazy("an agreement", "being drafted")
    NEGOTIATED = "negotiated", pgettext_lazy("an agreement", "being negotiated")
    SIGNED = "signed", pgettext_lazy("an agreement", "signed")
    ENDED = "ended", pgettext_lazy("an agreement", "ended")
    DROPPED = "dropped", pgettext_lazy("an agreement", "given up")


AGREEMENT_MOVES = Moves(
    AgreementState,
    initial=AgreementState.DRAFT,
    final={AgreementState.ENDED},
    negotiate=({AgreementState.DRAFT}, AgreementState.NEGOTIATED),
    sign=({AgreementState.DRAFT, AgreementState.NEGOTIATED}, AgreementState.SIGNED),
    # signed again for another period
    renew=({AgreementState.SIGNED}, AgreementState.SIGNED),
    end=({AgreementState.SIGNED}, AgreementState.ENDED),
    drop=({AgreementState.DRAFT, AgreementState.NEGOTIATED}, AgreementState.DROPPED),
    take_again=({AgreementState.DROPPED}, AgreementState.DRAFT),
)


class Frequency(TextChoices):
    """How often an indicator is measured."""

    MONTH = "month", _("every month")
    QUARTER = "quarter", _("every quarter")
    HALF = "half", _("twice a year")
    YEAR = "year", _("once a year")
