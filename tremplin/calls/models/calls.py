"""A call of a season: what it asks, its tracks, its intakes, its dated texts."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tremplin.calls.models.forms import FormVersion
from tremplin.calls.states import IntakeState, LegalKind
from tremplin.core.fields import Bilingual, RefField
from tremplin.programme.models import Season


class Call(models.Model):
    ref = RefField()
    season = models.ForeignKey(Season, on_delete=models.PROTECT, related_name="calls", verbose_name=_("season"))
    form = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="calls", verbose_name=_("form"))
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    title_fr = models.CharField(_("title, in French"), max_length=160)
    title_en = models.CharField(_("title, in English"), max_length=160, blank=True)
    summary_fr = models.TextField(_("in a few lines, in French"))
    summary_en = models.TextField(_("in a few lines, in English"), blank=True)
    asks_fr = models.TextField(_("what is asked of the team (time, money, what is published), in French"))
    asks_en = models.TextField(_("what is asked of the team, in English"), blank=True)
    prepare_fr = models.TextField(_("what to prepare, one item a line, in French"))
    prepare_en = models.TextField(_("what to prepare, one item a line, in English"), blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    title = Bilingual("title")
    summary = Bilingual("summary")
    asks = Bilingual("asks")
    prepare = Bilingual("prepare")

    class Meta:
        ordering = ["-season__starts_on", "title_fr", "pk"]
        verbose_name = _("call")
        verbose_name_plural = _("calls")

    def __str__(self) -> str:
        return str(self.title)


class Track(models.Model):
    """Where an application goes, by the answer to the question that routes it."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="tracks")
    key = models.CharField(max_length=200)
    name_fr = models.CharField(_("name, in French"), max_length=120)
    name_en = models.CharField(_("name, in English"), max_length=120, blank=True)

    name = Bilingual("name")

    class Meta:
        ordering = ["call", "key"]
        verbose_name = _("track")
        verbose_name_plural = _("tracks")
        constraints = [models.UniqueConstraint(fields=["call", "key"], name="track_key_unique")]

    def __str__(self) -> str:
        return str(self.name)


class Intake(models.Model):
    """A closing of the call. `closes_at` is the first refused instant; the grace is silent, the same for everyone."""

    ref = RefField()
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="intakes")
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes (first refused instant)"))
    grace = models.DurationField(_("grace"), default=timedelta(0))

    class Meta:
        ordering = ["call", "closes_at"]
        verbose_name = _("intake")
        verbose_name_plural = _("intakes")
        constraints = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="intake_closes_after_it_opens"),
            models.UniqueConstraint(fields=["call", "closes_at"], name="intake_closing_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.call} – {self.closes_at:%Y-%m-%d}"

    def state_at(self, instant: datetime) -> IntakeState:
        if instant < self.opens_at:
            return IntakeState.PLANNED
        return IntakeState.OPEN if self.takes(instant) else IntakeState.CLOSED

    def takes(self, instant: datetime) -> bool:
        """Is an application received at this instant in time for this closing?"""
        return instant < self.closes_at + self.grace


class LegalText(models.Model):
    """A text of a call that binds: dated, never edited, replaced by the next."""

    ref = RefField()
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="legal_texts")
    kind = models.CharField(_("kind"), max_length=10, choices=LegalKind)
    words_fr = models.TextField(_("text, in French"))
    words_en = models.TextField(_("text, in English"), blank=True)
    valid_from = models.DateTimeField(_("in force from"))
    sha256 = models.CharField(max_length=64)

    words = Bilingual("words")

    class Meta:
        ordering = ["call", "kind", "-valid_from"]
        verbose_name = _("legal text")
        verbose_name_plural = _("legal texts")
        constraints = [
            models.UniqueConstraint(fields=["call", "kind", "valid_from"], name="legaltext_once_an_instant"),
            models.CheckConstraint(condition=Q(kind__in=LegalKind.values), name="legaltext_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} – {self.valid_from:%Y-%m-%d}"
