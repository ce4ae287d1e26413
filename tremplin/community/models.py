"""What comes after the year of support: events, who comes to them, news of former laureates; and messages received."""

from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tremplin.community.states import (
    CHECKIN_MOVES,
    ENQUIRY_MOVES,
    CheckInState,
    EnquiryState,
    EnquirySubject,
    Still,
)
from tremplin.core.dates import time_of_day
from tremplin.core.fields import Bilingual, FoldedField, RefField
from tremplin.people.models import Person
from tremplin.programme.models import Programme
from tremplin.support.models import Accompaniment

# how long after its last day an initiative is asked for news
MONTHS = (6, 12, 24)


class Event(models.Model):
    """A meeting anybody may come to. Cancelled, never deleted; without a capacity, there is room for all."""

    ref = RefField()
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="events")
    title_fr = models.CharField(_("title, in French"), max_length=160)
    title_en = models.CharField(_("title, in English"), max_length=160, blank=True)
    words_fr = models.TextField(_("what it is about, in French"), blank=True)
    words_en = models.TextField(_("what it is about, in English"), blank=True)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    capacity = models.PositiveIntegerField(_("places"), null=True, blank=True)
    published_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)

    title = Bilingual("title")
    words = Bilingual("words")

    class Meta:
        ordering = ["starts_at", "pk"]
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="event_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(capacity=None) | Q(capacity__gt=0), name="event_has_room"),
        ]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def hour_it_ends(self) -> str:
        """The hour alone when it begins and ends on one day, where its programme is; else nothing."""
        zone = ZoneInfo(self.programme.time_zone)
        same = self.starts_at.astimezone(zone).date() == self.ends_at.astimezone(zone).date()
        return time_of_day(self.ends_at, self.programme.time_zone) if same else ""


class Registration(models.Model):
    """Somebody who said they come, with or without an account. Erased twelve months after the event."""

    ref = RefField()
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="registrations")
    name = models.CharField(_("first and last name"), max_length=120)
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(max_length=5, default="fr")
    registered_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["event", "registered_at", "pk"]
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "email"], condition=Q(cancelled_at=None), name="registration_once_an_address"
            ),
            models.CheckConstraint(condition=Q(email=Lower("email")), name="registration_email_lower_case"),
        ]

    def __str__(self) -> str:
        return f"{self.event} – {self.name}"


class CheckIn(models.Model):
    """News asked of an initiative some months after its support: one question, answered once for the whole team."""

    MOVES = CHECKIN_MOVES

    ref = RefField()
    accompaniment = models.ForeignKey(Accompaniment, on_delete=models.CASCADE, related_name="check_ins")
    months = models.PositiveSmallIntegerField(_("months after the support"))
    state = models.CharField(max_length=10, choices=CheckInState, default=CheckInState.ASKED)
    asked_to = models.ManyToManyField(Person, related_name="+")
    asked_at = models.DateTimeField()
    due_on = models.DateField(_("day of the question"))
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    still = models.CharField(_("where it is"), max_length=10, choices=Still, blank=True)
    words = models.TextField(pgettext_lazy("of a former laureate", "news"), blank=True)
    helped = models.TextField(_("what helped most"), blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("check-in")
        verbose_name_plural = _("check-ins")
        constraints = [
            models.UniqueConstraint(fields=["accompaniment", "months"], name="checkin_once_a_term"),
            models.CheckConstraint(condition=Q(months__in=MONTHS), name="checkin_term_known"),
            models.CheckConstraint(condition=Q(state__in=CheckInState.values), name="checkin_state_known"),
            models.CheckConstraint(condition=Q(still__in=["", *Still.values]), name="checkin_still_known"),
            models.CheckConstraint(
                condition=~Q(state=CheckInState.ANSWERED) | Q(answered_at__isnull=False) & ~Q(still=""),
                name="checkin_answered_says_what",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.accompaniment} +{self.months}"


class Enquiry(models.Model):
    """A message somebody wrote to the team from the site, with or without an account.

    Erased some months after its answer, or a month after it was set aside; never while it waits.
    """

    MOVES = ENQUIRY_MOVES

    ref = RefField()
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="enquiries")
    state = models.CharField(max_length=10, choices=EnquiryState, default=EnquiryState.RECEIVED)
    name = models.CharField(_("first and last name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail address"))
    subject = models.CharField(_("subject"), max_length=10, choices=EnquirySubject)
    words = models.TextField(_("message"))
    about_url = models.CharField(_("page it is about"), max_length=300, blank=True)
    language = models.CharField(max_length=5, default="fr")
    folded = FoldedField(sources=("name", "email", "words"))
    received_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    unwanted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-received_at", "-pk"]
        verbose_name = _("message received")
        verbose_name_plural = _("messages received")
        indexes = [
            models.Index(fields=["email", "received_at"], name="enquiry_pace"),
            models.Index(fields=["state", "received_at"], name="enquiry_waiting"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=EnquiryState.values), name="enquiry_state_known"),
            models.CheckConstraint(condition=Q(subject__in=EnquirySubject.values), name="enquiry_subject_known"),
            models.CheckConstraint(condition=Q(email=Lower("email")), name="enquiry_email_lower_case"),
            models.CheckConstraint(
                condition=~Q(state=EnquiryState.ANSWERED) | Q(answered_at__isnull=False),
                name="enquiry_answered_has_an_instant",
            ),
            models.CheckConstraint(
                condition=~Q(state=EnquiryState.UNWANTED) | Q(unwanted_at__isnull=False),
                name="enquiry_unwanted_has_an_instant",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email


class EnquiryAnswer(models.Model):
    """What the team answered to a message, as it left by mail."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="answers")
    words = models.TextField(_("answer"))
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["enquiry", "at", "pk"]
        verbose_name = _("answer to a message")
        verbose_name_plural = _("answers to messages")

    def __str__(self) -> str:
        return f"{self.enquiry} – {self.at:%Y-%m-%d}"
