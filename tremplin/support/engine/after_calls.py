"""Lines typed after a call, read for what should follow: who does what by when, a session, an introduction, a call.

    read("Alice envoie les statuts d'ici le 12 mai", today=…, people=[Known("ref", "Alice Roy", "team")])

gives one `Line` a sentence, in order, in French or in English. It only proposes: a person reads, changes, then keeps. A
sentence that is understood as nothing is a `note`: it is kept in the note and nothing follows from it. What has
happened already (“Alice a envoyé…”, “they have sent…”) is a note too.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from tremplin.support.engine.said_days import find, plain

Kind = Literal["action", "session", "introduction", "call", "note"]
Owner = Literal["team", "officer", "expert", "body"]
MOST = 12  # lines read; those after are kept in the note


@dataclass(frozen=True)
class Known:
    """Somebody around the initiative: by which side, under which key."""

    key: str
    name: str
    owner: Owner


@dataclass(frozen=True)
class Line:
    """What one sentence is read as. `person`: a key of those known, "" for nobody; `name`: somebody named who is not
    known; `due`: the day said, if one was; `words`: what is to be done, asked or talked about; `door`: whom to look
    for.
    """

    said: str
    kind: Kind
    words: str = ""
    owner: Owner = "officer"
    person: str = ""
    name: str = ""
    due: date | None = None
    door: str = ""


_BULLET = re.compile(r"^\s*(?:[-–—•*]|\d{1,2}[.)])\s+")
_CUT = re.compile(
    r"\s*;\s*|(?<=[^\W\d_]{3}[.!?])\s+(?=[^\W\d_])"
    r"|,\s+(?:et\s+|and\s+)?(?=(?:on|nous|we)\s+(?:se\s+|call|talk|speak|r[ae]))"
)
# who acts, when it is not by their name
_OURS = r"(?:on|nous|je|j['’]|we|i)"
_BODIES = (
    "mairie|commune|metropole|region|departement|prefecture|ministere|direction|agence|administration|dinum|drac|dreal"
    "|anct|ministry|town hall|city|agency"
)
_SIDES: tuple[tuple[Owner, str], ...] = (
    ("team", r"(?:l['’]equipe|l['’]initiative|l['’]association|ils|elles|la presidente|le president|the team|they)"),
    ("expert", r"(?:l['’]experte?|the expert)"),
    ("officer", r"(?:le programme|l['’]accelerateur|the programme)"),
    ("body", rf"(?:(?:la|le|l['’]|the)\s*(?:{_BODIES})(?:\s+(?:de|du|des|d['’]|of)\s*\w+)*)"),
)
_DONE = re.compile(
    r"^(?:a|ont|avons|ai|avait|avaient|est|sont|etait|s['’]est|se sont|has|have|had|was|were|did|is|are)\b"
    r"(?!\s+(?:a|to)\b)"
)
_MUST = re.compile(
    r"^(?:doit|doivent|dois|devons|devra|devront|va|vont|vais|allons|a a|ont a|ai a|avons a|will|must|should|shall"
    r"|is to|are to|has to|have to|needs to|need to|to|de|d['’])\s*"
)
_CALL = re.compile(
    r"^(?:(?:on|nous|je|we|i)\s+)?(?:(?:se\s+|vous\s+|nous\s+)?(?:rappelle(?:r|ns|rons|rai)?|rappelons|reparle(?:r|ns)?"
    r"|reparlons|refait(?: un)? point|se recontacte)|(?:will\s+)?(?:call|talk|speak|ring)(?:\s+(?:back|again))"
    r"|prochaine? (?:appel|point|call|echange)|(?:the )?next (?:call|check-in|meeting))\b[\s:,–-]*"
)
_ABOUT = re.compile(
    r"^(?:pour|sur|a propos d[eu]s?|au sujet d[eu]s?|concernant|afin de|about|on|regarding|to|for)\b\s*"
)
_SESSION = re.compile(
    r"^(?:on\s+|nous\s+|we\s+)?(?:demand\w*|cal\w+|prev\w+|organis\w+|ask for|book|plan|set up)?\s*(?:une?\s+|an?\s+)?"
    r"(?:seance|session|heure)\b(?:\s+(?:d['’]appui|avec|with)\b)?\s*"
)
_SEE = re.compile(
    r"^(?:(?:on|nous|we|i|je)\s+)?(?:va\s+|doit\s+)?(?:voir|voit|rencontrer|rencontre|echanger avec|discuter avec"
    r"|rdv avec|rendez-vous avec|see|meet|talk to|talk with|ask)\s+"
)
_WRITE = re.compile(
    r"^(?:(?:on|nous|we|i|je)\s+)?(?:va\s+|doit\s+|devons\s+|will\s+|must\s+)?"
    r"(?:ecrire|ecrit|ecrivons|ecris|contacter|contacte|solliciter|sollicite|mettre en relation|mise en relation"
    r"|presenter|introduction|introduce(?: them)?|write|contact|reach out|get in touch)\b\s*"
    r"(?:(?:a|au|aux|avec|to|with)\b\s*)?(?:(?:la|le|les|the)\b\s*|l['’]\s*)?"
)
_PLACE = re.compile(
    r"\b(?:mairie|commune|metropole|region|departement|prefecture|ministere|direction|agence|administration|service"
    r"|office|ministry|agency|council|department)\b"
)
_INFINITIVE = re.compile(r"^(?:re)?[a-z]{2,}(?:er|ir|re|oir)\b")


def read(text: str, *, today: date, people: Sequence[Known]) -> list[Line]:
    """One line a sentence, at most `MOST`."""
    return [_read(sentence, today, people) for sentence in sentences_in(text)[:MOST]]


def sentences_in(text: str) -> list[str]:
    """Lines, then what a semicolon, a full stop, or “, on rappelle…” parts in a line; bullets taken away."""
    lines = (_BULLET.sub("", line).strip() for line in text.splitlines())
    parts = (part.strip(" \t.;") for line in lines for part in _CUT.split(line))
    return [part for part in parts if part]


def _read(said: str, today: date, people: Sequence[Known]) -> Line:
    day = find(said, today)
    words = _without(said, day.start, day.end) if day else said
    due = day.day if day else None
    folded = plain(words)
    if match := _CALL.match(folded):
        rest = words[match.end() :].strip(" ,:–-")
        told = match.group().rstrip()[-1:] in ":,–-" or folded.startswith(("prochain", "next", "the next"))
        if due and (not rest or told or _ABOUT.match(plain(rest))):
            return Line(said, "call", words=_upper(_without_about(rest)), due=due)
    if line := _asked(said, words, due, people):
        return line
    owner, key, name, rest = _actor(words, people)
    act = plain(rest)
    if _DONE.match(act):
        return Line(said, "note")
    must = _MUST.match(act)
    todo = rest[must.end() :] if must and owner else rest
    starts = _INFINITIVE.match(plain(todo)) is not None
    if not todo.strip() or not (owner or starts or due):
        return Line(said, "note")
    return Line(said, "action", words=_upper(todo), owner=owner or "officer", person=key, name=name, due=due)


def _asked(said: str, words: str, due: date | None, people: Sequence[Known]) -> Line | None:
    """A session with an expert, or a message to somebody who is not around the initiative."""
    folded = plain(words)
    if (match := _SEE.match(folded)) and (expert := _named_at(words[match.end() :], people, ("expert",))):
        known, rest = expert
        return Line(said, "session", words=_upper(_without_about(rest)), owner="expert", person=known.key, due=due)
    if match := _SESSION.match(folded):
        rest = words[match.end() :].strip()
        found = _named_at(rest, people, ("expert",))
        key, rest = (found[0].key, found[1]) if found else ("", rest)
        return Line(said, "session", words=_upper(_without_about(rest)), owner="expert", person=key, due=due)
    if match := _WRITE.match(folded):
        rest = words[match.end() :].strip()
        whom, about = _parted(rest)
        if whom and not _named_at(rest, people, None) and (_is_name(whom) or _PLACE.search(plain(whom))):
            return Line(said, "introduction", words=_upper(words), due=due, door=f"{whom} {about}".strip())
    return None


def _actor(words: str, people: Sequence[Known]) -> tuple[Owner | None, str, str, str]:
    """Who acts, the key of the person when there is one only, the name of whoever is not known, and what remains."""
    if match := re.search(r"\s*[(–—-]\s*([^(),–—]+?)\s*,?\s*\)?\s*$", words):  # “Relire la convention (Alice)”
        named = _named_at(match.group(1), people, None)
        if named and not named[1].strip() and match.start() > 0:
            return named[0].owner, named[0].key, "", words[: match.start()].strip(" ,")
    if named := _named_at(words, people, None):
        known, rest = named
        rest = re.sub(r"^\s*(?::|,|[–—-]\s)\s*", "", rest).strip()
        several = re.match(r"^(?:et|and)\s+(\S+)\s+", rest)
        if several:
            return known.owner, "", f"{known.name} {words.split()[1]} {several.group(1)}", rest[several.end() :]
        return known.owner, known.key, "", rest
    folded = plain(words)
    for owner, pattern in _SIDES:
        if match := re.match(rf"{pattern}(?:\s+|$)", folded):
            name = _upper(words[: match.end()].strip()) if owner == "body" else ""
            return owner, "", name, words[match.end() :].strip()
    if match := re.match(rf"{_OURS}(?:\s+|(?<=['’]))", folded):
        return "officer", "", "", words[match.end() :].strip()
    return None, "", "", words.strip()


def _named_at(words: str, people: Sequence[Known], owners: Sequence[Owner] | None) -> tuple[Known, str] | None:
    """Whoever these words begin with, by their whole name or by a first name nobody else has, and what follows."""
    begins = re.match(r"\s*@?", words)
    rest = words[begins.end() if begins else 0 :]
    folded = plain(rest)
    asked = [one for one in people if owners is None or one.owner in owners]
    for one in asked:
        whole = plain(one.name).strip()
        if whole and re.match(rf"{re.escape(whole)}(?!\w)", folded):
            return one, rest[len(whole) :].strip()
    first = re.match(r"[\w'’-]+", folded)
    if first is None:
        return None
    found = [one for one in asked if plain(one.name).split()[:1] == [first.group()]]
    return (found[0], rest[first.end() :].strip()) if len(found) == 1 else None


def _parted(words: str) -> tuple[str, str]:
    """“DINUM pour l'API” → whom, about what."""
    links = r"\s+(?:pour|sur|a propos d[eu]s?|au sujet d[eu]s?|concernant|afin de|about|for|on|to)\s+"
    match = re.search(links, plain(words))
    if match is None:
        return words.strip(" ,."), ""
    return words[: match.start()].strip(" ,."), words[match.end() :].strip(" ,.")


def _is_name(words: str) -> bool:
    return words[:1].isupper()


def _without(text: str, start: int, end: int) -> str:
    kept = f"{text[:start].rstrip()} {text[end:].lstrip()}"
    kept = re.sub(r"\(\s*,?\s*\)", "", re.sub(r"\s*,\s*(?=\)|$)|(?<=\()\s*,\s*", "", kept))
    return re.sub(r"\s{2,}", " ", kept).strip(" ,:–—")


def _without_about(words: str) -> str:
    match = _ABOUT.match(plain(words))
    return words[match.end() :].strip() if match else words.strip()


def _upper(words: str) -> str:
    words = words.strip(" ,.:;–—-")
    return words[:1].upper() + words[1:]


def nearest(words: str, needs: Sequence[tuple[str, str]]) -> str:
    """Of these needs (key, title), the one that shares most words with a line; "" when none shares any of five letters
    or more.
    """
    own = _long_words(words)
    shared = [(len(own & _long_words(title)), -place, key) for place, (key, title) in enumerate(needs)]
    best = max(shared, default=(0, 0, ""))
    return best[2] if best[0] else ""


def _long_words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]{5,}", plain(text)))
