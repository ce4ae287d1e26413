"""What to have before one's eyes when calling an initiative: who to call, what is open, what each side promised."""

from dataclasses import dataclass
from typing import Any

from tremplin.calls.models import Answer, TeamMember
from tremplin.calls.states import ApplicationState, MemberState
from tremplin.core import clock
from tremplin.support.facts import News, Owed, news_of, owed_in
from tremplin.support.models import Accompaniment, Contact, Need, Point
from tremplin.support.queries.accompaniments import points_visible_to, subjects_open_to
from tremplin.support.states import NeedState, Side, Subject

_MOST_CONTACTS = 10


@dataclass(frozen=True)
class TeamCall:
    """`silence`: days since the last news; `phones`: what the initiative gave in its application."""

    members: list[TeamMember]
    phones: list[str]
    last: News | None
    silence: int
    said: Point | None
    ours: list[Owed]
    theirs: list[Owed]
    others: list[Owed]
    needs: list[Need]
    contacts: list[Contact]


def team_call(accompaniment: Accompaniment, person: Any) -> TeamCall:
    """As this person may read it; the same queries whatever is open."""
    today, shown = clock.today(), subjects_open_to(person, accompaniment)
    members = TeamMember.objects.filter(initiative=accompaniment.initiative_id, state=MemberState.JOINED)
    last = next((item for item in news_of([accompaniment], person)[accompaniment.pk] if item.day <= today), None)
    owed = owed_in([accompaniment], person)[accompaniment.pk]
    needs = Need.objects.filter(accompaniment=accompaniment, state=NeedState.OPEN)
    contacts = Contact.objects.filter(relation__initiative=accompaniment.initiative_id, left_on=None).exclude(phone="")
    return TeamCall(
        list(members.select_related("person").order_by("person__folded", "pk")),
        _phones(accompaniment),
        last,
        max((today - (last.day if last else accompaniment.starts_on)).days, 0),
        points_visible_to(person, accompaniment).first(),
        [item for item in owed if item.side == Side.OFFICER],
        [item for item in owed if item.side == Side.TEAM],
        [item for item in owed if item.side is None],
        list(needs) if Subject.ROADMAP in shown else [],
        list(contacts.select_related("relation__body", "relation__network")[:_MOST_CONTACTS])
        if Subject.TIES in shown
        else [],
    )


def _phones(accompaniment: Accompaniment) -> list[str]:
    """The numbers of the application that was decided; a draft under correction is not read."""
    given = Answer.objects.filter(
        application__decision__accompaniment=accompaniment,
        application__state=ApplicationState.SUBMITTED,
        question__kind="phone",
    ).exclude(text="")
    return list(dict.fromkeys(given.values_list("text", flat=True)))
