"""The search of doors judged on recorded questions: it learns from the rows of some splits, answers those of another.

Files are JSON lines, plain or gzipped. A door: `id`, `family`, `name`, and if known `acronym`, `kind`, `text`,
`parents`, `territories`, `topics`. A question: `family`, `split`, `query`, `context`, `relevant` (a list of `id`,
`grade`, and `from` when another door sent there), and if known `topic`, `group`, `territory`. A question of a family is
asked to the doors of that family, whose index learns from that family alone; what the engine sets is the same for all.
"""

import gzip
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tremplin.directory.engine import baselines
from tremplin.directory.engine.doors import Case, Correction, Door, door_of
from tremplin.directory.engine.index import DoorIndex
from tremplin.directory.engine.measures import mean, measured

FOLDS = 5
STEPS = ("names", "hierarchy", "cases", "corrections", "territory")
Measures = dict[str, float]


class BadFile(Exception):
    """A file that cannot be used; the sentence says which line and why."""


@dataclass(frozen=True, slots=True)
class Question:
    family: str
    split: str
    text: str
    right: Mapping[str, float]
    sent_from: tuple[tuple[str, str], ...]
    topic: str
    group: str
    territory: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """`families`: by family, by ranking (`engine`, `names`, `cases`, `popularity`), the measures; `ablation`: by
    family, what each source adds to those before it; `counts`: by family, questions asked, learned from, and skipped
    because no door that they expect is in the file.
    """

    families: dict[str, dict[str, Measures]]
    ablation: dict[str, dict[str, Measures]]
    counts: dict[str, dict[str, int]]


def rows_of(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    row = json.loads(line)
                    if not isinstance(row, dict):
                        raise BadFile(f"{path}:{number}: not an object")
                    yield number, row
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise BadFile(f"{path} cannot be read: {error}") from error
    except json.JSONDecodeError as error:
        raise BadFile(f"{path}:{number}: not JSON ({error.msg})") from error


def doors_of(path: Path) -> list[Door]:
    found: dict[str, Door] = {}
    for number, row in rows_of(path):
        try:
            door = door_of({"name": ""} | row)
        except TypeError as error:
            raise BadFile(f"{path}:{number}: a door lacks something or has a wrong type ({error})") from error
        wrong = [name for name in ("id", "name", "acronym", "kind", "text") if not isinstance(getattr(door, name), str)]
        if wrong:
            raise BadFile(f"{path}:{number}: a door lacks something or has a wrong type ({', '.join(wrong)})")
        if not door.id or door.id in found:
            raise BadFile(f"{path}:{number}: the id “{door.id}” is empty or was already read")
        # a bare code says a place, not what the door does
        found[door.id] = replace(door, text="") if door.text.strip().isdigit() else door
    return list(found.values())


def questions_of(path: Path) -> list[Question]:
    found = []
    for number, row in rows_of(path):
        try:
            graded = [(one, float(1 if one.get("grade") is None else one["grade"])) for one in row["relevant"]]
            right = [one for one, grade in graded if grade > 0]
            territory = row.get("territory") or ()
            question = Question(
                family=row["family"],
                split=row["split"],
                text=f"{row['query']}\n{row.get('context') or ''}".strip(),
                right={one["id"]: grade for one, grade in graded if grade > 0},
                sent_from=tuple((one["from"], one["id"]) for one in right if one.get("from")),
                topic=row.get("topic") or "",
                group=row.get("group") or "",
                territory=(territory,) if isinstance(territory, str) else tuple(territory),
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise BadFile(f"{path}:{number}: a question lacks something or has a wrong type ({error})") from error
        if question.right:
            found.append(question)
    return found


def evaluated(
    doors: Sequence[Door], questions: Sequence[Question], *, on: str = "dev", hold_out_topics: bool = False
) -> Report:
    """Learn from the other splits, answer those of `on`. With `hold_out_topics`, no case of a question's topic is
    known when it is asked. A family without questions in `on` is left out.
    """
    report = Report({}, {}, {})
    for family in sorted({question.family for question in questions if question.split == on}):
        own = [door for door in doors if door.family == family]
        asked = [question for question in questions if question.family == family and question.split == on]
        known = [question for question in questions if question.family == family and question.split != on]
        ids, count = {door.id for door in own}, len(asked)
        asked = [question for question in asked if not ids.isdisjoint(question.right)]
        if not asked:
            continue
        report.counts[family] = {"asked": len(asked), "learned": len(known), "skipped": count - len(asked)}
        found: dict[str, list[Measures]] = {}
        parts = _parts(asked, known) if hold_out_topics else [(asked, known)]
        for part, taught in parts:
            for name, ranked in _rankings(own, taught).items():
                rows = found.setdefault(name, [])
                rows += [measured(ranked(question), question.right) for question in part]
        means = {name: mean(rows) for name, rows in found.items()}
        report.families[family] = {name: means[name] for name in ("engine", "names", "cases", "popularity")}
        report.ablation[family] = {step: means[f"up to {step}"] for step in STEPS}
    return report


def _rankings(doors: Sequence[Door], taught: Sequence[Question]) -> dict[str, Callable[[Question], list[str]]]:
    cases = [Case(question.text, door) for question in taught for door in question.right]
    corrections = [Correction(question.text, *pair) for question in taught for pair in question.sent_from]
    found: dict[str, Callable[[Question], list[str]]] = {}
    for name, make in (
        ("names", baselines.names),
        ("cases", baselines.names_and_cases),
        ("popularity", baselines.popularity),
    ):
        found[name] = _plain(make(doors, cases))
    flat = [replace(door, parents=(), above=()) for door in doors]
    above = any(door.parents or door.above for door in doors)
    found["up to names"] = _searching(DoorIndex(flat), territory=False)
    found["up to hierarchy"] = _searching(DoorIndex(doors), territory=False) if above else found["up to names"]
    whole = DoorIndex(doors, cases)
    found["up to cases"] = _searching(whole, territory=False)
    if corrections:
        whole = DoorIndex(doors, cases, corrections)
    found["up to corrections"] = _searching(whole, territory=False)
    found["engine"] = found["up to territory"] = _searching(whole, territory=True)
    return found


def _plain(ranking: Callable[[str], list[str]]) -> Callable[[Question], list[str]]:
    return lambda question: ranking(question.text)


def _searching(index: DoorIndex, *, territory: bool) -> Callable[[Question], list[str]]:
    def ranking(question: Question) -> list[str]:
        return [hit.id for hit in index.search(question.text, territory=question.territory if territory else None)]

    return ranking


def _parts(asked: Sequence[Question], known: Sequence[Question]) -> list[tuple[list[Question], list[Question]]]:
    """Topics in `FOLDS` parts of about the same size; for each, its questions and what is known of other topics."""
    part_of: dict[str, int] = {}
    topic = _topic([*asked, *known])
    sizes = [0] * FOLDS
    for name, count in sorted(Counter(map(topic, [*asked, *known])).items(), key=lambda pair: (-pair[1], pair[0])):
        part_of[name] = sizes.index(min(sizes))
        sizes[part_of[name]] += count
    return [
        (
            [question for question in asked if part_of[topic(question)] == part],
            [question for question in known if part_of[topic(question)] != part],
        )
        for part in range(FOLDS)
    ]


def _topic(questions: Iterable[Question]) -> Callable[[Question], str]:
    """By topic when topics gather questions, else by group."""
    topics = Counter(question.topic for question in questions)
    gathers = 1 < len(topics) <= sum(topics.values()) / 2
    return (lambda question: question.topic) if gathers else (lambda question: question.group)
