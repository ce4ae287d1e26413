"""Who holds a door, and what is told of it: holders come and go, the door stays."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tremplin.core.fields import RefField
from tremplin.directory.models.doors import Door
from tremplin.directory.states import HolderPart, ReportKind
from tremplin.people.models import Person


class Holder(models.Model):
    """Somebody behind a door, or their deputy. Until they are told that we keep their name, only the function shows;
    one who objects is forgotten at once, the row keeps its dates.
    """

    ref = RefField()
    door = models.ForeignKey(Door, on_delete=models.CASCADE, related_name="holders")
    part = models.CharField(_("part"), max_length=10, choices=HolderPart, default=HolderPart.HOLDER)
    name = models.CharField(_("name"), max_length=160, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    since = models.DateField(_("since"), null=True, blank=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)
    absent_until = models.DateField(_("away until"), null=True, blank=True)
    no_mail_since = models.DateField(_("asks not to be written to since"), null=True, blank=True, editable=False)
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    entered_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)
    objected_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["door", F("left_on").desc(nulls_first=True), "part", "pk"]
        verbose_name = _("holder of a door")
        verbose_name_plural = _("holders of doors")
        constraints = [
            models.CheckConstraint(condition=Q(part__in=HolderPart.values), name="holder_part_known"),
            models.CheckConstraint(
                condition=Q(objected_at=None) | Q(name="", email="", phone=""), name="holder_who_objects_is_forgotten"
            ),
            models.CheckConstraint(condition=Q(objected_at__isnull=False) | ~Q(name=""), name="holder_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name if self.shown else f"{self.door}"

    @property
    def shown(self) -> bool:
        """Whether their name may be shown to those who work with the door."""
        return self.told_at is not None and self.objected_at is None


class Report(models.Model):
    """What somebody said of a door: it is right, it changed, its holder left, it closed. The history of the door; the
    team settles what asks for something.
    """

    ref = RefField()
    door = models.ForeignKey(Door, on_delete=models.CASCADE, related_name="reports")
    kind = models.CharField(_("what was said"), max_length=10, choices=ReportKind)
    words = models.TextField(_("in a few words"), blank=True)
    # an account of ours, or a holder who answered from the link of a mail
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    holder = models.ForeignKey(Holder, on_delete=models.SET_NULL, null=True, blank=True, related_name="reports")
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["door", "-at", "-pk"]
        verbose_name = _("report on a door")
        verbose_name_plural = _("reports on doors")
        constraints = [models.CheckConstraint(condition=Q(kind__in=ReportKind.values), name="report_kind_known")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} – {self.door}"
