"""Public resources: what the clock hides, what the team does, and what imports bring, change and withdraw."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import Workbook

from tests import cast, factories
from tremplin.core import clock, freshness
from tremplin.core.moves import MoveRefused
from tremplin.directory import searched, sentences
from tremplin.directory.actions import imports
from tremplin.directory.actions import resources as actions
from tremplin.directory.engine.aids import read
from tremplin.directory.models import Import, Resource
from tremplin.directory.queries import (
    find_resources,
    open_resources,
    resource_by_ref,
    resources_visible_to,
    standing_of,
)
from tremplin.directory.queries.resources import ResourceStanding, changes_on, in_standing, next_change
from tremplin.directory.states import ImportSource, ImportState

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
TODAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def _stopped_clock() -> Iterator[None]:
    with clock.at(AT):
        yield


def _text(answer: Any) -> str:
    return " ".join(BeautifulSoup(answer.content, "html.parser").find("main").get_text(" ").split())


# what the clock decides


@pytest.mark.parametrize(
    ("said", "standing"),
    [
        ({}, "open"),
        ({"closes_on": TODAY}, "closing"),
        ({"closes_on": TODAY + timedelta(days=29)}, "closing"),
        ({"closes_on": TODAY + timedelta(days=30)}, "open"),
        ({"closes_on": TODAY - timedelta(days=1)}, "expired"),
        ({"opens_on": TODAY}, "open"),
        ({"opens_on": TODAY + timedelta(days=1)}, "opening"),
        ({"opens_on": TODAY + timedelta(days=1), "closes_on": TODAY + timedelta(days=3)}, "opening"),
        ({"published": False}, "draft"),
        ({"published": False, "closes_on": TODAY - timedelta(days=1)}, "expired"),
        ({"withdrawn_at": AT, "closes_on": TODAY - timedelta(days=1)}, "withdrawn"),
    ],
)
def test_the_day_and_the_filters_say_the_same_of_each(said: dict[str, Any], standing: str) -> None:
    resource = factories.ResourceFactory(**said)
    assert standing_of(resource) == standing
    assert [one.value for one in ResourceStanding if Resource.objects.filter(in_standing(one)).exists()] == [standing]


def test_a_resource_hides_itself_the_day_after_its_last(client: Client) -> None:
    resource = factories.ResourceFactory(name="Aide aux mares", closes_on=TODAY)
    address = reverse("directory:resource", args=[resource.ref])
    assert [hit.resource for hit in find_resources("mares")] == [resource]
    kept_until = client.get(address).headers[freshness.HEADER].split()[0]
    assert int(kept_until) == int(datetime(2026, 3, 2, 23, tzinfo=UTC).timestamp())  # midnight in Paris
    with clock.at(AT + timedelta(days=1)):
        assert find_resources("mares") == []
        assert client.get(address).status_code == 404
        assert resource_by_ref(resource.ref) == resource
        assert (list(resources_visible_to(cast.charlie())), list(resources_visible_to(cast.sam()))) == ([], [resource])


@pytest.mark.parametrize(
    ("opens", "closes", "days"),
    [(None, None, None), (1, None, 1), (-1, 0, 1), (None, 29, 30), (None, 30, 1), (None, 45, 16), (50, 60, 31)],
)
def test_the_next_change_is_the_day_a_page_says_otherwise(
    opens: int | None, closes: int | None, days: int | None
) -> None:
    def on(after: int | None) -> date | None:
        return None if after is None else TODAY + timedelta(days=after)

    row = factories.ResourceFactory(opens_on=on(opens), closes_on=on(closes))
    factories.ResourceFactory(expired=True)
    factories.ResourceFactory(hidden=True, closes_on=TODAY)
    assert (next_change(), changes_on([row])) == (on(days), on(days))


def test_one_that_opens_later_says_when(client: Client) -> None:
    resource = factories.ResourceFactory(opens_on=date(2026, 4, 1), closes_on=date(2026, 5, 1))
    assert "Opens on 1 April 2026, until 1 May 2026 included." in _text(
        client.get(reverse("directory:resource", args=[resource.ref]))
    )


def test_the_site_s_search_knows_the_open_ones_and_forgets_the_others() -> None:
    shown = factories.ResourceFactory(provider="Région", conditions="Être une association.")
    for hidden in ("hidden", "expired", "withdrawn"):
        factories.ResourceFactory(**{hidden: True})
    [document] = searched.RESOURCES.documents()
    assert (document.ref, document.title) == (shown.ref, shown.name)
    assert list(searched.RESOURCES.still([row.ref for row in Resource.objects.all()], "fr")) == [shown.ref]


def test_a_door_that_is_not_published_is_not_named(client: Client) -> None:
    secret = factories.DoorFactory(name="Guichet secret", hidden=True)
    resource = factories.ResourceFactory(door=secret)
    assert "Guichet secret" not in client.get(reverse("directory:resource", args=[resource.ref])).content.decode()
    secret.published = True
    secret.save()
    assert "Guichet secret" in client.get(reverse("directory:resource", args=[resource.ref])).content.decode()


def test_what_may_be_asked_at_a_door_stands_on_its_page(client: Client) -> None:
    door = factories.DoorFactory()
    factories.ResourceFactory(door=door, name="Prêt de salles")
    factories.ResourceFactory(door=door, name="Ancienne aide", expired=True)
    said = _text(client.get(reverse("directory:door", args=[door.ref])))
    assert ("Prêt de salles" in said, "Ancienne aide" in said) == (True, False)


# what the team does


def test_a_resource_is_written_given_a_door_published_read_again_and_withdrawn(client: Client) -> None:
    client.force_login(cast.sam())
    typed = {"name": "Prêt de salles", "kind": "premises", "does": "Des salles le soir.", "closes_on": "2026-06-30"}
    page = client.post(reverse("directory:resource-add"), typed, follow=True)
    resource = Resource.objects.get()
    assert (resource.edited, resource.published, resource.checked_on) == (True, False, TODAY)
    door = factories.DoorFactory(name="Guichet des salles")
    at_door = reverse("directory:resource-door", args=[resource.ref])
    assert "Guichet des salles" in client.get(at_door, {"words": "salles"}).content.decode()
    client.post(f"{at_door}?words=salles", {"successor": door.ref})
    resource.refresh_from_db()
    assert (resource.door, resource.body) == (door, door.body)
    client.post(reverse("directory:resource-publish", args=[resource.ref]))
    assert list(open_resources()) == [resource]
    with clock.at(AT + timedelta(days=3)):
        client.post(reverse("directory:resource-check", args=[resource.ref]))
        resource.refresh_from_db()
        assert resource.checked_on == TODAY + timedelta(days=3)
    assert "leaves the site" in _text(client.get(reverse("directory:resource-withdraw", args=[resource.ref])))
    client.post(reverse("directory:resource-withdraw", args=[resource.ref]))
    assert list(open_resources()) == []
    page = client.post(reverse("directory:resource-withdraw", args=[resource.ref]), follow=True)
    assert page.status_code == 403
    client.post(reverse("directory:resource-publish", args=[resource.ref]))
    assert list(open_resources()) == [resource]


def test_an_ended_resource_is_changed_before_it_is_published() -> None:
    resource = factories.ResourceFactory(hidden=True, expired=True)
    ada = cast.ada()
    with pytest.raises(MoveRefused, match="Its last day is over"):
        actions.publish_resource(resource, by=ada, at=AT)
    actions.change_resource(resource, words={"closes_on": TODAY}, by=ada, at=AT)
    actions.publish_resource(resource, by=ada, at=AT)
    assert list(open_resources()) == [resource]


def test_days_the_wrong_way_round_are_told_and_nothing_typed_is_lost(client: Client) -> None:
    client.force_login(cast.ada())
    typed = {"name": "Prêt de salles", "kind": "premises", "opens_on": "2026-06-30", "closes_on": "2026-06-01"}
    said = client.post(reverse("directory:resource-add"), typed).content.decode()
    assert "The last day comes before the first one." in said
    assert "Prêt de salles" in said
    assert not Resource.objects.exists()


@pytest.mark.parametrize("standing", [one.value for one in ResourceStanding])
def test_the_list_filters_by_where_they_stand(client: Client, standing: str) -> None:
    made = {"open": factories.ResourceFactory(name="Ouverte")} | {
        one: factories.ResourceFactory(name=f"Aide {one}", **{trait: True})
        for one, trait in (
            ("draft", "hidden"),
            ("opening", "opening"),
            ("closing", "closing"),
            ("expired", "expired"),
            ("withdrawn", "withdrawn"),
        )
    }
    client.force_login(cast.sam())
    said = client.get(reverse("directory:resource-list"), {"standing": standing})
    assert [row for row, _standing in said.context["rows"]] == [made[standing]]
    assert "1 resource out of 6" in _text(said)


def test_the_list_costs_the_same_for_three_rows_and_eight(client: Client) -> None:
    client.force_login(cast.sam())
    counts = []
    for rows in (3, 5):
        for _row in range(rows):
            factories.ResourceFactory(body=factories.BodyFactory(), territory=factories.TerritoryFactory())
        client.get(reverse("directory:resource-list"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("directory:resource-list"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_team_s_pages_are_absent_for_a_stranger(client: Client) -> None:
    hidden, shown = factories.ResourceFactory(hidden=True), factories.ResourceFactory()
    client.force_login(cast.charlie())
    answers = {
        name: [client.get(reverse(f"directory:{name}", args=[row.ref])).status_code for row in (hidden, shown)]
        for name in ("managed-resource", "resource-change", "resource-door", "resource-withdraw")
    }
    assert set(map(tuple, answers.values())) == {(404, 403)}
    assert client.get(reverse("directory:resource-list")).status_code == 403


# what imports bring


def _aid(number: int = 1, **said: Any) -> dict[str, Any]:
    """An aid as the catalogue's API gives it."""
    return {
        "id": number,
        "slug": f"aide-{number}",
        "url": f"/aides/aide-{number}/",
        "name": f"Aide {number}",
        "short_title": "",
        "financers": ["Région d’essai"],
        "instructors": [],
        "description": "<p>Un <b>appui</b> &amp; des conseils.</p><ul><li>Un</li><li>Deux</li></ul>",
        "eligibility": "<div>Être une association.</div>",
        "perimeter": "France",
        "aid_types": ["Subvention"],
        "targeted_audiences": ["Associations", "Communes"],
        "is_call_for_project": False,
        "start_date": None,
        "submission_deadline": "2026-09-30",
        "subvention_rate_lower_bound": 20,
        "subvention_rate_upper_bound": 50,
        "loan_amount": None,
        "contact": "<p>Camille Exemple, camille@exemple.fr</p>",
        "origin_url": "",
        "application_url": "https://exemple.fr/demande",
        "categories": ["Nature / environnement|Biodiversité"],
        **said,
    }


