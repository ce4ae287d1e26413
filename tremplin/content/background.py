"""What the worker does for this room when somebody asks."""

from django.utils import translation
from django_tasks import task

from tremplin.content.actions import trees
from tremplin.content.models import TreeImport
from tremplin.content.states import TreeImportState


@task()
def read_archive(ref: str) -> None:
    row = TreeImport.objects.select_related("file").filter(ref=ref, state=TreeImportState.READING).first()
    if row is not None:
        with translation.override("fr"):
            trees.read_tree(row)


@task()
def write_archive(ref: str) -> None:
    row = TreeImport.objects.select_related("file").filter(ref=ref, state=TreeImportState.RUNNING).first()
    if row is not None:
        with translation.override("fr"):
            trees.write_tree(row)
