"""The pages of the programme's money: a grant from the contract to the payment, its files, and who sees nothing."""

import csv
import io
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from tests import cast
from tests.support.money_story import bearer_of, signed, terms, texts, tranche
from tests.support.story import supported
from tests.support.test_year_pages import english, words_of
from tremplin.calls.models import Bearer
from tremplin.core import clock
from tremplin.programme.models import Programme
from tremplin.support.actions import signatures
from tremplin.support.actions.accompaniments import name_part
from tremplin.support.actions.advantages import note_bearer_number
from tremplin.support.engine.subsidies import COLUMNS
from tremplin.support.facts import news_of, owed_in
from tremplin.support.models import Accompaniment, Convention, Share
from tremplin.support.queries.money import last_version
from tremplin.support.states import Audience, PartKind, Subject

pytestmark = pytest.mark.django_db


def numbered(convention: Convention) -> None:
    """What the file of subsidies asks for: both numbers."""
    Programme.objects.filter(pk=cast.programme().pk).update(authority_number="13002526500013")
    made = convention.accompaniment
    note_bearer_number(convention.bearer, made, number="W751234567", by=cast.ada(), at=clock.now())


def test_contract_is_read_and_signed_then_a_convention_written_proposed_and_signed(client: Any) -> None:
    made = supported()
    republican, _text = texts()
    bearer = bearer_of(made)
    client.force_login(cast.alice())
    page = client.get(english(reverse("support:money", args=[made.ref])))
    assert "Not signed: no grant can be decided or agreed before." in words_of(page)
    contract = reverse("support:republican-contract", args=[made.ref, bearer.ref])
    said = {"name": "Alice Martin", "quality": "présidente", "agreed": "on", "read": republican.sha256}
    assert client.post(contract, said).url == reverse("support:money", args=[made.ref])
    client.force_login(cast.ada())
    today = clock.today().isoformat()
    written = client.post(
        reverse("support:convention-write", args=[made.ref]),
        {
            "bearer": bearer.ref,
            "object": "Cartographier les haies",
            "amount": "30000",
            "from_day": today,
            "until_day": today,
            "report_due_on": today,
            "t1_amount": "20000",
            "t1_due_on": today,
            "t2_amount": "10000",
            "t2_due_on": today,
            "t2_needs_committee": "on",
        },
    )
    convention = Convention.objects.get()
    here = reverse("support:convention", args=[convention.ref])
    assert written.url == here
    assert client.get(f"{here}?geste=propose").status_code == 200
    assert client.post(f"{here}?geste=propose", {}).url == here
    for party in ("bearer", "authority"):
        sent = client.post(
            reverse("support:convention-sign", args=[convention.ref]),
            {"party": party, "name": "N", "quality": "Q", "signed_on": today},
        )
        assert sent.url == here
    page = words_of(client.get(english(here)))
    assert "It waits for the decision of a committee, and none is planned for this initiative." in page


def test_terms_that_do_not_add_up_are_shown_again_with_what_was_typed(client: Any) -> None:
    made = supported()
    texts()
    client.force_login(cast.ada())
    today = clock.today().isoformat()
    page = client.post(
        english(reverse("support:convention-write", args=[made.ref])),
        {
            "bearer": bearer_of(made).ref,
            "object": "Cartographier les haies",
            "amount": "30000",
            "from_day": today,
            "until_day": today,
            "report_due_on": today,
            "t1_amount": "20000",
            "t1_due_on": today,
        },
    )
    assert page.context["form"].errors == {"amount": ["The tranches do not add up to the amount of the grant."]}
    assert 'value="Cartographier les haies"' in page.content.decode()


def test_version_is_kept_as_a_tagged_pdf(client: Any) -> None:
    convention = signed()
    version = last_version(convention)
    assert version is not None
    client.force_login(cast.alice())
    answer = client.get(reverse("support:convention-pdf", args=[version.ref]))
    reader = PdfReader(io.BytesIO(answer.content))
    assert (answer["Content-Type"], bool(reader.trailer["/Root"]["/MarkInfo"]["/Marked"])) == ("application/pdf", True)
    words = " ".join("".join(page.extract_text() for page in reader.pages).split())
    assert "Entre Service d’essai et" in words
    assert words.count("Alice Martin") == 1


def test_report_is_sent_by_the_team_and_accepted_by_the_programme(client: Any) -> None:
    convention = signed()
    report = tranche(convention, 2).report
    here = reverse("support:financial-report", args=[report.ref])
    client.force_login(cast.alice())
    assert client.post(here, {"spent": "39000,50", "words": "Relevés de terrain."}).url == here
    assert client.get(f"{here}?geste=accept").status_code == 403
    client.force_login(cast.ada())
    assert client.post(f"{here}?geste=accept", {}).url == here
    report.refresh_from_db()
    assert (str(report.spent), report.state) == ("39000.50", "accepted")


