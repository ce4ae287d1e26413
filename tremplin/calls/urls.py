"""The doors of this room: public under `appels/`, the teams' under `espace/`, the programme team's under `gestion/`."""

from django.urls import path

from tremplin.calls.states import LegalKind
from tremplin.calls.views import (
    applicants,
    instruction,
    managed,
    managed_preparation,
    managed_questions,
    public,
    received,
    received_file,
    sections,
    submissions,
    teams,
)
from tremplin.core.segments import CALLS, DESK, MANAGEMENT

app_name = "calls"
_MINE = f"{DESK}/candidatures"
_RECEIVED = f"{MANAGEMENT}/candidatures"
_MANAGED = f"{MANAGEMENT}/appels"

urlpatterns = [
    path(f"{CALLS}/", public.call_list, name="call-list"),
    path(f"{CALLS}/<slug:slug>/", public.call, name="call"),
    path(f"{_MINE}/", applicants.application_list, name="application-list"),
    path(f"{_MINE}/commencer/<slug:slug>/", applicants.start, name="application-start"),
    path(f"{_MINE}/<str:ref>/", applicants.application, name="application"),
    path(f"{_MINE}/<str:ref>/relire/", submissions.submit, name="application-submit"),
    path(f"{_MINE}/<str:ref>/retirer/", submissions.withdraw, name="application-withdraw"),
    path(f"{_MINE}/<str:ref>/recepisse/", submissions.receipt, name="receipt"),
    path(f"{_MINE}/<str:ref>/equipe/", teams.team, name="team"),
    path(f"{_MINE}/<str:ref>/equipe/<str:member_ref>/", teams.member, name="team-member"),
    path(f"{_MINE}/<str:ref>/sections/<slug:key>/", sections.section, name="section"),
    path(f"{_MINE}/<str:ref>/sections/<slug:key>/auto/", sections.autosave, name="section-autosave"),
    path(f"{_MINE}/<str:ref>/fichiers/<str:attachment_ref>/", sections.download, name="attachment"),
    path(f"{_MINE}/<str:ref>/textes/<str:rival_ref>/", sections.settle, name="rival-settle"),
    path(f"{DESK}/invitations/<str:ref>/", teams.invitation, name="invitation"),
    path(f"{_RECEIVED}/", received.application_list, name="received-list"),
    path(f"{_RECEIVED}/export.csv", received.export, name="received-export"),
    path(f"{_RECEIVED}/chiffres/", received.statistics, name="received-statistics"),
    path(f"{_RECEIVED}/<str:ref>/", received_file.application, name="received"),
    path(f"{_RECEIVED}/<str:ref>/pieces/", received_file.file_list, name="received-files"),
    path(f"{_RECEIVED}/<str:ref>/pieces/<str:attachment_ref>/", received_file.download, name="received-attachment"),
    path(f"{_RECEIVED}/<str:ref>/equipe/", received_file.team, name="received-team"),
    path(f"{_RECEIVED}/<str:ref>/versions/", received_file.versions, name="received-versions"),
    path(f"{_RECEIVED}/<str:ref>/historique/", received_file.history, name="received-history"),
    path(f"{_RECEIVED}/<str:ref>/notes/", instruction.write_note, name="received-note"),
    path(f"{_RECEIVED}/<str:ref>/renvoyer/", instruction.send_back, name="received-send-back"),
    path(f"{_RECEIVED}/<str:ref>/deport/", instruction.declare_conflict, name="received-conflict"),
    path(f"{_MANAGED}/", managed.call_list, name="managed-list"),
    path(f"{_MANAGED}/nouveau/", managed_preparation.prepare, name="managed-prepare"),
    path(f"{_MANAGED}/<str:ref>/", managed.call, name="managed"),
    path(f"{_MANAGED}/<str:ref>/modifier/", managed_preparation.change, name="managed-change"),
    path(f"{_MANAGED}/<str:ref>/publier/", managed.publish, name="managed-publish"),
    path(f"{_MANAGED}/<str:ref>/textes/charte/", managed.set_text, {"kind": LegalKind.CHARTER}, "managed-charter"),
    path(f"{_MANAGED}/<str:ref>/textes/recepisse/", managed.set_text, {"kind": LegalKind.RECEIPT}, "managed-receipt"),
    path(f"{_MANAGED}/<str:ref>/formulaire/", managed_questions.form, name="managed-form"),
]
