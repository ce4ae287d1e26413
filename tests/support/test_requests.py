"""Public resources beside needs: what is proposed, what is asked, what came of it."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import cast
from tests.directory.factories import DoorFactory, ResourceFactory
from tests.support.factories import NeedFactory, ResourceRequestFactory
from tremplin.core import clock, offers
from tremplin.core.moves import MoveRefused
from tremplin.directory.actions.generations import doors_changed
from tremplin.directory.models import Case, Resource
from tremplin.support.actions import requests as actions
from tremplin.support.models import Accompaniment, ResourceRequest
from tremplin.support.queries import requests as queries
from tremplin.support.sentences.requests import standing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

ONCE = {"once": "a" * 32}


def _list(made: Accompaniment) -> str:
    return f"/en/espace/accompagnements/{made.ref}/ressources/"


def _one(request: ResourceRequest) -> str:
    return f"/en/espace/demandes/{request.ref}/"


def _resource(**fields: Any) -> Resource:
    found = ResourceFactory.create(**{"name": "Prêt de salles pour ateliers", "does": "Des salles."} | fields)
    doors_changed()
    return found


def test_resource_proposed_beside_a_need_is_noted_once_then_no_longer_proposed(
    client: Any, made: Accompaniment
) -> None:
    resource = _resource(closes_on=clock.today() + timedelta(days=40))
    _resource(name="Salles fermées", expired=True)
    need = NeedFactory.create(accompaniment=made, title="Trouver des salles pour nos ateliers")
    client.force_login(cast.alice())
    proposed = client.get(_list(made)).context["proposals"]
    beside = client.get(f"/en/espace/besoins/{need.ref}/").context["proposals"]
    names = [[hit.resource for hit in one.found] for one in (*proposed, beside)]
    assert names == [[resource], [resource]]
    sent = {"resource": resource.ref, "need": need.ref}
    addresses = {client.post(_list(made), sent)["Location"] for _twice in range(2)}
    request = ResourceRequest.objects.get()
    assert (addresses, request.state, request.need) == ({_one(request)}, "meant", need)
    page = client.get(_list(made))
    assert (page.context["proposals"], [one for one, _says in page.context["rows"]]) == ([], [request])


def test_request_goes_from_asked_to_obtained_and_the_door_learns(client: Any, made: Accompaniment) -> None:
    resource = _resource(door=DoorFactory.create())
    need = NeedFactory.create(accompaniment=made, title="Des salles", words="Deux par mois.")
    one = ResourceRequestFactory.create(accompaniment=made, resource=resource, need=need)
    client.force_login(cast.alice())
    today = clock.today()
    said = {"asked_on": (today - timedelta(days=3)).isoformat(), "words": "Par le formulaire."}
    assert client.post(f"{_one(one)}?geste=ask", said | ONCE)["Location"] == _one(one)
    client.force_login(cast.sam())
    got = {"answered_on": today.isoformat(), "value": "1200.50", "once": "b" * 32}
    assert client.post(f"{_one(one)}?geste=obtain", got)["Location"] == _one(one)
    one.refresh_from_db()
    assert (one.state, one.value, one.words, one.answered_on) == (
        "obtained",
        Decimal("1200.50"),
        "Par le formulaire.",
        today,
    )
    case = Case.objects.get()
    assert (case.door, case.words, case.outcome, case.source) == (
        resource.door,
        "Des salles Deux par mois.",
        "helped",
        one.ref,
    )
    actions.refuse(one, answered_on=today, words="Refusé après coup.", by=cast.sam(), at=clock.now())
    case.refresh_from_db()
    assert (one.value, case.outcome, Case.objects.count()) == (None, "not", 1)


def test_days_that_cannot_be_are_refused(made: Accompaniment) -> None:
    one = ResourceRequestFactory.create(accompaniment=made)
    sam, now, today = cast.sam(), clock.now(), clock.today()
    with pytest.raises(MoveRefused, match="This day is to come"):
        actions.ask(one, asked_on=today + timedelta(days=1), by=sam, at=now)
    actions.ask(one, asked_on=today, by=sam, at=now)
    with pytest.raises(MoveRefused, match="The answer comes after the request"):
        actions.obtain(one, answered_on=today - timedelta(days=1), by=sam, at=now)
    with pytest.raises(MoveRefused, match="stays with its reason"):
        actions.drop(one, words=" ", by=sam, at=now)
    actions.drop(one, words="Trop long.", by=sam, at=now)
    actions.take_again(one, by=sam, at=now)
    assert (one.state, one.asked_on) == ("meant", None)


def test_closed_resource_is_not_noted(made: Accompaniment) -> None:
    with pytest.raises(MoveRefused, match="no longer open"):
        actions.note_request(made, _resource(expired=True), by=cast.alice(), at=clock.now())


def test_total_says_how_many_of_how_many(client: Any, made: Accompaniment) -> None:
    for value in (Decimal(30_000), Decimal(15_000), None):
        ResourceRequestFactory.create(accompaniment=made, obtained=True, value=value)
    for trait in ("asked", "refused", "meant", "dropped"):
        ResourceRequestFactory.create(accompaniment=made, **({} if trait == "meant" else {trait: True}))
    ResourceRequestFactory.create(obtained=True, value=Decimal(9))
    assert queries.total_of(made) == queries.Total(obtained=3, asked=5, euros=Decimal(45_000))
    client.force_login(cast.bob())
    assert "3 obtained of 5 asked." in client.get(_list(made)).content.decode()


@pytest.mark.parametrize(
    ("closes", "says"),
    [
        (None, "To be asked."),
        (date(2026, 6, 1), "To be asked. Last day to ask: 1 June 2026."),
        (date(2026, 5, 31), "The last day to ask was 31 May 2026. It was not asked in time."),
    ],
)
def test_request_says_in_words_what_its_last_day_means(made: Accompaniment, closes: date | None, says: str) -> None:
    one = ResourceRequestFactory.create(accompaniment=made, resource__closes_on=closes)
    assert standing(one, date(2026, 6, 1)) == says


@pytest.mark.parametrize(("days", "told"), [(14, True), (15, False), (0, True), (-1, False)])
def test_both_sides_are_told_within_two_weeks_of_the_last_day(made: Accompaniment, days: int, told: bool) -> None:
    one = ResourceRequestFactory.create(
        accompaniment=made, resource__name="Salles", resource__closes_on=clock.today() + timedelta(days=days)
    )
    ResourceRequestFactory.create(accompaniment=made, asked=True, resource__closes_on=one.resource.closes_on)
    find = next(row for row in offers.home_tasks if row.name == "support-resources").find
    titles = [[str(task.title) for task in find(person)] for person in (cast.alice(), cast.sam(), cast.charlie())]
    expected = ["Atlas des haies: ask for “Salles” before it closes"] if told else []
    assert titles == [expected, expected, []]


def test_who_reads_and_who_writes(client: Any, made: Accompaniment) -> None:
    one = ResourceRequestFactory.create(accompaniment=made)
    resource = _resource()
    seen = {cast.alice(): (200, 200), cast.bob(): (200, 403), cast.sam(): (200, 200), cast.charlie(): (404, 404)}
    for person, statuses in seen.items():
        client.force_login(person)
        got = (client.get(_one(one)).status_code, client.get(f"{_one(one)}?geste=ask").status_code)
        assert (got, client.get(_list(made)).status_code) == (statuses, statuses[0])
    client.force_login(cast.bob())
    client.post(_list(made), {"resource": resource.ref})
    client.force_login(cast.charlie())
    assert client.post(_list(made), {"resource": resource.ref}).status_code == 404
    assert list(ResourceRequest.objects.all()) == [one]


def test_search_and_day_to_come_lose_nothing_typed(client: Any, made: Accompaniment) -> None:
    resource = _resource()
    one = ResourceRequestFactory.create(accompaniment=made)
    client.force_login(cast.alice())
    assert [hit.resource for hit in client.get(f"{_list(made)}?q=salles").context["hits"]] == [resource]
    with clock.at(datetime(2026, 6, 1, 8, tzinfo=UTC)):
        page = client.post(f"{_one(one)}?geste=ask", {"asked_on": "2026-06-02", "words": "Par courrier."} | ONCE)
    form = page.context["form"]
    assert (form.errors, form["words"].value()) == (
        {"asked_on": ["This day is to come: note what has happened."]},
        "Par courrier.",
    )


def test_list_costs_the_same_for_three_requests_and_eight(client: Any, made: Accompaniment) -> None:
    client.force_login(cast.sam())
    counts = []
    for rows in (3, 5):
        for _row in range(rows):
            need = NeedFactory.create(accompaniment=made, met=True)
            ResourceRequestFactory.create(accompaniment=made, need=need, obtained=True)
        client.get(_list(made))
        with CaptureQueriesContext(connection) as asked:
            assert client.get(_list(made)).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
