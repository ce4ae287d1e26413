"""The figures of a season equal its facts, with their denominators, once its laureates are announced and not before."""

import csv
import io
import json
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests import cast
from tests.factories import DatasetFactory, SeasonFactory
from tests.insights import story
from tests.sweeps.test_cacheable import _faults
from tremplin.calls.actions.submissions import withdraw
from tremplin.core import clock, journal
from tremplin.core.moves import MoveRefused
from tremplin.insights import datasets, facts, queries
from tremplin.insights.actions import publish_figures
from tremplin.insights.models import Dataset
from tremplin.programme.models import Season
from tremplin.selection.models import Decision
from tremplin.selection.states import WaveKind
from tremplin.support.actions import accompaniments

pytestmark = pytest.mark.django_db

PAGE = "/en/chiffres/"


def digest_of(season: Season) -> str:
    figures = queries.figures_of(season)
    assert figures is not None
    return datasets.digest(datasets.rows_of(figures))


def told_by(cells: object) -> dict[str, tuple[int | None, str]]:
    return {cell.key: (cell.value, cell.hidden.value) for cell in cells}  # type: ignore[attr-defined]


def refusal(season: Season, *, by: object, read: str = "") -> str:
    with translation.override("en"):
        with pytest.raises(MoveRefused) as refused:
            publish_figures(season, read=read or digest_of(season), by=by, at=clock.now())  # type: ignore[arg-type]
        return str(refused.value.reason)


def test_nothing_is_told_before_the_public_wave(client: Client, tmp_path) -> None:
    told = story.signed(tmp_path)
    season = told.call.season
    for kind in (WaveKind.NOTICE, WaveKind.REFUSALS):
        due = story.leave(told, kind)
    assert Decision.objects.filter(state="released").count() == 12  # there is something to tell
    with clock.at(due):
        page = client.get(PAGE)
        assert page.context["season"] is None
        assert "No season is announced yet." in page.content.decode()
        assert client.get(PAGE, {"saison": season.ref}).status_code == 404
        assert [fact.read() for fact in facts.OWN] == [None] * len(facts.OWN)
        DatasetFactory(season=season)
        files = [reverse(name, args=[season.ref]) for name in ("insights:data-csv", "insights:data-json")]
        assert [client.get(address).status_code for address in files] == [404, 404]
        client.force_login(cast.ada())
        assert client.get(reverse("insights:publish", args=[season.ref])).status_code == 404
        assert "are not announced" in _refused_unannounced(season)


def _refused_unannounced(season: Season) -> str:
    with translation.override("en"), pytest.raises(MoveRefused) as refused:
        publish_figures(season, read="", by=cast.ada(), at=clock.now())
    return str(refused.value.reason)


def test_figures_equal_the_facts_of_the_season(client: Client, tmp_path) -> None:
    told, at = story.announced(tmp_path)
    with clock.at(at + timedelta(minutes=1)):
        figures = queries.figures_of(told.call.season)
        assert figures is not None
        assert [(cell.key, cell.count, cell.of) for cell in figures.steps] == [
            ("received", 12, ""),
            ("admissible", 12, "received"),
            ("short_listed", 5, "admissible"),
            ("laureates", 5, "received"),
            ("supported", 0, "laureates"),
        ]
        assert told_by(figures.kinds) == {
            "person": (None, "small"),
            "informal": (None, "small"),
            "association": (6, ""),
            "company": (5, ""),
            "administration": (None, "small"),
        }
        assert told_by(figures.outcomes) == {
            "laureates": (5, ""),
            "reserve": (None, "small"),
            "declined": (7, ""),
            "not_admissible": (None, "small"),
            "other": (None, "small"),
        }
        page = BeautifulSoup(client.get(PAGE).content, "html.parser")
        shown = {row.dt.text: " ".join(row.dd.text.split()) for row in page.select(".insights-steps > div")}
        assert shown == {
            "Applications received": "12",
            "Admissible applications": "12 out of 12 (applications received): 100.0%",
            "Applications short-listed": "5 out of 12 (admissible applications): 41.7%",
            "Laureates announced": "5 out of 12 (applications received): 41.7%",
            "Laureates supported today": "fewer than 5 out of 5 (laureates announced)",
        }
        drawn = [" ".join(text.get_text(" ").split()) for text in page.select("svg.tremplin-plot")[0].find_all("text")]
        assert drawn[4:6] == ["Carried by an association", "6 out of 12 (50.0%)"]
        assert drawn[0:2] == ["Carried by a person", "fewer than 5"]
        tables = [[cell.text.strip() for cell in row.find_all("td")] for row in page.select("details tbody tr")]
        assert tables[2] == ["Carried by an association", "6", "12", "50.0%"]
        assert list(_faults(client, PAGE)) == []


def test_supported_today_counts_those_begun_and_not_ended(tmp_path) -> None:
    told, at = story.announced(tmp_path)
    with clock.at(at + timedelta(hours=1)):
        made = [
            accompaniments.open_from_decision(
                decision,
                starts_on=clock.today(),
                ends_on=clock.today() + timedelta(days=300),
                by=cast.ada(),
                at=clock.now(),
            )
            for decision in Decision.objects.filter(outcome="selected")
        ]
        assert queries.figures_of(told.call.season).cells["supported"].value == 5  # type: ignore[union-attr]
        accompaniments.close(made[0], words="L’équipe s’arrête.", by=cast.ada(), at=clock.now())
        assert queries.figures_of(told.call.season).cells["supported"].count == 4  # type: ignore[union-attr]
        assert queries.figures_of(told.call.season).cells["supported"].value is None  # type: ignore[union-attr]