def _export(*aids: dict[str, Any], **page: Any) -> bytes:
    return json.dumps({"count": len(aids), "next": None, "results": list(aids)} | page).encode()


def _preview(content: bytes, whole: bool = True) -> Import:
    return imports.preview_import(
        read(content),
        source=ImportSource.RESOURCES,
        file_name="aides.json",
        file=None,
        by="",
        at=clock.now(),
        whole=whole,
    )


def _apply(content: bytes, whole: bool = True) -> Import:
    row = _preview(content, whole)
    imports.start_import(row, by="", at=clock.now(), partly=True)
    imports.run_import(row, read(content), by="")
    row.refresh_from_db()
    return row


def _counts(row: Import) -> tuple[int, int, int, int]:
    return row.new, row.changed, row.unchanged, row.closing


def test_an_aid_of_the_catalogue_becomes_a_card_in_plain_text_without_its_contact() -> None:
    region = factories.TerritoryFactory(region=True, name="Occitanie")
    body = factories.BodyFactory(name="Région d’essai")
    topic = factories.TopicFactory(name_fr="Biodiversité", slug="biodiversite")
    row = _apply(_export(_aid(perimeter="Occitanie", perimeter_scale="Région")))
    assert (row.state, _counts(row)) == (ImportState.APPLIED, (1, 0, 0, 0))
    card = Resource.objects.get()
    assert (card.source, card.external_id, card.name, card.kind) == ("Aides-territoires", "1", "Aide 1", "funding")
    assert card.does == "Un appui & des conseils.\n– Un\n– Deux"
    assert (card.conditions, card.for_whom) == ("Être une association.", "Associations, Communes")
    assert (card.amount, card.provider, card.body) == ("de 20 % à 50 %", "Région d’essai", body)
    assert (card.territory, card.closes_on, card.published) == (region, date(2026, 9, 30), True)
    assert card.website == "https://aides-territoires.beta.gouv.fr/aides/aide-1/"
    assert card.form_url == "https://exemple.fr/demande"
    assert (card.edited, card.checked_on, list(card.topics.all())) == (False, TODAY, [topic])
    assert not any("amille" in str(value) for value in vars(card).values())
    assert [hit.resource for hit in find_resources("appui associations")] == [card]


