"""The programme, its seasons, the mandates people hold in it."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tremplin.core import clock
from tremplin.core.fields import Bilingual, RefField
from tremplin.people.models import Person
from tremplin.programme.states import Role


class Programme(models.Model):
    """An accelerator run by a public body. One installation may hold several."""

    ref = RefField()
    name_fr = models.CharField(_("name, in French"), max_length=120)
    name_en = models.CharField(_("name, in English"), max_length=120, blank=True)
    authority = models.CharField(_("authority that runs it"), max_length=160)
    # SIRET, for the file of subsidies
    authority_number = models.CharField(_("registration number of the authority"), max_length=14, blank=True)
    legal_basis = models.TextField(_("legal basis"), blank=True)
    time_zone = models.CharField(_("time zone"), max_length=40, default="Europe/Paris")
    contact_email = models.EmailField(_("address people may write to"), blank=True)
    # days after which the product proposes a word to a contact who does not answer, then to give up
    first_nudge = models.PositiveSmallIntegerField(_("first reminder, in days"), default=9)
    second_nudge = models.PositiveSmallIntegerField(_("second reminder, in days"), default=21)
    give_up_after = models.PositiveSmallIntegerField(_("given up after, in days"), default=45)
    asks_a_week = models.PositiveSmallIntegerField(_("messages one body receives a week, at most"), default=3)

    name = Bilingual("name")

    class Meta:
        ordering = ["name_fr", "pk"]
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        constraints = [
            models.CheckConstraint(
                condition=Q(first_nudge__gte=1)
                & Q(second_nudge__gt=F("first_nudge"))
                & Q(give_up_after__gt=F("second_nudge")),
                name="programme_nudges_in_order",
            ),
            models.CheckConstraint(condition=Q(asks_a_week__gte=1), name="programme_asks_at_least_once"),
        ]

    def __str__(self) -> str:
        return str(self.name)


class Season(models.Model):
    """A year of the programme, with a call or without one."""

    ref = RefField()
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="seasons", verbose_name=_("programme")
    )
    name_fr = models.CharField(_("name, in French"), max_length=120)
    name_en = models.CharField(_("name, in English"), max_length=120, blank=True)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    # the day everything is planned backwards from; a season without a call may have none
    announced_on = models.DateField(_("day of the announcement"), null=True, blank=True)

    name = Bilingual("name")

    class Meta:
        ordering = ["-starts_on", "pk"]
        verbose_name = _("season")
        verbose_name_plural = _("seasons")
        constraints = [
            models.UniqueConstraint(fields=["programme", "name_fr"], name="season_name_unique"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="season_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def is_running(self) -> bool:
        return self.starts_on <= clock.today(self.programme.time_zone) <= self.ends_on


class Mandate(models.Model):
    """What a person may do, for which programme and season, from one day to another. Ended, never deleted."""

    ref = RefField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mandates", verbose_name=_("person"))
    role = models.CharField(_("role"), max_length=20, choices=Role)
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="mandates", verbose_name=_("programme")
    )
    season = models.ForeignKey(
        Season, on_delete=models.PROTECT, null=True, blank=True, related_name="mandates", verbose_name=_("season")
    )
    from_day = models.DateField(_("from"))
    until_day = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["person", "role", "from_day", "pk"]
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role", "programme", "season", "from_day"],
                condition=Q(season__isnull=False),
                name="mandate_unique_in_season",
            ),
            models.UniqueConstraint(
                fields=["person", "role", "programme", "from_day"],
                condition=Q(season=None),
                name="mandate_unique_in_programme",
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="mandate_role_known"),
            models.CheckConstraint(
                condition=Q(until_day=None) | Q(until_day__gte=F("from_day")), name="mandate_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} – {self.person}"

    def is_in_force(self, day: date) -> bool:
        return self.from_day <= day and (self.until_day is None or day <= self.until_day)
