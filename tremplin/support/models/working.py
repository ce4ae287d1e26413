"""How an initiative and the programme work together: rhythm, hours, what is opened to whom; letters, signed texts."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tremplin.calls.models import Bearer
from tremplin.core.fields import Bilingual, RefField
from tremplin.core.models import StoredFile
from tremplin.people.models import Person
from tremplin.programme.models import Programme, Season
from tremplin.support.models.accompaniments import Accompaniment
from tremplin.support.states import Audience, LetterKind, Owner, Step, Subject, TextKind


class Working(models.Model):
    """One version of the conventions of working; in force once both sides accepted it, until the next one is. The
    hours and the ceiling are the initiative's own: they hold from the moment it says them.
    """

    ref = RefField()
    accompaniment = models.ForeignKey(Accompaniment, on_delete=models.CASCADE, related_name="workings")
    number = models.PositiveSmallIntegerField()
    rhythm = models.CharField(_("how often you talk"), max_length=200)
    channels = models.CharField(_("by which channels"), max_length=200)
    hours_a_month = models.PositiveSmallIntegerField(_("hours a month asked of the team"), null=True, blank=True)
    money_asked = models.CharField(_("money asked of the team (travel, fees…)"), max_length=200, blank=True)
    words = models.TextField(_("anything else agreed"), blank=True)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    team_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    team_at = models.DateTimeField(null=True, blank=True)
    officer_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    officer_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["accompaniment", "-number"]
        verbose_name = _("conventions of working")
        verbose_name_plural = _("conventions of working")
        constraints = [models.UniqueConstraint(fields=["accompaniment", "number"], name="working_number_unique")]

    def __str__(self) -> str:
        return f"{self.accompaniment} v{self.number}"


class Hours(models.Model):
    """When the initiative may be written to, and how much may be asked of it at once. Nothing of ours leaves outside
    of its hours; what is asked above its ceiling waits in line.
    """

    accompaniment = models.OneToOneField(Accompaniment, on_delete=models.CASCADE, related_name="hours")
    # the days of the week as digits, Monday is 1: "67" for a team of volunteers free at weekends
    days = models.CharField(_("days"), max_length=7, default="1234567")
    from_time = models.TimeField(_("from"))
    until_time = models.TimeField(_("until"))
    ceiling = models.PositiveSmallIntegerField(_("open requests at once, at most"), default=3)
    said_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        ordering = ["accompaniment"]
        verbose_name = _("hours of an initiative")
        verbose_name_plural = _("hours of initiatives")
        constraints = [
            models.CheckConstraint(condition=~Q(days=""), name="hours_on_some_day"),
            models.CheckConstraint(condition=Q(until_time__gt=F("from_time")), name="hours_end_after_they_begin"),
            models.CheckConstraint(condition=Q(ceiling__gte=1), name="hours_at_least_one_request"),
        ]

    def __str__(self) -> str:
        return str(self.accompaniment)


class Share(models.Model):
    """A subject of a support that its initiative opened to some of those who help: the row is the right."""

    accompaniment = models.ForeignKey(Accompaniment, on_delete=models.CASCADE, related_name="shares")
    subject = models.CharField(max_length=10, choices=Subject)
    audience = models.CharField(max_length=10, choices=Audience)
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    class Meta:
        ordering = ["accompaniment", "subject", "audience"]
        verbose_name = _("subject opened")
        verbose_name_plural = _("subjects opened")
        constraints = [
            models.UniqueConstraint(fields=["accompaniment", "subject", "audience"], name="share_once"),
            models.CheckConstraint(condition=Q(subject__in=Subject.values), name="share_subject_known"),
            models.CheckConstraint(condition=Q(audience__in=Audience.values), name="share_audience_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_subject_display()} – {self.get_audience_display()}"


class TemplateAction(models.Model):
    """A line of the season's template roadmap: copied into each new support, so many days after its first day."""

    ref = RefField()
    season = models.ForeignKey(Season, on_delete=models.PROTECT, related_name="template_actions")
    step = models.CharField(_("step"), max_length=12, choices=Step)
    title_fr = models.CharField(_("what is to be done, in French"), max_length=200)
    title_en = models.CharField(_("what is to be done, in English"), max_length=200, blank=True)
    owner = models.CharField(_("who does it"), max_length=10, choices=Owner)
    after_days = models.PositiveSmallIntegerField(_("days after the first day"))

    title = Bilingual("title")

    class Meta:
        ordering = ["season", "after_days", "pk"]
        verbose_name = _("line of the template roadmap")
        verbose_name_plural = _("lines of the template roadmap")
        constraints = [
            models.CheckConstraint(condition=Q(step__in=Step.values), name="templateaction_step_known"),
            models.CheckConstraint(condition=Q(owner__in=Owner.values), name="templateaction_owner_known"),
        ]

    def __str__(self) -> str:
        return str(self.title)


