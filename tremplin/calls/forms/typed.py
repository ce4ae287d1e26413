"""What a section's page posts: one field per place, and with each the revision it had read.

Answers are fields named `answer.summary` and, in the entry 2 of a group, `answer.referent.2.email`. For each of them, a
field `revision` says `name=revision=mark`, the mark being a digest of the text the page showed: what nobody touched is
not saved again, and so never fights with what a teammate saved since.
"""

import hashlib

from django.http import QueryDict

from tremplin.calls.actions.drafts import Place, Typed
from tremplin.calls.engine import schema
from tremplin.calls.engine.answers import store

ANSWER = "answer."
FILE = "file."


def name_of(place: Place) -> str:
    key, entry = place
    group, dot, sub = key.partition(".")
    return f"{ANSWER}{group}.{entry}.{sub}" if dot else f"{ANSWER}{key}"


def place_of(name: str) -> Place | None:
    """The place a field's name stands for; None when it stands for none."""
    parts = name.removeprefix(ANSWER).split(".")
    if not name.startswith(ANSWER):
        return None
    if len(parts) == 1:
        return parts[0], 0
    if len(parts) == 3 and _is_number(parts[1]):
        return f"{parts[0]}.{parts[2]}", int(parts[1])
    return None


def mark_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def token_of(place: Place, text: str, revision: int) -> str:
    return f"{name_of(place)}={revision}={mark_of(text)}"


def typed_in(form: schema.Form, data: QueryDict) -> dict[Place, Typed]:
    """What was typed since the page was shown, by place. A field without its revision is not read: it is not ours."""
    found: dict[Place, Typed] = {}
    for token in data.getlist("revision"):
        name, _equals, rest = token.partition("=")
        revision, _equals, mark = rest.partition("=")
        place = place_of(name)
        question = form.by_key.get(place[0]) if place else None
        if place is None or question is None or not _is_number(revision):
            continue
        text = store(question, data.getlist(name))
        if mark_of(text) != mark:
            found[place] = Typed(text, int(revision))
    return found


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 7
