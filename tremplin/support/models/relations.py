"""The tie between an initiative and a body or a network: who they know there, what was promised, what happened."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tremplin.calls.models import Initiative
from tremplin.core.fields import RefField
from tremplin.directory.models import Body, Door, Holder, Network
from tremplin.people.models import Person
from tremplin.programme.models import Programme
from tremplin.support.states import COMMITMENT_MOVES, CommitmentState, TraceKind


class Relation(models.Model):
    """One initiative and one body, or one network, over time: it becomes the tie that lasts."""

    ref = RefField()
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="relations")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="relations")
    network = models.ForeignKey(Network, on_delete=models.PROTECT, null=True, blank=True, related_name="relations")
    since = models.DateTimeField()
    # "could you reach them now without us?", and the day it was said
    alone = models.BooleanField(_("the initiative reaches them without the programme"), null=True, blank=True)
    alone_on = models.DateField(null=True, blank=True)
    # who looks after it in the initiative once the support is over
    keeper = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="relations_kept", verbose_name=_("keeper")
    )
    handed_over_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["initiative", "body", "pk"]
        verbose_name = _("relation")
        verbose_name_plural = _("relations")
        constraints = [
            models.UniqueConstraint(fields=["initiative", "body"], name="relation_once"),
            models.UniqueConstraint(fields=["initiative", "network"], name="relation_once_a_network"),
            models.CheckConstraint(
                condition=Q(body__isnull=False, network=None) | Q(body=None, network__isnull=False),
                name="relation_with_a_body_or_a_network",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.initiative} – {self.partner}"

    @property
    def partner(self) -> Body | Network:
        found = self.body or self.network
        if found is None:  # the constraint forbids it
            raise ValueError("a relation with nobody")
        return found


class Trace(models.Model):
    """Something that happened in a relation: somebody met, something signed, or told; a promise is a commitment."""

    ref = RefField()
    relation = models.ForeignKey(Relation, on_delete=models.CASCADE, related_name="traces")
    kind = models.CharField(_("kind"), max_length=10, choices=TraceKind)
    on = models.DateField(_("day"))
    words = models.TextField(_("what happened"))
    who = models.CharField(_("with whom"), max_length=200, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["relation", "-on", "-at", "-pk"]
        verbose_name = _("trace of a relation")
        verbose_name_plural = _("traces of a relation")
        constraints = [models.CheckConstraint(condition=Q(kind__in=TraceKind.values), name="trace_kind_known")]

    def __str__(self) -> str:
        return f"{self.relation} {self.on:%Y-%m-%d}"


class Contact(models.Model):
    """Somebody the initiative knows there, now or before: whoever leaves stays written, with who came after."""

    ref = RefField()
    relation = models.ForeignKey(Relation, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField(_("name"), max_length=160)
    function = models.CharField(_("function"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    door = models.ForeignKey(Door, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    # when the directory knows them too: their departure there is told here
    holder = models.ForeignKey(Holder, on_delete=models.SET_NULL, null=True, blank=True, related_name="contacts")
    since = models.DateField(_("since"))
    left_on = models.DateField(_("left on"), null=True, blank=True)
    after = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="before")
    # asked who came after them, somebody answered that nobody did
    nobody_after = models.BooleanField(_("nobody came after"), default=False)

    class Meta:
        ordering = ["relation", F("left_on").desc(nulls_first=True), "-since", "-pk"]
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="contact_has_a_name"),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gte=F("since")), name="contact_leaves_after_coming"
            ),
            models.CheckConstraint(condition=~Q(after=F("pk")), name="contact_not_after_oneself"),
        ]

    def __str__(self) -> str:
        return self.shown_name

    @property
    def gone_on(self) -> date | None:
        """The day they left, as it was noted here or in the directory."""
        return self.left_on or (self.holder.left_on if self.holder else None)

    @property
    def forgotten(self) -> bool:
        """The directory was asked to forget them: their name is no longer shown here either."""
        return self.holder is not None and self.holder.objected_at is not None

    @property
    def shown_name(self) -> str:
        if not self.forgotten:
            return self.name
        return self.function or (str(self.door) if self.door else str(_("somebody who asked to be forgotten")))


class Commitment(models.Model):
    """What a body or a sponsor said it would do, who does it and by when; followed like an action of ours. For one
    initiative, or for the programme when `initiative` is empty.
    """

    MOVES = COMMITMENT_MOVES

    ref = RefField()
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="commitments")
    initiative = models.ForeignKey(
        Initiative, on_delete=models.CASCADE, null=True, blank=True, related_name="commitments"
    )
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="commitments")
    sponsor = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="commitments")
    what = models.CharField(_("what was promised"), max_length=300)
    who = models.CharField(_("who does it"), max_length=160)
    due_on = models.DateField(_("by"))
    state = models.CharField(max_length=10, choices=CommitmentState, default=CommitmentState.PROMISED)
    result = models.TextField(_("what came of it"), blank=True)
    made_on = models.DateField(_("promised on"))
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    closed_on = models.DateField(null=True, blank=True)
    # promised in a committee: its minutes say so too
    item = models.ForeignKey(
        "support.CommitteeItem", on_delete=models.SET_NULL, null=True, blank=True, related_name="commitments"
    )

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=CommitmentState.values), name="commitment_state_known"),
            models.CheckConstraint(
                condition=Q(body__isnull=False, sponsor=None) | Q(body=None, sponsor__isnull=False),
                name="commitment_of_a_body_or_a_sponsor",
            ),
            models.CheckConstraint(
                condition=Q(state=CommitmentState.PROMISED, closed_on=None)
                | ~Q(state=CommitmentState.PROMISED) & Q(closed_on__isnull=False),
                name="commitment_closed_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def promiser(self) -> Body | Person:
        found = self.body or self.sponsor
        if found is None:  # the constraint forbids it
            raise ValueError("a commitment of nobody")
        return found


class Remark(models.Model):
    """What a body says of how it was asked: kept beside what it was asked and did."""

    ref = RefField()
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="remarks")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    words = models.TextField(_("what you would like to say"))
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    read_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("remark of a body")
        verbose_name_plural = _("remarks of bodies")
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="remark_says_something")]

    def __str__(self) -> str:
        return f"{self.body} {self.at:%Y-%m-%d}"
