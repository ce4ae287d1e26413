"""The doors of this room: the initiative's pages, the officer's, the experts', and the page a contact answers on."""

from django.urls import path

from tremplin.core.segments import ANSWERS, DESK, MANAGEMENT
from tremplin.support.views import (
    accompaniments,
    answers,
    diagnoses,
    introductions,
    opening,
    relations,
    roadmaps,
    sessions,
)

app_name = "support"
_ONE = f"{DESK}/accompagnements"
_OPENING = f"{MANAGEMENT}/accompagnements"

urlpatterns = [
    path(f"{_ONE}/", accompaniments.accompaniment_list, name="list"),
    path(f"{_ONE}/<str:ref>/", accompaniments.accompaniment, name="accompaniment"),
    path(f"{_ONE}/<str:ref>/points/", accompaniments.write_point, name="point"),
    path(f"{_ONE}/<str:ref>/equipe/", accompaniments.parts, name="parts"),
    path(f"{_ONE}/<str:ref>/invitation/", accompaniments.invite_team, name="team-invite"),
    path(f"{_ONE}/<str:ref>/etat/", accompaniments.steer, name="steer"),
    path(f"{_ONE}/<str:ref>/page-publique/", accompaniments.show_proof, name="proof-edit"),
    path(f"{_ONE}/<str:ref>/diagnostics/", diagnoses.diagnosis_list, name="diagnosis-list"),
    path(f"{DESK}/diagnostics/<str:ref>/", diagnoses.diagnosis, name="diagnosis"),
    path(f"{DESK}/diagnostics/<str:ref>/ensemble/", diagnoses.comparison, name="comparison"),
    path(f"{DESK}/diagnostics/<str:ref>/version/", diagnoses.write_version, name="version-write"),
    path(f"{DESK}/diagnostics/<str:ref>/versions/<str:number>/", diagnoses.version, name="version"),
    path(f"{_ONE}/<str:ref>/feuille-de-route/", roadmaps.roadmap, name="roadmap"),
    path(f"{_ONE}/<str:ref>/ce-qui-a-bouge/", roadmaps.moved, name="moved"),
    path(f"{_ONE}/<str:ref>/besoins/nouveau/", roadmaps.write_need, name="need-write"),
    path(f"{_ONE}/<str:ref>/actions/nouvelle/", roadmaps.plan_action, name="action-plan"),
    path(f"{DESK}/besoins/<str:ref>/", roadmaps.need, name="need"),
    path(f"{DESK}/actions/<str:ref>/", roadmaps.action, name="action"),
    path(f"{_ONE}/<str:ref>/seances/", sessions.free_slots, name="session-list"),
    path(f"{_ONE}/<str:ref>/seances/<str:slot_ref>/", sessions.book, name="session-book"),
    path(f"{DESK}/seances/<str:ref>/", sessions.booking, name="booking"),
    path(f"{DESK}/seances/<str:ref>/calendrier.ics", sessions.calendar, name="booking-calendar"),
    path(f"{DESK}/creneaux/", sessions.slot_list, name="slot-list"),
    path(f"{_ONE}/<str:ref>/mises-en-relation/", introductions.introduction_list, name="introduction-list"),
    path(f"{_ONE}/<str:ref>/mises-en-relation/nouvelle/", introductions.write, name="introduction-write"),
    path(f"{DESK}/mises-en-relation/<str:ref>/", introductions.introduction, name="introduction"),
    path(f"{_ONE}/<str:ref>/relations/", relations.relation_list, name="relation-list"),
    path(f"{DESK}/relations/<str:ref>/", relations.relation, name="relation"),
    path(f"{ANSWERS}/<str:token>/", answers.answer, name="answer"),
    path(f"{_OPENING}/", opening.open_list, name="open-list"),
    path(f"{_OPENING}/ouvrir/<str:ref>/", opening.open_from_decision, name="open"),
    path(f"{_OPENING}/acte/", opening.open_by_act, name="open-by-act"),
    path(f"{_OPENING}/import/", opening.import_past, name="import"),
]
