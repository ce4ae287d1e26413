"""A reply that came by mail, read: its own words without what it quotes, and what it seems to say. Nothing is decided
here.

`read_mail(raw)` takes a mail as bytes (RFC 5322, up to one megabyte unless told) and gives a `Reply`; a file that is no
mail raises `Unreadable`, and nothing else. `read_words(text)` does the same for words that were pasted. Attachments are
never read.
Automatic replies are told by RFC 3834 (`Auto-Submitted`) and by the words French and English mailboxes use.
"""

import email
import hashlib
import re
from dataclasses import dataclass
from datetime import date
from email.header import decode_header
from email.message import Message

from tremplin.core.text import clean, fold
from tremplin.support.engine.absences import back_on, says_away
from tremplin.support.engine.quoting import own_words, text_of_html

MOST_BYTES = 1_000_000
MOST_WORDS = 4_000  # characters kept
_READ = 100_000  # characters read of a part: the words of the reply stand at its beginning
_HEADERS = ("From", "Subject", "Date", "Message-ID", "Received", "Content-Type", "MIME-Version")
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
_MESSAGE_ID = re.compile(r"<[!-;=?-~]{1,250}>")  # printable ASCII: anything else is no identifier of ours

TAKE_UP, REDIRECT, POSTPONE, DECLINE, AWAY, UNCLEAR = "take_up", "redirect", "postpone", "decline", "away", "unclear"
_SAYS = {
    TAKE_UP: (
        r"volontiers|avec (grand )?plaisir|\bd'accord\b|\bbien sur\b|(?<!pas )(?<!peu )\bdisponibles?\b|vous recevoir|"
        r"\brencontrer\b|\bok pour\b|je vous propose|nous vous proposons|quelles sont vos disponibilites|"
        r"happy to|glad to|with pleasure|delighted|\bi am available|we are available|let'?s meet|"
        r"we can meet|sounds good"
    ),
    REDIRECT: (
        r"pas la bonne personne|pas le bon (interlocuteur|service|contact)|pas competent|"
        r"contactez(?!-(moi|nous))|contacter (plutot|ma|mon|le|la)\b|"
        r"(ecrire|ecrivez|adresser|adressez-vous|rapprocher|rapprochez-vous)\b(?!-(moi|nous)).{0,40}\b(a|de|plutot|vers)\b|"
        r"mieux plac|\b(ma|mon) (collegue|successeur|successrice)|je transmets|je fais suivre|en copie|"
        r"not the right (person|team|contact)|right person (is|would)|please (contact|write to)|my colleague|"
        r"forward(ed|ing) (your|this)|\bin (cc|copy)\b|reach out to|better placed"
    ),
    POSTPONE: (
        r"pas maintenant|plus tard|pas avant|recontact|relancez|revenir vers (moi|nous)|revenez vers|a la rentree|"
        r"(dans|d'ici) (quelques|deux|trois|plusieurs) (semaines|mois)|(le mois|l'annee|la semaine) prochaine?|"
        r"apres (l'ete|les vacances|les elections|la cloture)|not now|not before|\blater\b|next (month|quarter|year)|"
        r"after the (summer|holidays)|get back to (me|us)|in a few (weeks|months)"
    ),
    DECLINE: (
        r"pas interess|ne (souhait\w+|pourr\w+|peux|pouvons|desir\w+) pas|pas en mesure|pas (disponibles?|possible)\b|"
        r"malheureusement|\bje decline|\bnous declinons|a regret|ne donn\w+ pas suite|"
        r"not interested|unable to|can(no|')t (help|meet)|cannot\b|unfortunately|have to decline|i regret|we regret"
    ),
}
_FOUND = {kind: re.compile(words) for kind, words in _SAYS.items()}


