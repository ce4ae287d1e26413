"""What the worker does for this room when somebody asks."""

from datetime import datetime

from django_tasks import task

from tremplin.support.actions import packs
from tremplin.support.models import Committee
from tremplin.support.states import CommitteeState


@task()
def assemble_pack(ref: str, asked_at: str) -> None:
    asked = datetime.fromisoformat(asked_at)
    found = Committee.objects.filter(ref=ref, state=CommitteeState.PLANNED, pack_asked_at=asked).first()
    # an asking already answered is not answered twice
    if found is not None and (found.packed_at is None or found.packed_at < asked):
        packs.assemble(found, asked)


@task()
def make_documents(ref: str) -> None:
    found = Committee.objects.filter(ref=ref, packed_at__isnull=False).first()
    if found is not None:
        packs.write_documents(found)
