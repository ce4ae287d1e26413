"""Who offers help, who may ask for it and how often; and requests of resources."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from tremplin.core.answers import Answer, No, Yes
from tremplin.people.models import Person
from tremplin.programme.queries import roles_of
from tremplin.programme.states import Role
from tremplin.support.models import (
    Accompaniment,
    Asking,
    Offer,
    ResourceRequest,
)
from tremplin.support.queries.supporters import ASKERS, Standing, askings_run_by, standings
from tremplin.support.rules.accompaniments import can_work_on
from tremplin.support.rules.introductions import can_write_introduction
from tremplin.support.states import (
    AskingState,
    Subject,
)


def can_make_offers(person: Any) -> Answer:
    if Role.SUPPORTER in roles_of(person):
        return Yes()
    return No(_("This page is for the supporters of the programme."))


def can_open_offers(person: Any) -> Answer:
    """What one offered and was asked stays open after the mandate has ended."""
    if isinstance(person, Person) and Offer.objects.filter(supporter=person).exists():
        return Yes()
    return can_make_offers(person)


def can_see_supporters(person: Any) -> Answer:
    if roles_of(person) & ASKERS:
        return Yes()
    return No(_("This page is for the programme team and the acceleration officers."))


def can_ask_supporter(person: Any, offer: Offer, accompaniment: Accompaniment | None, at: datetime) -> Answer:
    """Never more than they said: the offer runs, and something of it is left in the period."""
    if not roles_of(person, offer.programme) & ASKERS:
        return No(_("Supporters are asked by the programme team and the acceleration officers."))
    if accompaniment is not None:
        if accompaniment.season.programme_id != offer.programme_id:
            return No(_("This supporter helps another programme."))
        if isinstance(answer := can_write_introduction(person, accompaniment), No):
            return answer
    return may_be_asked(standings([offer], at)[0], at)


def may_be_asked(standing: Standing, at: datetime) -> Answer:
    """Does the offer leave something to ask for today? If not, why, and when one may ask again."""
    offer, today = standing.offer, at.astimezone(ZoneInfo(standing.offer.programme.time_zone)).date()
    supporter = offer.supporter
    if offer.withdrawn_at is not None:
        return No(_("%(name)s has withdrawn this offer.") % {"name": supporter})
    if today < offer.from_day:
        return No(_("%(name)s may be asked from %(day)s.") % {"name": supporter, "day": date_format(offer.from_day)})
    if today > offer.until_day:
        return No(_("This offer ended on %(day)s.") % {"day": date_format(offer.until_day)})
    if not supporter.is_active or not supporter.email:
        return No(_("%(name)s no longer receives mails from here.") % {"name": supporter})
    if Role.SUPPORTER not in roles_of(supporter, offer.programme):
        return No(_("%(name)s is no longer a supporter of this programme.") % {"name": supporter})
    return leaves_some(standing)


def leaves_some(standing: Standing) -> Answer:
    """Is something left of it in the period that runs?"""
    if standing.left:
        return Yes()
    said: dict[str, Any] = {"name": standing.offer.supporter}
    if standing.again_on is None:
        said["day"] = date_format(standing.offer.until_day)
        return No(_("%(name)s was asked as often as they said, and their offer ends on %(day)s.") % said)
    said["day"] = date_format(standing.again_on)
    return No(_("%(name)s was asked as often as they said: ask again from %(day)s.") % said)


def can_answer_asking(person: Any, asking: Asking) -> Answer:
    """Whoever was asked; or, for a plain reply to the mail, whoever files it for the programme."""
    if isinstance(person, Person) and asking.offer.supporter_id == person.pk:
        return Yes()
    return can_run_asking(person, asking)


def can_run_asking(person: Any, asking: Asking) -> Answer:
    """Take it back, thank for it."""
    if askings_run_by(person).filter(pk=asking.pk).exists():
        return Yes()
    return No(_("This is done by the acceleration officer or the programme team."))


def can_thank(person: Any, asking: Asking) -> Answer:
    if isinstance(answer := can_run_asking(person, asking), No):
        return answer
    if asking.state != AskingState.DONE:
        return No(_("One thanks for what was done."))
    if asking.thanked_at is not None:
        return No(_("Thanks were already sent."))
    return Yes()


def can_change_request(person: Any, request: ResourceRequest) -> Answer:
    """Both sides write what becomes of a request of a resource."""
    return can_work_on(person, request.accompaniment, Subject.TIES)
