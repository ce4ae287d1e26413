"""The words of a mail made from a few short answers, in the language of whoever will read it."""

from datetime import date
from typing import Any

from django.template import Context, Template
from django.template.loader import get_template
from django.utils import translation
from django.utils.translation import gettext as _

from tremplin.core.text import clean
from tremplin.directory.models import Door
from tremplin.people.models import Person
from tremplin.support.models import Accompaniment, Introduction, Need

# what the message is made of, besides the day and the way to stop, which the foot of the mail says
PARTS = ("who", "request", "time", "other", "why")
_LONGEST_LINE = 160


def first_parts(
    accompaniment: Accompaniment, door: Door, need: Need | None, officer: Person, language: str = "fr"
) -> dict[str, str]:
    """What is known already: nothing of it is asked again."""
    line = _one_line(accompaniment.public_words)
    with translation.override(language):
        who = _("I am %(officer)s, of %(programme)s. I write for %(name)s.") % {
            "officer": officer.full_name,
            "programme": accompaniment.season.programme,
            "name": accompaniment.public_name or accompaniment.initiative.name,
        }
        why = _("I write to you because this seems to be for you: %(door)s.") % {"door": door.name}
    return {
        "who": f"{who} {line}".strip(),
        "request": need.title if need else "",
        "time": "call",
        "other": "",
        "why": why,
    }


def message_of(parts: dict[str, str], language: str) -> str:
    """The message itself, without the foot of the mail."""
    return _rendered("support/words/introduction.txt", {name: parts.get(name, "") for name in PARTS}, language)


def reminder_of(introduction: Introduction, kind: str, sent_on: date) -> str:
    """A few polite words, for whoever is written to: to be changed at will."""
    said = {"introduction": introduction, "kind": kind, "sent_on": sent_on}
    return _rendered("support/words/nudge.txt", said, introduction.language)


def _rendered(name: str, said: dict[str, Any], language: str) -> str:
    template: Template = get_template(name).template  # type: ignore[attr-defined]
    with translation.override(language):
        return clean(template.render(Context(said, autoescape=False))).strip()


def _one_line(words: str) -> str:
    """The first sentence of the public words, when it is short enough to be one."""
    line = " ".join(words.partition("\n")[0].split())
    first = line.partition(". ")[0].rstrip(".") + "." if line else ""
    return first if len(first) <= _LONGEST_LINE else ""
