"""What the engines find, as the sentences a page shows: divergences, departures, quorum, what a closing will do."""

from collections.abc import Sequence

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tremplin.selection.engine.departures import Departure
from tremplin.selection.engine.quorum import Quorum
from tremplin.selection.engine.tallies import Divergence
from tremplin.selection.models import SittingItem
from tremplin.selection.queries.comparison import Comparison
from tremplin.selection.states import FileState, ItemState, Opinion, Outcome


def divergence_sentences(found: Comparison) -> list[str]:
    return [_divergence(one, found) for one in found.divergences]


def _divergence(one: Divergence, found: Comparison) -> str:
    values = one.values
    if one.code == "criterion":
        return _("On “%(criterion)s”, the marks go from %(least)s to %(most)s.") % {
            "criterion": found.criterion(values["criterion"]),
            "least": values["least"],
            "most": values["most"],
        }
    if one.code == "colleges":
        share = {
            "experts": number_format(round(100 * values["experts"])),
            "favourable": values["favourable"],
            "opinions": values["opinions"],
        }
        return (
            ngettext(
                "The colleges point in different directions: %(experts)s out of 100 for the experts, %(favourable)s "
                "favourable citizen out of %(opinions)s.",
                "The colleges point in different directions: %(experts)s out of 100 for the experts, %(favourable)s "
                "favourable citizens out of %(opinions)s.",
                values["favourable"],
            )
            % share
        )
    counts = values["counts"]
    return _("Citizens disagree: %(best)s “%(best_label)s” and %(worst)s “%(worst_label)s”, out of %(opinions)s.") % {
        "best": counts[Opinion.VERY_FAVOURABLE],
        "best_label": Opinion.VERY_FAVOURABLE.label,
        "worst": counts[Opinion.UNFAVOURABLE],
        "worst_label": Opinion.UNFAVOURABLE.label,
        "opinions": sum(counts.values()),
    }


def departure_sentences(found: Sequence[Departure]) -> list[str]:
    return [_departure(one) for one in found]


def _departure(one: Departure) -> str:
    values = one.values
    if one.code == "admissibility":
        if values["admissible"]:
            return _("The screening found this application admissible.")
        return _("The screening found this application not admissible.")
    if one.code == "proposal":
        return _("The sitting proposed: %(proposal)s.") % {"proposal": Outcome(values["proposal"]).label}
    if one.code == "stopped":
        return _("The round “%(round)s” stopped this file.") % {"round": values["round"]}
    return ngettext(
        "%(favourable)s opinion of the citizens is favourable, out of %(opinions)s.",
        "%(favourable)s opinions of the citizens are favourable, out of %(opinions)s.",
        values["favourable"],
    ) % {"favourable": values["favourable"], "opinions": values["opinions"]}


def quorum_sentence(found: Quorum) -> str:
    """With its denominator: of those who may sit on this file, how many are there and how many are needed."""
    facts = {"present": found.present, "able": found.able, "needed": found.needed}
    if found.met:
        return _("Quorum met: %(present)s present of the %(able)s who may sit, %(needed)s needed.") % facts
    recused = found.members - found.able
    if not recused:
        return _("Quorum not met: %(present)s present of the %(able)s who may sit, %(needed)s needed.") % facts
    return ngettext(
        "Quorum not met for this file, with %(recused)s member in conflict: %(present)s present of the %(able)s who "
        "may sit, %(needed)s needed.",
        "Quorum not met for this file, with %(recused)s members in conflict: %(present)s present of the %(able)s who "
        "may sit, %(needed)s needed.",
        recused,
    ) % {"recused": recused, **facts}


def closing_sentence(item: SittingItem) -> str:
    """What closing the sitting does to the file of an item."""
    if item.state != ItemState.PROPOSED:
        return _("Not discussed: it stays as it is.")
    if item.file.state in (FileState.PASSED, FileState.STOPPED):
        return _("Settled before the sitting: only the minutes say what was proposed.")
    if item.outcome == Outcome.SELECTED:
        return _("It passes.")
    if item.outcome == Outcome.DECLINED:
        return _("It is stopped, with the reason given.")
    if item.file.state == FileState.KEPT:
        return _("It stays kept waiting.")
    return _("It is kept waiting, with the reason given.")
