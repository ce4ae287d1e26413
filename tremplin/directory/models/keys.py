"""What one has to know before knocking: a card of keys for a body, and the words the search takes for one another."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tremplin.core.fields import RefField
from tremplin.directory.models.bodies import Body
from tremplin.people.models import Person


class KeyCard(models.Model):
    """The keys to one body, offered when they are needed; what is empty is not shown."""

    ref = RefField()
    body = models.OneToOneField(Body, on_delete=models.CASCADE, related_name="key_card", verbose_name=_("body"))
    who_decides = models.TextField(_("who decides"), blank=True)
    budget = models.TextField(_("calendar of the budget"), blank=True)
    agreements = models.TextField(_("how an agreement is made"), blank=True)
    purchases = models.TextField(_("how a purchase is made"), blank=True)
    vocabulary = models.TextField(_("words to know"), blank=True)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["body", "pk"]
        verbose_name = _("key card")
        verbose_name_plural = _("key cards")
        constraints = [
            models.CheckConstraint(
                condition=~Q(who_decides="", budget="", agreements="", purchases="", vocabulary=""),
                name="keycard_says_something",
            )
        ]

    def __str__(self) -> str:
        return str(self.body)


class Synonyms(models.Model):
    """Words or phrases that mean the same to the search, one a line."""

    ref = RefField()
    words = models.TextField(_("words that mean the same, one a line"))
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["words", "pk"]
        verbose_name = _("synonyms")
        verbose_name_plural = _("groups of synonyms")
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="synonyms_say_something")]

    def __str__(self) -> str:
        return self.words.split("\n")[0]
