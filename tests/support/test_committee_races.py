"""Two people at the same instant about a committee, on two connections."""

from typing import Any

import pytest

from tests import cast
from tests.support.committee_story import story
from tremplin.core import clock
from tremplin.core.models import Message
from tremplin.support.actions import committee_decisions as decisions
from tremplin.support.actions import minutes
from tremplin.support.models import Minutes
from tremplin.support.queries.minutes import draft_of

pytestmark = pytest.mark.concurrency


def test_two_signatures_at_once_take_effect_once(race: Any) -> None:
    told = story()
    told.pack()
    told.open()
    decisions.decide(told.item(told.seeds), outcome="stop", motive="Dissoute.", by=cast.ada(), at=clock.now())
    minutes.save_minutes(told.committee, draft_of(told.committee), read=0, by=cast.ada(), at=clock.now())
    outcomes = race(
        *(
            lambda who=who: minutes.sign_minutes(
                told.committee, number=1, name=who.full_name, quality="présidence", by=who, at=clock.now()
            )
            for who in (cast.ada(), cast.aldo())
        )
    )
    assert sorted(type(one).__name__ for one in outcomes) == ["Minutes", "MoveRefused"]
    assert Minutes.objects.filter(signed_at__isnull=False).count() == 1
    told.seeds.refresh_from_db()
    assert (told.seeds.state, Message.objects.filter(kind="support-committee-decided").count()) == ("closed", 2)


def test_two_editors_at_once_keep_two_versions(race: Any) -> None:
    told = story()
    told.pack()
    told.open()
    first, second = told.item(told.atlas).ref, told.item(told.seeds).ref
    people = {cast.ada(): first, cast.aldo(): second}
    race(
        *(
            lambda who=who, ref=ref: minutes.save_minutes(
                told.committee, {ref: f"Par {who}."}, read=0, by=who, at=clock.now()
            )
            for who, ref in people.items()
        )
    )
    last = told.committee.minutes.order_by("-number").first()
    assert last is not None
    assert (last.number, last.sections) == (2, {first: "Par Ada.", second: "Par Aldo."})