def test_money_is_seen_by_those_it_is_opened_to_alone(client: Any) -> None:
    convention = signed()
    made = convention.accompaniment
    version, first, report = last_version(convention), tranche(convention, 1), tranche(convention, 2).report
    assert version is not None
    advantage = convention.advantages.get()
    addresses = [
        reverse("support:money", args=[made.ref]),
        reverse("support:convention", args=[convention.ref]),
        reverse("support:convention-version", args=[version.ref]),
        reverse("support:tranche", args=[first.ref]),
        reverse("support:financial-report", args=[report.ref]),
        reverse("support:advantage", args=[advantage.ref]),
    ]
    name_part(made, cast.remi(), kind=PartKind.REFERENT, by=cast.ada(), at=clock.now())
    for person, status in ((cast.alice(), 200), (cast.sam(), 200), (cast.charlie(), 404), (cast.remi(), 404)):
        client.force_login(person)
        assert {client.get(address).status_code for address in addresses} == {status}
    Share.objects.create(
        accompaniment=made,
        subject=Subject.MONEY,
        audience=Audience.REFERENTS,
        opened_by=cast.alice(),
        opened_at=clock.now(),
    )
    client.force_login(cast.remi())
    assert client.get(addresses[1]).status_code == 200
    assert client.get(reverse("support:subsidies")).status_code == 403


def test_file_of_subsidies_is_given_once_its_faults_are_corrected(client: Any) -> None:
    convention = signed()
    season = convention.accompaniment.season
    client.force_login(cast.ada())
    address = reverse("support:subsidies-csv", args=[season.ref])
    refused = client.get(english(address))
    assert refused.status_code == 409
    assert "Line 1" in words_of(refused)
    assert "column idAttribuant: it is empty, and the schema asks for it." in words_of(refused)
    numbered(convention)
    rows = list(csv.DictReader(io.StringIO(client.get(address).content.decode(), newline="")))
    assert [list(row) for row in rows] == [list(COLUMNS)]
    today = clock.today()
    second = tranche(convention, 2).due_on
    assert {name: rows[0][name] for name in ("montant", "rnaBeneficiaire", "nature", "datesPeriodeVersement")} == {
        "montant": "80000",
        "rnaBeneficiaire": "W751234567",
        "nature": "aide en numéraire",
        "datesPeriodeVersement": f"{today:%Y-%m-%d}/{second:%Y-%m-%d}",
    }


def test_season_costs_the_same_for_one_convention_and_for_three(client: Any) -> None:
    costs = []
    signed()
    client.force_login(cast.ada())
    address = reverse("support:subsidies")
    for names in ((), ("Semences", "Sources")):
        for name in names:
            signed(supported(name=name), terms("60000"))
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(address).status_code == 200
        costs.append(len(asked))
    assert costs[0] == costs[1]


def test_facts_cost_the_same_for_one_convention_and_for_three() -> None:
    made = [signed().accompaniment]
    costs = []
    for names in ((), ("Semences", "Sources")):
        made += [signed(supported(name=name), terms("60000")).accompaniment for name in names]
        rows = list(Accompaniment.objects.select_related("season__programme", "initiative"))
        with CaptureQueriesContext(connection) as asked:
            news, owed = news_of(rows, cast.ada()), owed_in(rows, cast.ada())
        costs.append(len(asked))
    assert costs[0] == costs[1]
    first = made[0].pk
    assert [item.url for item in news[first] if "/conventions/" in item.url] != []
    assert [item.due for item in owed[first] if "/tranches/" in item.url] == [clock.today()]


def test_open_file_shows_a_convention_once_signed_and_published_and_never_a_person(client: Any) -> None:
    convention = signed()
    page, file = reverse("support:published-conventions"), reverse("support:published-conventions-csv")
    assert "Cartographier" not in client.get(page).content.decode() + client.get(file).content.decode()
    numbered(convention)
    signatures.publish_data(convention, by=cast.ada(), at=clock.now())
    rows = list(csv.DictReader(io.StringIO(client.get(file).content.decode(), newline="")))
    assert [row["nomBeneficiaire"] for row in rows] == [convention.bearer.name]
    assert convention.bearer.name in client.get(page).content.decode()
    Bearer.objects.filter(pk=convention.bearer_id).update(kind="person", name="Jeanne Petit")
    assert "Jeanne" not in client.get(page).content.decode() + client.get(file).content.decode()
