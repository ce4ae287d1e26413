"""What the worker does for this room."""

from django_tasks import task

from tremplin.directory.actions.imports import run_import
from tremplin.directory.models import Import
from tremplin.directory.states import ImportState


@task()
def write_import(ref: str, by: str) -> None:
    """Write an import somebody applied; one that was given up meanwhile is left as it is."""
    row = Import.objects.select_related("file").filter(ref=ref, state=ImportState.RUNNING).first()
    if row is not None:
        run_import(row, by=by)
