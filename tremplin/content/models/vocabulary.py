"""The words pages are sorted by, in both languages."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.search import index

from tremplin.content.models.shown import Shown
from tremplin.core.fields import Bilingual, FoldedField


class Term(Shown):
    """A word of a vocabulary, in both languages, found again whatever its capitals and accents."""

    name_fr = models.CharField(_("name (French)"), max_length=200)
    name_en = models.CharField(_("name (English)"), max_length=200, blank=True)
    name = Bilingual("name")
    slug = models.SlugField(_("short name in addresses"), max_length=200)
    folded = FoldedField(sources=("name_fr",))
    kept = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.name)


class Topic(index.Indexed, Term):
    """A theme: the one vocabulary of laureates, applications, doors and expertise."""

    panels = [FieldRowPanel([FieldPanel("name_fr"), FieldPanel("name_en")]), FieldPanel("slug")]
    search_fields = [index.AutocompleteField("name_fr"), index.AutocompleteField("name_en")]

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["name_fr", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["slug"], name="topic_slug_once"),
            models.UniqueConstraint(fields=["folded"], name="topic_name_once"),
        ]


class FacetKind(models.TextChoices):
    DOMAIN = "domain", _("field of action")
    IMPACT = "impact", _("impact")
    PROMO = "promo", pgettext_lazy("season of laureates", "season")
    CATEGORY = "category", _("category of news")


class Facet(index.Indexed, Term):
    """Another way to sort pages: field of action, impact, season, category."""

    kind = models.CharField(_("kind"), max_length=10, choices=FacetKind)

    panels = [FieldPanel("kind"), FieldRowPanel([FieldPanel("name_fr"), FieldPanel("name_en")]), FieldPanel("slug")]
    search_fields = [
        index.AutocompleteField("name_fr"),
        index.AutocompleteField("name_en"),
        index.FilterField("kind"),
    ]

    class Meta:
        verbose_name = _("facet")
        verbose_name_plural = _("facets")
        ordering = ["kind", "name_fr", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "slug"], name="facet_slug_once"),
            models.UniqueConstraint(fields=["kind", "folded"], name="facet_name_once"),
            models.CheckConstraint(condition=models.Q(kind__in=FacetKind.values), name="facet_kind_known"),
        ]
