"""The doors of experts and sessions: those who give them, what is asked of them, workshops, agendas."""

from django.urls import path

from tremplin.core.segments import ANSWERS, DESK, MANAGEMENT
from tremplin.support.views import agendas, experts, session_answers, session_gestures, session_requests, workshops

_ONE = f"{DESK}/accompagnements"
_EXPERTS = f"{MANAGEMENT}/expertises"
_WORKSHOPS = f"{MANAGEMENT}/ateliers"

OF_EXPERTISE = [
    path(f"{DESK}/seances/<str:ref>/annuler/", session_gestures.cancel, name="booking-cancel"),
    path(f"{DESK}/seances/<str:ref>/deplacer/", session_gestures.move, name="booking-move"),
    path(f"{DESK}/seances/<str:ref>/tenue/", session_gestures.hold, name="booking-hold"),
    path(f"{DESK}/seances/<str:ref>/heures/", session_gestures.hours, name="booking-hours"),
    path(f"{DESK}/seances/<str:ref>/note/", session_gestures.note, name="booking-note"),
    path(f"{DESK}/seances/<str:ref>/actions/", session_gestures.plan, name="booking-plan"),
    path(f"{DESK}/seances/<str:ref>/bilan/", session_gestures.feedback, name="booking-feedback"),
    path(f"{_ONE}/<str:ref>/seances-demandees/", session_requests.request_list, name="session-request-list"),
    path(f"{_ONE}/<str:ref>/seances-demandees/nouvelle/", session_requests.ask, name="session-ask"),
    path(f"{DESK}/seances-demandees/<str:ref>/", session_requests.session_request, name="session-request"),
    path(f"{DESK}/seances-demandees/<str:ref>/abandon/", session_requests.drop, name="session-request-drop"),
    path(f"{ANSWERS}/seance/<str:token>/", session_answers.session_answer, name="session-answer"),
    path(f"{ANSWERS}/apres-la-seance/<str:token>/", session_answers.session_feedback, name="session-feedback"),
    path(f"{ANSWERS}/agenda/<str:token>/agenda.ics", session_answers.agenda_feed, name="agenda-feed"),
    path(f"{DESK}/agenda/", agendas.agenda, name="agenda"),
    path(f"{DESK}/mon-expertise/", experts.my_expertise, name="my-expertise"),
    path(f"{DESK}/mon-expertise/<str:ref>/", experts.my_expertise_change, name="my-expertise-change"),
    path(f"{_EXPERTS}/", experts.expert_list, name="expert-list"),
    path(f"{_EXPERTS}/nouvelle/", experts.expert_add, name="expert-add"),
    path(f"{_EXPERTS}/<str:ref>/", experts.expert, name="expert"),
    path(f"{_EXPERTS}/<str:ref>/modifier/", experts.expert_change, name="expert-change"),
    path(f"{_EXPERTS}/<str:ref>/fin/", experts.expert_end, name="expert-end"),
    path(f"{_EXPERTS}/<str:ref>/commandes/nouvelle/", experts.order_place, name="order-place"),
    path(f"{_EXPERTS}/commandes/<str:ref>/fermer/", experts.order_close, name="order-close"),
    path(f"{_ONE}/<str:ref>/ateliers/", workshops.of_support, name="support-workshops"),
    path(f"{DESK}/ateliers/<str:ref>/", workshops.workshop, name="workshop"),
    path(f"{DESK}/ateliers/<str:ref>/calendrier.ics", workshops.calendar, name="workshop-calendar"),
    path(f"{_WORKSHOPS}/", workshops.workshop_list, name="workshop-list"),
    path(f"{_WORKSHOPS}/nouveau/<str:ref>/", workshops.plan, name="workshop-plan"),
    path(f"{_WORKSHOPS}/<str:ref>/modifier/", workshops.change, name="workshop-change"),
    path(f"{_WORKSHOPS}/<str:ref>/tenu/", workshops.hold, name="workshop-hold"),
    path(f"{_WORKSHOPS}/<str:ref>/annuler/", workshops.cancel, name="workshop-cancel"),
]
