"""The thread of a season: the steps that lead to its announcement, and those that follow it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tremplin.core.fields import Bilingual, RefField
from tremplin.people.models import Person
from tremplin.programme.models.seasons import Season
from tremplin.programme.states import MILESTONE_MOVES, MilestoneState


class Milestone(models.Model):
    """A step with its owner and its day, planned backwards from the announcement.

    A step with a `fact` is done when a room knows that it is: nobody ticks it. The others are said done by somebody.
    """

    MOVES = MILESTONE_MOVES

    ref = RefField()
    season = models.ForeignKey(Season, on_delete=models.CASCADE, related_name="milestones")
    key = models.CharField(max_length=40, blank=True)
    title_fr = models.CharField(_("what is to be done, in French"), max_length=160)
    title_en = models.CharField(_("what is to be done, in English"), max_length=160, blank=True)
    # days from the announcement, before it when negative: what next season's thread is made of
    offset = models.SmallIntegerField()
    due_on = models.DateField(_("by"))
    owner = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="milestones", verbose_name=_("who")
    )
    link = models.CharField(_("page where it is done"), max_length=200, blank=True)
    fact = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=10, choices=MilestoneState, default=MilestoneState.PLANNED)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    done_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    dropped_at = models.DateTimeField(null=True, blank=True)
    dropped_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    dropped_why = models.TextField(_("why it is dropped"), blank=True)
    copied_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    title = Bilingual("title")

    class Meta:
        ordering = ["due_on", "offset", "pk"]
        verbose_name = _("step of a season")
        verbose_name_plural = _("steps of a season")
        constraints = [
            models.UniqueConstraint(fields=["season", "key"], condition=~Q(key=""), name="milestone_key_once"),
            models.CheckConstraint(condition=Q(state__in=MilestoneState.values), name="milestone_state_known"),
            models.CheckConstraint(
                condition=~Q(state=MilestoneState.DONE) | Q(fact="", done_on__isnull=False, done_by__isnull=False),
                name="milestone_done_says_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(state=MilestoneState.DROPPED)
                | Q(dropped_at__isnull=False, dropped_by__isnull=False) & ~Q(dropped_why=""),
                name="milestone_dropped_says_why",
            ),
            models.CheckConstraint(condition=Q(link="") | Q(link__startswith="/"), name="milestone_link_is_ours"),
        ]

    def __str__(self) -> str:
        return str(self.title)
