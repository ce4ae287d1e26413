"""Pledges of partners: said, confirmed in writing, delivered; told in public when two people agreed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from tests import cast
from tests.support.factories import CommitteeFactory, CommitteeMemberFactory, PledgeFactory
from tremplin.core import clock, journal
from tremplin.core.moves import MoveRefused
from tremplin.support.actions import pledges
from tremplin.support.models import Accompaniment, Pledge
from tremplin.support.queries.pledges import public_pledges
from tremplin.support.rules import pledges as rules

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def _refusal(act: Callable[[], Any]) -> str:
    with pytest.raises(MoveRefused) as refused:
        act()
    return str(refused.value.reason)


def _agree(pledge: Pledge, by: Any, *, as_team: bool, agrees: bool = True) -> None:
    pledges.agree_to_tell(pledge, as_team=as_team, agrees=agrees, by=by, at=clock.now())


def test_pledge_is_confirmed_in_writing_then_delivered(client: Any, made: Accompaniment) -> None:
    cast.sonia()
    client.force_login(cast.ada())
    listed = reverse("support:pledge-list", args=[made.ref])
    due = (clock.today() + timedelta(days=30)).isoformat()
    said = {"giver": f"sponsor-{cast.sonia().ref}", "kind": "skills", "what": "Deux jours de juriste", "due_on": due}
    address = client.post(listed, said | {"once": "a" * 32})["Location"]
    pledge = Pledge.objects.get()
    assert (address, pledge.state, pledge.sponsor) == (
        reverse("support:pledge", args=[pledge.ref]),
        "pledged",
        cast.sonia(),
    )
    today = clock.today().isoformat()
    bare = client.post(address, {"verb": "confirm", "on": today, "once": "b" * 32})
    assert bare.context["form"].errors == {"words": ["Please say how it was confirmed, or why it is withdrawn."]}
    client.post(address, {"verb": "confirm", "on": today, "words": "Lettre du jour.", "once": "c" * 32})
    client.post(address, {"verb": "deliver", "on": today, "once": "d" * 32})
    pledge.refresh_from_db()
    assert (pledge.state, pledge.proof, pledge.delivered_on) == ("delivered", "Lettre du jour.", clock.today())
    assert [entry.verb for entry in journal.of(pledge)] == ["pledge", "confirm", "deliver"]


def test_pledge_is_told_in_public_when_two_people_agreed_and_no_longer_when_one_takes_it_back(
    client: Any, made: Accompaniment
) -> None:
    pledge = PledgeFactory.create(accompaniment=made, sponsor=cast.sonia(), confirmed=True)
    Accompaniment.objects.filter(pk=made.pk).update(shown_since=clock.today())
    page = reverse("insights:proof", args=[made.ref])
    seen = []
    for act in (
        lambda: None,
        lambda: _agree(pledge, cast.sonia(), as_team=False),
        lambda: _agree(pledge, cast.alice(), as_team=True),
        lambda: _agree(pledge, cast.alice(), as_team=True, agrees=False),
    ):
        act()
        seen.append((public_pledges(made) == [pledge], pledge.what in client.get(page).content.decode()))
    assert seen == [(False, False), (False, False), (True, True), (False, False)]


def test_one_person_does_not_agree_for_both(made: Accompaniment) -> None:
    """Alice sits for the body that pledges, and writes for the initiative."""
    pledge = PledgeFactory.create(accompaniment=made, of_a_body=True, confirmed=True)
    committee = CommitteeFactory.create(season=made.season)
    CommitteeMemberFactory.create(committee=committee, person=cast.alice(), body=pledge.body)
    _agree(pledge, cast.alice(), as_team=True)
    refused = _refusal(lambda: _agree(pledge, cast.alice(), as_team=False))
    assert refused == "You agreed for the initiative: somebody else agrees for the partner."


def test_pledge_not_confirmed_is_told_to_nobody(made: Accompaniment) -> None:
    pledge = PledgeFactory.create(accompaniment=made, sponsor=cast.sonia())
    refused = _refusal(lambda: _agree(pledge, cast.sonia(), as_team=False))
    assert refused == "A pledge is told in public once it is confirmed in writing."


def test_withdrawn_pledge_is_no_longer_told(made: Accompaniment) -> None:
    pledge = PledgeFactory.create(accompaniment=made, sponsor=cast.sonia(), confirmed=True)
    _agree(pledge, cast.sonia(), as_team=False)
    _agree(pledge, cast.alice(), as_team=True)
    pledges.withdraw_pledge(pledge, result="Budget gelé.", by=cast.ada(), at=clock.now())
    assert (pledge.state, pledge.sponsor_agrees_at, public_pledges(made)) == ("withdrawn", None, [])
    later = clock.today() + timedelta(days=10)
    pledges.pledge_again(pledge, due_on=later, by=cast.ada(), at=clock.now())
    assert (pledge.state, pledge.due_on, pledge.proof) == ("pledged", later, "")


def test_who_sees_a_pledge_and_who_agrees(client: Any, made: Accompaniment) -> None:
    pledge = PledgeFactory.create(accompaniment=made, sponsor=cast.sonia(), confirmed=True)
    address = reverse("support:pledge", args=[pledge.ref])
    found = {}
    for who in (cast.alice, cast.bob, cast.sam, cast.ada, cast.sonia, cast.charlie, cast.remi):
        client.force_login(who())
        partner = bool(rules.can_agree_as_partner(who(), pledge))
        found[who.__name__] = (client.get(address).status_code, partner, bool(rules.can_agree_as_team(who(), pledge)))
    assert found == {
        "alice": (200, False, True),
        "bob": (200, False, False),
        "sam": (200, False, False),
        "ada": (200, False, False),
        "sonia": (200, True, False),
        "charlie": (404, False, False),
        "remi": (404, False, False),
    }


def test_pledge_says_how_much_and_keeps_its_days_in_order(made: Accompaniment) -> None:
    def note(**said: Any) -> Pledge:
        first = {"body": None, "sponsor": cast.sonia(), "kind": "money", "what": "Mécénat", "amount": 10}
        days = {"due_on": clock.today() + timedelta(days=1), "pledged_on": clock.today()}
        return pledges.note_pledge(made, **(first | days | said), by=cast.ada(), at=clock.now())  # type: ignore[arg-type]

    assert _refusal(lambda: note(amount=None)) == "Please say how much money is pledged."
    assert _refusal(lambda: note(sponsor=None)) == "A pledge is made by a body, or by a sponsor."
    sooner = _refusal(lambda: note(due_on=clock.today() - timedelta(days=1)))
    assert sooner == "A pledge is kept after it is made: check both days."
    late = PledgeFactory.create(accompaniment=made, confirmed=True)
    early = {"result": "", "on": clock.today() - timedelta(days=1), "by": cast.ada(), "at": clock.now()}
    told = _refusal(lambda: pledges.deliver_pledge(late, **early))
    assert told == "It was delivered before it was pledged: check the day."


def test_sponsor_finds_its_pledges_again(client: Any, made: Accompaniment) -> None:
    client.force_login(cast.sonia())
    address = reverse("support:committee-mine")
    assert client.get(address).status_code == 403
    pledge = PledgeFactory.create(accompaniment=made, sponsor=cast.sonia())
    assert client.get(address).context["pledges"] == [pledge]