class DatedText(models.Model):
    """A text of the programme that legal approved, in force from a day until the next of its kind: never changed."""

    ref = RefField()
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="dated_texts")
    kind = models.CharField(_("kind"), max_length=12, choices=TextKind)
    title_fr = models.CharField(_("title, in French"), max_length=200)
    title_en = models.CharField(_("title, in English"), max_length=200, blank=True)
    words_fr = models.TextField(_("text, in French"))
    words_en = models.TextField(_("text, in English"), blank=True)
    valid_from = models.DateField(_("in force from"))
    sha256 = models.CharField(max_length=64)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    title, words = Bilingual("title"), Bilingual("words")

    class Meta:
        ordering = ["programme", "kind", "-valid_from", "-pk"]
        verbose_name = _("dated text")
        verbose_name_plural = _("dated texts")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=TextKind.values), name="datedtext_kind_known"),
            models.UniqueConstraint(fields=["programme", "kind", "valid_from"], name="datedtext_once_a_day"),
        ]

    def __str__(self) -> str:
        return str(self.title)


class Signing(models.Model):
    """Somebody signed a dated text for the initiative: who, as what, when, and the hash of what was read."""

    ref = RefField()
    text = models.ForeignKey(DatedText, on_delete=models.PROTECT, related_name="signings")
    accompaniment = models.ForeignKey(Accompaniment, on_delete=models.PROTECT, related_name="signings")
    # whose commitment it is, for what binds the structure
    bearer = models.ForeignKey(Bearer, on_delete=models.PROTECT, null=True, blank=True, related_name="signings")
    sha256 = models.CharField(max_length=64)
    name = models.CharField(_("first name and last name"), max_length=160)
    quality = models.CharField(_("acting as"), max_length=160)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["accompaniment", "-at", "-pk"]
        verbose_name = _("signature of a text")
        verbose_name_plural = _("signatures of texts")
        constraints = [
            models.UniqueConstraint(fields=["text", "accompaniment", "bearer"], name="signing_once"),
            models.UniqueConstraint(
                fields=["text", "accompaniment"], condition=Q(bearer=None), name="signing_once_without_a_bearer"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.text} – {self.accompaniment}"


class Letter(models.Model):
    """A letter the programme issued about an initiative: kept word for word, checked by its reference, withdrawn with
    a reason.
    """

    ref = RefField()
    accompaniment = models.ForeignKey(Accompaniment, on_delete=models.PROTECT, related_name="letters")
    kind = models.CharField(_("kind"), max_length=12, choices=LetterKind)
    addressed_to = models.CharField(_("addressed to"), max_length=200, blank=True)
    subject = models.CharField(_("subject"), max_length=200)
    words = models.TextField(_("text"))
    language = models.CharField(max_length=5, default="fr")
    signed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    signed_as = models.CharField(_("acting as"), max_length=160)
    issued_at = models.DateTimeField()
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.TextField(_("why it is withdrawn"), blank=True)

    class Meta:
        ordering = ["accompaniment", "-issued_at", "-pk"]
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=LetterKind.values), name="letter_kind_known"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdrawn_why=""), name="letter_withdrawn_says_why"
            ),
        ]

    def __str__(self) -> str:
        return self.subject
