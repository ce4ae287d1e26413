"""The lines of the main menu and of the footer."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from tremplin.content.links import validate_address
from tremplin.content.models.shown import Shown
from tremplin.core.fields import Bilingual


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
