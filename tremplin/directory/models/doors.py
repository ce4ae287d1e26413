"""Doors: functions one may turn to. They outlive whoever holds them, and search learns from what came of knocking."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tremplin.content.models import Topic
from tremplin.core.fields import FoldedField, RefField
from tremplin.directory.models.bodies import Body, Territory
from tremplin.directory.states import DOOR_MOVES, CaseOutcome, DoorState
from tremplin.people.models import Person


class Door(models.Model):
    """A way into a body. `imported` is the one the official directory opens for each body; once the team has edited
    it, later imports leave it alone.
    """

    MOVES = DOOR_MOVES

    ref = RefField()
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="doors", verbose_name=_("body"))
    name = models.CharField(_("name of the door"), max_length=300)
    former_names = models.TextField(_("former names, one a line"), blank=True, editable=False)
    does = models.TextField(_("what this door does"), blank=True)
    for_whom = models.TextField(_("for whom"), blank=True)
    topics = models.ManyToManyField(Topic, related_name="doors", blank=True, verbose_name=_("themes"))
    territory = models.ForeignKey(
        Territory, on_delete=models.PROTECT, null=True, blank=True, related_name="doors", verbose_name=_("territory")
    )
    website = models.URLField(_("website"), max_length=500, blank=True)
    form_url = models.URLField(_("contact form"), max_length=500, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    address = models.TextField(_("postal address"), blank=True)
    vouched_by = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="doors_vouched_for",
        verbose_name=_("vouched for by"),
    )
    confirmed_on = models.DateField(_("last confirmed on"), null=True, blank=True)
    # the first day a message of ours went without an answer, since the last one that had one; told by later rooms
    silent_since = models.DateField(_("silent since"), null=True, blank=True)
    asked_on = models.DateField(_("asked to confirm on"), null=True, blank=True)
    # those behind its own address asked not to be written to any more
    no_mail_since = models.DateField(_("asks not to be written to since"), null=True, blank=True, editable=False)
    published = models.BooleanField(_("published"), default=False)
    imported = models.BooleanField(default=False, editable=False)
    edited = models.BooleanField(default=False, editable=False)
    state = models.CharField(max_length=10, choices=DoorState, default=DoorState.OPEN)
    closed_at = models.DateTimeField(null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("successor"),
    )
    folded = FoldedField(sources=("name", "former_names", "does"))

    class Meta:
        ordering = ["folded", "pk"]
        verbose_name = _("door")
        verbose_name_plural = _("doors")
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="door_has_a_name"),
            models.UniqueConstraint(fields=["body"], condition=Q(imported=True), name="door_imported_once_a_body"),
            models.CheckConstraint(
                condition=Q(state=DoorState.OPEN, closed_at=None) | Q(state=DoorState.CLOSED, closed_at__isnull=False),
                name="door_closed_has_an_instant",
            ),
            models.CheckConstraint(
                condition=Q(successor=None) | Q(state=DoorState.CLOSED), name="door_successor_of_a_closed_one"
            ),
            models.CheckConstraint(condition=~Q(successor=F("pk")), name="door_not_its_own_successor"),
            models.CheckConstraint(
                condition=Q(vouched_by=None) | Q(confirmed_on__isnull=False), name="door_vouched_for_on_a_day"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def reachable(self) -> bool:
        return bool(self.website or self.form_url or self.email or self.phone or self.address)


class Case(models.Model):
    """A need somebody had, and what came of taking it to a door. Counted, never displayed."""

    ref = RefField()
    door = models.ForeignKey(Door, on_delete=models.PROTECT, related_name="cases")
    words = models.TextField()
    outcome = models.CharField(max_length=10, choices=CaseOutcome)
    source = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=CaseOutcome.values), name="case_outcome_known"),
            models.UniqueConstraint(
                fields=["door", "source"], condition=~Q(source=""), name="case_once_a_door_and_source"
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class Correction(models.Model):
    """« Not me, but that door »: said of a need. Counted, never displayed."""

    ref = RefField()
    from_door = models.ForeignKey(Door, on_delete=models.PROTECT, related_name="corrections_away")
    to_door = models.ForeignKey(Door, on_delete=models.PROTECT, related_name="corrections_here")
    words = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        constraints = [models.CheckConstraint(condition=~Q(from_door=F("to_door")), name="correction_to_another_door")]

    def __str__(self) -> str:
        return self.ref


class Generation(models.Model):
    """The word that changes whenever what the search reads has changed: an index made under another is made again."""

    name = models.CharField(max_length=40, unique=True)
    token = models.CharField(max_length=32)

    class Meta:
        ordering = ["name"]
        verbose_name = _("generation of an index")
        verbose_name_plural = _("generations of indexes")

    def __str__(self) -> str:
        return self.name
