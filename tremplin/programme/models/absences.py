"""Somebody is away for some days, and somebody else stands in."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tremplin.core.fields import RefField
from tremplin.people.models import Person


class Absence(models.Model):
    """From one day to another, without saying why. Whether it runs is computed; ended early, it says from which day."""

    ref = RefField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="absences", verbose_name=_("who is away"))
    from_day = models.DateField(_("first day away"))
    until_day = models.DateField(_("last day away"))
    stand_in = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="stood_in", verbose_name=_("who stands in")
    )
    said_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()
    # the first day they are back, when that is earlier than was said
    back_on = models.DateField(_("back on"), null=True, blank=True)

    class Meta:
        ordering = ["from_day", "pk"]
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        constraints = [
            models.CheckConstraint(condition=Q(until_day__gte=F("from_day")), name="absence_ends_after_it_starts"),
            models.CheckConstraint(condition=~Q(stand_in=F("person")), name="absence_somebody_else_stands_in"),
            models.CheckConstraint(
                condition=Q(back_on=None) | Q(back_on__lte=F("until_day")), name="absence_back_early"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.from_day:%Y-%m-%d}/{self.until_day:%Y-%m-%d}"

    def covers(self, day: date) -> bool:
        return self.from_day <= day <= self.until_day and (self.back_on is None or day < self.back_on)
