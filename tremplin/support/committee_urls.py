"""The doors of committees and pledges: the programme team's, the members', the initiative's."""

from django.urls import path

from tremplin.core.segments import DESK, MANAGEMENT
from tremplin.support.views import (
    committee_members,
    committee_reading,
    committee_session,
    committees,
    minutes,
    pledges,
)

_ONE = f"{DESK}/accompagnements"
_COMMITTEES = f"{MANAGEMENT}/comites"
_SEATS = f"{DESK}/comites"

OF_COMMITTEES = [
    path(f"{_COMMITTEES}/", committees.committee_list, name="committee-list"),
    path(f"{_COMMITTEES}/nouveau/", committees.plan, name="committee-plan"),
    path(f"{_COMMITTEES}/<str:ref>/", committees.committee, name="committee-run"),
    path(f"{_COMMITTEES}/<str:ref>/changer/", committees.change, name="committee-change"),
    path(f"{_COMMITTEES}/<str:ref>/annuler/", committees.cancel, name="committee-cancel"),
    path(f"{_COMMITTEES}/<str:ref>/membres/", committee_members.members, name="committee-members"),
    path(f"{_COMMITTEES}/<str:ref>/dossiers/", committee_members.agenda, name="committee-agenda"),
    path(f"{_COMMITTEES}/<str:ref>/presences/", committee_session.presence, name="committee-presence"),
    path(f"{_COMMITTEES}/<str:ref>/compte-rendu/", minutes.write, name="minutes-write"),
    path(f"{_COMMITTEES}/<str:ref>/seance/<str:item_ref>/", committee_session.item, name="committee-item"),
    path(f"{_SEATS}/", committee_reading.my_committees, name="committee-mine"),
    path(f"{_SEATS}/<str:ref>/", committee_reading.committee, name="committee"),
    path(f"{_SEATS}/<str:ref>/calendrier.ics", committee_reading.calendar, name="committee-calendar"),
    path(f"{_SEATS}/<str:ref>/dossier.pdf", committee_reading.pack_file, name="committee-pack"),
    path(f"{_SEATS}/<str:ref>/dossiers/<str:item_ref>/", committee_reading.item, name="committee-file"),
    path(
        f"{_SEATS}/<str:ref>/dossiers/<str:item_ref>/proposition/", committee_reading.propose, name="committee-propose"
    ),
    path(f"{_SEATS}/<str:ref>/compte-rendu/", committee_reading.minutes, name="minutes"),
    path(f"{_SEATS}/<str:ref>/compte-rendu.pdf", committee_reading.minutes_document, name="minutes-document"),
    path(f"{_SEATS}/<str:ref>/compte-rendu/signer/", minutes.sign, name="minutes-sign"),
    path(f"{_ONE}/<str:ref>/comites/", pledges.committees, name="accompaniment-committees"),
    path(f"{_ONE}/<str:ref>/promesses-de-soutien/", pledges.pledge_list, name="pledge-list"),
    path(f"{DESK}/promesses-de-soutien/<str:ref>/", pledges.pledge, name="pledge"),
]
