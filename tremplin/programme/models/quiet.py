"""Quiet periods: while one runs, the programme publishes and announces nothing by itself."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tremplin.core.fields import Bilingual, RefField
from tremplin.people.models import Person
from tremplin.programme.models.seasons import Programme
from tremplin.programme.states import QuietReason


class QuietPeriod(models.Model):
    """While it runs, the programme publishes and announces nothing by itself; what is due waits for its end.

    It begins and ends by the clock, or ends when somebody resumes; whether it runs is computed, never stored.
    """

    ref = RefField()
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="quiet_periods", verbose_name=_("programme")
    )
    reason = models.CharField(_("reason"), max_length=10, choices=QuietReason)
    words_fr = models.CharField(_("words for the team, in French"), max_length=200, blank=True)
    words_en = models.CharField(_("words for the team, in English"), max_length=200, blank=True)
    starts_at = models.DateTimeField(_("begins on"))
    ends_at = models.DateTimeField(_("ends on"), null=True, blank=True)
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    resumed_at = models.DateTimeField(_("resumed on"), null=True, blank=True)
    resumed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    words = Bilingual("words")

    class Meta:
        ordering = ["starts_at", "pk"]
        verbose_name = _("quiet period")
        verbose_name_plural = _("quiet periods")
        constraints = [
            models.CheckConstraint(condition=Q(reason__in=QuietReason.values), name="quietperiod_reason_known"),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")), name="quietperiod_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(resumed_at=None, resumed_by=None) | Q(resumed_at__isnull=False, resumed_by__isnull=False),
                name="quietperiod_resumed_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["programme"],
                condition=Q(ends_at=None, resumed_at=None),
                name="quietperiod_one_without_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()} – {self.programme}"

    @property
    def over_at(self) -> datetime | None:
        """When it ended, or will; None while it waits for somebody. Before its start: it was cancelled."""
        return self.resumed_at or self.ends_at

    def covers(self, instant: datetime) -> bool:
        return self.starts_at <= instant and not self.is_over(instant)

    def is_over(self, instant: datetime) -> bool:
        return self.over_at is not None and self.over_at <= instant
