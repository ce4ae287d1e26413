"""The words of each number: on the page, in the files, in the schema. One list, so that they never differ."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

STEPS, KINDS, OUTCOMES = "steps", "bearers", "outcomes"

WORDS: dict[tuple[str, str], str | Promise] = {
    (STEPS, "received"): _("applications received"),
    (STEPS, "admissible"): _("admissible applications"),
    (STEPS, "short_listed"): _("applications short-listed"),
    (STEPS, "laureates"): _("laureates announced"),
    (STEPS, "supported"): _("laureates supported today"),
    (KINDS, "person"): _("carried by a person"),
    (KINDS, "informal"): _("carried by an informal group"),
    (KINDS, "association"): _("carried by an association"),
    (KINDS, "company"): _("carried by a company"),
    (KINDS, "administration"): _("carried by an administration"),
    (OUTCOMES, "laureates"): _("laureates announced"),
    (OUTCOMES, "reserve"): _("on the complementary list"),
    (OUTCOMES, "declined"): pgettext_lazy("applications", "not selected"),
    (OUTCOMES, "not_admissible"): pgettext_lazy("applications", "not admissible"),
    (OUTCOMES, "other"): _("anything else"),
}


def words_in(language: str, group: str, key: str) -> str:
    with override(language):
        return str(WORDS[group, key])