def test_a_second_import_updates_withdraws_what_is_gone_and_leaves_alone_what_a_hand_changed() -> None:
    _apply(_export(_aid(1), _aid(2), _aid(3), _aid(4)))
    by_id = {row.external_id: row for row in Resource.objects.all()}
    actions.change_resource(by_id["2"], words={"name": "Mon aide"}, by=cast.ada(), at=AT)
    actions.withdraw_resource(by_id["4"], by=cast.ada(), at=AT + timedelta(hours=1))
    with clock.at(AT + timedelta(days=1)):
        row = _apply(_export(_aid(1, name="Aide renommée"), _aid(2, name="Autre"), _aid(4), _aid(5)))
    assert _counts(row) == (1, 1, 2, 1)
    found = {one.external_id: (one.name, one.withdrawn_at is None) for one in Resource.objects.all()}
    assert found == {
        "1": ("Aide renommée", True),
        "2": ("Mon aide", True),
        "3": ("Aide 3", False),
        "4": ("Aide 4", False),
        "5": ("Aide 5", True),
    }
    assert row.look["closing"] == [["Aide 3", ""]]
    assert [fault.code for fault in row.faults.all()] == ["left-alone"]
    with clock.at(AT + timedelta(days=2)):
        _apply(_export(*map(_aid, range(1, 6))))
    assert Resource.objects.get(external_id="3").withdrawn_at is None
    assert Resource.objects.get(external_id="4").withdrawn_at is not None
    assert Resource.objects.count() == 5


