"""Mails that came back, as mailboxes write them: what they say without what they quote, and nothing that breaks."""

from base64 import b64encode
from datetime import date
from quopri import encodestring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tremplin.support.engine.quoting import own_words, text_of_html
from tremplin.support.engine.replies import MOST_BYTES, Unreadable, read_mail, read_words

TODAY = date(2026, 11, 23)

_FR_QUOTE = """
Le lun. 23 nov. 2026 à 10:12, Sam (Accélérateur) <bonjour@example.org> a
écrit :

> Bonjour, pourriez-vous recevoir l’équipe une demi-heure ?
> Bien à vous
"""
_OUTLOOK = """
De : Sam <bonjour@example.org>
Envoyé : lundi 23 novembre 2026 10:12
À : Bureau des paysages <bureau@example.org>
Objet : Atlas des haies : pourriez-vous aider ?

Bonjour, pourriez-vous recevoir l’équipe ? Avec plaisir de vous lire.
"""
_EN_QUOTE = """
On Mon, 23 Nov 2026 at 10:12, Sam <hello@example.org> wrote:
> Could you meet the team?
"""


def _mail(body: bytes, *headers: str, kind: str = "text/plain; charset=utf-8", encoding: str = "8bit") -> bytes:
    lines = [
        "From: Bureau des paysages <bureau@example.org>",
        "Subject: =?utf-8?q?RE=3A_Atlas_des_haies?=",
        "Message-ID: <reply-1@mx.example.org>",
        *headers,
        "MIME-Version: 1.0",
        f"Content-Type: {kind}",
        f"Content-Transfer-Encoding: {encoding}",
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def _parts(*parts: tuple[str, bytes], kind: str = "alternative") -> bytes:
    body = b"".join(
        b"--limit\r\nContent-Type: " + name.encode() + b"\r\n\r\n" + content + b"\r\n" for name, content in parts
    )
    return _mail(body + b"--limit--\r\n", kind=f'multipart/{kind}; boundary="limit"')


_ACCEPTED_HTML = (
    "<html><head><style>p {color: red}</style></head><body><p>Bonjour,</p><p>Avec&nbsp;plaisir&nbsp;: mardi&#160;?</p>"
    '<div class="gmail_quote">Le 23 nov., Sam a écrit :<blockquote>Pourriez-vous ?</blockquote></div></body></html>'
)

# what came → what it says of itself, and how it is understood
CORPUS: dict[str, tuple[bytes, str, str]] = {
    "French, plain": (
        _mail(f"Volontiers, jeudi à 10 h ?\n{_FR_QUOTE}".encode()),
        "Volontiers, jeudi à 10 h ?",
        "take_up",
    ),
    "English, plain": (
        _mail(f"Happy to help. Tuesday?\n\nSent from my iPhone\n{_EN_QUOTE}".encode()),
        "Happy to help. Tuesday?",
        "take_up",
    ),
    "Outlook block": (
        _mail(
            f"Merci, mais nous ne souhaitons pas donner suite.\n\n________________________________\n{_OUTLOOK}".encode()
        ),
        "Merci, mais nous ne souhaitons pas donner suite.",
        "decline",
    ),
    "somebody else": (
        _mail(
            "Je ne suis pas la bonne personne : écrivez plutôt à Mme Lune, lune@example.org.\n-- \nJ. Soleil".encode()
        ),
        "Je ne suis pas la bonne personne : écrivez plutôt à Mme Lune, lune@example.org.",
        "redirect",
    ),
    "quoted-printable, latin": (
        _mail(
            encodestring("Pas maintenant : après les élections, très volontiers plus tard.".encode("latin-1")),
            kind="text/plain; charset=iso-8859-1",
            encoding="quoted-printable",
        ),
        "Pas maintenant : après les élections, très volontiers plus tard.",
        "unclear",
    ),
    "HTML only": (
        _mail(_ACCEPTED_HTML.encode(), kind="text/html; charset=utf-8"),
        "Bonjour,\n\nAvec plaisir : mardi ?",
        "take_up",
    ),
    "HTML beside an empty text": (
        _parts(("text/plain; charset=utf-8", b"  \r\n"), ("text/html; charset=utf-8", b"<p>Not before May.</p>")),
        "Not before May.",
        "postpone",
    ),
    "base64": (
        _mail(b64encode("D’accord pour mardi.".encode()), encoding="base64"),
        "D’accord pour mardi.",
        "take_up",
    ),
    "winmail beside the text": (
        _parts(
            ("text/plain; charset=windows-1252", "Désolée, nous ne pouvons pas.".encode("cp1252")),
            ('application/ms-tnef; name="winmail.dat"', b"\x78\x9f\x3e\x22\x00\x01"),
            kind="mixed",
        ),
        "Désolée, nous ne pouvons pas.",
        "decline",
    ),
    "file saved in UTF-16": (
        _mail(b"Unfortunately we cannot help.").decode().encode("utf-16"),
        "Unfortunately we cannot help.",
        "decline",
    ),
    "answers between the lines": (
        _mail("> Pourriez-vous recevoir l’équipe ?\nOui, avec plaisir.\n> Le 3 ?\nPlutôt le 4.\n".encode()),
        "Oui, avec plaisir.\nPlutôt le 4.",
        "take_up",
    ),
    "answer under the quote": (
        _mail(f"{_EN_QUOTE}\nNot now, get back to me next month.".encode()),
        "Not now, get back to me next month.",
        "postpone",
    ),
    "wrong charset": (
        _mail("Très bien reçu.".encode(), kind="text/plain; charset=x-none"),
        "Très bien reçu.",
        "unclear",
    ),
    "acknowledgement by a machine": (
        _mail("Votre demande est enregistrée. Avec plaisir.".encode(), "Auto-Submitted: auto-generated"),
        "Votre demande est enregistrée. Avec plaisir.",
        "unclear",
    ),
}


@pytest.mark.parametrize("name", CORPUS)
def test_reply_is_read_without_what_it_quotes(name: str) -> None:
    raw, text, kind = CORPUS[name]
    reply = read_mail(raw, today=TODAY)
    assert (reply.text, reply.kind) == (text, kind)


@pytest.mark.parametrize(
    ("words", "header", "until"),
    [
        ("Je suis absente du bureau, de retour le 12 janvier.", "Auto-Submitted: auto-replied", date(2027, 1, 12)),
        ("En congés du 20 décembre au 4 janvier inclus.", "X-Autoreply: yes", date(2027, 1, 4)),
        ("Absent jusqu’au 1er décembre. Avec plaisir ensuite.", "Auto-Submitted: auto-replied", date(2026, 12, 1)),
        ("I am out of the office until Monday, January 12th, 2027.", "Precedence: auto_reply", date(2027, 1, 12)),
        ("On leave. I will be back on 04/01/2027.", "Auto-Submitted: auto-replied", date(2027, 1, 4)),
        ("Je suis absent, de retour le 31 février.", "Auto-Submitted: auto-replied", None),
        ("Je suis absent, j’étais de retour le 2 novembre 2026.", "Auto-Submitted: auto-replied", None),
        ("Actuellement absente à partir du 3 décembre.", "X-Plain: yes", None),
    ],
)
def test_absence_is_no_answer_and_says_until_when(words: str, header: str, until: date | None) -> None:
    reply = read_mail(_mail(words.encode(), header), today=TODAY)
    assert (reply.kind, reply.away_until) == ("away", until)


def test_somebody_away_who_answers_answers() -> None:
    reply = read_words("Je suis absente jusqu’au 12 mais volontiers ensuite.", today=TODAY)
    assert reply.kind == "take_up"


def test_what_it_answers_and_whom_it_names() -> None:
    raw = _mail(
        "Contactez plutôt lune@example.org (bureau@example.org ne suit plus cela).".encode(),
        "In-Reply-To: <b@example.org>",
        "References: <a@example.org>\r\n <b@example.org>",
    )
    reply = read_mail(raw, today=TODAY)
    assert (reply.answers, reply.named, reply.sender) == (
        ("<b@example.org>", "<a@example.org>"),
        ("lune@example.org",),
        "bureau@example.org",
    )
    assert reply.mark == read_mail(raw + b"\r\n", today=TODAY).mark


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b" \r\n", "empty"),
        (b"Subject: x\r\n\r\n" + b"a" * MOST_BYTES, "long"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "other"),
        (b"%PDF-1.7 \x00\x01", "not_a_mail"),
        (b"Bonjour, oui.", "not_a_mail"),
        (b"From: a@example.org\r\nContent-Type: application/ms-tnef\r\n\r\n\x78\x9f", "no_words"),
    ],
)
def test_file_that_is_no_mail_says_why(raw: bytes, why: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_mail(raw, today=TODAY)
    assert refused.value.why == why


_HEADER = st.sampled_from(
    [
        b"Content-Type: text/html; charset=\xff",
        b"Content-Type: multipart/mixed; boundary=a",
        b"Content-Type: message/rfc822",
        b"Content-Type: ;;;=",
        b"Content-Transfer-Encoding: base64",
        b"Content-Transfer-Encoding: quoted-printable",
        b"Content-Transfer-Encoding: uuencode",
        b"Content-Disposition: ;\xe9=",
        b"Subject: =?utf-7?q?+A?=",
        b"Subject: =?x?b?=?=",
        b"From: =?utf-8?b?\xff?=",
        b"References: <<>>",
        b"Auto-Submitted: auto-replied",
        b"--a",
    ]
)


@given(headers=st.lists(_HEADER, max_size=6), body=st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(headers: list[bytes], body: bytes) -> None:
    try:
        reply = read_mail(b"\r\n".join([b"Subject: x", *headers]) + b"\r\n\r\n" + body, today=TODAY)
    except Unreadable:
        return
    assert reply.kind in {"take_up", "redirect", "postpone", "decline", "away", "unclear"}


@given(st.text(max_size=300))
def test_any_words_are_read(words: str) -> None:
    assert len(read_words(words, today=TODAY).text) <= 4_000
    assert ">" not in own_words(f"> {words}".replace("\r", "").partition("\n")[0])
    assert text_of_html(f"<p>{words}").strip() == text_of_html(f"<p>{words}")
