"""A sitting: its running order, who was there, what was proposed for each file."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tremplin.core.fields import RefField
from tremplin.people.models import Person
from tremplin.selection.models.reviews import Seat
from tremplin.selection.models.rounds import Round, RoundFile
from tremplin.selection.states import ITEM_MOVES, SITTING_MOVES, ItemState, Outcome, SittingState


class Sitting(models.Model):
    """The meeting of the college of a round. Closing it draws up the minutes and settles the files discussed."""

    MOVES = SITTING_MOVES

    ref = RefField()
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="sittings")
    starts_at = models.DateTimeField(_("date and hour"))
    place = models.CharField(_("place, or how to join"), max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=SittingState, default=SittingState.PLANNED)
    remarks = models.TextField(_("remarks for the minutes"), blank=True)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["round", "starts_at", "pk"]
        verbose_name = _("sitting")
        verbose_name_plural = _("sittings")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=SittingState.values), name="sitting_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.round} – {self.starts_at:%Y-%m-%d}"


class Presence(models.Model):
    """Somebody of the college was there."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="presences")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="presences")

    class Meta:
        ordering = ["sitting", "seat__number"]
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        constraints = [models.UniqueConstraint(fields=["sitting", "seat"], name="presence_once")]

    def __str__(self) -> str:
        return str(self.seat)


class SittingItem(models.Model):
    """A file on the running order, and what the sitting proposes: the authority decides."""

    MOVES = ITEM_MOVES

    ref = RefField()
    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="items")
    file = models.ForeignKey(RoundFile, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=ItemState, default=ItemState.WAITING)
    outcome = models.CharField(_("proposal"), max_length=15, choices=Outcome, blank=True)
    rank = models.PositiveSmallIntegerField(_("rank on the complementary list"), null=True, blank=True)
    words = models.TextField(_("what was said"), blank=True)
    # the quorum as it was when the proposal was made
    present = models.PositiveSmallIntegerField(null=True)
    needed = models.PositiveSmallIntegerField(null=True)
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["sitting", "position", "pk"]
        verbose_name = _("file of a sitting")
        verbose_name_plural = _("files of a sitting")
        constraints = [
            models.UniqueConstraint(fields=["sitting", "file"], name="sittingitem_once"),
            models.CheckConstraint(condition=Q(state__in=ItemState.values), name="sittingitem_state_known"),
            models.CheckConstraint(
                condition=~Q(state=ItemState.PROPOSED) | Q(proposed_at__isnull=False) & ~Q(outcome=""),
                name="sittingitem_proposed_says_what",
            ),
        ]

    def __str__(self) -> str:
        return str(self.file)
