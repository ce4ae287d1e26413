"""A year of support: its steps, its state, who stands beside it and which side each speaks for."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tremplin.core.moves import Moves


class Step(TextChoices):
    """The three steps of the programme."""

    CONSOLIDATE = "consolidate", _("consolidate")
    INTEGRATE = "integrate", _("integrate")
    DEPLOY = "deploy", _("deploy")


class AccompanimentState(TextChoices):
    PLANNED = "planned", pgettext_lazy("a support", "planned")
    RUNNING = "running", pgettext_lazy("a support", "under way")
    PAUSED = "paused", pgettext_lazy("a support", "paused")
    CLOSED = "closed", pgettext_lazy("a support", "closed")


ACCOMPANIMENT_MOVES = Moves(
    AccompanimentState,
    initial=AccompanimentState.PLANNED,
    start=({AccompanimentState.PLANNED}, AccompanimentState.RUNNING),
    pause=({AccompanimentState.RUNNING}, AccompanimentState.PAUSED),
    resume=({AccompanimentState.PAUSED, AccompanimentState.CLOSED}, AccompanimentState.RUNNING),
    close=(
        {AccompanimentState.PLANNED, AccompanimentState.RUNNING, AccompanimentState.PAUSED},
        AccompanimentState.CLOSED,
    ),
)


class PartKind(TextChoices):
    """What somebody of the administration does for one initiative."""

    OFFICER = "officer", _("acceleration officer")
    REFERENT = "referent", _("referent")


class Side(TextChoices):
    """The two voices of a diagnosis."""

    TEAM = "team", _("the initiative")
    OFFICER = "officer", _("the programme")


class EndedAs(TextChoices):
    """How a support ended, for whoever reads the figures later."""

    COMPLETED = "completed", pgettext_lazy("a support", "at its end")
    WITHDRAWN = "withdrawn", pgettext_lazy("a support", "the initiative withdrew")
    STOPPED = "stopped", pgettext_lazy("a support", "stopped by a committee")
    RENEWED = "renewed", pgettext_lazy("a support", "renewed")


class Subject(TextChoices):
    """What there is to see of a support, opened or not to those who help."""

    DIAGNOSIS = "diagnosis", _("the shared diagnosis")
    ROADMAP = "roadmap", _("the roadmap")
    SESSIONS = "sessions", _("the sessions and their shared notes")
    TIES = "ties", _("introductions and relations")
    MONEY = "money", _("money: funding plan, conventions, advantages")
    LEGAL = "legal", _("legal questions and agreements")
    RESULTS = "results", _("indicators, places and users")


class Audience(TextChoices):
    """To whom an initiative opens a subject. Its own team, its officer and the programme team see all of them."""

    REFERENTS = "referents", _("the referents named beside it")
    EXPERTS = "experts", _("the experts it has a session with")


class TextKind(TextChoices):
    """The dated texts of a programme: the wording in force on a day is the last one that began by then."""

    NAME_RULES = "name_rules", _("rules for using the name of the programme")
    REPUBLICAN = "republican", _("republican commitment contract")
    CHARTER = "charter", _("duties of the charter")
    CONVENTION = "convention", _("convention of a grant")


class LetterKind(TextChoices):
    SUPPORT = "support", _("letter of support")
    ATTESTATION = "attestation", _("attestation of support")
