"""An initiative, who carries it, and the people of its team."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tremplin.calls.states import MEMBER_MOVES, BearerKind, MemberState, TeamRight
from tremplin.core.fields import FoldedField, RefField
from tremplin.people.models import Person


class Initiative(models.Model):
    """What applies, season after season; it outlives its applications."""

    ref = RefField()
    name = models.CharField(_("name of the initiative"), max_length=160)
    folded = FoldedField(sources=("name",))
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["folded", "pk"]
        verbose_name = _("initiative")
        verbose_name_plural = _("initiatives")

    def __str__(self) -> str:
        return self.name


class Bearer(models.Model):
    """Who carries an initiative, from one day to another: a person, a group, a body; several together."""

    ref = RefField()
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="bearers")
    kind = models.CharField(_("kind"), max_length=20, choices=BearerKind)
    name = models.CharField(_("name"), max_length=200, blank=True)
    number = models.CharField(_("registration number"), max_length=20, blank=True)
    from_day = models.DateField(_("from"))
    until_day = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["initiative", "from_day", "pk"]
        verbose_name = _("bearer")
        verbose_name_plural = _("bearers")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=BearerKind.values), name="bearer_kind_known"),
            models.CheckConstraint(
                condition=Q(until_day=None) | Q(until_day__gte=F("from_day")), name="bearer_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(self.get_kind_display())


class TeamMember(models.Model):
    """A person of an initiative's team, and what they may do with its applications."""

    MOVES = MEMBER_MOVES

    ref = RefField()
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    right = models.CharField(_("right"), max_length=10, choices=TeamRight)
    state = models.CharField(max_length=10, choices=MemberState, default=MemberState.INVITED)
    invited_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["initiative", "person__folded", "pk"]
        verbose_name = _("team member")
        verbose_name_plural = _("team members")
        constraints = [
            models.UniqueConstraint(fields=["initiative", "person"], name="teammember_once"),
            models.CheckConstraint(condition=Q(right__in=TeamRight.values), name="teammember_right_known"),
            models.CheckConstraint(condition=Q(state__in=MemberState.values), name="teammember_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.initiative}"
