"""The file of subsidies: the columns of the standard, and each fault told by its row."""

import csv
import io

import pytest

from tests.shared_data import shared
from tremplin.calls.engine.registration import NumberKind, bare, kind_of, siren_of, undertaking_of
from tremplin.support.engine.subsidies import COLUMNS, REQUIRED, Fault, RowFault, as_csv, faults

GOOD = {
    "nomAttribuant": "Service d’essai",
    "idAttribuant": "13002526500013",
    "dateConvention": "2026-03-01",
    "referenceDecision": "2026-12",
    "nomBeneficiaire": "Les Haies",
    "idBeneficiaire": "",
    "rnaBeneficiaire": "W751234567",
    "objet": "Atlas, « des haies »",
    "montant": "30000.50",
    "nature": "aide en numéraire",
    "conditionsVersement": "échelonné",
    "datesPeriodeVersement": "2026-03-01/2026-09-01",
    "idRAE": "",
    "notificationUE": "true",
    "pourcentageSubvention": "1",
    "dispositifAide": "Accélérateur d’essai",
}


def test_columns_are_those_of_the_standard() -> None:
    with shared("data/standards/scdl_subventions_2.1.1.csv").open(encoding="utf-8", newline="") as source:
        standard = list(csv.DictReader(source))
    assert tuple(row["property"] for row in standard) == COLUMNS
    assert {row["property"] for row in standard if row["required"] == "yes"} == REQUIRED


def test_good_row_is_written_and_read_again() -> None:
    assert faults([GOOD]) == []
    assert list(csv.DictReader(io.StringIO(as_csv([GOOD]), newline=""))) == [GOOD]


@pytest.mark.parametrize(
    ("column", "value", "fault"),
    [
        ("objet", " ", Fault.MISSING),
        ("objet", "=1+1", Fault.FORMULA),
        ("objet", "deux\nlignes", Fault.LINES),
        ("idAttribuant", "13002526500012", Fault.SIRET),
        ("idBeneficiaire", "130025265", Fault.SIRET),
        ("rnaBeneficiaire", "W75123456", Fault.RNA),
        ("dateConvention", "01/03/2026", Fault.DAY),
        ("datesPeriodeVersement", "2026-09-01/2026-03-01", Fault.PERIOD),
        ("montant", "30 000", Fault.NUMBER),
        ("montant", "0", Fault.NUMBER),
        ("montant", "-3", Fault.FORMULA),
        ("nature", "argent", Fault.NATURE),
        ("notificationUE", "oui", Fault.BOOLEAN),
        ("pourcentageSubvention", "100", Fault.SHARE),
    ],
)
def test_each_fault_is_told_by_its_row_and_column(column: str, value: str, fault: Fault) -> None:
    assert faults([GOOD, {**GOOD, column: value}]) == [RowFault(2, column, fault)]


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("130 025 265 00013", NumberKind.SIRET),
        ("130025265", NumberKind.SIREN),
        ("w751234567", NumberKind.RNA),
        ("35600000049837", NumberKind.SIRET),  # an establishment of La Poste: no check digit, a multiple of five
        ("130025266", None),
        ("12345", None),
        ("", None),
        ("①30025265", None),
    ],
)
def test_kind_of_a_registration_number(number: str, kind: NumberKind | None) -> None:
    assert kind_of(number) == kind


def test_establishments_of_one_legal_unit_are_one_undertaking() -> None:
    assert siren_of("130 025 265 00013") == undertaking_of("130025265") == "130025265"
    assert (bare("w 75-1234567"), undertaking_of("w 75-1234567")) == ("W751234567", "W751234567")
