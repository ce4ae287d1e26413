"""Pictures and documents of the site, and where they came from in a content tree."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.models import AbstractImage, AbstractRendition, ImageQuerySet
from wagtail.images.models import Image as WagtailImage

from tremplin.content.models.shown import Shown
from tremplin.core import freshness, svg
from tremplin.core.fields import Bilingual


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

    # Wagtail's own description has one language: the alternative texts stand in its place
    admin_form_fields = (
        *(name for name in WagtailImage.admin_form_fields if name != "description"),
        "is_decorative",
        "alternative_fr",
        "alternative_en",
    )
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
        if not self.is_decorative and not self.alternative_fr.strip():
            said = _("Write what the picture shows, for those who cannot see it, or mark it as decorative.")
            raise ValidationError({"alternative_fr": said})

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


class DocumentSource(models.Model):
    """Where a document came from in a content tree: links of the texts lead to this path."""

    path = models.CharField(max_length=500, unique=True)
    document = models.ForeignKey(PublishedDocument, on_delete=models.CASCADE, related_name="sources")

    class Meta:
        ordering = ["path"]

    def __str__(self) -> str:
        return self.path
