"""The roles a mandate gives, and why a programme falls silent.

A role is never a flag on a person: it has a programme, perhaps a season, and dates.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    ADMINISTRATOR = "administrator", _("administrator")
    AGENT = "agent", _("programme team")
    AUTHORITY = "authority", _("signing authority")
    EDITOR = "editor", _("editor of the site")
    OFFICER = "officer", _("acceleration officer")
    REVIEWER = "reviewer", _("expert reviewer")
    JUROR = "juror", _("citizen juror")
    REFERENT = "referent", _("referent")
    EXPERT = "expert", _("expert")
    SUPPORTER = "supporter", _("supporter or sponsor")


class QuietReason(TextChoices):
    ELECTION = "election", _("election")
    MOURNING = "mourning", _("mourning")
    OTHER = "other", _("other reason")
