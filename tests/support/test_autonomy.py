"""“Could you reach them now without us?”: asked at three months and at the end, said by the initiative, counted."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from tests import cast
from tests.support.factories import RelationFactory, TraceFactory
from tests.support.story import supported
from tests.support.test_year_pages import english, words_of
from tremplin.core import clock
from tremplin.core.moves import MoveRefused
from tremplin.support.actions.autonomy import say_alone
from tremplin.support.facts import owed_in
from tremplin.support.models import Accompaniment, Relation
from tremplin.support.queries.autonomy import Alone, alone_in
from tremplin.support.states import Side

pytestmark = pytest.mark.django_db


def _old() -> tuple[Accompaniment, Relation]:
    """A support of four months, in which somebody was met from the first day; another body never answered."""
    with clock.at(clock.now() - timedelta(days=120)):
        made = supported()
        relation = RelationFactory.create(initiative=made.initiative, since=clock.now())
        TraceFactory.create(relation=relation)
        RelationFactory.create(initiative=made.initiative, since=clock.now())
    return made, relation


def _asked(made: Accompaniment, person: Any) -> list[Side | None]:
    return [item.side for item in owed_in([made], person)[made.pk] if item.url.endswith("#alone")]


def test_initiative_is_asked_three_months_after_and_again_before_the_end(client: Any) -> None:
    made, relation = _old()
    alice = cast.alice()
    assert _asked(made, alice) == [Side.TEAM]
    assert alone_in(Accompaniment.objects.all()) == Alone(0, 0, 1)
    client.force_login(alice)
    page = words_of(client.get(english(reverse("support:relation", args=[relation.ref]))))
    assert f"Could you reach {relation.partner} now without us?" in page
    client.post(reverse("support:relation", args=[relation.ref]), {"alone": "no"})
    relation.refresh_from_db()
    assert (relation.alone, relation.alone_on) == (False, clock.today())
    assert (_asked(made, alice), alone_in(Accompaniment.objects.all())) == ([], Alone(0, 1, 1))
    with clock.at(clock.now() + timedelta(days=230)):
        assert _asked(made, alice) == [Side.TEAM]
        say_alone(relation, alone=True, by=alice, at=clock.now())
        assert _asked(made, alice) == []
    assert alone_in(Accompaniment.objects.all()) == Alone(1, 1, 1)


def test_nobody_says_it_in_place_of_the_initiative(client: Any) -> None:
    _made, relation = _old()
    for who in (cast.sam(), cast.bob()):  # Bob reads only
        with pytest.raises(MoveRefused):
            say_alone(relation, alone=True, by=who, at=clock.now())
    client.force_login(cast.sam())
    address = reverse("support:relation", args=[relation.ref])
    assert 'name="alone"' not in client.get(address).content.decode()
    client.post(address, {"alone": "yes"})
    relation.refresh_from_db()
    assert relation.alone is None


def test_lists_and_overview_say_it_with_its_denominator(client: Any) -> None:
    made, relation = _old()
    say_alone(relation, alone=True, by=cast.alice(), at=clock.now())
    client.force_login(cast.ada())
    page = words_of(client.get(english(reverse("support:relation-list", args=[made.ref]))))
    assert "Reached without the programme: 1 out of the 1 relations the initiative told us about, of 1" in page
    page = words_of(client.get(english(reverse("support:head-overview"))))
    assert "Yes for 1 relations out of 1 that initiatives told us about, of 1 in which somebody was met." in page
