"""What pages are made with: pictures, documents, the vocabulary, the menu, and the memory of imports.

The page types live in `pages.py`; whatever a public page shows makes the kept pages void when it changes.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.models import AbstractImage, AbstractRendition, ImageQuerySet
from wagtail.images.models import Image as WagtailImage
from wagtail.search import index

from tremplin.content.links import validate_address
from tremplin.core import freshness, svg
from tremplin.core.fields import Bilingual, FoldedField


class Shown(models.Model):
    """A row that public pages show: saving or deleting it makes the kept pages void."""

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    def save(self, *args: Any, **options: Any) -> None:
        super().save(*args, **options)
        freshness.bump()

    def delete(self, *args: Any, **options: Any) -> Any:
        done = super().delete(*args, **options)
        freshness.bump()
        return done


class ShownPictures(ImageQuerySet):
    """Wagtail's gallery deletes several pictures at once, without calling each one's `delete`."""

    def delete(self) -> Any:
        done = super().delete()
        freshness.bump()
        return done


class Picture(Shown, AbstractImage):
    """A picture of the site, with its alternative text in both languages, or the word that it is decorative."""

    is_decorative = models.BooleanField(
        _("decorative"), default=False, help_text=_("The page says the same without it: screen readers pass over it.")
    )
    alternative_fr = models.CharField(_("alternative text (French)"), max_length=300, blank=True)
    alternative_en = models.CharField(_("alternative text (English)"), max_length=300, blank=True)
    alternative = Bilingual("alternative")

    admin_form_fields = (*WagtailImage.admin_form_fields, "is_decorative", "alternative_fr", "alternative_en")
    objects = ShownPictures.as_manager()

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def default_alt_text(self) -> str:
        return "" if self.is_decorative else str(self.alternative)

    def clean(self) -> None:
        super().clean()
        try:
            self._sanitise()
        except ValueError as error:
            raise ValidationError({"file": _("This SVG picture cannot be accepted: %s.") % _(str(error))}) from error

    def save(self, *args: Any, **options: Any) -> None:
        self._sanitise()
        super().save(*args, **options)

    def generate_rendition_file(self, filter: Any, *, source: Any = None) -> ContentFile[bytes]:
        """Wagtail's, read into memory: it would leave its temporary file open until some later moment."""
        with super().generate_rendition_file(filter, source=source) as made:
            made.seek(0)
            return ContentFile(made.read(), name=made.name)

    def _sanitise(self) -> None:
        """A new SVG file is replaced by its harmless form, whichever door it came through."""
        given: Any = self.file  # type: ignore[has-type]  # declared by Wagtail, which has no types
        if not given or given._committed or not given.name.lower().endswith(".svg"):
            return
        given.seek(0)
        data = given.read()
        safe = svg.sanitise(data)
        if safe != data:
            self.file = ContentFile(safe, name=given.name.rpartition("/")[2])
            self.file_size, self.file_hash = len(safe), ""
        else:
            given.seek(0)


class Rendition(AbstractRendition):
    """A picture at the size and in the format a page asks for."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="rendition_once_per_filter"
            )
        ]


class PictureSource(models.Model):
    """Where a picture came from in a content tree: Markdown names pictures by this path."""

    path = models.CharField(max_length=500, unique=True)
    picture = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="sources")

    class Meta:
        ordering = ["path"]

    def __str__(self) -> str:
        return self.path


class PublishedDocument(AbstractDocument):
    """A file editors let people download."""

    admin_form_fields = WagtailDocument.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-created_at", "-pk"]


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


class MenuPlace(models.TextChoices):
    MENU = "menu", _("main menu")
    FOOTER = "footer", _("footer")


class MenuEntry(Shown):
    """A line of the main menu or of the footer. A line that leads nowhere on this site is not shown."""

    place = models.CharField(_("where"), max_length=10, choices=MenuPlace, default=MenuPlace.MENU)
    identifier = models.CharField(max_length=80, blank=True, editable=False)
    label_fr = models.CharField(_("label (French)"), max_length=100)
    label_en = models.CharField(
        _("label (English)"), max_length=100, blank=True, help_text=_("Left empty: the title of the page in English.")
    )
    label = Bilingual("label")
    url = models.CharField(
        _("address"),
        max_length=500,
        validators=[validate_address],
        help_text=_("The French address, such as /programme/."),
    )
    weight = models.IntegerField(_("order"), default=100)

    panels = [
        FieldPanel("place"),
        FieldRowPanel([FieldPanel("label_fr"), FieldPanel("label_en")]),
        FieldPanel("url"),
        FieldPanel("weight"),
    ]

    class Meta:
        verbose_name = _("menu entry")
        verbose_name_plural = _("menu entries")
        ordering = ["place", "weight", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(place__in=MenuPlace.values), name="menuentry_place_known")
        ]

    def __str__(self) -> str:
        return str(self.label)


class ImportedFile(models.Model):
    """What a content file said at its last import, field by field: the third side of the comparison at the next one."""

    path = models.CharField(max_length=500)
    part = models.CharField(max_length=100, blank=True)  # a menu line of config.toml; empty for a file
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.SET_NULL, null=True, related_name="+")
    topic = models.ForeignKey(Topic, on_delete=models.SET_NULL, null=True, related_name="+")
    facet = models.ForeignKey(Facet, on_delete=models.SET_NULL, null=True, related_name="+")
    menu_entry = models.ForeignKey(MenuEntry, on_delete=models.SET_NULL, null=True, related_name="+")
    values = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    imported_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["path", "part"]
        constraints = [models.UniqueConstraint(fields=["path", "part"], name="importedfile_once_per_path")]

    def __str__(self) -> str:
        return f"{self.path}#{self.part}" if self.part else self.path


# Wagtail finds page types among the models of the application
from tremplin.content import pages  # noqa: E402, F401
