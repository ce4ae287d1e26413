"""The page on which a programme is settled: where people write, and the pace at which bodies are asked."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests import cast
from tests.factories import MandateFactory, ProgrammeFactory
from tremplin.core import journal
from tremplin.programme.models import Programme
from tremplin.programme.states import Role

pytestmark = pytest.mark.django_db
SAID = {
    "contact_email": "equipe@example.org",
    "first_nudge": "7",
    "second_nudge": "15",
    "give_up_after": "30",
    "asks_a_week": "2",
    "once": "a" * 32,
}


def _page(programme: Programme) -> str:
    return f"/en/gestion/programme/{programme.ref}/"


def test_the_only_programme_is_opened_and_settled(client: Any) -> None:
    programme = cast.programme()
    client.force_login(cast.ada())
    assert client.get("/en/gestion/programme/")["Location"] == _page(programme)
    form = client.get(_page(programme)).context["form"]
    assert [form[name].value() for name in ("first_nudge", "second_nudge", "give_up_after", "asks_a_week")] == [
        9,
        21,
        45,
        3,
    ]
    assert client.post(_page(programme), SAID).status_code == 302
    programme.refresh_from_db()
    assert (programme.contact_email, programme.first_nudge, programme.asks_a_week) == ("equipe@example.org", 7, 2)
    [entry] = journal.of(programme)
    # the address is personal: the journal keeps the pace alone
    assert (entry.verb, entry.before, entry.after) == ("change", "9/21/45 3", "7/15/30 2")


def test_delays_out_of_order_are_told_beside_their_field(client: Any) -> None:
    programme = cast.programme()
    client.force_login(cast.max_())
    errors = client.post(_page(programme), SAID | {"second_nudge": "7"}).context["form"].errors
    assert errors == {"second_nudge": ["The second reminder comes after the first."]}
    errors = client.post(_page(programme), SAID | {"give_up_after": "15"}).context["form"].errors
    assert errors == {"give_up_after": ["Giving up comes after the second reminder."]}
    with pytest.raises(IntegrityError), transaction.atomic():
        Programme.objects.filter(pk=programme.pk).update(second_nudge=9)


def test_who_settles_it(client: Any) -> None:
    programme, other = cast.programme(), ProgrammeFactory.create()
    statuses = {}
    for who in (cast.ada, cast.max_, cast.sam, cast.alice):
        client.force_login(who())
        statuses[who.__name__] = [
            client.get(address).status_code for address in ("/en/gestion/programme/", _page(programme), _page(other))
        ]
    assert statuses == {
        "ada": [302, 200, 404],
        "max_": [302, 200, 404],
        "sam": [403, 404, 404],
        "alice": [403, 404, 404],
    }
    MandateFactory.create(person=cast.ada(), role=Role.AGENT, programme=other)
    client.force_login(cast.ada())
    assert list(client.get("/en/gestion/programme/").context["programmes"]) == list(Programme.objects.all())