def test_withdrawn_after_the_announcement_stays_counted(tmp_path) -> None:
    told, at = story.announced(tmp_path)
    last = told.applications[-1]
    with clock.at(at + timedelta(days=1)):
        withdraw(last, by=last.started_by, at=clock.now())
        assert queries.figures_of(told.call.season).cells["received"].count == 12  # type: ignore[union-attr]


def test_files_agree_and_stay_as_they_were_published(client: Client, tmp_path) -> None:
    told, at = story.announced(tmp_path)
    season = told.call.season
    csv_address, json_address = (reverse(f"insights:data-{kind}", args=[season.ref]) for kind in ("csv", "json"))
    with clock.at(at + timedelta(hours=1)):
        assert client.get(csv_address).status_code == 404
        published = publish_figures(season, read=digest_of(season), by=cast.ada(), at=clock.now())
        assert [(entry.verb, entry.after) for entry in journal.of(published)] == [("publish", f"{season.ref} v1")]
        as_csv, as_json, schema = (client.get(one) for one in (csv_address, json_address, "/chiffres/schema.json"))
        fields = schema.json()["fields"]
        document = as_json.json()
        lines = list(csv.DictReader(io.StringIO(as_csv.content.decode())))
        assert list(lines[0]) == [field["name"] for field in fields] == list(document["rows"][0])
        assert [_typed(line, fields) for line in lines] == document["rows"]
        assert datasets.digest(document["rows"]) == document["sha256"] == published.sha256
        day = f"{clock.today():%Y-%m-%d}"
        assert as_csv["Content-Disposition"] == f'attachment; filename="chiffres-{season.ref}-v1-{day}.csv"'
        assert [schema.json()["licenses"], document["frozen_at"]] == [
            [document["licence"]],
            published.frozen_at.isoformat(),
        ]
        assert (document["licence"]["name"], document["version"]) == ("etalab-2.0", 1)
        assert {(row["group"], row["indicator"]): row["value"] for row in document["rows"] if row["secret"]} == {
            ("steps", "supported"): None,
            ("bearers", "person"): None,
            ("bearers", "informal"): None,
            ("bearers", "administration"): None,
            ("outcomes", "reserve"): None,
            ("outcomes", "not_admissible"): None,
            ("outcomes", "other"): None,
        }
        assert all(row["value"] >= datasets.LEAST for row in document["rows"] if not row["secret"])
        assert "nothing has changed since" in refusal(season, by=cast.ada())

        before = published.content
        Decision.objects.filter(outcome="declined").update(outcome="not_admissible")
        assert "changed while you were reading" in refusal(season, by=cast.ada(), read=published.sha256)
        assert json.loads(client.get(json_address).content)["rows"] == before
        again = publish_figures(season, read=digest_of(season), by=cast.ada(), at=clock.now())
        assert (again.version, again.content != before) == (2, True)
        assert json.loads(client.get(json_address).content)["rows"] == again.content
        assert Dataset.objects.get(version=1).content == before


def _typed(line: dict[str, str], fields: list[dict[str, object]]) -> dict[str, object]:
    """A line of the CSV, read as its schema says."""
    read = {
        "string": str,
        "integer": lambda text: int(text) if text else None,
        "boolean": lambda text: {"true": True, "false": False}[text],
    }
    return {str(field["name"]): read[str(field["type"])](line[str(field["name"])]) for field in fields}


def test_a_name_that_looks_like_a_formula_is_text_in_the_csv() -> None:
    row = dict.fromkeys(datasets.NAMES, "") | {"season_name": "=1+1", "secret": True, "value": None}
    dataset = DatasetFactory.build(season=SeasonFactory.build(), content=[row])
    [line] = csv.DictReader(io.StringIO(datasets.as_csv(dataset)))
    assert (line["season_name"], line["secret"], line["value"]) == ("'=1+1", "true", "")


def test_team_publishes_what_it_read(client: Client, tmp_path) -> None:
    told, at = story.announced(tmp_path)
    season = told.call.season
    address = f"/en/gestion/chiffres/{season.ref}/"
    with clock.at(at + timedelta(hours=1)):
        client.force_login(cast.ada())
        assert [row[0] for row in client.get("/en/gestion/chiffres/").context["rows"]] == [season]
        form = client.get(address).context["form"]
        sent = {"read": form["read"].value(), "once": form["once"].value()}
        stale = client.post(address, sent | {"read": "0" * 64, "once": "a"})
        assert (stale.status_code, Dataset.objects.count()) == (200, 0)
        assert [client.post(address, sent).status_code for _turn in range(2)] == [302, 302]
        assert Dataset.objects.get().sha256 == sent["read"]
        page = client.get(address)
        assert "there is nothing to publish again" in page.content.decode()
        client.logout()
        assert f"/en/chiffres/{season.ref}/donnees.csv" in client.get(PAGE).content.decode()


@pytest.mark.parametrize("who", [cast.alice, cast.rose, cast.sam, cast.max_, cast.eve])
def test_only_the_programme_team_publishes(client: Client, who, tmp_path) -> None:
    season = SeasonFactory(programme=cast.programme())
    client.force_login(who())
    assert client.get("/gestion/chiffres/").status_code == 403
    assert client.get(f"/gestion/chiffres/{season.ref}/").status_code == 404


def test_list_says_why_it_is_empty(client: Client) -> None:
    client.force_login(cast.ada())
    assert "No season is announced yet" in client.get("/en/gestion/chiffres/").content.decode()
