"""The shared diagnosis: the same questions to both sides, separately, then one version that both accept."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tremplin.core.fields import RefField
from tremplin.people.models import Person
from tremplin.support.models.accompaniments import Accompaniment
from tremplin.support.models.roadmaps import Need
from tremplin.support.states import (
    CARRIED_MOVES,
    DIAGNOSIS_MOVES,
    CarriedState,
    DiagnosisState,
    Level,
    Occasion,
    Side,
)


class Diagnosis(models.Model):
    MOVES = DIAGNOSIS_MOVES

    ref = RefField()
    accompaniment = models.ForeignKey(Accompaniment, on_delete=models.CASCADE, related_name="diagnoses")
    occasion = models.CharField(_("occasion"), max_length=10, choices=Occasion)
    state = models.CharField(max_length=10, choices=DiagnosisState, default=DiagnosisState.OPEN)
    # until both sides have handed in, neither reads the other
    team_in_at = models.DateTimeField(null=True)
    officer_in_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["accompaniment", "opened_at", "pk"]
        verbose_name = _("shared diagnosis")
        verbose_name_plural = _("shared diagnoses")
        constraints = [
            models.UniqueConstraint(fields=["accompaniment", "occasion"], name="diagnosis_once_an_occasion"),
            models.CheckConstraint(condition=Q(state__in=DiagnosisState.values), name="diagnosis_state_known"),
            models.CheckConstraint(condition=Q(occasion__in=Occasion.values), name="diagnosis_occasion_known"),
            models.CheckConstraint(
                condition=~Q(state=DiagnosisState.AGREED) | Q(agreed_at__isnull=False),
                name="diagnosis_agreed_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.accompaniment} – {self.get_occasion_display()}"


class Reply(models.Model):
    """What one side says on one question (`engine.questions`), by its key."""

    diagnosis = models.ForeignKey(Diagnosis, on_delete=models.CASCADE, related_name="replies")
    side = models.CharField(max_length=10, choices=Side)
    key = models.CharField(max_length=40)
    level = models.PositiveSmallIntegerField(choices=Level, null=True, blank=True)
    words = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)
    # taken from the application, and not yet confirmed or corrected
    carried = models.BooleanField(default=False)
    # told by phone: the officer typed it, and the initiative has not confirmed it yet
    told = models.BooleanField(default=False)
    saved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["diagnosis", "side", "key"]
        verbose_name = _("reply")
        verbose_name_plural = _("replies")
        constraints = [
            models.UniqueConstraint(fields=["diagnosis", "side", "key"], name="reply_once_a_side_and_question"),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="reply_side_known"),
            models.CheckConstraint(condition=Q(level=None) | Q(level__in=Level.values), name="reply_level_known"),
        ]

    def __str__(self) -> str:
        return f"{self.side} {self.key}"


class Version(models.Model):
    """A text of the diagnosis proposed to both sides; never overwritten."""

    ref = RefField()
    diagnosis = models.ForeignKey(Diagnosis, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    frozen = models.JSONField()
    sha256 = models.CharField(max_length=64)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["diagnosis", "number"]
        verbose_name = _("version of a diagnosis")
        verbose_name_plural = _("versions of a diagnosis")
        constraints = [models.UniqueConstraint(fields=["diagnosis", "number"], name="version_number_unique")]

    def __str__(self) -> str:
        return f"{self.diagnosis} v{self.number}"


class VersionAcceptance(models.Model):
    """One side accepts one version. Two acceptances of the same version make the diagnosis agreed."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="acceptances")
    side = models.CharField(max_length=10, choices=Side)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["version", "side"]
        verbose_name = _("acceptance of a version")
        verbose_name_plural = _("acceptances of a version")
        constraints = [
            models.UniqueConstraint(fields=["version", "side"], name="versionacceptance_once_a_side"),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="versionacceptance_side_known"),
        ]

    def __str__(self) -> str:
        return f"{self.version} – {self.get_side_display()}"


class Carried(models.Model):
    """A passage of the application, offered as a first need: confirmed, corrected, or set aside with a word. Nothing of
    it stands in the roadmap before.
    """

    MOVES = CARRIED_MOVES

    ref = RefField()
    accompaniment = models.ForeignKey(Accompaniment, on_delete=models.CASCADE, related_name="carried")
    # the question of the application, in its own words, and what was answered there
    asked = models.CharField(max_length=300)
    words = models.TextField()
    position = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=CarriedState, default=CarriedState.WAITING)
    why = models.TextField(_("why it is set aside"), blank=True)
    need = models.OneToOneField(Need, on_delete=models.SET_NULL, null=True, blank=True, related_name="carried_from")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["accompaniment", "position"]
        verbose_name = _("passage carried from the application")
        verbose_name_plural = _("passages carried from the application")
        constraints = [
            models.UniqueConstraint(fields=["accompaniment", "position"], name="carried_once"),
            models.CheckConstraint(condition=Q(state__in=CarriedState.values), name="carried_state_known"),
            models.CheckConstraint(
                condition=~Q(state=CarriedState.ASIDE) | ~Q(why=""), name="carried_set_aside_says_why"
            ),
        ]

    def __str__(self) -> str:
        return self.words[:60]
