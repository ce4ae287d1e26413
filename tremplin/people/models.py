"""A person: somebody we know, who may never sign in; never deleted, only forgotten.

What a person may do is never written here: a role is a mandate (`programme`), and rights are computed from facts.
"""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from tremplin.core.fields import FoldedField, RefField


class PersonManager(BaseUserManager["Person"]):
    """Persons enter through `people.actions`; this is what Django and allauth ask of a user model."""

    def get_by_natural_key(self, email: str | None) -> "Person":
        return self.get(email__iexact=email)


class Person(AbstractBaseUser, PermissionsMixin):
    ref = RefField()
    email = models.EmailField(_("e-mail address"), unique=True, null=True, blank=True)
    full_name = models.CharField(_("first and last name"), max_length=120, blank=True)
    language = models.CharField(
        _("language of mails"), max_length=2, choices=[("fr", _("French")), ("en", _("English"))], default="fr"
    )
    folded = FoldedField(sources=("full_name", "email"))
    joined_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    forgotten_at = models.DateTimeField(null=True, blank=True, editable=False)
    is_active = models.BooleanField(default=True)  # what Wagtail and allauth ask of an account

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = PersonManager()

    class Meta:
        ordering = ["folded", "pk"]
        verbose_name = _("person")
        verbose_name_plural = _("persons")
        constraints = [
            models.CheckConstraint(condition=Q(email=None) | Q(email=Lower("email")), name="person_email_lower_case"),
            models.CheckConstraint(condition=Q(is_superuser=False), name="person_never_superuser"),
            models.CheckConstraint(
                condition=Q(forgotten_at=None, is_active=True)
                | Q(forgotten_at__isnull=False, is_active=False, email=None, full_name=""),
                name="person_forgotten_has_no_name",
            ),
        ]

    def __str__(self) -> str:
        if self.forgotten_at:
            return str(_("forgotten person"))
        return self.full_name or self.email or self.ref

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)

    def save(self, *args: Any, **options: Any) -> None:
        self.email = self.email.strip().lower() if self.email else None
        super().save(*args, **options)


class StoppedMail(models.Model):
    """A kind of mail a person asked not to receive any more. Wanted again, the row goes."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="stopped_mails")
    kind = models.CharField(max_length=60)
    since = models.DateTimeField()

    class Meta:
        ordering = ["person", "kind"]
        verbose_name = _("mail no longer wanted")
        verbose_name_plural = _("mails no longer wanted")
        constraints = [models.UniqueConstraint(fields=["person", "kind"], name="stoppedmail_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.person}"
