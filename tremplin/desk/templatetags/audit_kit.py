"""The cells of the audit kit's tables."""

from django import template
from django.utils.translation import gettext as _

from tremplin.desk.audit_kit.criteria import Criterion

register = template.Library()


@register.filter
def cell(value: object) -> str:
    """Words that may stand in a cell of a Markdown table."""
    return " ".join(str(value).split()).replace("|", "\\|")


@register.filter
def covered(criterion: Criterion) -> str:
    """How far our tests go, and which."""
    ways = {"full": _("covered"), "part": _("partly covered"), "hand": _("to be checked by hand")}
    named = ", ".join(f"`{test.removeprefix('axe:')}`" for test in criterion.tests)
    return f"{ways[criterion.how]}: {named}" if named else ways[criterion.how]
