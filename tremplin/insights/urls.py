"""The doors of this room: figures under `chiffres/`, proofs under `attestations/`, the team's under `gestion/`."""

from django.urls import path

from tremplin.core.segments import FIGURES, MANAGEMENT, PROOFS
from tremplin.insights.views import files, managed, public

app_name = "insights"

urlpatterns = [
    path(f"{FIGURES}/", public.figures, name="figures"),
    path(f"{FIGURES}/schema.json", files.schema, name="schema"),
    path(f"{FIGURES}/<str:ref>/donnees.csv", files.as_csv, name="data-csv"),
    path(f"{FIGURES}/<str:ref>/donnees.json", files.as_json, name="data-json"),
    path(f"{PROOFS}/<str:ref>/", public.proof, name="proof"),
    path(f"{PROOFS}/<str:ref>/code.svg", files.code, name="proof-code"),
    path(f"{MANAGEMENT}/{FIGURES}/", managed.season_list, name="managed-list"),
    path(f"{MANAGEMENT}/{FIGURES}/<str:ref>/", managed.publish, name="publish"),
]
