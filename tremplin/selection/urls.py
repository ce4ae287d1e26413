"""The doors of this room: for readers, for the authority, for the teams told of a decision, for those who run it."""

from django.urls import path

from tremplin.core.segments import DESK, MANAGEMENT
from tremplin.selection.views import (
    assignment,
    decisions,
    outcome,
    reading,
    releases,
    reviewing,
    round_files,
    rounds,
    screening,
    seats,
    signing,
    sittings,
)

app_name = "selection"
_READING = f"{DESK}/lectures"
_SIGNING = f"{DESK}/signatures"
_TEAM = f"{DESK}/candidatures"
_RUN = f"{MANAGEMENT}/selection"
_ROUND = f"{MANAGEMENT}/tours"
_SITTING = f"{MANAGEMENT}/seances"
_WAVE = f"{MANAGEMENT}/annonces"

urlpatterns = [
    # readers
    path(f"{_READING}/", reading.queue, name="queue"),
    path(f"{_READING}/invitations/<str:ref>/", reading.seat, name="seat"),
    path(f"{_READING}/invitations/<str:ref>/liens/", reading.links, name="seat-links"),
    path(f"{_READING}/<str:ref>/", reviewing.review, name="review"),
    path(f"{_READING}/<str:ref>/auto/", reviewing.autosave, name="review-autosave"),
    path(f"{_READING}/<str:ref>/deport/", reviewing.recuse, name="review-recuse"),
    path(f"{_READING}/<str:ref>/version/", reviewing.read_last_version, name="review-version"),
    path(f"{_READING}/<str:ref>/pieces/<str:attachment_ref>/", reviewing.download, name="review-attachment"),
    # the authority
    path(f"{_SIGNING}/", signing.decision_list, name="signature-list"),
    path(f"{_SIGNING}/<str:ref>/", signing.decision, name="signature"),
    # the team of an initiative, once it is told
    path(f"{_TEAM}/<str:ref>/decision/", outcome.outcome, name="outcome"),
    path(f"{_TEAM}/<str:ref>/decision/appreciation/", outcome.assessment, name="outcome-assessment"),
    # the programme team
    path(f"{_RUN}/", rounds.call_list, name="call-list"),
    path(f"{_RUN}/<str:ref>/", rounds.call, name="call"),
    path(f"{_RUN}/<str:ref>/tours/nouveau/", rounds.prepare, name="round-prepare"),
    path(f"{_RUN}/<str:ref>/tours/habituels/", rounds.prepare_usual, name="round-usual"),
    path(f"{_RUN}/<str:ref>/signataire/", decisions.signatory, name="signatory"),
    path(f"{_RUN}/<str:ref>/recevabilite/", screening.screening_list, name="screening-list"),
    path(f"{_RUN}/<str:ref>/decisions/", decisions.decision_list, name="decision-list"),
    path(f"{_RUN}/<str:ref>/annonce/", releases.release, name="release"),
    path(f"{MANAGEMENT}/recevabilite/<str:ref>/", screening.screening, name="screening"),
    path(f"{MANAGEMENT}/recevabilite/<str:ref>/correction/", screening.correction, name="screening-correction"),
    path(f"{MANAGEMENT}/decisions/<str:ref>/", decisions.decision, name="decision"),
    path(f"{_ROUND}/<str:ref>/", rounds.round_, name="round"),
    path(f"{_ROUND}/<str:ref>/modifier/", rounds.change, name="round-change"),
    path(f"{_ROUND}/<str:ref>/criteres/", rounds.criteria, name="round-criteria"),
    path(f"{_ROUND}/<str:ref>/lecteurs/", seats.seat_list, name="seat-list"),
    path(f"{_ROUND}/<str:ref>/affectation/", assignment.assignment, name="assignment"),
    path(f"{_ROUND}/<str:ref>/resultats/", round_files.results, name="round-results"),
    path(f"{_ROUND}/<str:ref>/dossiers/<str:file_ref>/", round_files.file, name="round-file"),
    path(f"{_ROUND}/<str:ref>/seances/nouvelle/", sittings.plan, name="sitting-plan"),
    path(f"{_SITTING}/<str:ref>/", sittings.sitting, name="sitting"),
    path(f"{_SITTING}/<str:ref>/ordre/", sittings.order, name="sitting-order"),
    path(f"{_SITTING}/<str:ref>/presents/", sittings.presence, name="sitting-presence"),
    path(f"{_SITTING}/<str:ref>/dossiers/<str:item_ref>/", sittings.item, name="sitting-item"),
    path(f"{_SITTING}/<str:ref>/proces-verbal/", sittings.minutes, name="sitting-minutes"),
    path(f"{_WAVE}/<str:ref>/", releases.wave, name="wave"),
]
