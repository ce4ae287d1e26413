"""The doors of the programme's money: of one support, of a season, and the open file."""

from django.urls import path

from tremplin.core.segments import DESK, FIGURES, MANAGEMENT
from tremplin.support.views import advantages, conventions, money, subsidies, tranches

_ONE = f"{DESK}/accompagnements/<str:ref>/subventions"
_ALL = f"{MANAGEMENT}/subventions"
_OPEN = f"{FIGURES}/conventions"

OF_MONEY = [
    path(f"{_ONE}/", money.money, name="money"),
    path(f"{_ONE}/contrat/<str:bearer_ref>/", money.sign_contract, name="republican-contract"),
    path(f"{_ONE}/numero/<str:bearer_ref>/", money.bearer_number, name="bearer-number"),
    path(f"{_ONE}/nouvelle/", conventions.write, name="convention-write"),
    path(f"{_ONE}/avantages/nouveau/", advantages.note, name="advantage-note"),
    path(f"{_ONE}/avantages/seances/<str:booking_ref>/", advantages.value_session, name="session-value"),
    path(f"{DESK}/conventions/<str:ref>/", conventions.convention, name="convention"),
    path(f"{DESK}/conventions/<str:ref>/modifier/", conventions.change, name="convention-change"),
    path(f"{DESK}/conventions/<str:ref>/signer/", conventions.sign, name="convention-sign"),
    path(f"{DESK}/versions-de-convention/<str:ref>/", conventions.version, name="convention-version"),
    path(f"{DESK}/versions-de-convention/<str:ref>/convention.pdf", conventions.version_pdf, name="convention-pdf"),
    path(f"{DESK}/tranches/<str:ref>/", tranches.tranche, name="tranche"),
    path(f"{DESK}/comptes-rendus-financiers/<str:ref>/", tranches.report, name="financial-report"),
    path(f"{DESK}/avantages/<str:ref>/", advantages.advantage, name="advantage"),
    path(f"{_ALL}/", subsidies.subsidies_list, name="subsidies"),
    path(f"{_ALL}/<str:ref>/registre.csv", subsidies.register_csv, name="subsidies-register"),
    path(f"{_ALL}/<str:ref>/subventions.csv", subsidies.subsidies_csv, name="subsidies-csv"),
    path(f"{_OPEN}/", subsidies.published, name="published-conventions"),
    path(f"{_OPEN}/subventions.csv", subsidies.published_csv, name="published-conventions-csv"),
    path(f"{_OPEN}/subventions.json", subsidies.published_json, name="published-conventions-json"),
]
