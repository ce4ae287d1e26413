"""The announcement of a call, in dated waves, each approved by two people; and what the laureates answer."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tremplin.calls.models import Call
from tremplin.content.pages import LaureatePage
from tremplin.core.fields import RefField
from tremplin.people.models import Person
from tremplin.selection.models.decisions import Decision
from tremplin.selection.states import ACCEPTANCE_MOVES, WAVE_MOVES, AcceptanceState, WaveKind, WaveState


class Release(models.Model):
    """The announcement of the decisions of a call."""

    ref = RefField()
    call = models.OneToOneField(Call, on_delete=models.PROTECT, related_name="release")
    planned_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()

    class Meta:
        ordering = ["call"]
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")

    def __str__(self) -> str:
        return str(self.call)


class Wave(models.Model):
    """What leaves at one instant. It leaves only after the wave before it, approved by two people as it stands."""

    MOVES = WAVE_MOVES

    ref = RefField()
    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="waves")
    kind = models.CharField(max_length=10, choices=WaveKind)
    position = models.PositiveSmallIntegerField()
    due_at = models.DateTimeField(_("leaves on"))
    state = models.CharField(max_length=10, choices=WaveState, default=WaveState.PLANNED)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["release", "position"]
        verbose_name = _("wave")
        verbose_name_plural = _("waves")
        constraints = [
            models.UniqueConstraint(fields=["release", "kind"], name="wave_kind_once"),
            models.CheckConstraint(condition=Q(state__in=WaveState.values), name="wave_state_known"),
            models.CheckConstraint(condition=Q(kind__in=WaveKind.values), name="wave_kind_known"),
            models.CheckConstraint(
                condition=~Q(state=WaveState.DONE) | Q(finished_at__isnull=False), name="wave_done_says_when"
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class Approval(models.Model):
    """A person approves a wave as it stands: the digest says what they read. What changes since is to be approved
    again.
    """

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="approvals")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ["wave", "at", "pk"]
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        constraints = [models.UniqueConstraint(fields=["wave", "person", "digest"], name="approval_once")]

    def __str__(self) -> str:
        return str(self.person)


class Acceptance(models.Model):
    """What a laureate answers to the notice: whether it accepts, and the exact name and words it agrees to publish."""

    MOVES = ACCEPTANCE_MOVES

    ref = RefField()
    decision = models.OneToOneField(Decision, on_delete=models.CASCADE, related_name="acceptance")
    state = models.CharField(max_length=10, choices=AcceptanceState, default=AcceptanceState.ASKED)
    public_name = models.CharField(_("name to publish"), max_length=160, blank=True)
    public_words = models.TextField(_("text to publish"), blank=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    # the page of the site, once it is public
    page = models.ForeignKey(LaureatePage, on_delete=models.SET_NULL, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["decision"]
        verbose_name = _("answer of a laureate")
        verbose_name_plural = _("answers of laureates")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=AcceptanceState.values), name="acceptance_state_known"),
            models.CheckConstraint(
                condition=~Q(state=AcceptanceState.ACCEPTED) | ~Q(public_name=""), name="acceptance_agrees_to_a_name"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision} – {self.get_state_display()}"