@pytest.mark.parametrize("page", [{"count": 900}, {"next": "https://exemple.fr/?page=2"}])
def test_one_page_of_the_catalogue_withdraws_nothing_and_says_so(page: dict[str, Any]) -> None:
    _apply(_export(_aid(1), _aid(2)))
    row = _apply(_export(_aid(1), **page))
    assert _counts(row) == (0, 0, 1, 0)
    assert [(fault.code, fault.value) for fault in row.faults.all()] == [("one-page", "1")]


def test_a_file_that_is_not_said_to_be_whole_withdraws_nothing() -> None:
    _apply(_export(_aid(1), _aid(2)))
    assert _counts(_apply(_export(_aid(1)), whole=False)) == (0, 0, 1, 0)


def test_several_pages_given_as_one_list_are_the_whole() -> None:
    pages = [json.loads(_export(_aid(1), count=2, next="https://exemple.fr/")), json.loads(_export(_aid(2), count=2))]
    reading = read(json.dumps(pages).encode())
    assert ([aid.id for aid in reading.records], reading.partial) == (["1", "2"], False)


def test_undoing_takes_back_what_the_import_did() -> None:
    first = _apply(_export(_aid(1), _aid(2)))
    with clock.at(AT + timedelta(days=1)):
        second = _apply(_export(_aid(1, name="Autre nom", submission_deadline="2026-10-01"), _aid(3)))
        imports.undo_import(second, by="", at=clock.now())
    cards = {one.external_id: (one.name, one.closes_on, one.withdrawn_at) for one in Resource.objects.all()}
    assert cards == {"1": ("Aide 1", date(2026, 9, 30), None), "2": ("Aide 2", date(2026, 9, 30), None)}
    imports.undo_import(first, by="", at=clock.now())
    assert not Resource.objects.exists()


