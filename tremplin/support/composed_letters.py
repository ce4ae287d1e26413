"""What a letter of the programme says before anybody changes it, and the document made from it."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template import Context, Template
from django.template.loader import get_template
from django.urls import reverse
from django.utils import translation

from tremplin.core import files
from tremplin.core.pdf import make_pdf
from tremplin.support.actions.letters import attach_file
from tremplin.support.models import Accompaniment, Letter
from tremplin.support.queries.letters import letters_without_a_file
from tremplin.support.rules.letters import LETTER


def proposed_words(accompaniment: Accompaniment, kind: str, language: str) -> str:
    """Who, since when, what the programme does: from the file, to be read and changed."""
    with translation.override(language):
        context = {"accompaniment": accompaniment, "programme": accompaniment.season.programme, "kind": kind}
        template: Template = get_template("support/words/letter.txt").template  # type: ignore[attr-defined]
        return template.render(Context(context, autoescape=False)).strip()


def checked_at(letter: Letter) -> str:
    """The address printed on the letter, the same in every language."""
    with translation.override("fr"):
        return settings.BASE_URL + reverse("support:letter-check", args=[letter.ref])


def about(letter: Letter) -> dict[str, Any]:
    """What the document, and its preview, are made from."""
    programme = letter.accompaniment.season.programme
    return {
        "letter": letter,
        "accompaniment": letter.accompaniment,
        "authority": programme.authority,
        "day": letter.issued_at.astimezone(ZoneInfo(programme.time_zone)).date(),
        "checked_at": checked_at(letter),
    }


def make_file(letter: Letter, at: datetime) -> None:
    """Make its document, outside any transaction; once."""
    if letter.file_id is not None:
        return
    context = about(letter)
    programme, day = letter.accompaniment.season.programme, context.pop("day")
    with translation.override(letter.language):
        name = str(programme.name)
    content = make_pdf(
        "support/pdf/letter.html", context, language=letter.language, title=letter.subject, programme=name, day=day
    )
    stored = files.keep_made(
        content, name=f"lettre-{letter.ref}.pdf", kind=LETTER.name, owner=letter.ref, by=letter.signed_by.ref, at=at
    )
    attach_file(letter, stored, at=at)


def make_missing_files(at: datetime) -> str:
    """What the clock does: the documents that were not made when their letter was issued."""
    waiting = list(letters_without_a_file())
    for letter in waiting:
        make_file(letter, at)
    return str(len(waiting))
