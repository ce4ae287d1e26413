"""An application: its answers as they are typed, its frozen copies as they were submitted."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tremplin.calls.models.calls import Call, Intake, LegalText, Track
from tremplin.calls.models.forms import FormVersion, Question
from tremplin.calls.models.initiatives import Initiative
from tremplin.calls.states import APPLICATION_MOVES, ApplicationState
from tremplin.core.fields import RefField
from tremplin.core.models import StoredFile
from tremplin.people.models import Person


class Application(models.Model):
    """What an initiative sends to a call. Its number is its reference: it says nothing of how many there are."""

    MOVES = APPLICATION_MOVES

    ref = RefField()
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="applications")
    form = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="+")
    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="applications")
    state = models.CharField(max_length=10, choices=ApplicationState, default=ApplicationState.DRAFT)
    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, null=True, blank=True, related_name="applications")
    track = models.ForeignKey(Track, on_delete=models.PROTECT, null=True, blank=True, related_name="applications")
    started_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    # the words agents search: name, bearers and texts of the last submission, folded
    folded = models.TextField(blank=True, default="", editable=False)

    class Meta:
        ordering = ["-submitted_at", "-started_at", "pk"]
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        constraints = [
            models.UniqueConstraint(
                fields=["call", "initiative"],
                condition=~Q(state=ApplicationState.WITHDRAWN),
                name="application_one_per_initiative_and_call",
            ),
            models.CheckConstraint(condition=Q(state__in=ApplicationState.values), name="application_state_known"),
            models.CheckConstraint(
                condition=~Q(state__in=[ApplicationState.SUBMITTED, ApplicationState.RETURNED])
                | Q(submitted_at__isnull=False, intake__isnull=False),
                name="application_submitted_has_an_instant_and_an_intake",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.initiative}"

    @property
    def number(self) -> str:
        """What a person reads and spells: K7PX2-M9QTR."""
        return f"{self.ref[:5]}-{self.ref[5:]}".upper()


class Answer(models.Model):
    """What was last typed for a question (and an entry of a repeated group). A save states the revision it read."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    entry = models.PositiveSmallIntegerField(default=0)
    text = models.TextField()
    number = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    day = models.DateField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    saved_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["application", "question", "entry"]
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [models.UniqueConstraint(fields=["application", "question", "entry"], name="answer_once")]

    def __str__(self) -> str:
        return f"{self.question_id}.{self.entry}"


class Rival(models.Model):
    """A text that lost a race: somebody else had saved since it was read. Kept and shown until somebody chooses."""

    ref = RefField()
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="rivals")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    entry = models.PositiveSmallIntegerField(default=0)
    text = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["application", "-at", "-pk"]
        verbose_name = _("rival text")
        verbose_name_plural = _("rival texts")

    def __str__(self) -> str:
        return f"{self.question_id}.{self.entry}"


class Attachment(models.Model):
    """A file given for a question; removed by hand, destroyed with the application."""

    ref = RefField()
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="attachments")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    item = models.CharField(max_length=200, blank=True)
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["application", "question", "added_at", "pk"]
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    def __str__(self) -> str:
        return str(self.file)


class Signature(models.Model):
    """Who signed which text, word for word: its hash is kept with the signature."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="signatures")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    text = models.ForeignKey(LegalText, on_delete=models.PROTECT, related_name="signatures")
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ["application", "at", "pk"]
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        constraints = [models.UniqueConstraint(fields=["application", "person", "text"], name="signature_once")]

    def __str__(self) -> str:
        return f"{self.person} – {self.text}"


class Submission(models.Model):
    """The frozen copy of what was submitted: what reviewers read, and what the receipt proves."""

    ref = RefField()
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="submissions")
    version = models.PositiveSmallIntegerField()
    form = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="+")
    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="+")
    frozen = models.JSONField()
    sha256 = models.CharField(max_length=64)
    receipt_text = models.ForeignKey(LegalText, on_delete=models.PROTECT, null=True, related_name="+")
    late = models.BooleanField(default=False)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()

    class Meta:
        ordering = ["application", "version"]
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        constraints = [models.UniqueConstraint(fields=["application", "version"], name="submission_version_unique")]

    def __str__(self) -> str:
        return f"{self.application.number} v{self.version}"


class Correction(models.Model):
    """A submitted application sent back: only the questions named here open again, until a date."""

    ref = RefField()
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="corrections")
    questions = models.ManyToManyField(Question, related_name="+")
    words = models.TextField(_("what is asked"))
    until = models.DateTimeField(_("before"))
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["application", "-asked_at"]
        verbose_name = _("correction asked")
        verbose_name_plural = _("corrections asked")
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=Q(answered_at=None), name="correction_one_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.application.number} {self.asked_at:%Y-%m-%d}"


class Conflict(models.Model):
    """A person who must not see an application (*déport*): it is absent for them everywhere, from then on."""

    ref = RefField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="conflicts")
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="conflicts")
    source = models.CharField(_("link that makes the conflict"), max_length=500)
    since = models.DateTimeField()

    class Meta:
        ordering = ["application", "since", "pk"]
        verbose_name = _("conflict")
        verbose_name_plural = _("conflicts")
        constraints = [models.UniqueConstraint(fields=["person", "application"], name="conflict_once")]

    def __str__(self) -> str:
        return f"{self.person} – {self.application.number}"


class Note(models.Model):
    """A note of the programme team about an application: never shown to the applicants."""

    ref = RefField()
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    words = models.TextField(_("note"))
    at = models.DateTimeField()

    class Meta:
        ordering = ["application", "-at", "-pk"]
        verbose_name = _("note")
        verbose_name_plural = _("notes")

    def __str__(self) -> str:
        return f"{self.application.number} {self.at:%Y-%m-%d}"
