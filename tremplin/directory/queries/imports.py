"""Reading imports, and what they may still undo."""

from typing import Any

from django.db.models import Q, QuerySet

from tremplin.core.files import content_of
from tremplin.directory.importing.held import PREFIXES
from tremplin.directory.models import Body, Import
from tremplin.directory.queries.doors import manages_doors
from tremplin.directory.states import ImportSource, ImportState


def imports_visible_to(person: Any) -> QuerySet[Import]:
    found = Import.objects.select_related("file").defer("before")
    return found if manages_doors(person) else found.none()


def running_import() -> Import | None:
    return Import.objects.filter(state=ImportState.RUNNING).first()


def bytes_of(found: Import) -> bytes:
    """The file that was kept. Raises FileNotFoundError when there is none."""
    if found.file is None:
        raise FileNotFoundError(found.file_name)
    return content_of(found.file).read_bytes()


def last_applied() -> Import | None:
    """The one that may be undone."""
    return Import.objects.filter(state=ImportState.APPLIED).defer("before").order_by("-ended_at", "-pk").first()


def later_import(found: Import) -> Import | None:
    """One that was applied after this one, and not undone."""
    applied = Import.objects.filter(state=ImportState.APPLIED).exclude(pk=found.pk).defer("before")
    return applied.filter(Q(ended_at__gt=found.ended_at) | Q(ended_at=found.ended_at, pk__gt=found.pk)).first()


def bodies_of_source(source: str) -> int:
    """How many bodies follow this list."""
    rows = Body.objects.exclude(official_id=None)
    if source in PREFIXES:
        return rows.filter(official_id__startswith=PREFIXES[ImportSource(source)]).count()
    others = Q()
    for prefix in PREFIXES.values():
        others |= Q(official_id__startswith=prefix)
    return rows.exclude(others).count()


def official_count() -> int:
    return bodies_of_source(ImportSource.OFFICIAL)
