"""What readers see of an application submitted: the answers, without the ways to reach its team."""

from collections.abc import Iterable, Mapping
from typing import Any

from tremplin.calls import copies
from tremplin.calls.engine.schema import Kind
from tremplin.calls.models import Attachment

_CONTACTS = {Kind.EMAIL.value, Kind.PHONE.value}


def sections_read(frozen: Mapping[str, Any], attachments: Iterable[Attachment] = ()) -> list[copies.Section]:
    """The sections of a frozen copy. E-mail addresses and phone numbers serve nobody who reads: they are left out, and
    a section that held nothing else goes with them.
    """
    sections = []
    for part in frozen["sections"]:
        answers = [answer for answer in part["answers"] if answer["kind"] not in _CONTACTS]
        if answers:
            sections.append({**part, "answers": answers})
    return copies.sections_of({**frozen, "sections": sections}, attachments)
