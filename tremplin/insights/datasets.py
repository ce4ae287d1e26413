"""Open data: the rows of a season as they are frozen, and the files that hold them.

A row is {season, season_name, group, indicator, label_fr, label_en, value, denominator, denominator_indicator, secret}.
A number hidden is empty and its row is `secret`; so is the denominator that another row hides. The three files say the
same: CSV (RFC 4180, UTF-8), JSON, and the Table Schema both follow.
"""

import csv
import hashlib
import io
import json
from typing import Any

from tremplin.core.cells import cell
from tremplin.insights import sentences
from tremplin.insights.engine.secrecy import LEAST
from tremplin.insights.models import Dataset
from tremplin.insights.queries import Figures

LICENCE = {
    "name": "etalab-2.0",
    "title": "Licence Ouverte / Open Licence version 2.0",
    "path": "https://www.etalab.gouv.fr/licence-ouverte-open-licence",
}
RULE = (
    f"Un nombre inférieur à {LEAST} n’est pas publié, sauf celui des lauréats, dont les noms sont publics ; un nombre "
    f"qui permettrait de le retrouver par différence ne l’est pas non plus. "
    f"A number under {LEAST} is not published, but for the laureates, whose names are public; nor is a number it could "
    f"be worked out from."
)
Row = dict[str, Any]

# name, type, what it is; in the order of the columns
_COLUMNS: tuple[tuple[str, str, str], ...] = (
    ("season", "string", "Référence de la saison. Reference of the season."),
    ("season_name", "string", "Nom de la saison. Name of the season."),
    (
        "group",
        "string",
        "Étapes de l’appel, porteurs des initiatives, suites données. Steps, kinds of bearers, outcomes.",
    ),
    ("indicator", "string", "Ce qui est compté. What is counted."),
    ("label_fr", "string", "Libellé français. French label."),
    ("label_en", "string", "Libellé anglais. English label."),
    ("value", "integer", "Nombre ; vide s’il est masqué. Number; empty when hidden."),
    ("denominator", "integer", "Sur combien ; vide s’il n’y en a pas ou s’il est masqué. Out of how many."),
    ("denominator_indicator", "string", "Ce que compte le dénominateur. What the denominator counts."),
    ("secret", "boolean", "Vrai si le nombre est masqué. True when the number is hidden."),
)
NAMES = [name for name, _type, _what in _COLUMNS]
_REQUIRED = {"season", "season_name", "group", "indicator", "label_fr", "label_en", "secret"}
_GROUPS = {"group": [sentences.STEPS, sentences.KINDS, sentences.OUTCOMES]}


def rows_of(figures: Figures) -> list[Row]:
    season, by_step = figures.season, figures.cells
    groups = (
        (sentences.STEPS, figures.steps),
        (sentences.KINDS, figures.kinds),
        (sentences.OUTCOMES, figures.outcomes),
    )
    return [
        {
            "season": season.ref,
            "season_name": season.name_fr,
            "group": group,
            "indicator": one.key,
            "label_fr": sentences.words_in("fr", group, one.key),
            "label_en": sentences.words_in("en", group, one.key),
            "value": one.value,
            "denominator": by_step[one.of].value if one.of else None,
            "denominator_indicator": one.of,
            "secret": bool(one.hidden),
        }
        for group, cells in groups
        for one in cells
    ]


def digest(rows: list[Row]) -> str:
    """The SHA-256 of the rows, written as JSON with sorted names and no space."""
    return hashlib.sha256(json.dumps(rows, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def as_csv(dataset: Dataset) -> str:
    """A cell that a spreadsheet would take for a formula begins with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(NAMES)
    for row in dataset.content:
        writer.writerow([_in_csv(row[name]) for name in NAMES])
    return out.getvalue()


def as_json(dataset: Dataset, *, schema: str) -> Row:
    programme = dataset.season.programme
    return {
        "title": f"{programme.name_fr} – {dataset.season.name_fr}",
        "publisher": programme.authority,
        "licence": LICENCE,
        "frozen_at": dataset.frozen_at.isoformat(),
        "version": dataset.version,
        "sha256": dataset.sha256,
        "secrecy": RULE,
        "schema": schema,
        # the database may hold a row's names in an order of its own: the file follows the schema
        "rows": [{name: row[name] for name in NAMES} for row in dataset.content],
    }


def table_schema() -> Row:
    """The Table Schema (specs.frictionlessdata.io) of both files."""
    return {
        "$schema": "https://frictionlessdata.io/schemas/table-schema.json",
        "name": "tremplin-season-figures",
        "title": "Chiffres d’une saison. Figures of a season",
        "description": RULE,
        "licenses": [LICENCE],
        "fields": [_field(name, kind, what) for name, kind, what in _COLUMNS],
        "missingValues": [""],
        "primaryKey": ["season", "group", "indicator"],
    }


def _field(name: str, kind: str, what: str) -> Row:
    constraints: Row = {"required": name in _REQUIRED}
    if name in _GROUPS:
        constraints["enum"] = _GROUPS[name]
    if kind == "integer":
        constraints["minimum"] = 0
    found: Row = {"name": name, "type": kind, "description": what, "constraints": constraints}
    return found | ({"trueValues": ["true"], "falseValues": ["false"]} if kind == "boolean" else {})


def _in_csv(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else cell(value)
