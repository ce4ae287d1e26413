"""The doors of the end of a support, and of its report."""

from django.urls import path

from tremplin.core.segments import DESK, PROOFS
from tremplin.support.views import exits, reports

_ONE = f"{DESK}/accompagnements/<str:ref>"
_REPORT = f"{DESK}/bilans-annee/<str:ref>"

OF_EXITS = [
    path(f"{_ONE}/sortie/", exits.exit_page, name="exit"),
    path(f"{_ONE}/sortie/charte/", exits.duties, name="exit-duties"),
    path(f"{_ONE}/sortie/relations/", exits.relations, name="exit-relations"),
    path(f"{_ONE}/bilans/", reports.report_list, name="report-list"),
    path(f"{_REPORT}/", reports.report, name="report"),
    path(f"{_REPORT}/auto/", reports.autosave, name="report-autosave"),
    path(f"{PROOFS}/<str:ref>/bilan/", reports.published, name="report-public"),
    path(f"{PROOFS}/<str:ref>/bilan.pdf", reports.published_document, name="report-document"),
]
