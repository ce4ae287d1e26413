"""What a page is, said to machines in the words of schema.org. Pure: facts in, plain values out, and how they are
written inside a page so that nothing typed can leave the data block.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

Thing = dict[str, Any]
_CONTEXT = "https://schema.org"
# read the same by JSON; in HTML or in a script, none of them can end the block
_ESCAPED = {ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&\u2028\u2029"}


def script(things: Iterable[Thing]) -> SafeString:
    """The data blocks of a page: a browser runs nothing of them."""
    written = (json.dumps({"@context": _CONTEXT, **thing}, ensure_ascii=False) for thing in things)
    blocks = (
        format_html('<script type="application/ld+json">{}</script>', mark_safe(text.translate(_ESCAPED)))  # noqa: S308
        for text in written
    )
    return mark_safe("\n".join(blocks))  # noqa: S308  each is escaped above


def _told(kind: str, **facts: Any) -> Thing:
    """What is not known is not said."""
    return {"@type": kind, **{name: fact for name, fact in facts.items() if fact}}


def organization(name: str, url: str, *, words: str = "", authority: str = "") -> Thing:
    """A public service, and the authority it belongs to."""
    parent = _told("GovernmentOrganization", name=authority) if authority else None
    return _told("GovernmentOrganization", name=name, url=url, description=words, parentOrganization=parent)


def project(name: str, url: str, *, words: str = "", place: str = "", image: str = "") -> Thing:
    """An initiative: facts only. Nothing is said of its worth, nor of whoever carries it: a body, or a person."""
    where = _told("Place", name=place) if place else None
    return _told("Project", name=name, url=url, description=words, location=where, image=image)


def questions(pairs: Iterable[tuple[str, str]]) -> Thing:
    """Questions with the text of their answers."""
    asked = [
        _told("Question", name=question, acceptedAnswer=_told("Answer", text=answer))
        for question, answer in pairs
        if question and answer
    ]
    return _told("FAQPage", mainEntity=asked)


def event(
    name: str,
    url: str,
    starts_at: datetime,
    ends_at: datetime,
    *,
    organizer: str,
    words: str = "",
    place: str = "",
    cancelled: bool = False,
) -> Thing:
    """A meeting anybody may come to. The place is told as it was typed."""
    state = "EventCancelled" if cancelled else "EventScheduled"
    return _told(
        "Event",
        name=name,
        url=url,
        description=words,
        startDate=starts_at.isoformat(timespec="minutes"),
        endDate=ends_at.isoformat(timespec="minutes"),
        eventStatus=f"{_CONTEXT}/{state}",
        location=_told("Place", name=place) if place else None,
        organizer=_told("GovernmentOrganization", name=organizer),
    )


def breadcrumb(steps: Sequence[tuple[str, str]]) -> Thing:
    """From the home page down to the page: titles and absolute addresses."""
    items = [
        _told("ListItem", position=position, name=name, item=url) for position, (name, url) in enumerate(steps, start=1)
    ]
    return _told("BreadcrumbList", itemListElement=items)
