"""The end of a year of support: its report, written from the file and edited by people, and the duties of the
charter with their evidence.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tremplin.core.fields import RefField
from tremplin.core.models import StoredFile
from tremplin.people.models import Person
from tremplin.support.models.accompaniments import Accompaniment
from tremplin.support.states import DutyState, ReportAudience


class YearReport(models.Model):
    """A version of the report of the year. A version that was finished is never changed: another follows. The public
    one is published once the initiative agreed to its words.
    """

    ref = RefField()
    accompaniment = models.ForeignKey(Accompaniment, on_delete=models.PROTECT, related_name="reports")
    audience = models.CharField(_("for whom"), max_length=10, choices=ReportAudience)
    number = models.PositiveSmallIntegerField()
    # the figures and facts of the file on the day it was drafted: what the words were written from
    facts = models.JSONField()
    words = models.TextField(_("report"))
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["accompaniment", "audience", "-number"]
        verbose_name = _("report of the year")
        verbose_name_plural = _("reports of the year")
        constraints = [
            models.UniqueConstraint(fields=["accompaniment", "audience", "number"], name="yearreport_number_unique"),
            models.UniqueConstraint(
                fields=["accompaniment", "audience"], condition=Q(finished_at=None), name="yearreport_one_draft"
            ),
            models.CheckConstraint(condition=Q(audience__in=ReportAudience.values), name="yearreport_audience_known"),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(audience=ReportAudience.PUBLIC, agreed_at__isnull=False),
                name="yearreport_published_was_agreed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.accompaniment} – {self.get_audience_display()} v{self.number}"


class Duty(models.Model):
    """One duty of the charter, looked at when the support ends, with its evidence."""

    accompaniment = models.ForeignKey(Accompaniment, on_delete=models.CASCADE, related_name="duties")
    title = models.CharField(_("duty"), max_length=300)
    position = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=DutyState, blank=True)
    evidence = models.TextField(_("evidence: an address, or a few words"), blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["accompaniment", "position"]
        verbose_name = _("duty of the charter")
        verbose_name_plural = _("duties of the charter")
        constraints = [
            models.UniqueConstraint(fields=["accompaniment", "position"], name="duty_once"),
            models.CheckConstraint(condition=Q(state__in=["", *DutyState.values]), name="duty_state_known"),
            models.CheckConstraint(
                condition=Q(state="") | ~Q(evidence="") & Q(by__isnull=False) & Q(at__isnull=False),
                name="duty_said_with_evidence",
            ),
        ]

    def __str__(self) -> str:
        return self.title
