"""What the core keeps for every room: the journal, messages, files, replays, runs of chores.

The core imports no room: a person is known here by reference only.
"""

from django.db import models
from django.db.models import Q

from tremplin.core.fields import RefField
from tremplin.core.refs import LENGTH
from tremplin.core.states import FILE_MOVES, MESSAGE_MOVES, FileState, MessageState


class Entry(models.Model):
    """One row of the journal. It holds no personal text: see `core.journal`."""

    at = models.DateTimeField()
    actor = models.CharField(max_length=LENGTH, blank=True)
    verb = models.CharField(max_length=40)
    kind = models.CharField(max_length=60)
    object = models.CharField(max_length=LENGTH, blank=True)
    before = models.CharField(max_length=40, blank=True)
    after = models.CharField(max_length=40, blank=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["kind", "object"], name="entry_object")]

    def __str__(self) -> str:
        return f"{self.verb} {self.kind} {self.object}"


class Detail(models.Model):
    """The erasable text behind an entry's digest."""

    entry = models.OneToOneField(Entry, on_delete=models.CASCADE)
    salt = models.CharField(max_length=32)
    text = models.TextField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"detail of entry {self.entry_id}"


class Message(models.Model):
    """A mail on its way out. Written in the transaction of the act it tells of, sent later by the worker."""

    MOVES = MESSAGE_MOVES

    ref = RefField()
    kind = models.CharField(max_length=60)
    object = models.CharField(max_length=LENGTH, blank=True)
    occasion = models.CharField(max_length=60, blank=True)
    recipient = models.EmailField(blank=True)
    # who writes, when it is a person: the name a mailbox shows, and where a plain reply goes
    sender = models.CharField(max_length=160, blank=True)
    reply_to = models.EmailField(blank=True)
    language = models.CharField(max_length=5)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField()
    message_id = models.CharField(max_length=120, unique=True)
    state = models.CharField(max_length=10, choices=MessageState, default=MessageState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    not_before = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "not_before"], name="message_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "object", "recipient", "occasion"],
                condition=Q(erased_at=None),
                name="message_once_per_occasion",
            ),
            models.CheckConstraint(condition=Q(state__in=MessageState.values), name="message_state_known"),
            models.CheckConstraint(
                condition=~Q(state=MessageState.SENT) | Q(sent_at__isnull=False), name="message_sent_has_an_instant"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.ref}"


class StoredFile(models.Model):
    """A file somebody gave us: its bytes lie under an opaque key outside the public folder."""

    MOVES = FILE_MOVES

    ref = RefField()
    kind = models.CharField(max_length=60)
    owner = models.CharField(max_length=LENGTH, blank=True)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    key = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=10, choices=FileState, default=FileState.RECEIVED)
    received_by = models.CharField(max_length=LENGTH, blank=True)
    received_at = models.DateTimeField()
    scanned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-received_at", "-pk"]
        indexes = [models.Index(fields=["kind", "owner"], name="storedfile_owner")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=FileState.values), name="storedfile_state_known"),
            models.CheckConstraint(condition=Q(size__gt=0), name="storedfile_not_empty"),
            models.CheckConstraint(
                condition=~Q(state__in=[FileState.CLEAN, FileState.INFECTED]) | Q(scanned_at__isnull=False),
                name="storedfile_verdict_has_an_instant",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Replay(models.Model):
    """The first result of a form that creates or sends: the same form sent again is answered with it."""

    person = models.CharField(max_length=64)
    token = models.CharField(max_length=32)
    result = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["person", "token"], name="replay_once_per_person")]

    def __str__(self) -> str:
        return self.token


class ChoreRun(models.Model):
    """When a chore last ran, and how it went."""

    name = models.CharField(max_length=60, unique=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=200, blank=True)
    failed = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
