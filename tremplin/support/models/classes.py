"""The class of a season: who is who, as each chose to say it, what they ask each other, and what they share. Nothing
of anybody's file.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tremplin.core.fields import RefField
from tremplin.core.models import StoredFile
from tremplin.people.models import Person
from tremplin.programme.models import Season
from tremplin.support.models.accompaniments import Accompaniment


class ClassCard(models.Model):
    """How one person shows themselves to the class; nothing is shown before they wrote it, nor after they took it
    back.
    """

    ref = RefField()
    season = models.ForeignKey(Season, on_delete=models.PROTECT, related_name="class_cards")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="class_cards")
    accompaniment = models.ForeignKey(
        Accompaniment, on_delete=models.CASCADE, null=True, blank=True, related_name="class_cards"
    )
    shown_name = models.CharField(_("the name you show"), max_length=160)
    words = models.TextField(_("who you are, in a few words"), blank=True)
    helps_with = models.CharField(_("what you can help others with"), max_length=300, blank=True)
    reach = models.CharField(_("how to reach you"), max_length=200, blank=True)
    # a mail when the class is asked something; nothing else
    hears = models.BooleanField(_("write to me when somebody asks the class a question"), default=False)
    shown_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["season", "shown_name", "pk"]
        verbose_name = _("card in a class")
        verbose_name_plural = _("cards in classes")
        constraints = [models.UniqueConstraint(fields=["season", "person"], name="classcard_once")]

    def __str__(self) -> str:
        return self.shown_name


class ClassQuestion(models.Model):
    """A question asked to the class."""

    ref = RefField()
    season = models.ForeignKey(Season, on_delete=models.PROTECT, related_name="class_questions")
    title = models.CharField(_("your question"), max_length=200)
    words = models.TextField(_("more about it"), blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("question to a class")
        verbose_name_plural = _("questions to classes")

    def __str__(self) -> str:
        return self.title


class ClassAnswer(models.Model):
    ref = RefField()
    question = models.ForeignKey(ClassQuestion, on_delete=models.CASCADE, related_name="answers")
    words = models.TextField(_("your answer"))
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["question", "at", "pk"]
        verbose_name = _("answer in a class")
        verbose_name_plural = _("answers in classes")
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="classanswer_says_something")]

    def __str__(self) -> str:
        return f"{self.question} {self.at:%Y-%m-%d}"


class ClassDocument(models.Model):
    """A document shared with the class, a file or an address."""

    ref = RefField()
    season = models.ForeignKey(Season, on_delete=models.PROTECT, related_name="class_documents")
    title = models.CharField(_("title"), max_length=200)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    address = models.URLField(_("address"), blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("document of a class")
        verbose_name_plural = _("documents of classes")
        constraints = [
            models.CheckConstraint(
                condition=Q(file__isnull=False, address="") | Q(file=None) & ~Q(address=""),
                name="classdocument_a_file_or_an_address",
            )
        ]

    def __str__(self) -> str:
        return self.title
