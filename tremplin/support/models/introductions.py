"""Introductions, the most valuable thing the programme does, and the relation each one begins or feeds."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tremplin.calls.models import Initiative
from tremplin.core.fields import RefField
from tremplin.directory.models import Body, Door
from tremplin.people.models import Person
from tremplin.support.models.accompaniments import Accompaniment
from tremplin.support.models.roadmaps import Need
from tremplin.support.states import INTRODUCTION_MOVES, IntroductionState, TimeSaved, TraceKind


class Relation(models.Model):
    """One initiative and one body, over time: it becomes the tie that lasts."""

    ref = RefField()
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="relations")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="relations")
    since = models.DateTimeField()

    class Meta:
        ordering = ["initiative", "body", "pk"]
        verbose_name = _("relation")
        verbose_name_plural = _("relations")
        constraints = [models.UniqueConstraint(fields=["initiative", "body"], name="relation_once")]

    def __str__(self) -> str:
        return f"{self.initiative} – {self.body}"


class Trace(models.Model):
    """Something that happened in a relation: somebody met, something promised, signed, or told."""

    ref = RefField()
    relation = models.ForeignKey(Relation, on_delete=models.CASCADE, related_name="traces")
    kind = models.CharField(_("kind"), max_length=10, choices=TraceKind)
    on = models.DateField(_("day"))
    words = models.TextField(_("what happened"))
    who = models.CharField(_("with whom"), max_length=200, blank=True)
    due_on = models.DateField(_("promised for"), null=True, blank=True)
    kept_on = models.DateField(_("kept on"), null=True, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["relation", "-on", "-at", "-pk"]
        verbose_name = _("trace of a relation")
        verbose_name_plural = _("traces of a relation")
        constraints = [models.CheckConstraint(condition=Q(kind__in=TraceKind.values), name="trace_kind_known")]

    def __str__(self) -> str:
        return f"{self.relation} {self.on:%Y-%m-%d}"


class Introduction(models.Model):
    """A message written for one person behind one door: agreed word for word by the initiative before it leaves."""

    MOVES = INTRODUCTION_MOVES

    ref = RefField()
    accompaniment = models.ForeignKey(Accompaniment, on_delete=models.CASCADE, related_name="introductions")
    need = models.ForeignKey(Need, on_delete=models.SET_NULL, null=True, blank=True, related_name="introductions")
    door = models.ForeignKey(Door, on_delete=models.PROTECT, related_name="introductions")
    state = models.CharField(max_length=10, choices=IntroductionState, default=IntroductionState.ASKED)
    contact_name = models.CharField(_("who it is written to"), max_length=160)
    contact_email = models.EmailField(_("address"))
    language = models.CharField(max_length=5, default="fr")
    text = models.TextField(_("message"))
    shared = models.TextField(_("what is given about the initiative"), blank=True)
    answer_by = models.DateField(_("answer hoped for by"))
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    # the hash of what was agreed to: text, what is given, and to whom
    agreed_sha256 = models.CharField(max_length=64, blank=True)
    agreed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(null=True)
    redirected_to = models.CharField(_("to whom"), max_length=300, blank=True)
    redirected_door = models.ForeignKey(Door, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    met_on = models.DateField(_("they met on"), null=True, blank=True)
    next_step = models.CharField(_("next step"), max_length=300, blank=True)
    next_who = models.CharField(_("who does it"), max_length=160, blank=True)
    next_on = models.DateField(_("by"), null=True, blank=True)
    ending = models.TextField(_("how it ended"), blank=True)
    saved = models.CharField(_("time saved, as the initiative says"), max_length=10, choices=TimeSaved, blank=True)

    class Meta:
        ordering = ["accompaniment", "-asked_at", "-pk"]
        verbose_name = _("introduction")
        verbose_name_plural = _("introductions")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=IntroductionState.values), name="introduction_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=[IntroductionState.ASKED, IntroductionState.REFUSED]) | ~Q(agreed_sha256=""),
                name="introduction_leaves_agreed",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[IntroductionState.ASKED, IntroductionState.AGREED, IntroductionState.REFUSED])
                | Q(sent_at__isnull=False),
                name="introduction_answered_was_sent",
            ),
            models.CheckConstraint(
                condition=~Q(state=IntroductionState.MET) | Q(met_on__isnull=False) & ~Q(next_step=""),
                name="introduction_met_has_a_next_step",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.accompaniment} → {self.door}"
