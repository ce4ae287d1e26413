"""The doors of this room: public under `portes/`, the team's under `gestion/portes/`."""

from django.urls import path

from tremplin.core.segments import DOORS, MANAGEMENT
from tremplin.directory.views import bodies, imports, managed, public

app_name = "directory"
_MANAGED = f"{MANAGEMENT}/portes"
_BODIES = f"{_MANAGED}/organismes"
_IMPORTS = f"{_MANAGED}/import"

urlpatterns = [
    path(f"{DOORS}/", public.door_list, name="door-list"),
    path(f"{DOORS}/<str:ref>/", public.door, name="door"),
    path(f"{_MANAGED}/", managed.door_list, name="managed-list"),
    path(f"{_BODIES}/", bodies.body_list, name="body-list"),
    path(f"{_BODIES}/nouveau/", bodies.add, name="body-add"),
    path(f"{_BODIES}/<str:ref>/", bodies.body, name="body"),
    path(f"{_BODIES}/<str:ref>/modifier/", bodies.change, name="body-change"),
    path(f"{_BODIES}/<str:ref>/rattacher/", bodies.attach, name="body-attach"),
    path(f"{_BODIES}/<str:ref>/fermer/", bodies.close, name="body-close"),
    path(f"{_BODIES}/<str:ref>/nouvelle-porte/", managed.add, name="door-add"),
    path(f"{_IMPORTS}/", imports.import_list, name="import-list"),
    path(f"{_IMPORTS}/<str:ref>/", imports.import_page, name="import"),
    path(f"{_IMPORTS}/<str:ref>/appliquer/", imports.apply, name="import-apply"),
    path(f"{_MANAGED}/<str:ref>/", managed.door, name="managed"),
    path(f"{_MANAGED}/<str:ref>/modifier/", managed.change, name="door-change"),
    path(f"{_MANAGED}/<str:ref>/fermer/", managed.close, name="door-close"),
    path(f"{_MANAGED}/<str:ref>/confirmer/", managed.confirm, name="door-confirm"),
    path(f"{_MANAGED}/<str:ref>/rouvrir/", managed.open_again, name="door-open-again"),
]
