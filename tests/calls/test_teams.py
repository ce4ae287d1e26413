"""Inviting, joining, leaving; a forwarded link shows nothing."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from tests import cast
from tests.calls.factories import TeamMemberFactory
from tests.calls.story import DAY, begin, join, make_call
from tests.calls.test_sections import _same
from tremplin.calls.actions.teams import answer_invitation, change_right, invite, remove_member
from tremplin.calls.models import Application, TeamMember
from tremplin.calls.queries import visible_to
from tremplin.calls.states import MemberState, TeamRight
from tremplin.core.models import Message
from tremplin.core.moves import MoveRefused
from tremplin.people.queries import person_at

pytestmark = pytest.mark.django_db


def _invite(application: Application, email: str = "bob@example.org", right: str = TeamRight.WRITE) -> TeamMember:
    return invite(application.initiative, email=email, right=right, by=cast.alice(), at=DAY)


def _mails() -> list[str]:
    return list(Message.objects.filter(kind="calls-invitation").values_list("recipient", flat=True))


def test_invitation_is_a_mail_and_opens_nothing_yet(application: Application) -> None:
    member = _invite(application, cast.bob().email or "")
    assert (member.state, member.right, _mails()) == ("invited", "write", ["bob@example.org"])
    assert not visible_to(cast.bob()).exists()
    answer_invitation(member, joins=True, by=cast.bob(), at=DAY)
    assert visible_to(cast.bob()).exists()


def test_somebody_unknown_is_welcomed(application: Application) -> None:
    _invite(application, "Nouvelle@Example.org")
    person = person_at("nouvelle@example.org")
    assert person is not None
    assert _mails() == ["nouvelle@example.org"]


def test_invited_twice_is_one_invitation_and_one_mail(application: Application) -> None:
    assert _invite(application) == _invite(application)
    assert len(_mails()) == 1


@pytest.mark.parametrize("state", ["declined", "left"])
def test_gone_is_invited_again(state: str, application: Application) -> None:
    bob = TeamMemberFactory.create(initiative=application.initiative, person=cast.bob(), **{state: True})
    again = _invite(application, right=TeamRight.READ)
    bob.refresh_from_db()
    assert (again, bob.state, bob.right, len(_mails())) == (bob, "invited", "read", 1)


@pytest.mark.parametrize("right", [TeamRight.READ, TeamRight.WRITE, None])
def test_only_those_who_submit_invite(right: str | None, application: Application) -> None:
    if right:
        join(application.initiative, cast.bob(), right)
    with pytest.raises(PermissionDenied):
        invite(application.initiative, email="x@example.org", right=TeamRight.READ, by=cast.bob(), at=DAY)
    assert _mails() == []


def test_somebody_else_cannot_answer(application: Application) -> None:
    member = _invite(application, cast.bob().email or "")
    with pytest.raises(MoveRefused):
        answer_invitation(member, joins=True, by=cast.charlie(), at=DAY)


def test_answered_twice_is_refused(application: Application) -> None:
    member = _invite(application, cast.bob().email or "")
    answer_invitation(member, joins=False, by=cast.bob(), at=DAY)
    with pytest.raises(MoveRefused):
        answer_invitation(member, joins=True, by=cast.bob(), at=DAY)
    assert not visible_to(cast.bob()).exists()


def test_removed_sees_nothing_more(application: Application) -> None:
    bob = join(application.initiative, cast.bob())
    remove_member(bob, by=cast.alice(), at=DAY)
    assert not visible_to(cast.bob()).exists()


def test_last_who_may_submit_stays(application: Application) -> None:
    alice = application.initiative.members.get()
    with pytest.raises(MoveRefused):
        remove_member(alice, by=cast.alice(), at=DAY)
    with pytest.raises(PermissionDenied):
        change_right(alice, right=TeamRight.READ, by=cast.alice(), at=DAY)


@pytest.mark.concurrency
def test_two_who_may_submit_cannot_both_leave_at_once(race: Any) -> None:
    application = begin(make_call())
    alice, bob = application.initiative.members.get(), join(application.initiative, cast.bob(), TeamRight.SUBMIT)
    outcomes = race(
        lambda: remove_member(alice, by=cast.alice(), at=DAY), lambda: remove_member(bob, by=cast.bob(), at=DAY)
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["MoveRefused", "NoneType"]
    assert application.initiative.members.filter(state=MemberState.JOINED).count() == 1


def test_team_page_invites_changes_and_removes(alice: Any, application: Application) -> None:
    team = reverse("calls:team", args=[application.ref])
    assert alice.post(team, {"email": "bob@example.org", "right": "read"}).status_code == 302
    bob = TeamMember.objects.get(person__email="bob@example.org")
    page = reverse("calls:team-member", args=[application.ref, bob.ref])
    assert alice.get(page).status_code == 200
    assert alice.post(page, {"right": "submit"}).status_code == 302
    bob.refresh_from_db()
    assert bob.right == "submit"
    assert alice.post(page, {"remove": "yes"}).status_code == 302
    bob.refresh_from_db()
    assert bob.state == "left"
    assert alice.get(page).status_code == 404


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ({"email": "pas une adresse", "right": "read"}, 200),
        ({"email": "x@example.org", "right": "own"}, 200),
        ({"email": ""}, 200),
    ],
)
def test_wrong_invitation_is_told_and_sends_nothing(
    typed: dict[str, str], status: int, alice: Any, application: Application
) -> None:
    answer = alice.post(reverse("calls:team", args=[application.ref]), typed)
    assert (answer.status_code, 'id="errors"' in answer.content.decode(), _mails()) == (status, True, [])


def test_invitation_sent_twice_by_the_same_form_is_sent_once(alice: Any, application: Application) -> None:
    team = reverse("calls:team", args=[application.ref])
    for _turn in range(2):
        alice.post(team, {"email": "bob@example.org", "right": "read", "once": "0f" * 16})
    assert len(_mails()) == 1


def test_who_writes_sees_the_team_and_cannot_manage_it(
    client: Any, application: Application, an_ordinary_day: None
) -> None:
    bob = join(application.initiative, cast.bob())
    alice = application.initiative.members.exclude(pk=bob.pk).get()
    client.force_login(cast.bob())
    team = reverse("calls:team", args=[application.ref])
    page = client.get(team).content.decode()
    assert 'name="email"' not in page
    assert client.post(team, {"email": "x@example.org", "right": "read"}).status_code == 403
    assert (
        client.post(reverse("calls:team-member", args=[application.ref, alice.ref]), {"remove": "yes"}).status_code
        == 403
    )
    assert (
        client.post(reverse("calls:team-member", args=[application.ref, bob.ref]), {"right": "submit"}).status_code
        == 403
    )
    own = client.post(reverse("calls:team-member", args=[application.ref, bob.ref]), {"remove": "yes"})
    assert own["Location"] == reverse("calls:application-list")
    assert client.get(team).status_code == 404


def test_invitation_page_has_two_choices_and_none_is_made(
    client: Any, application: Application, an_ordinary_day: None
) -> None:
    member = _invite(application, cast.bob().email or "")
    client.force_login(cast.bob())
    address = reverse("calls:invitation", args=[member.ref])
    page = client.get(address).content.decode()
    assert (page.count('name="answer"'), " checked" in page) == (2, False)
    assert client.post(address, {}).status_code == 200
    assert client.post(address, {"answer": "join"})["Location"] == reverse("calls:application-list")
    member.refresh_from_db()
    assert member.state == "joined"
    assert client.get(address).status_code == 200


def test_forwarded_invitation_shows_nothing(client: Any, application: Application) -> None:
    member = _invite(application, cast.bob().email or "")
    client.force_login(cast.charlie())
    hidden, absent = (client.get(reverse("calls:invitation", args=[ref])) for ref in (member.ref, "0000000000"))
    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert _same(hidden.content, member.ref) == _same(absent.content, "0000000000")
    assert client.post(reverse("calls:invitation", args=[member.ref]), {"answer": "join"}).status_code == 404
    member.refresh_from_db()
    assert member.state == "invited"


def test_invited_finds_the_invitation_at_home(client: Any, application: Application) -> None:
    member = _invite(application, cast.bob().email or "")
    client.force_login(cast.bob())
    assert reverse("calls:invitation", args=[member.ref]) in client.get(reverse("desk:home")).content.decode()
