"""A form as it was: once used it never changes, so that an answer always points to the question that was read."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tremplin.calls.engine.schema import Kind
from tremplin.core.fields import Bilingual, RefField


class NeverChanged(RuntimeError):
    """A row of a form version is written once."""


class Written(models.Model):
    """Rows written once: there is no second save."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        if not self._state.adding:
            raise NeverChanged(f"{self._meta.label} is written once: load a new version of the form")
        super().save(*args, **options)


class FormVersion(Written):
    """A form loaded from a file; the same file gives the same version."""

    ref = RefField()
    title_fr = models.CharField(_("title, in French"), max_length=200, blank=True)
    title_en = models.CharField(_("title, in English"), max_length=200, blank=True)
    fingerprint = models.CharField(max_length=64, unique=True)
    minutes = models.PositiveSmallIntegerField(_("minutes it takes, when the file says so"), null=True, blank=True)
    loaded_at = models.DateTimeField()

    title = Bilingual("title")

    class Meta:
        ordering = ["-loaded_at", "-pk"]
        verbose_name = _("form version")
        verbose_name_plural = _("form versions")

    def __str__(self) -> str:
        return str(self.title) or self.ref


class Section(Written):
    form = models.ForeignKey(FormVersion, on_delete=models.CASCADE, related_name="sections")
    key = models.SlugField(max_length=64)
    position = models.PositiveSmallIntegerField()
    title_fr = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)

    title = Bilingual("title")

    class Meta:
        ordering = ["form", "position"]
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        constraints = [models.UniqueConstraint(fields=["form", "key"], name="section_key_unique")]

    def __str__(self) -> str:
        return str(self.title)


class Question(Written):
    """A question, by the key of its answers: "summary", and "referent.email" under its repeated group, "referent"."""

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="questions")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="children")
    key = models.CharField(max_length=130)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20)
    label_fr = models.CharField(max_length=500)
    label_en = models.CharField(max_length=500, blank=True)
    help_fr = models.TextField(blank=True)
    help_en = models.TextField(blank=True)
    required = models.BooleanField()
    max_chars = models.PositiveIntegerField(null=True, blank=True)
    # the options, items, hints and routes of a question, as the form file gives them
    options = models.JSONField(default=dict, blank=True)
    shown_if = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    shown_if_value = models.CharField(max_length=200, blank=True)
    least = models.BigIntegerField(null=True, blank=True)
    most = models.BigIntegerField(null=True, blank=True)

    label = Bilingual("label")
    help = Bilingual("help")

    class Meta:
        ordering = ["section", "position"]
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints = [
            models.UniqueConstraint(fields=["section", "key"], name="question_key_unique"),
            models.CheckConstraint(condition=Q(kind__in=[kind.value for kind in Kind]), name="question_kind_known"),
        ]

    def __str__(self) -> str:
        return str(self.label)