class Unreadable(Exception):
    """`why` is one of: empty, long, other (a mailbox's own format), not_a_mail, no_words."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Reply:
    """`answers`: the Message-IDs it answers, the nearest first. `named`: the addresses its words hold. `mark`: of this
    very mail, the same each time it is read.
    """

    text: str
    kind: str
    away_until: date | None = None
    sender: str = ""
    named: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    automatic: bool = False
    mark: str = ""


def read_mail(raw: bytes, *, today: date, most: int = MOST_BYTES) -> Reply:
    if not raw.strip():
        raise Unreadable("empty")
    if len(raw) > most:
        raise Unreadable("long")
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable("other")
    message = email.message_from_bytes(_as_bytes(raw))
    if not any(message.get(name) for name in _HEADERS):
        raise Unreadable("not_a_mail")
    words = clean(_words_of(message)).replace("\xa0", " ")
    text = own_words(words)[:MOST_WORDS].strip()
    subject = _header(message, "Subject")
    if not text and not subject:
        raise Unreadable("no_words")
    automatic = _is_automatic(message)
    sender = next(iter(_ADDRESS.findall(_header(message, "From"))), "")
    read = _read(text, subject, automatic=automatic, today=today, sender=sender)
    mark = _header(message, "Message-ID") or repr(raw)
    answers = [*_ids(message, "In-Reply-To"), *reversed(_ids(message, "References"))]
    return Reply(
        text=read.text,
        kind=read.kind,
        away_until=read.away_until,
        sender=sender,
        named=read.named,
        answers=tuple(dict.fromkeys(answers)),
        automatic=automatic,
        mark=hashlib.sha256(mark.encode("utf-8", "replace")).hexdigest(),
    )


def read_words(text: str, *, today: date) -> Reply:
    """Words that were pasted, with or without what they quote."""
    return _read(own_words(clean(text).replace("\xa0", " "))[:MOST_WORDS].strip(), "", automatic=False, today=today)


def _read(text: str, subject: str, *, automatic: bool, today: date, sender: str = "") -> Reply:
    folded, about = fold(text), fold(subject)
    named = tuple(dict.fromkeys(one for one in _ADDRESS.findall(text) if fold(one) != fold(sender)))
    said = _said(folded)
    # somebody who is away may also answer: then it is an answer
    away = says_away(about, subject=True) or (says_away(folded) and (automatic or said == UNCLEAR))
    if away:
        return Reply(text or subject, AWAY, back_on(f"{about} {folded}", today), named=named)
    return Reply(text or subject, UNCLEAR if automatic else said, named=named)


def _said(folded: str) -> str:
    """The one thing the words say; two that do not go together are not clear."""
    found = {kind for kind, words in _FOUND.items() if words.search(folded[:MOST_WORDS])}
    if len(found) == 2 and DECLINE in found and TAKE_UP not in found:
        found.discard(DECLINE)  # « I cannot, but my colleague », « not before May »
    return found.pop() if len(found) == 1 else UNCLEAR


def _as_bytes(raw: bytes) -> bytes:
    """A mail saved by a text editor may begin with a mark of its encoding, or be in UTF-16 altogether."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace").encode("utf-8")
    return raw.removeprefix(b"\xef\xbb\xbf").lstrip()


def _words_of(message: Message) -> str:
    """Its first part in plain text, else in HTML; a mail inside the mail, and what is attached, are not read."""
    parts: dict[str, str] = {}
    waiting = [message]
    while waiting:
        part = waiting.pop(0)
        kind = part.get_content_type()
        if part.get_content_maintype() == "message":
            continue
        if part.is_multipart():
            children = part.get_payload()
            waiting = [child for child in children if isinstance(child, Message)] + waiting
        elif kind in ("text/plain", "text/html") and part.get_content_disposition() != "attachment":
            words = _decoded(part)
            if words.strip() and kind not in parts:
                parts[kind] = words
    if "text/plain" in parts:
        return parts["text/plain"]
    return text_of_html(parts.get("text/html", ""))


def _decoded(part: Message) -> str:
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    for charset in (part.get_content_charset(), "utf-8", "cp1252"):
        try:
            return raw.decode(charset or "utf-8")[:_READ]
        except (LookupError, ValueError):  # no such encoding; not in it
            continue
    return raw.decode("latin-1")[:_READ]


def _header(message: Message, name: str) -> str:
    value = str(message.get(name, ""))[:2_000]
    try:
        pieces = decode_header(value)
    except (email.errors.HeaderParseError, ValueError):
        return value
    words = ""
    for piece, charset in pieces:
        if isinstance(piece, str):
            words += piece
            continue
        try:
            words += piece.decode(charset or "ascii", "replace")
        except (LookupError, ValueError):
            words += piece.decode("latin-1")
    return " ".join(clean(words).split())


def _ids(message: Message, name: str) -> list[str]:
    return _MESSAGE_ID.findall(" ".join(str(value) for value in message.get_all(name, []))[:20_000])


def _is_automatic(message: Message) -> bool:
    said = fold(str(message.get("Auto-Submitted", "no"))).partition(";")[0].strip()
    precedence = fold(str(message.get("Precedence", "")))
    return (
        said not in ("", "no")
        or precedence == "auto_reply"
        or any(message.get(name) for name in ("X-Autoreply", "X-Autorespond", "X-Autoresponder", "X-Autorely"))
    )