def test_a_place_that_is_none_of_ours_is_written_and_not_published() -> None:
    factories.TerritoryFactory(name="Gard")
    row = _apply(_export(_aid(1, perimeter="CC du Piémont"), _aid(2, perimeter="Gard", perimeter_scale="Bassin")))
    assert [(fault.code, fault.value) for fault in row.faults.all()] == [
        ("no-place", "CC du Piémont"),
        ("no-place", "Gard"),
    ]
    card = Resource.objects.get(external_id="1")
    assert (card.published, card.territory, card.conditions) == (False, None, "Être une association.\nCC du Piémont")


TABLE = """Intitulé;Nature;Ce que cela donne;Conditions;Territoire;Date limite;Site web;Porte;Colonne en plus
Prêt de salles;Locaux;Des salles le soir;Être une association;Gard;31/12/2026;exemple.fr/salles;{door};x
Données ouvertes;Données;Une interface;;;;pas une adresse;;
;Locaux;Sans nom;;;;;;
Aide sans jour;Subvention;;;;un jour;;;
Prêt de salles;Locaux;Deux fois;;;;;;
Chose;Bizarre;;;;;;nulle;
"""


def test_a_table_in_french_is_read_and_each_fault_has_its_line() -> None:
    gard, door = factories.TerritoryFactory(name="Gard"), factories.DoorFactory()
    row = _apply(TABLE.format(door=door.ref).encode())
    assert _counts(row) == (3, 0, 0, 0)
    assert [(fault.line, fault.code) for fault in row.faults.all()] == [
        (1, "read-as"),
        (1, "unknown-column"),
        (3, "bad-website"),
        (4, "no-name"),
        (5, "bad-date"),
        (6, "duplicate"),
        (7, "unknown-kind"),
        (7, "no-door"),
    ]
    assert row.rejected == 3
    card = Resource.objects.get(name="Prêt de salles")
    assert (card.kind, card.territory, card.door, card.body) == ("premises", gard, door, door.body)
    assert (card.closes_on, card.website) == (date(2026, 12, 31), "https://exemple.fr/salles")
    assert all(sentences.fault(fault.code, fault.value) for fault in row.faults.all())
    again = _apply(TABLE.format(door=door.ref).encode(), whole=False)
    assert _counts(again) == (0, 0, 3, 0)


def test_a_workbook_with_english_headers_says_the_same() -> None:
    book = Workbook()
    book.active.append(["Name", "Kind", "Eligibility", "Deadline", "Where to ask"])
    book.active.append(["Room loans", "premises", "Being an association", date(2026, 12, 31), "https://exemple.fr/a"])
    book.save(content := BytesIO())
    [aid] = read(content.getvalue()).records
    assert (aid.name, aid.kind, aid.conditions, aid.form_url) == (
        "Room loans",
        "premises",
        "Being an association",
        "https://exemple.fr/a",
    )
    assert aid.closes_on == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "no-table"),
        (b"{}", "no-results"),
        (b'{"results": 3}', "no-results"),
        (b'{"results": [', "not-json"),
        (b'{"results": []}', "no-record"),
        (b"[1, 2", "not-json"),
        (b'{"results": [{"id": 1, "name": "a"}]} x', "not-json"),
        (b"a;b\n1;2\n", "no-column"),
        (b"\x1f\x8bxx", "bad-gzip"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(content: bytes, code: str) -> None:
    reading = read(content)
    assert (reading.usable, reading.faults[-1].code) == (False, code)


def test_hostile_values_are_read_or_said_and_nothing_raises() -> None:
    hostile: list[Any] = [
        _aid(1, name="<script>x</script>" * 2, description="<script>alert(1)</script><p onclick=x>ici</p>"),
        _aid(2, financers=None, aid_types={"a": 1}, categories=[None, 3], subvention_rate_upper_bound=True),
        _aid(3, submission_deadline="2026-13-40"),
        _aid(4, start_date="2027-01-01"),
        _aid(5, application_url="javascript:alert(1)", origin_url="ftp://x"),
        _aid(True), "texte", None, [], {"id": "", "name": "x"}, {"id": 9},
    ]  # fmt: skip
    reading = read(_export(*hostile))
    assert [aid.id for aid in reading.records] == ["1", "2", "5"]
    assert (reading.records[0].does, reading.records[2].form_url) == ("ici", "")
    assert reading.aside == {"3", "4", "9"}
