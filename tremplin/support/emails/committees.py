"""The mails of a committee: convened, moved, cancelled, no longer a member; minutes signed, and what was decided.

None names a file to a member: what each may read is on the page, and only there.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from tremplin.core import clock
from tremplin.core.offers import MailKind
from tremplin.support.emails import sample_accompaniment
from tremplin.support.emails.session_requests import officers_of, post_to, team_of
from tremplin.support.models import Committee, CommitteeItem, CommitteeMember
from tremplin.support.states import CommitteeKind, CommitteeOutcome


def _context(committee: Committee, **more: Any) -> dict[str, Any]:
    return {
        "committee": committee,
        "programme": committee.season.programme,
        "zone": committee.season.programme.time_zone,
        **more,
    }


def _post(
    kind: str,
    committee: Committee,
    members: Iterable[CommitteeMember],
    at: datetime,
    *,
    occasion: str = "",
    **more: Any,
) -> None:
    post_to(
        [one.person for one in members],
        kind,
        object=committee.ref,
        occasion=occasion or f"{committee.sequence}",
        context=_context(committee, **more),
        at=at,
    )


def post_convened(committee: Committee, members: Iterable[CommitteeMember], at: datetime) -> None:
    # somebody removed, then named again, is convened again
    _post("support-committee-convened", committee, members, at, occasion=at.isoformat())


def post_moved(
    committee: Committee, members: Iterable[CommitteeMember], *, before: datetime, why: str, at: datetime
) -> None:
    _post("support-committee-moved", committee, members, at, before=before, why=why)


def post_cancelled(committee: Committee, members: Iterable[CommitteeMember], at: datetime) -> None:
    _post("support-committee-cancelled", committee, members, at, why=committee.cancelled_why)


def post_removed(committee: Committee, member: CommitteeMember, at: datetime) -> None:
    _post("support-committee-removed", committee, [member], at, occasion=at.isoformat())


def post_minutes(committee: Committee, members: Iterable[CommitteeMember], at: datetime) -> None:
    _post("support-committee-minutes", committee, members, at)


def post_decided(item: CommitteeItem, at: datetime) -> None:
    """To the initiative and to whoever leads its support."""
    found = item.accompaniment
    post_to(
        [*team_of(found), *officers_of(found)],
        "support-committee-decided",
        object=item.ref,
        occasion="decided",
        context=_context(item.committee, item=item, accompaniment=found),
        at=at,
    )


def _committee() -> Committee:
    season, now = sample_accompaniment().season, clock.now()
    return Committee(
        ref="k7px2m9qtr",
        season=season,
        kind=CommitteeKind.ACCELERATION,
        starts_at=now + timedelta(days=20),
        ends_at=now + timedelta(days=20, hours=2),
        place="Salle des communs",
        words="Les deux premières phases, et ce qui suit.",
    )


def _sample() -> dict[str, Any]:
    return _context(_committee())


def _moved_sample() -> dict[str, Any]:
    return _context(_committee(), before=clock.now() + timedelta(days=13), why="La salle n’est plus libre.")


def _cancelled_sample() -> dict[str, Any]:
    return _context(_committee(), why="La présidente est retenue.")


def _decided_sample() -> dict[str, Any]:
    committee, found = _committee(), sample_accompaniment()
    item = CommitteeItem(
        ref="m9qtrk7px2",
        committee=committee,
        accompaniment=found,
        outcome=CommitteeOutcome.EXTEND,
        extended_until=found.ends_on + timedelta(days=90),
        motive="La convention avec l’office est presque signée.",
    )
    return _context(committee, item=item, accompaniment=found)


_MAIL = "support/mail/"
KINDS = [
    MailKind("support-committee-convened", _("Committee convened"), _MAIL + "committee_convened.txt", _sample),
    MailKind("support-committee-moved", _("Committee moved"), _MAIL + "committee_moved.txt", _moved_sample),
    MailKind(
        "support-committee-cancelled", _("Committee cancelled"), _MAIL + "committee_cancelled.txt", _cancelled_sample
    ),
    MailKind("support-committee-removed", _("No longer in a committee"), _MAIL + "committee_removed.txt", _sample),
    MailKind("support-committee-minutes", _("Minutes of a committee"), _MAIL + "committee_minutes.txt", _sample),
    MailKind(
        "support-committee-decided", _("Decision of a committee"), _MAIL + "committee_decided.txt", _decided_sample
    ),
]
