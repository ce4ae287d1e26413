"""The doors of the opening: template roadmaps, working together, letters, texts, requests answered from a mail."""

from django.urls import path

from tremplin.core.segments import ANSWERS, DESK, MANAGEMENT, PROOFS
from tremplin.support.views import asks, issued_letters, season_templates, texts, withdrawals, working

_ONE = f"{DESK}/accompagnements/<str:ref>"
_TEMPLATE = f"{MANAGEMENT}/accompagnements/modele/<str:ref>"

OF_WORKING = [
    path(f"{_TEMPLATE}/", season_templates.template, name="template"),
    path(f"{_TEMPLATE}/<str:line_ref>/", season_templates.line, name="template-line"),
    path(f"{_ONE}/travailler-ensemble/", working.working, name="working"),
    path(f"{_ONE}/travailler-ensemble/proposer/", working.working_write, name="working-write"),
    path(f"{_ONE}/travailler-ensemble/horaires/", working.hours, name="working-hours"),
    path(f"{_ONE}/travailler-ensemble/qui-voit-quoi/", working.shares, name="working-shares"),
    path(f"{_ONE}/page-publique/masquer/", withdrawals.proof_hide, name="proof-hide"),
    path(f"{_ONE}/lettres/", issued_letters.letter_list, name="letter-list"),
    path(f"{_ONE}/lettres/nouvelle/", issued_letters.write, name="letter-write"),
    path(f"{DESK}/lettres/<str:ref>/", issued_letters.letter, name="letter"),
    path(f"{PROOFS}/lettre/<str:ref>/", issued_letters.check, name="letter-check"),
    path(f"{_ONE}/textes/", texts.text_list, name="text-list"),
    path(f"{_ONE}/textes/<str:text_ref>/", texts.text_sign, name="text-sign"),
    path(f"{DESK}/textes/<str:ref>/", texts.text, name="text"),
    path(f"{MANAGEMENT}/textes/", texts.managed, name="text-managed"),
    path(f"{ANSWERS}/demande/<str:token>/", asks.answer, name="ask-answer"),
]
