"""Where an initiative is, who uses it, how the common lives, and how far each check-list is."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PlaceKind(TextChoices):
    SITE = "site", pgettext_lazy("a place", "site")
    TERRITORY = "territory", pgettext_lazy("a place", "territory where it is in use")


class CommonsKind(TextChoices):
    """The kinds of commons, each with its check-list."""

    DIGITAL = "digital", _("open code and data")
    NATURAL = "natural", _("natural resources")
    SCIENCE = "science", _("open science")


class CheckState(TextChoices):
    YES = "yes", pgettext_lazy("an item of a check-list", "yes")
    NOT_YET = "not_yet", pgettext_lazy("an item of a check-list", "not yet")
    NOT_CONCERNED = "not_concerned", pgettext_lazy("an item of a check-list", "does not apply")


class ReportAudience(TextChoices):
    """Who reads a report of the year."""

    PUBLIC = "public", pgettext_lazy("a report", "public")
    INTERNAL = "internal", pgettext_lazy("a report", "internal")


class DutyState(TextChoices):
    KEPT = "kept", pgettext_lazy("a duty", "kept")
    PARTLY = "partly", pgettext_lazy("a duty", "partly kept")
    NOT = "not", pgettext_lazy("a duty", "not kept")
