"""Reading imports of the official directory."""

from typing import Any

from django.db.models import QuerySet

from tremplin.core.files import content_of
from tremplin.directory.models import Body, Import
from tremplin.directory.queries.doors import manages_doors
from tremplin.directory.states import ImportState


def imports_visible_to(person: Any) -> QuerySet[Import]:
    found = Import.objects.select_related("file")
    return found if manages_doors(person) else found.none()


def running_import() -> Import | None:
    return Import.objects.filter(state=ImportState.RUNNING).first()


def bytes_of(found: Import) -> bytes:
    """The file that was kept. Raises FileNotFoundError when there is none."""
    if found.file is None:
        raise FileNotFoundError(found.file_name)
    return content_of(found.file).read_bytes()


def official_count() -> int:
    return Body.objects.exclude(official_id=None).count()
