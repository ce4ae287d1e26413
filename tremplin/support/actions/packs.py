"""The pack: asked for in one click, assembled by the worker. Asked again, it is made anew until the session opens."""

from datetime import datetime
from functools import partial

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from tremplin.core import clock, files, journal
from tremplin.core.answers import No
from tremplin.core.models import StoredFile
from tremplin.core.moves import MoveRefused, hold
from tremplin.core.pdf import make_pdf
from tremplin.people.models import Person
from tremplin.support.engine.packs import key_of, sets_to_make
from tremplin.support.models import Committee, CommitteeItem, PackDocument
from tremplin.support.queries.committees import items_of, members_of
from tremplin.support.queries.packs import pack_of
from tremplin.support.rules import committees as rules
from tremplin.support.sentences.packs import pages_of
from tremplin.support.states import CommitteeState

LANGUAGE = "fr"
LARGEST = 50_000_000  # bytes


def ask_pack(committee: Committee, *, by: Person, at: datetime) -> None:
    """Leave the work to the worker; the page tells how far it is."""
    from tremplin.support.background import assemble_pack

    with transaction.atomic():
        held = hold(committee)
        if isinstance(answer := rules.can_change(by, held), No):
            raise MoveRefused(answer.reason)
        if not held.items.exists():
            raise MoveRefused(_("No file is on the agenda: choose the files first."))
        Committee.objects.filter(pk=held.pk).update(pack_asked_at=at, pack_done=0, pack_total=held.items.count() + 1)
        journal.record("ask_pack", held, by=by.ref, at=at)
        assemble_pack.enqueue(held.ref, at.isoformat())
    committee.refresh_from_db()


def ask_documents(committee: Committee, *, by: Person, at: datetime) -> None:
    """Somebody reads other files than when the pack was assembled: their document is made, the files stay as they
    were read.
    """
    from tremplin.support.background import make_documents

    with transaction.atomic():
        held = hold(committee)
        if isinstance(answer := rules.runs(by, held), No):
            raise MoveRefused(answer.reason)
        if held.packed_at is None:
            raise MoveRefused(_("The pack is not assembled yet: assemble it first."))
        make_documents.enqueue(held.ref)
        journal.record("ask_documents", held, by=by.ref, at=at)


def assemble(committee: Committee, asked_at: datetime) -> None:
    """The worker's part: each file, then each document. Asked for again meanwhile, the pack is left to that asking."""
    items = list(committee.items.select_related("accompaniment__initiative", "accompaniment__season__programme"))
    for done, item in enumerate(items, start=1):
        item.committee = committee
        frozen = pack_of(item, clock.now())
        with transaction.atomic():
            if not _still_asked(committee, asked_at):
                return
            CommitteeItem.objects.filter(pk=item.pk).update(frozen=frozen)
            Committee.objects.filter(pk=committee.pk).update(pack_done=done)
    committee.refresh_from_db()
    if not write_documents(committee, asked_at):
        return
    now = clock.now()
    with transaction.atomic():
        if _still_asked(committee, asked_at):
            Committee.objects.filter(pk=committee.pk).update(packed_at=now)
            journal.record("assemble_pack", committee, by="", at=now, after=str(len(items)))


def _still_asked(committee: Committee, asked_at: datetime) -> bool:
    held = hold(committee)
    return held.state == CommitteeState.PLANNED and held.pack_asked_at == asked_at


def write_documents(committee: Committee, asked_at: datetime | None = None) -> bool:
    """One document for each set of files somebody reads. Those nobody reads any more go."""
    items = list(committee.items.select_related("accompaniment__initiative").exclude(frozen=None))
    readers = [[one.ref for one in items_of(committee, member.person)] for member in members_of(committee)]
    sets = sets_to_make([one.ref for one in items], readers)
    if asked_at is not None:
        Committee.objects.filter(pk=committee.pk).update(pack_total=len(items) + len(sets))
    for number, refs in enumerate(sets, start=1):
        stored = _document(committee, [one for one in items if one.ref in refs])
        with transaction.atomic():
            if asked_at is not None and not _still_asked(committee, asked_at):
                return False
            key = key_of(refs)
            _drop(committee, key)
            PackDocument.objects.create(committee=committee, key=key, file=stored, made_at=stored.received_at)
            if asked_at is not None:
                Committee.objects.filter(pk=committee.pk).update(pack_done=len(items) + number)
    with transaction.atomic():
        for document in committee.documents.exclude(key__in=[key_of(refs) for refs in sets]):
            _drop(committee, document.key)
    return True


def _drop(committee: Committee, key: str) -> None:
    for document in committee.documents.filter(key=key).select_related("file"):
        stored: StoredFile = document.file
        path = files.content_of(stored)
        document.delete()
        stored.delete()
        transaction.on_commit(partial(path.unlink, missing_ok=True))


def _document(committee: Committee, items: list[CommitteeItem]) -> StoredFile:
    zone, now = committee.season.programme.time_zone, clock.now()
    with override(LANGUAGE):
        kind = str(committee.get_kind_display())
        rows = [{"item": one, "pages": pages_of(one.frozen or {})} for one in items]
        title = _("%(kind)s: files to read") % {"kind": kind[:1].upper() + kind[1:]}
    content = make_pdf(
        "support/pdf/pack.html",
        {"committee": committee, "rows": rows, "zone": zone},
        language=LANGUAGE,
        title=title,
        programme=committee.season.programme.name_fr,
        day=clock.today(zone),
    )
    upload = SimpleUploadedFile(f"comite-{committee.ref}.pdf", content, content_type="application/pdf")
    return files.receive(
        upload, kind=rules.PACK_KIND, owner=committee.ref, largest=LARGEST, by="", at=now, only={"pdf"}
    )
