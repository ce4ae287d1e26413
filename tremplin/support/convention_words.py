"""The words of a convention: the dated text of its programme merged with its terms, in French."""

from decimal import Decimal

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tremplin.calls.models import Bearer
from tremplin.support.engine.conventions import Terms, TrancheTerms, merge
from tremplin.support.models import Accompaniment, DatedText
from tremplin.support.sentences.money import euros

LANGUAGE = "fr"


def words_of(text: DatedText, terms: Terms, accompaniment: Accompaniment, bearer: Bearer) -> str:
    programme = accompaniment.season.programme
    with translation.override(LANGUAGE):
        return merge(
            text.words_fr,
            {
                "authority": programme.authority,
                "programme": programme.name_fr,
                "beneficiary": bearer.name or str(accompaniment.initiative),
                "registration": bearer.number or "–",
                "initiative": str(accompaniment.initiative),
                "reference": terms.number or "–",
                "object": terms.object,
                "amount": euros(terms.amount),
                "from": date_format(terms.from_day),
                "until": date_format(terms.until_day),
                "tranches": "\n".join(_tranche(one) for one in terms.tranches),
                "report": date_format(terms.report_due_on),
            },
        )


def _tranche(one: TrancheTerms) -> str:
    said = {"number": one.number, "amount": euros(Decimal(one.amount)), "day": date_format(one.due_on)}
    parts = [_("Tranche %(number)s: %(amount)s, expected on %(day)s") % said]
    if one.needs_committee:
        parts.append(_("after the decision of a committee"))
    if one.report_due_on:
        parts.append(
            _("after the financial report due on %(day)s is accepted") % {"day": date_format(one.report_due_on)}
        )
    if one.conditions:
        parts.append(one.conditions)
    return "– " + " ; ".join(parts)
