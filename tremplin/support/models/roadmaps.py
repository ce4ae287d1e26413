"""The roadmap: what an initiative needs, and what is to be done, by whom, by when."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tremplin.core.fields import RefField
from tremplin.directory.models import Body, Door, Resource
from tremplin.people.models import Person
from tremplin.support.models.accompaniments import Accompaniment, Point
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
    # the person who does it, when they are known here; the body and the door, when it is an administration's
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="actions", verbose_name=_("person")
    )
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="actions")
    door = models.ForeignKey(Door, on_delete=models.PROTECT, null=True, blank=True, related_name="actions")
    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, null=True, blank=True, related_name="actions")
    due_on = models.DateField(_("by"))
    state = models.CharField(max_length=10, choices=ActionState, default=ActionState.PLANNED)
    result = models.TextField(_("what came of it"), blank=True)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    # its place in its step on the board
    position = models.PositiveIntegerField(default=0)
    # the call it was typed after, the session it was born from, the line of the template it was copied from
    point = models.ForeignKey(Point, on_delete=models.SET_NULL, null=True, blank=True, related_name="actions")
    booking = models.ForeignKey(
        "support.Booking", on_delete=models.SET_NULL, null=True, blank=True, related_name="actions"
    )
    copied_from = models.ForeignKey(
        "support.TemplateAction", on_delete=models.SET_NULL, null=True, blank=True, related_name="copies"
    )
    # when it is asked of the initiative by the programme: written to it on that instant, in line before
    asked = models.BooleanField(default=False)
    told_at = models.DateTimeField(null=True, blank=True)
    # "not yet" was answered, and until when one waits
    later_until = models.DateField(null=True, blank=True)

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

    @property
    def who(self) -> str:
        """The name of whoever does it, when one is known: the person, the name typed, the door or the body."""
        return str(self.person or self.owner_name or (self.owner == Owner.BODY and (self.door or self.body)) or "")


class Comment(models.Model):
    """What somebody says of a need or an action; kept for the programme alone when it says so."""

    ref = RefField()
    accompaniment = models.ForeignKey(Accompaniment, on_delete=models.CASCADE, related_name="comments")
    need = models.ForeignKey(Need, on_delete=models.CASCADE, null=True, blank=True, related_name="comments")
    action = models.ForeignKey(Action, on_delete=models.CASCADE, null=True, blank=True, related_name="comments")
    words = models.TextField(_("comment"))
    private = models.BooleanField(_("for the programme only"), default=False)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["accompaniment", "at", "pk"]
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        constraints = [
            models.CheckConstraint(
                condition=Q(need__isnull=False, action=None) | Q(need=None, action__isnull=False),
                name="comment_on_a_need_or_an_action",
            ),
            models.CheckConstraint(condition=~Q(words=""), name="comment_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.need or self.action} {self.at:%Y-%m-%d}"
