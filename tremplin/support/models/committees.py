"""Committees: who sits, what is decided of each support, the minutes signed, and what partners pledge."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tremplin.core.fields import RefField
from tremplin.core.models import StoredFile
from tremplin.directory.models import Body
from tremplin.people.models import Person
from tremplin.programme.models import Programme, Season
from tremplin.support.models.accompaniments import Accompaniment
from tremplin.support.states import (
    COMMITTEE_MOVES,
    PLEDGE_MOVES,
    CommitteeKind,
    CommitteeOutcome,
    CommitteeState,
    PledgeKind,
    PledgeState,
    Presence,
)


class Committee(models.Model):
    MOVES = COMMITTEE_MOVES

    ref = RefField()
    season = models.ForeignKey(Season, on_delete=models.PROTECT, related_name="committees")
    kind = models.CharField(_("kind"), max_length=12, choices=CommitteeKind)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    place = models.CharField(_("place, or how to join"), max_length=300, blank=True)
    words = models.TextField(_("agenda, in a few words"), blank=True)
    state = models.CharField(max_length=10, choices=CommitteeState, default=CommitteeState.PLANNED)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    # share of the members who may sit on a file that must be there to decide of it
    quorum = models.PositiveSmallIntegerField(_("quorum, in per cent"), default=50)
    # raised at each change, so that calendars replace what they hold
    sequence = models.PositiveSmallIntegerField(default=0)
    changed_why = models.TextField(_("why it was moved"), blank=True)
    # the pack: when it was asked for, how far the worker is (files, then documents), when it was ready
    pack_asked_at = models.DateTimeField(null=True, blank=True)
    pack_done = models.PositiveSmallIntegerField(default=0)
    pack_total = models.PositiveSmallIntegerField(default=0)
    packed_at = models.DateTimeField(null=True, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    cancelled_why = models.TextField(_("why it is cancelled"), blank=True)

    class Meta:
        ordering = ["-starts_at", "-pk"]
        verbose_name = _("committee")
        verbose_name_plural = _("committees")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=CommitteeKind.values), name="committee_kind_known"),
            models.CheckConstraint(condition=Q(state__in=CommitteeState.values), name="committee_state_known"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="committee_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(quorum__gte=1, quorum__lte=100), name="committee_quorum_is_a_share"),
            models.CheckConstraint(
                condition=~Q(state__in=[CommitteeState.HELD, CommitteeState.SIGNED])
                | Q(held_at__isnull=False, packed_at__isnull=False),
                name="committee_held_after_its_pack",
            ),
            models.CheckConstraint(
                condition=~Q(state=CommitteeState.CANCELLED) | ~Q(cancelled_why=""), name="committee_cancelled_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.starts_at:%Y-%m-%d}"


class CommitteeMember(models.Model):
    """Somebody who sits in a committee. A sponsor sees nothing of the initiatives it is linked to."""

    ref = RefField()
    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="committee_seats")
    quality = models.CharField(_("acting as"), max_length=200)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    presence = models.CharField(_("presence"), max_length=10, choices=Presence, default=Presence.EXPECTED)
    # convened by mail, for the last time
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["committee", "person__folded", "pk"]
        verbose_name = _("member of a committee")
        verbose_name_plural = _("members of committees")
        constraints = [
            models.UniqueConstraint(fields=["committee", "person"], name="committeemember_once"),
            models.CheckConstraint(condition=Q(presence__in=Presence.values), name="committeemember_presence_known"),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.committee}"


class CommitteeItem(models.Model):
    """One support on the agenda of a committee: what its members read, and what they decided."""

    ref = RefField()
    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="items")
    accompaniment = models.ForeignKey(Accompaniment, on_delete=models.PROTECT, related_name="committee_items")
    position = models.PositiveSmallIntegerField(default=0)
    # what was read, assembled from the file on the day of the pack
    frozen = models.JSONField(null=True, blank=True)
    officer_words = models.TextField(_("what the officer proposes, and why"), blank=True)
    outcome = models.CharField(_("decision"), max_length=10, choices=CommitteeOutcome, blank=True)
    extended_until = models.DateField(_("extended until"), null=True, blank=True)
    granted = models.DecimalField(_("grant, in euros"), max_digits=12, decimal_places=2, null=True, blank=True)
    conditions = models.TextField(_("conditions of the next tranche"), blank=True)
    motive = models.TextField(_("motive"), blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    # when it was decided: how many members were there and how many were needed, who had left the room
    present = models.PositiveSmallIntegerField(null=True, blank=True)
    needed = models.PositiveSmallIntegerField(null=True, blank=True)
    left_room = models.ManyToManyField(CommitteeMember, related_name="left_items", blank=True)

    class Meta:
        ordering = ["committee", "position", "pk"]
        verbose_name = _("item of a committee")
        verbose_name_plural = _("items of committees")
        constraints = [
            models.UniqueConstraint(fields=["committee", "accompaniment"], name="committeeitem_once"),
            models.CheckConstraint(
                condition=Q(outcome__in=["", *CommitteeOutcome.values]), name="committeeitem_outcome_known"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", decided_at=None) | ~Q(outcome="") & Q(decided_at__isnull=False),
                name="committeeitem_decided_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=CommitteeOutcome.EXTEND) | Q(extended_until__isnull=False),
                name="committeeitem_extended_until_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=CommitteeOutcome.STOP) | ~Q(motive=""), name="committeeitem_stop_says_why"
            ),
            models.CheckConstraint(
                condition=Q(granted=None) | Q(granted__gte=0), name="committeeitem_grant_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.committee} – {self.accompaniment}"


class PackDocument(models.Model):
    """The pack as a document, without the files its reader is linked to: one for each set of files read."""

    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="documents")
    # a digest of the files it holds (`engine.packs.key_of`)
    key = models.CharField(max_length=64)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["committee", "pk"]
        verbose_name = _("document of a committee")
        verbose_name_plural = _("documents of committees")
        constraints = [models.UniqueConstraint(fields=["committee", "key"], name="packdocument_once_a_set")]

    def __str__(self) -> str:
        return f"{self.committee} {self.made_at:%Y-%m-%d}"


class Minutes(models.Model):
    """A version of the minutes: drafted from what happened, edited by people, then signed. Never overwritten.

    `sections` are the words, by the reference of the item they tell of ("" for what is said of all): whoever is linked
    to a file reads the minutes without its section.
    """

    ref = RefField()
    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="minutes")
    number = models.PositiveSmallIntegerField()
    sections = models.JSONField(default=dict)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    signed_name = models.CharField(_("first name and last name"), max_length=160, blank=True)
    signed_as = models.CharField(_("acting as"), max_length=160, blank=True)
    signed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    signed_at = models.DateTimeField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["committee", "number"]
        verbose_name = _("minutes")
        verbose_name_plural = _("minutes")
        constraints = [
            models.UniqueConstraint(fields=["committee", "number"], name="minutes_number_unique"),
            models.UniqueConstraint(
                fields=["committee"], condition=Q(signed_at__isnull=False), name="minutes_signed_once"
            ),
            models.CheckConstraint(
                condition=Q(signed_at=None) | Q(signed_by__isnull=False) & ~Q(signed_as="") & ~Q(sha256=""),
                name="minutes_signed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.committee} v{self.number}"


class Pledge(models.Model):
    """What a partner says it will give, to one initiative or to the programme: told in public only when both the
    partner and the initiative agree. Euros.
    """

    MOVES = PLEDGE_MOVES

    ref = RefField()
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="pledges")
    accompaniment = models.ForeignKey(
        Accompaniment, on_delete=models.CASCADE, null=True, blank=True, related_name="pledges"
    )
    item = models.ForeignKey(CommitteeItem, on_delete=models.SET_NULL, null=True, blank=True, related_name="pledges")
    sponsor = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="pledges")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="pledges")
    kind = models.CharField(_("kind"), max_length=14, choices=PledgeKind)
    what = models.CharField(_("what is pledged"), max_length=300)
    amount = models.DecimalField(_("value, in euros"), max_digits=12, decimal_places=2, null=True, blank=True)
    due_on = models.DateField(_("by"))
    state = models.CharField(max_length=10, choices=PledgeState, default=PledgeState.PLEDGED)
    pledged_on = models.DateField(_("pledged on"))
    # how it was confirmed in writing: the letter, its day, where it is kept
    proof = models.CharField(_("how it was confirmed"), max_length=300, blank=True)
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)
    delivered_on = models.DateField(_("delivered on"), null=True, blank=True)
    result = models.TextField(_("what came of it"), blank=True)
    # told in public: agreed by the partner, then by the initiative, and by two people
    sponsor_agrees_at = models.DateTimeField(null=True, blank=True)
    sponsor_agrees_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    team_agrees_at = models.DateTimeField(null=True, blank=True)
    team_agrees_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = _("pledge")
        verbose_name_plural = _("pledges")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=PledgeState.values), name="pledge_state_known"),
            models.CheckConstraint(condition=Q(kind__in=PledgeKind.values), name="pledge_kind_known"),
            models.CheckConstraint(
                condition=Q(body__isnull=False, sponsor=None) | Q(body=None, sponsor__isnull=False),
                name="pledge_of_a_body_or_a_sponsor",
            ),
            models.CheckConstraint(condition=Q(amount=None) | Q(amount__gt=0), name="pledge_of_some_value"),
            models.CheckConstraint(
                condition=~Q(state__in=[PledgeState.CONFIRMED, PledgeState.DELIVERED])
                | Q(confirmed_on__isnull=False) & ~Q(proof=""),
                name="pledge_confirmed_in_writing",
            ),
            models.CheckConstraint(
                condition=~Q(state=PledgeState.DELIVERED) | Q(delivered_on__isnull=False),
                name="pledge_delivered_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(sponsor_agrees_at=None, sponsor_agrees_by=None)
                | Q(sponsor_agrees_at__isnull=False, sponsor_agrees_by__isnull=False),
                name="pledge_agreed_by_a_partner",
            ),
            models.CheckConstraint(
                condition=Q(team_agrees_at=None, team_agrees_by=None)
                | Q(team_agrees_at__isnull=False, team_agrees_by__isnull=False),
                name="pledge_agreed_by_a_team",
            ),
            models.CheckConstraint(
                condition=Q(sponsor_agrees_by=None)
                | Q(team_agrees_by=None)
                | ~Q(sponsor_agrees_by=F("team_agrees_by")),
                name="pledge_agreed_by_two_people",
            ),
        ]

    def __str__(self) -> str:
        return self.what
