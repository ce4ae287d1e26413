"""Who plans a committee, reads its pack, notes what it decides, writes and signs its minutes."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from tremplin.core.answers import Answer, No, Yes
from tremplin.core.models import StoredFile
from tremplin.core.offers import FileKind
from tremplin.programme.queries import roles_of
from tremplin.programme.states import Role
from tremplin.support.engine.packs import key_of
from tremplin.support.models import Committee, CommitteeItem, PackDocument
from tremplin.support.queries.committees import (
    committees_sat_in_by,
    committees_visible_to,
    items_of,
    items_visible_to,
    members_of,
    quorum_of,
)
from tremplin.support.queries.pledges import pledges_made_by
from tremplin.support.queries.ties import ties_of
from tremplin.support.rules.accompaniments import can_lead
from tremplin.support.states import AccompanimentState, CommitteeState

PACK_KIND = "support.pack"


def can_run_committees(person: Any) -> Answer:
    if Role.AGENT in roles_of(person):
        return Yes()
    return No(_("Committees are prepared by the programme team."))


def can_sit(person: Any) -> Answer:
    """For the list of one's own committees, and of what one pledged."""
    if committees_sat_in_by(person).exists() or pledges_made_by(person).exists():
        return Yes()
    return No(_("You sit in no committee, and have pledged nothing."))


def runs(person: Any, committee: Committee) -> Answer:
    if Role.AGENT in roles_of(person, committee.season.programme):
        return Yes()
    return No(_("Committees are prepared by the programme team."))


def can_change(person: Any, committee: Committee) -> Answer:
    """Its date, its members, its files and its pack, until it is held."""
    if isinstance(answer := runs(person, committee), No):
        return answer
    if committee.state == CommitteeState.CANCELLED:
        return No(_("This committee is cancelled."))
    if committee.state != CommitteeState.PLANNED:
        return No(_("This committee was held: its members, its files and its pack stay as they were that day."))
    return Yes()


def can_propose(person: Any, item: CommitteeItem) -> Answer:
    """What the officer proposes is written until the committee is held."""
    if isinstance(answer := can_lead(person, item.accompaniment), No):
        return answer
    if not items_visible_to(person).filter(pk=item.pk).exists():
        return No(_("You are tied to this initiative: somebody else writes what is proposed."))
    if item.committee.state != CommitteeState.PLANNED:
        return No(_("This committee was held, or is cancelled: what was proposed to it stays as it was."))
    return Yes()


def can_hold(person: Any, committee: Committee, at: datetime) -> Answer:
    """A session opens on its day, once its pack is assembled and somebody was called to it."""
    if isinstance(answer := can_change(person, committee), No):
        return answer
    zone = ZoneInfo(committee.season.programme.time_zone)
    day = committee.starts_at.astimezone(zone).date()
    if at.astimezone(zone).date() < day:
        return No(_("This committee is on %(day)s: its session opens on that day.") % {"day": date_format(day)})
    if committee.packed_at is None:
        return No(_("The pack is not assembled: the members would decide without having read. Assemble it first."))
    if committee.items.filter(frozen=None).exists():
        return No(_("A file was added since the pack was assembled: assemble it again first."))
    if not committee.items.exists():
        return No(_("No file is on the agenda: choose the files first."))
    if not committee.members.exists():
        return No(_("Nobody sits in this committee yet: name its members first."))
    return Yes()


def in_session(person: Any, committee: Committee) -> Answer:
    if isinstance(answer := runs(person, committee), No):
        return answer
    if committee.state == CommitteeState.PLANNED:
        return No(_("The session is not open yet: open it from the page of the committee."))
    if committee.state == CommitteeState.SIGNED:
        return No(_("The minutes are signed: what was decided stays as it is. Another committee may decide otherwise."))
    if committee.state != CommitteeState.HELD:
        return No(_("This committee is cancelled."))
    return Yes()


def can_decide(person: Any, item: CommitteeItem) -> Answer:
    """With the quorum of this file: whoever is tied to the initiative has left the room."""
    if isinstance(answer := in_session(person, item.committee), No):
        return answer
    if item.accompaniment.state == AccompanimentState.CLOSED:
        return No(_("This support is closed: there is nothing left to decide of it."))
    members = members_of(item.committee)
    found = quorum_of(item, members, ties_of(members, [item]))
    if not found.met:
        words = _("The quorum is not met for this file: present %(present)s, needed %(needed)s. Note who is there.")
        return No(words % {"present": found.present, "needed": found.needed})
    return Yes()


def can_read_minutes(person: Any, committee: Committee) -> Answer:
    """The programme team at any time; the members once they are signed."""
    if runs(person, committee):
        return Yes()
    if committee.state == CommitteeState.SIGNED:
        return Yes()
    return No(_("The minutes are not signed yet: you will find them here once they are."))


def can_sign(person: Any, committee: Committee) -> Answer:
    """The programme team, or the signing authority that sits: somebody who may read all of it."""
    signs = Role.AUTHORITY in roles_of(person, committee.season.programme)
    if not runs(person, committee) and not signs:
        return No(_("The minutes are signed by the programme team or by the signing authority."))
    if committee.state == CommitteeState.SIGNED:
        return No(_("These minutes are signed: they do not change. What is to be corrected goes to another committee."))
    if committee.state != CommitteeState.HELD:
        return No(_("The session has not been held: there is nothing to sign yet."))
    if len(items_of(committee, person)) < committee.items.count():
        return No(_("These minutes are signed by somebody who may read all of them."))
    if not committee.minutes.exists():
        return No(_("The minutes are not written yet: read the draft and save it first."))
    return Yes()


def may_read_pack(person: Any, stored: StoredFile) -> Answer:
    """A document of a pack is for whom may read each of its files, and no other."""
    document = PackDocument.objects.filter(file=stored).select_related("committee").first()
    if document is not None and committees_visible_to(person).filter(pk=document.committee_id).exists():
        read = [one.ref for one in items_of(document.committee, person)]
        if key_of(read) == document.key:
            return Yes()
    return No(_("This document is not for you, or no longer holds what you may read."))


PACK = FileKind(PACK_KIND, may_read_pack)
