"""Introductions, the most valuable thing the programme does: what was sent, sent again, and what came of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tremplin.core.fields import RefField
from tremplin.directory.models import Door, Holder
from tremplin.people.models import Person
from tremplin.support.models.accompaniments import Accompaniment
from tremplin.support.models.roadmaps import Need
from tremplin.support.states import (
    INTRODUCTION_MOVES,
    AskedSide,
    IntroductionState,
    NudgeKind,
    OutcomeOccasion,
    OutcomeResult,
    ReplyKind,
    TimeSaved,
)


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
    # the holder of the door it is written to, when the directory knows them
    holder = models.ForeignKey(Holder, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
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
    # it came back, and reached nobody: it is written again, to another address
    bounced_at = models.DateTimeField(null=True)
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(null=True)
    redirected_to = models.CharField(_("to whom"), max_length=300, blank=True)
    redirected_email = models.EmailField(_("their address"), blank=True)
    redirected_door = models.ForeignKey(Door, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    # an answer that came by itself said so: nothing is proposed before
    away_until = models.DateField(_("away until"), null=True, blank=True)
    # they asked not to be written to again, by anybody of ours
    stopped_at = models.DateTimeField(null=True, blank=True)
    # the address of the message is typed to answer it from its link: five wrong ones close the link for an hour
    wrong_tries = models.PositiveSmallIntegerField(default=0, editable=False)
    wrong_at = models.DateTimeField(null=True, blank=True, editable=False)
    # kept when they meet or when it ends: what it brought is asked of those that were taken up
    taken_up_on = models.DateField(_("taken up on"), null=True, blank=True)
    met_on = models.DateField(_("they met on"), null=True, blank=True)
    next_step = models.CharField(_("next step"), max_length=300, blank=True)
    next_who = models.CharField(_("who does it"), max_length=160, blank=True)
    next_on = models.DateField(_("by"), null=True, blank=True)
    ending = models.TextField(_("how it ended"), blank=True)

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
            models.CheckConstraint(
                condition=Q(bounced_at=None) | Q(sent_at=None), name="introduction_bounced_was_not_sent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.accompaniment} → {self.door}"


class Nudge(models.Model):
    """A word sent about an introduction nobody answered: to the same person, to their deputy, or above them."""

    ref = RefField()
    introduction = models.ForeignKey(Introduction, on_delete=models.CASCADE, related_name="nudges")
    kind = models.CharField(_("to whom"), max_length=10, choices=NudgeKind)
    to_name = models.CharField(_("name or function"), max_length=160)
    to_email = models.EmailField(_("address"))
    text = models.TextField(_("message"))
    reason = models.TextField(_("why above them"), blank=True)
    sent_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    # it came back, and reached nobody
    bounced_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["introduction", "sent_at", "pk"]
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=NudgeKind.values), name="nudge_kind_known"),
            models.CheckConstraint(
                condition=~Q(kind=NudgeKind.SUPERIOR) | ~Q(reason=""), name="nudge_above_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.introduction} – {self.get_kind_display()}"


class IncomingReply(models.Model):
    """A reply that came by mail about an introduction, until the officer files it: then its words are those of the
    answer, and only its dates stay here.
    """

    ref = RefField()
    introduction = models.ForeignKey(Introduction, on_delete=models.CASCADE, related_name="replies")
    # of the mail, so that the same one read twice is kept once
    mark = models.CharField(max_length=64, editable=False)
    kind = models.CharField(_("what it seems to say"), max_length=10, choices=ReplyKind)
    away_until = models.DateField(_("away until"), null=True, blank=True)
    text = models.TextField(_("reply"), blank=True)
    received_at = models.DateTimeField()
    filed_at = models.DateTimeField(null=True, blank=True)
    filed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["introduction", "received_at", "pk"]
        verbose_name = _("reply received")
        verbose_name_plural = _("replies received")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ReplyKind.values), name="incomingreply_kind_known"),
            models.CheckConstraint(condition=Q(filed_at=None) | Q(text=""), name="incomingreply_filed_keeps_no_words"),
            models.UniqueConstraint(fields=["introduction", "mark"], name="incomingreply_once"),
        ]

    def __str__(self) -> str:
        return f"{self.introduction} – {self.received_at:%Y-%m-%d}"


class Outcome(models.Model):
    """What an introduction brought, as one side says it: some months after, then at the exit."""

    ref = RefField()
    introduction = models.ForeignKey(Introduction, on_delete=models.CASCADE, related_name="outcomes")
    side = models.CharField(_("who says it"), max_length=10, choices=AskedSide)
    occasion = models.CharField(_("when"), max_length=10, choices=OutcomeOccasion)
    # empty for what was said before it was asked: the time saved alone is known
    result = models.CharField(_("what it brought"), max_length=10, choices=OutcomeResult, blank=True)
    saved = models.CharField(_("time saved"), max_length=10, choices=TimeSaved, blank=True)
    words = models.TextField(_("in a few words"), blank=True)
    # empty when the contact says it, from the link of a mail
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["introduction", "at", "pk"]
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        constraints = [
            models.CheckConstraint(condition=Q(side__in=AskedSide.values), name="outcome_side_known"),
            models.CheckConstraint(condition=Q(occasion__in=OutcomeOccasion.values), name="outcome_occasion_known"),
            models.CheckConstraint(condition=Q(result__in=["", *OutcomeResult.values]), name="outcome_result_known"),
            models.CheckConstraint(condition=~Q(result="", saved=""), name="outcome_says_something"),
            models.UniqueConstraint(fields=["introduction", "side", "occasion"], name="outcome_once_a_side"),
        ]

    def __str__(self) -> str:
        return f"{self.introduction} – {self.get_side_display()}"
