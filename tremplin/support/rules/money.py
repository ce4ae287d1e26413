"""Who writes, signs, asks and pays the programme's money; and what a grant or a tranche waits for."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremplin.calls.models import Bearer
from tremplin.calls.queries import right_of
from tremplin.calls.states import TeamRight
from tremplin.core.answers import Answer, No, Yes
from tremplin.programme.queries import roles_of
from tremplin.programme.states import Role
from tremplin.support.models import Accompaniment, Advantage, Convention, Tranche
from tremplin.support.queries.accompaniments import is_announced, side_of
from tremplin.support.queries.money import (
    NEVER_NAMED,
    bearers_of,
    coming_committee,
    contract_of,
    decisions_for,
    last_version,
)
from tremplin.support.rules.accompaniments import is_open
from tremplin.support.sentences.money import day as in_words
from tremplin.support.sentences.money import listed
from tremplin.support.states import (
    CommitteeState,
    ConventionState,
    ReportState,
    Side,
    Signatory,
    TrancheState,
)


def can_open_money_list(person: Any) -> Answer:
    if Role.AGENT in roles_of(person):
        return Yes()
    return No(gettext_lazy("Grants are followed by the programme team."))


def can_run_money(person: Any, accompaniment: Accompaniment) -> Answer:
    """Conventions, tranches and advantages are written by the programme team; never in a conflict, nor for one's own
    initiative.
    """
    ours = Role.AGENT in roles_of(person, accompaniment.season.programme)
    if ours and side_of(person, accompaniment) == Side.OFFICER:
        return Yes()
    return No(gettext_lazy("This is done by the programme team."))


def can_write_convention(person: Any, accompaniment: Accompaniment) -> Answer:
    return can_run_money(person, accompaniment) and is_open(accompaniment)


def can_answer_for_money(person: Any, accompaniment: Accompaniment) -> Answer:
    """What the structure does: note its signature, ask for a tranche, send a report; or the programme team for it.
    Money outlives the support: a closed one does not stop it.
    """
    if can_run_money(person, accompaniment):
        return Yes()
    if side_of(person, accompaniment) == Side.TEAM and right_of(person, accompaniment.initiative, TeamRight.WRITE):
        return Yes()
    return No(gettext_lazy("This is done by those who write for the initiative, or by the programme team."))


def can_sign_for(person: Any, convention: Convention, party: str) -> Answer:
    """Both signatures may be noted by the programme team; its own by the structure."""
    if party == Signatory.BEARER:
        return can_answer_for_money(person, convention.accompaniment)
    return can_run_money(person, convention.accompaniment)


def can_keep_advantage(person: Any, advantage: Advantage) -> Answer:
    """It belongs to the structure: the programme team that sees one of its supports keeps it."""
    supported = Accompaniment.objects.filter(
        initiative=advantage.bearer.initiative_id, season__programme=advantage.programme_id
    )
    if any(can_run_money(person, one) for one in supported.select_related("season__programme")):
        return Yes()
    return No(gettext_lazy("This is done by the programme team."))


# before a grant


def has_committed(accompaniment: Accompaniment, bearer: Bearer, on: date) -> Answer:
    """The republican commitment contract comes before any grant to an association."""
    contract = contract_of(accompaniment, bearer, on)
    if not contract.required or contract.signing is not None:
        return Yes()
    if contract.text is None:
        return No(
            _(
                "The republican commitment contract comes before any grant, and the programme has not written the text "
                "to sign yet."
            )
        )
    return No(
        _("Before any grant, %(bearer)s signs the republican commitment contract in force since %(day)s.")
        % {"bearer": bearer, "day": in_words(contract.text.valid_from)}
    )


def can_be_granted(accompaniment: Accompaniment, on: date) -> Answer:
    """A grant may be decided for this initiative: every structure that carries it has committed."""
    for bearer in bearers_of(accompaniment, on):
        if isinstance(answer := has_committed(accompaniment, bearer, on), No):
            return answer
    return Yes()


def may_change(convention: Convention) -> Answer:
    """What is being agreed may be written again; what both signed changes by an amendment alone."""
    if convention.state in (ConventionState.SIGNED, ConventionState.ENDED):
        day = in_words(convention.signed_on) if convention.signed_on else ""
        if convention.state == ConventionState.ENDED:
            return No(_("This convention, signed on %(day)s, has ended: it no longer changes.") % {"day": day})
        return No(
            _(
                "This convention was signed by both on %(day)s: its terms no longer change by themselves. Write an "
                "amendment, that both sign again."
            )
            % {"day": day}
        )
    if convention.state == ConventionState.DROPPED:
        return No(_("This convention was given up: write another one."))
    if convention.state == ConventionState.PROPOSED:
        version = last_version(convention)
        if version is not None and version.signatures.exists():
            return No(
                _(
                    "One party has signed version %(number)s: give it up, or have the other sign it; nobody changes "
                    "what somebody signed."
                )
                % {"number": version.number}
            )
    return Yes()


def may_be_kept(convention: Convention) -> Answer:
    """An amendment may be given up while nobody signed it: what both signed before goes on."""
    if convention.signed_on is None:
        return No(_("Nothing was signed by both before: give the convention up."))
    return Convention.MOVES.allows("keep", convention.state)


def can_publish(person: Any, convention: Convention) -> Answer:
    """Essential data go public once signed, of an organisation, when the laureate itself is announced."""
    if isinstance(answer := can_run_money(person, convention.accompaniment), No):
        return answer
    if convention.signed_on is None:
        return No(_("Nothing is published of a convention before both have signed it."))
    if convention.bearer.kind in NEVER_NAMED:
        return No(_("Persons are never named in public for what they were granted."))
    if not Accompaniment.objects.filter(is_announced(), pk=convention.accompaniment_id).exists():
        return No(_("The laureates are not announced: nothing is said of this support in public yet."))
    return Yes()


# what a tranche waits for


def waits_for(tranche: Tranche) -> list[str]:
    """What is missing before it opens, each with its date; nothing when it may."""
    convention, missing = tranche.convention, []
    if convention.signed_on is None:
        missing.append(_("The convention is not signed by both."))
    earlier = convention.tranches.filter(number__lt=tranche.number, state=TrancheState.PLANNED).first()
    if earlier is not None:
        missing.append(
            _("Tranche %(number)s, expected on %(day)s, comes first.")
            % {"number": earlier.number, "day": in_words(earlier.due_on)}
        )
    if tranche.needs_committee and tranche.decided_by_id is None and not decisions_for(tranche).exists():
        missing.append(_committee_missing(tranche))
    report = getattr(tranche, "report", None)
    if report is not None and report.state != ReportState.ACCEPTED:
        said = {"day": in_words(report.due_on)}
        if report.state == ReportState.RECEIVED:
            missing.append(_("The financial report due on %(day)s was received and is not accepted yet.") % said)
        else:
            missing.append(_("The financial report due on %(day)s was not received.") % said)
    return missing


def _committee_missing(tranche: Tranche) -> str:
    item = coming_committee(tranche)
    if item is None:
        return _("It waits for the decision of a committee, and none is planned for this initiative.")
    zone = tranche.convention.accompaniment.season.programme.time_zone
    said = {"day": in_words(item.committee.starts_at.astimezone(ZoneInfo(zone)).date())}
    if item.committee.state == CommitteeState.HELD:
        return _("The minutes of the committee of %(day)s are not signed yet.") % said
    return _("It waits for the committee of %(day)s.") % said


def can_open_tranche(tranche: Tranche) -> Answer:
    missing = waits_for(tranche)
    return No(listed([_("This tranche cannot open yet."), *missing])) if missing else Yes()
