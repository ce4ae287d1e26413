"""What an application leaves to the year of support: who paid, its documents, and where it is read whole."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from tremplin.calls.models import Attachment
from tremplin.calls.queries import drafts_of, submitted_visible_to
from tremplin.calls.queries.received import submitted_attachments_of
from tremplin.support.carrying import answers_of
from tremplin.support.engine.carried import Answered, base_of
from tremplin.support.models import Accompaniment

_MONEY = ("budget", "funding", "funders", "economic_activity", "market")


@dataclass(frozen=True)
class ApplicationFile:
    """`url`: where the person reads the application; `documents`: each with the address it is downloaded from."""

    url: str
    money: list[Answered]
    documents: list[tuple[Attachment, str]]


def file_of(person: Any, accompaniment: Accompaniment) -> ApplicationFile | None:
    """None for whoever may not read the application itself: only its team and the programme team do."""
    if accompaniment.decision is None:
        return None
    application = accompaniment.decision.application
    if drafts_of(person).filter(pk=application.pk).exists():
        page, document = "calls:application", "calls:attachment"
    elif submitted_visible_to(person).filter(pk=application.pk).exists():
        page, document = "calls:received", "calls:received-attachment"
    else:
        return None
    attached = submitted_attachments_of(application).filter(removed_at=None)
    return ApplicationFile(
        reverse(page, args=[application.ref]),
        [one for one in answers_of(accompaniment) if base_of(one.key) in _MONEY],
        [(one, reverse(document, args=[application.ref, one.ref])) for one in attached],
    )
