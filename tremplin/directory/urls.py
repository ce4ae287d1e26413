"""The doors of this room: public under `portes/`, the team's under `gestion/portes/`."""

from django.urls import path

from tremplin.core.segments import ANSWERS, DOORS, MANAGEMENT
from tremplin.directory.views import (
    answering,
    bodies,
    checks,
    holders,
    imports,
    keys,
    managed,
    merging,
    networks,
    public,
    resources,
    synonyms,
    territories,
)

app_name = "directory"
_MANAGED = f"{MANAGEMENT}/portes"
_NETWORKS = f"{_MANAGED}/reseaux"
_HOLDERS = f"{_MANAGED}/titulaires"
_BODIES = f"{_MANAGED}/organismes"
_IMPORTS = f"{_MANAGED}/import"
_RESOURCES = f"{_MANAGED}/ressources"
_SYNONYMS = f"{_MANAGED}/synonymes"

urlpatterns = [
    path(f"{DOORS}/", public.door_list, name="door-list"),
    path(f"{DOORS}/<str:ref>/", public.door, name="door"),
    path(f"{DOORS}/ressources/<str:ref>/", public.resource, name="resource"),
    path(f"{ANSWERS}/porte/<str:token>/", answering.door, name="door-answer"),
    path(f"{ANSWERS}/mes-donnees/<str:token>/", answering.own_data, name="holder-data"),
    path(f"{_MANAGED}/", managed.door_list, name="managed-list"),
    path(f"{_MANAGED}/a-verifier/", checks.check_list, name="check-list"),
    path(f"{_MANAGED}/signalements/<str:ref>/regler/", holders.settle, name="report-settle"),
    path(f"{_HOLDERS}/<str:ref>/modifier/", holders.change, name="holder-change"),
    path(f"{_HOLDERS}/<str:ref>/prevenir/", holders.tell, name="holder-tell"),
    path(f"{_HOLDERS}/<str:ref>/depart/", holders.left, name="holder-left"),
    path(f"{_HOLDERS}/<str:ref>/effacer/", holders.forget, name="holder-forget"),
    path(f"{_NETWORKS}/", networks.network_list, name="network-list"),
    path(f"{_NETWORKS}/nouveau/", networks.add, name="network-add"),
    path(f"{_NETWORKS}/<str:ref>/", networks.network, name="network"),
    path(f"{_NETWORKS}/<str:ref>/modifier/", networks.change, name="network-change"),
    path(f"{_NETWORKS}/<str:ref>/ajouter/", networks.join, name="network-join"),
    path(f"{_NETWORKS}/<str:ref>/retirer/<str:body>/", networks.leave, name="network-leave"),
    path(f"{_BODIES}/", bodies.body_list, name="body-list"),
    path(f"{_BODIES}/nouveau/", bodies.add, name="body-add"),
    path(f"{_BODIES}/<str:ref>/", bodies.body, name="body"),
    path(f"{_BODIES}/<str:ref>/modifier/", bodies.change, name="body-change"),
    path(f"{_BODIES}/<str:ref>/rattacher/", bodies.attach, name="body-attach"),
    path(f"{_BODIES}/<str:ref>/fermer/", bodies.close, name="body-close"),
    path(f"{_BODIES}/<str:ref>/renommer/", merging.rename_body, name="body-rename"),
    path(f"{_BODIES}/<str:ref>/fusionner/", merging.merge_body, name="body-merge"),
    path(f"{_BODIES}/<str:ref>/rouvrir/", merging.open_body_again, name="body-open-again"),
    path(f"{_BODIES}/<str:ref>/territoire/", territories.of_body, name="body-place"),
    path(f"{_BODIES}/<str:ref>/nouvelle-porte/", managed.add, name="door-add"),
    path(f"{_BODIES}/<str:ref>/cles/", keys.key_card, name="key-card"),
    path(f"{_RESOURCES}/", resources.resource_list, name="resource-list"),
    path(f"{_RESOURCES}/nouvelle/", resources.add, name="resource-add"),
    path(f"{_RESOURCES}/<str:ref>/", resources.resource, name="managed-resource"),
    path(f"{_RESOURCES}/<str:ref>/modifier/", resources.change, name="resource-change"),
    path(f"{_RESOURCES}/<str:ref>/porte/", resources.door, name="resource-door"),
    path(f"{_RESOURCES}/<str:ref>/publier/", resources.publish, name="resource-publish"),
    path(f"{_RESOURCES}/<str:ref>/relue/", resources.check, name="resource-check"),
    path(f"{_RESOURCES}/<str:ref>/retirer/", resources.withdraw, name="resource-withdraw"),
    path(f"{_SYNONYMS}/", synonyms.synonym_list, name="synonym-list"),
    path(f"{_SYNONYMS}/nouveau/", synonyms.add, name="synonym-add"),
    path(f"{_SYNONYMS}/<str:ref>/", synonyms.change, name="synonym-change"),
    path(f"{_IMPORTS}/", imports.import_list, name="import-list"),
    path(f"{_IMPORTS}/nouveau/<str:source>/", imports.import_new, name="import-new"),
    path(f"{_IMPORTS}/modele/<str:source>/", imports.import_model, name="import-model"),
    path(f"{_IMPORTS}/<str:ref>/", imports.import_page, name="import"),
    path(f"{_IMPORTS}/<str:ref>/appliquer/", imports.apply, name="import-apply"),
    path(f"{_IMPORTS}/<str:ref>/points/", imports.import_faults, name="import-faults"),
    path(f"{_IMPORTS}/<str:ref>/annuler/", imports.import_undo, name="import-undo"),
    path(f"{_MANAGED}/<str:ref>/", managed.door, name="managed"),
    path(f"{_MANAGED}/<str:ref>/modifier/", managed.change, name="door-change"),
    path(f"{_MANAGED}/<str:ref>/fermer/", managed.close, name="door-close"),
    path(f"{_MANAGED}/<str:ref>/confirmer/", managed.confirm, name="door-confirm"),
    path(f"{_MANAGED}/<str:ref>/titulaire/", holders.add, name="holder-add"),
    path(f"{_MANAGED}/<str:ref>/demander/", holders.ask, name="door-ask"),
    path(f"{_MANAGED}/<str:ref>/fusionner/", merging.merge_door, name="door-merge"),
    path(f"{_MANAGED}/<str:ref>/territoire/", territories.of_door, name="door-place"),
    path(f"{_MANAGED}/<str:ref>/rouvrir/", managed.open_again, name="door-open-again"),
]
