"""What editors keep beside pages: pictures, documents."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage


class Picture(AbstractImage):
    alt_fr = models.CharField(_("alternative text, in French"), max_length=250, blank=True)
    alt_en = models.CharField(_("alternative text, in English"), max_length=250, blank=True)
    decorative = models.BooleanField(_("decorative: says nothing the text does not say"), default=False)

    admin_form_fields = (*WagtailImage.admin_form_fields, "alt_fr", "alt_en", "decorative")


class Rendition(AbstractRendition):
    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)


class PublishedDocument(AbstractDocument):
    admin_form_fields = WagtailDocument.admin_form_fields
