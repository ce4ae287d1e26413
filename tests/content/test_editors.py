"""Wagtail's groups follow the mandates, at sign-in and every night."""

import pytest
from django.test import Client

from tests import cast, factories
from tremplin.content import editors
from tremplin.core import clock
from tremplin.people.models import Person
from tremplin.programme.states import Role

pytestmark = pytest.mark.django_db


def _sign_in(person: Person) -> None:
    editors.on_sign_in(sender=None, user=person)


def _may_edit(person: Person) -> bool:
    return Person.objects.get(pk=person.pk).has_perm("wagtailadmin.access_admin")


def test_an_editor_may_edit_from_the_first_sign_in(client: Client) -> None:
    eve = cast.eve()
    assert not _may_edit(eve)
    _sign_in(eve)
    assert _may_edit(eve)
    client.force_login(eve)
    answers = {
        address: client.get(address).status_code
        for address in ("/cms/", "/cms/pages/", "/cms/images/", "/cms/documents/")
    }
    assert answers == dict.fromkeys(answers, 200)


@pytest.mark.parametrize("address", ["/cms/users/", "/cms/groups/", "/cms/sites/", "/cms/workflows/list/"])
def test_an_editor_reaches_neither_people_nor_settings_of_the_editor(client: Client, address: str) -> None:
    eve = cast.eve()
    _sign_in(eve)
    client.force_login(eve)
    assert client.get(address).status_code in (302, 403, 404)


def test_nobody_else_may_edit() -> None:
    people = [cast.alice(), cast.ada(), cast.max_(), cast.rose()]
    for person in people:
        _sign_in(person)
    assert [_may_edit(person) for person in people] == [False] * 4


def test_an_ended_mandate_takes_the_rights_back_at_night() -> None:
    eve = cast.eve()
    _sign_in(eve)
    eve.mandates.update(
        until_day=clock.today().replace(year=clock.today().year - 1),
        from_day=clock.today().replace(year=clock.today().year - 2),
    )
    assert _may_edit(eve)
    assert editors.refresh_all(clock.now()) == "0"
    assert not _may_edit(eve)


def test_the_nightly_chore_gives_rights_to_those_who_never_signed_in() -> None:
    mandate = factories.MandateFactory(role=Role.EDITOR)
    assert editors.refresh_all(clock.now()) == "1"
    assert _may_edit(mandate.person)
