"""Names made where a form file gives only one: a label from an id, a key from words, a kind from words."""

import re
import unicodedata

from tremplin.calls.engine.schema import Kind
from tremplin.calls.engine.typed import normalise

_KINDS_BY_WORD = {
    Kind.EMAIL: {"email", "courriel", "mail", "mel"},
    Kind.PHONE: {"phone", "telephone", "tel", "mobile"},
    Kind.URL: {"url", "website", "web"},
    Kind.DATE: {"date"},
    Kind.AMOUNT: {"amount", "montant", "budget"},
    Kind.TEXTAREA: {"bio", "biography", "biographie", "description", "motivation", "presentation", "summary"},
}


def readable(name: str) -> str:
    """ "n_contributors" → "N contributors"; words that are already a sentence only get their capital letter."""
    words = " ".join(name.replace("_", " ").split()) or name
    return normalise(words[:1].upper() + words[1:])


def slug(name: str, joint: str) -> str:
    """ "Identité du demandeur" → "identite-du-demandeur". Empty when nothing of the name can be written in ASCII."""
    parts = unicodedata.normalize("NFKD", name.lower().replace("œ", "oe").replace("æ", "ae"))
    bare = "".join(part for part in parts if not unicodedata.combining(part))
    return re.sub(r"[^a-z0-9]+", joint, bare).strip(joint)[:50].strip(joint)


def kind_of(name: str) -> Kind:
    """The kind of a sub-question that a file only names: "phone", "e-mail address", "date of birth"; else text."""
    words = set(slug(name, " ").split())
    return next((kind for kind, known in _KINDS_BY_WORD.items() if words & known), Kind.TEXT)
