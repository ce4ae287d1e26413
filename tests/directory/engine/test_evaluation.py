"""What evaluate_doors measures, on a sample written here and on the recorded questions."""

import gzip
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.shared_data import shared
from tremplin.directory.engine.evaluation import doors_of, evaluated, questions_of
from tremplin.directory.engine.measures import mean, measured

DOORS = [
    {"id": "m", "family": "sea", "name": "Maison de la mer", "acronym": None, "text": "29"},
    {"id": "p", "family": "sea", "name": "Capitainerie du port", "parents": ["m"]},
    {"id": "f", "family": "land", "name": "Office des forêts"},
]
ONE = {"family": "sea", "split": "dev", "context": ""}
QUERIES = [
    ONE | {"split": "train", "query": "amarrer un bateau", "relevant": [{"id": "p", "grade": 1}], "group": "x"},
    ONE | {"query": "où amarrer ?", "relevant": [{"id": "p", "grade": 2}], "group": "x"},
    ONE | {"query": "la mer", "relevant": [{"id": "m", "grade": 1}], "group": "y"},
]


def _written(folder: Path, doors: list[object], queries: list[object]) -> list[str]:
    (folder / "doors.jsonl").write_text("\n".join(map(json.dumps, doors)))
    with gzip.open(folder / "queries.jsonl.gz", "wt") as file:
        file.write("\n".join(map(json.dumps, queries)) + "\n\n")
    return ["--doors", str(folder / "doors.jsonl"), "--queries", str(folder / "queries.jsonl.gz")]


def test_each_measure_of_one_ranking() -> None:
    found = measured(["a", "b", "c"], {"b": 1, "z": 1})
    assert {name: round(value, 3) for name, value in found.items()} == {
        "hit@5": 1.0,
        "recall@10": 0.5,
        "MRR@10": 0.5,
        "nDCG@10": 0.387,
    }
    assert measured(list("abcdefghij"), {"f": 1})["hit@5"] == 0
    assert mean([]) == dict.fromkeys(found, 0.0)


def test_the_command_compares_the_search_with_simple_rankings(tmp_path, capsys) -> None:
    files = _written(tmp_path, DOORS, QUERIES)
    call_command("evaluate_doors", *files, "--json")
    report = json.loads(capsys.readouterr().out)
    assert list(report["families"]) == ["sea"]
    assert {name: row["hit@5"] for name, row in report["families"]["sea"].items()} == {
        "engine": 1.0,
        "names": 0.5,
        "cases": 1.0,
        "popularity": 0.5,
    }
    assert list(report["ablation"]["sea"]) == ["names", "hierarchy", "cases", "corrections", "territory"]
    call_command("evaluate_doors", *files, "--hold-out-topics")
    assert "engine                      0.500" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("line", "said"),
    [({"family": "sea"}, "jsonl.gz:1: a question lacks something"), ([1], "jsonl.gz:1: not an object")],
)
def test_a_file_that_cannot_be_used_is_said_with_its_line(tmp_path, line, said) -> None:
    with pytest.raises(CommandError, match=said):
        call_command("evaluate_doors", *_written(tmp_path, DOORS, [line]))


def test_what_is_missing_is_empty_and_a_question_without_a_known_door_is_skipped(tmp_path, capsys) -> None:
    lost = ONE | {"query": "la lune", "relevant": [{"id": "gone"}]}
    other = {"family": "land", "split": "dev", "query": "la forêt", "relevant": [{"id": "f"}, {"id": "bare"}]}
    files = _written(tmp_path, [*DOORS, {"id": "bare", "family": "land"}], [*QUERIES, lost, other])
    call_command("evaluate_doors", *files, "--json")
    report = json.loads(capsys.readouterr().out)
    assert report["counts"] == {
        "land": {"asked": 1, "learned": 0, "skipped": 0},
        "sea": {"asked": 2, "learned": 1, "skipped": 1},
    }
    assert report["families"]["land"]["engine"]["recall@10"] == 0.5


def test_a_door_of_a_wrong_type_is_said_with_its_line(tmp_path) -> None:
    with pytest.raises(CommandError, match="doors.jsonl:1: a door lacks something or has a wrong type"):
        call_command("evaluate_doors", *_written(tmp_path, [{"id": 4, "family": "sea"}], QUERIES))


def test_the_search_beats_each_simple_ranking_on_recorded_questions() -> None:
    folder = shared("data/doors")
    report = evaluated(doors_of(folder / "doors.jsonl.gz"), questions_of(folder / "queries.jsonl.gz"))
    assert len(report.families) == 3
    for rankings in report.families.values():
        for measure in ("MRR@10", "nDCG@10"):  # hit@5 moves by .02 for one question of the smallest family
            best = max(row[measure] for name, row in rankings.items() if name != "engine")
            assert rankings["engine"][measure] > best
    asked = {family: counts["asked"] for family, counts in report.counts.items()}
    hits = {
        name: sum(report.families[family][name]["hit@5"] * asked[family] for family in asked)
        for name in ("engine", "names", "cases", "popularity")
    }
    assert hits["engine"] > max(hits["names"], hits["cases"], hits["popularity"])
