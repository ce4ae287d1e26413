"""How long published figures are kept."""

from django.utils.translation import gettext_lazy as _

from tremplin.core.offers import Retention

KEPT = [Retention("insights.Dataset", _("Published figures"), None, _("kept: counts, no personal data"))]
