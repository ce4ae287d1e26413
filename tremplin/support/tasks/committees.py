"""What waits for somebody about committees: files to read, minutes to sign, a pledge to agree to telling."""

from collections import Counter
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tremplin.core import clock, dates
from tremplin.core.offers import HomeTasks, PersonalData, Task
from tremplin.people.models import Person
from tremplin.programme.queries import programmes_where
from tremplin.programme.states import Role
from tremplin.support.models import Committee, CommitteeMember, Pledge
from tremplin.support.queries.committees import committees_run_by, committees_sat_in_by, items_visible_to
from tremplin.support.states import CommitteeState, PledgeState


def _of_members(person: Any) -> list[Task]:
    """The committees to come, with how many files this person receives: never more."""
    coming = committees_sat_in_by(person).filter(state=CommitteeState.PLANNED, ends_at__gt=clock.now())
    rows = list(coming.order_by("starts_at"))
    if not rows:
        return []
    seen = items_visible_to(person).filter(committee__in=[one.pk for one in rows]).order_by()
    counts = Counter(seen.values_list("committee", flat=True))
    return [_to_read(one, counts[one.pk]) for one in rows]


def _to_read(one: Committee, count: int) -> Task:
    when = {"kind": one.get_kind_display(), "at": dates.instant(one.starts_at, one.season.programme.time_zone)}
    title = _("%(kind)s on %(at)s") % when
    why = ""
    if one.packed_at is not None and count:
        why = ngettext("%(count)s file to read.", "%(count)s files to read.", count) % {"count": count}
    return Task(title, reverse("support:committee", args=[one.ref]), due=one.starts_at, why=why)


def _of_signers(person: Any) -> list[Task]:
    """Minutes to sign, for the programme team and for the authority that sits."""
    signs = programmes_where(person, [Role.AUTHORITY]).order_by().values("pk")
    sat = committees_sat_in_by(person).filter(season__programme__in=signs).order_by().values("pk")
    ours = committees_run_by(person).filter(state=CommitteeState.HELD).order_by().values_list("pk", flat=True)
    rows = Committee.objects.filter(Q(pk__in=sat) | Q(pk__in=ours), state=CommitteeState.HELD)
    run = set(ours)
    tasks = []
    for one in rows.select_related("season__programme"):
        when = {"kind": one.get_kind_display(), "at": dates.instant(one.starts_at, one.season.programme.time_zone)}
        address = reverse("support:committee-run" if one.pk in run else "support:committee", args=[one.ref])
        tasks.append(Task(_("Minutes to be signed: %(kind)s of %(at)s") % when, address))
    return tasks


def _of_partners(person: Any) -> list[Task]:
    """A pledge confirmed in writing: the sponsor says whether it is told in public."""
    if not isinstance(person, Person):
        return []
    rows = Pledge.objects.filter(
        sponsor=person, accompaniment__isnull=False, state=PledgeState.CONFIRMED, sponsor_agrees_at=None
    )
    title = _("May your pledge be told in public?")
    return [Task(title, reverse("support:pledge", args=[one.ref]), why=one.what) for one in rows]


OWN = [
    HomeTasks("support-committees", _of_members),
    HomeTasks("support-minutes", _of_signers),
    HomeTasks("support-pledges", _of_partners),
]


def _seats(person: Person) -> list[dict[str, Any]]:
    """Where they sit or sat, and what they pledged."""
    rows: list[dict[str, Any]] = [
        {"what": str(one.committee), "words": one.quality, "from": one.committee.starts_at}
        for one in CommitteeMember.objects.filter(person=person).select_related("committee")
    ]
    pledged = Pledge.objects.filter(sponsor=person)
    return rows + [{"what": one.what, "words": one.get_state_display(), "from": one.pledged_on} for one in pledged]


SEATS = PersonalData(
    "38-committees",
    gettext_lazy("The committees you sit in, and what you pledged"),
    _seats,
    {"what": gettext_lazy("what"), "words": gettext_lazy("as what, or where it stands"), "from": gettext_lazy("since")},
)
