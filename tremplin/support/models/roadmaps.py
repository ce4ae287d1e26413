"""The roadmap: what an initiative needs, and what is to be done, by whom, by when."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tremplin.core.fields import RefField
from tremplin.people.models import Person
from tremplin.support.models.accompaniments import Accompaniment
from tremplin.support.states import ACTION_MOVES, NEED_MOVES, ActionState, NeedState, Owner, Step


class Need(models.Model):
    """What an initiative needs, in its own words, in one of the three steps."""

    MOVES = NEED_MOVES

    ref = RefField()
    accompaniment = models.ForeignKey(Accompaniment, on_delete=models.CASCADE, related_name="needs")
    step = models.CharField(_("step"), max_length=12, choices=Step)
    title = models.CharField(_("need"), max_length=200)
    words = models.TextField(_("in a few words"), blank=True)
    state = models.CharField(max_length=10, choices=NeedState, default=NeedState.OPEN)
    result = models.TextField(_("what came of it"), blank=True)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["accompaniment", "step", "written_at", "pk"]
        verbose_name = _("need")
        verbose_name_plural = _("needs")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=NeedState.values), name="need_state_known"),
            models.CheckConstraint(condition=Q(step__in=Step.values), name="need_step_known"),
        ]

    def __str__(self) -> str:
        return self.title


class Action(models.Model):
    """Something to do, with who does it and by when: every promise has both."""

    MOVES = ACTION_MOVES

    ref = RefField()
    accompaniment = models.ForeignKey(Accompaniment, on_delete=models.CASCADE, related_name="actions")
    need = models.ForeignKey(Need, on_delete=models.SET_NULL, null=True, blank=True, related_name="actions")
    step = models.CharField(_("step"), max_length=12, choices=Step)
    title = models.CharField(_("what is to be done"), max_length=200)
    owner = models.CharField(_("who does it"), max_length=10, choices=Owner)
    owner_name = models.CharField(_("name"), max_length=160, blank=True)
    due_on = models.DateField(_("by"))
    state = models.CharField(max_length=10, choices=ActionState, default=ActionState.PLANNED)
    result = models.TextField(_("what came of it"), blank=True)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["accompaniment", "due_on", "pk"]
        verbose_name = _("action of the roadmap")
        verbose_name_plural = _("actions of the roadmap")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ActionState.values), name="action_state_known"),
            models.CheckConstraint(condition=Q(step__in=Step.values), name="action_step_known"),
            models.CheckConstraint(condition=Q(owner__in=Owner.values), name="action_owner_known"),
        ]

    def __str__(self) -> str:
        return self.title
