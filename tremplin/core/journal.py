"""The journal: who did what to which object, when. It holds references, verbs and digests, never names or text.

What must be readable for a while (a motive, an old value) is a `Detail`, kept beside and erasable; its salted digest
stays in the row, so that a chain of rows can be verified after an erasure.
"""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime

from django.db import models, transaction

from tremplin.core.models import Detail, Entry


def record(
    verb: str, on: models.Model, *, by: str, at: datetime, before: str = "", after: str = "", detail: str = ""
) -> Entry:
    """Write one row, unsealed, in the caller's transaction. `by` is the actor's reference, "" for the machine."""
    salt = secrets.token_hex(16) if detail else ""
    with transaction.atomic():
        entry = Entry.objects.create(
            at=at,
            actor=by,
            verb=verb,
            kind=on._meta.label,
            object=getattr(on, "ref", ""),
            before=before,
            after=after,
            digest=digest(salt, detail) if detail else "",
        )
        if detail:
            Detail.objects.create(entry=entry, salt=salt, text=detail)
    return entry


def record_all(kind: type[models.Model], acts: Iterable[tuple[str, str, str, str]], *, by: str, at: datetime) -> None:
    """Write many rows at once, without details: (verb, reference of the object, before, after)."""
    Entry.objects.bulk_create(
        [
            Entry(at=at, actor=by, verb=verb, kind=kind._meta.label, object=ref, before=before, after=after)
            for verb, ref, before, after in acts
        ],
        batch_size=500,
    )


def digest(salt: str, text: str) -> str:
    """The salted SHA-256 of a detail, in hexadecimal."""
    return hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest()


def last_instants(model: type[models.Model], refs: Iterable[str]) -> dict[str, datetime]:
    """When something last happened to each of these objects, by its reference."""
    rows = Entry.objects.filter(kind=model._meta.label, object__in=list(refs)).order_by()
    return dict(rows.values_list("object").annotate(models.Max("at")))


def of(row: models.Model) -> models.QuerySet[Entry]:
    """An object's history, oldest first."""
    return Entry.objects.filter(kind=row._meta.label, object=getattr(row, "ref", "")).select_related("detail")
