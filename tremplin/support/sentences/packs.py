"""The two pages of a support a committee reads, in sentences: the same on screen, on the projector and on paper."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tremplin.support.engine.packs import Plot, plot
from tremplin.support.engine.questions import QUESTIONS
from tremplin.support.sentences.packs_results import (
    agreement_line,
    day,
    euros,
    indicator_line,
    money_lines,
    pledge_line,
)
from tremplin.support.states import AccompanimentState, CommitteeOutcome, Level, OutcomeResult, Owner, Step

Row = dict[str, Any]


@dataclass(frozen=True)
class Section:
    """A heading and its lines; `more` were left out for want of room."""

    key: str
    title: str
    lines: list[str]
    more: int = 0


@dataclass(frozen=True)
class Line:
    """One question of the diagnosis, in words, where it stood and where it stands."""

    number: int
    title: str
    start: str
    now: str


@dataclass(frozen=True)
class Pages:
    """What is shown of one support. `assembled`: the day it speaks of."""

    assembled: date
    gist: str
    head: list[str]
    decided: str
    diagnosis: str
    plot: Plot | None
    lines: list[Line]
    steps: list[Row]
    sections: list[Section]
    proposal: str


def pages_of(frozen: Row) -> Pages:
    """Two pages, in the language of the moment."""
    told = frozen["diagnosis"]
    return Pages(
        assembled=date.fromisoformat(frozen["on"]),
        gist=frozen["gist"],
        head=_head(frozen),
        decided=_decided(frozen["decided"]),
        diagnosis=_diagnosis(told),
        plot=plot((one["start"], one["now"]) for one in told["lines"]) if told["lines"] else None,
        lines=_lines(told["lines"]),
        steps=[{**one, "label": str(Step(one["step"]).label)} for one in frozen["roadmap"]["steps"]],
        sections=[one for one in _sections(frozen) if one.lines],
        proposal=frozen["proposal"],
    )


def _head(frozen: Row) -> list[str]:
    lines = [
        _("Supported from %(first)s to %(last)s: %(state)s.")
        % {
            "first": day(frozen["from"]),
            "last": day(frozen["until"]),
            "state": AccompanimentState(frozen["state"]).label,
        }
    ]
    if frozen["bearers"]:
        lines.append(_("Carried by: %(names)s.") % {"names": ", ".join(frozen["bearers"])})
    if frozen["officers"]:
        lines.append(_("Acceleration officer: %(names)s.") % {"names": ", ".join(frozen["officers"])})
    return lines


def _decided(last: Row | None) -> str:
    if last is None:
        return _("No committee has decided of this support yet.")
    words = _("On %(day)s the committee decided: %(outcome)s.") % {
        "day": day(last["on"]),
        "outcome": CommitteeOutcome(last["outcome"]).label,
    }
    if last["until"]:
        words += " " + _("Until %(day)s.") % {"day": day(last["until"])}
    if last["granted"] is not None and Decimal(last["granted"]):
        words += " " + _("Grant: %(amount)s.") % {"amount": euros(last["granted"])}
    if last["conditions"]:
        words += " " + _("Conditions of the next tranche: %(words)s") % {"words": last["conditions"]}
    return words


def _diagnosis(told: Row) -> str:
    if told["start_on"] is None and told["now_on"] is None:
        return _("The initiative and the programme have not agreed on a shared diagnosis yet.")
    if told["now_on"] is None:
        return _("Agreed by both on %(day)s; not made again since.") % {"day": day(told["start_on"])}
    if told["start_on"] is None:
        return _("Agreed by both on %(day)s; there was none at the start.") % {"day": day(told["now_on"])}
    return _("Agreed by both on %(first)s, then on %(last)s.") % {
        "first": day(told["start_on"]),
        "last": day(told["now_on"]),
    }


def _lines(rows: list[Row]) -> list[Line]:
    language = get_language() or "fr"
    titles = {one.key: one.words(language) for one in QUESTIONS}
    return [
        Line(number, titles.get(str(one["key"]), str(one["key"])), _level(one["start"]), _level(one["now"]))
        for number, one in enumerate(rows, start=1)
    ]


def _level(level: int | None) -> str:
    return str(Level(level).label) if level else "–"


def _sections(frozen: Row) -> list[Section]:
    road, kept = frozen["roadmap"], frozen["commitments"]

    def listed(key: str, title: str, few: Row, told: Any) -> Section:
        return Section(key, title, [told(one) for one in few["rows"]], few["more"])

    money = [line for one in frozen["money"]["rows"] for line in money_lines(one)]
    return [
        listed("late", _("Late in the roadmap"), road["late"], _action),
        listed("coming", _("Next in the roadmap"), road["coming"], _action),
        Section("introductions", _("Introductions, and what they brought"), _introductions(frozen["introductions"])),
        Section("sessions", _("Sessions with experts"), _sessions(frozen["sessions"])),
        listed("promises-late", _("Promised to the initiative, and late"), kept["late"], _promise),
        listed("promises-open", _("Promised to the initiative, to come"), kept["open"], _promise),
        listed("promises-kept", _kept_title(frozen["since"]), kept["kept"], _kept),
        listed("agreements", _("Agreements with others"), frozen["agreements"], agreement_line),
        listed("indicators", _("What it changes"), frozen["indicators"], indicator_line),
        Section("money", _("Money of the programme"), money or [_("No grant so far.")], frozen["money"]["more"]),
        listed("pledges", _("Pledges of partners"), frozen["pledges"], pledge_line),
    ]


def _kept_title(since: str | None) -> str:
    if since is None:
        return _("Promises kept")
    return _("Promises kept since %(day)s") % {"day": day(since)}


def _action(one: Row) -> str:
    who = one["name"] or str(Owner(one["owner"]).label)
    return _("%(title)s (%(who)s, by %(day)s)") % {"title": one["title"], "who": who, "day": day(one["due"])}


def _promise(one: Row) -> str:
    values = {"what": one["what"], "body": one["by"], "who": one["who"], "day": day(one["day"])}
    return _("%(what)s (%(body)s, %(who)s, by %(day)s)") % values


def _kept(one: Row) -> str:
    values = {"what": one["what"], "body": one["by"], "day": day(one["day"])}
    return _("%(what)s (%(body)s, on %(day)s)") % values


def _introductions(told: Row) -> list[str]:
    if not told["sent"]:
        return [_("No message has been sent yet.")]
    count = told["sent"]
    lines = [
        ngettext(
            "Of %(count)s message sent: answered %(answered)s, met %(met)s.",
            "Of %(count)s messages sent: answered %(answered)s, met %(met)s.",
            count,
        )
        % {"count": count, "answered": told["answered"], "met": told["met"]}
    ]
    if told["told"]:
        results = "; ".join(f"{OutcomeResult(key).label}, {number}" for key, number in told["results"].items())
        told_words = ngettext(
            "Of %(count)s the initiative was asked about: %(results)s.",
            "Of %(count)s the initiative was asked about: %(results)s.",
            told["told"],
        )
        lines.append(told_words % {"count": told["told"], "results": results})
    return lines


def _sessions(told: Row) -> list[str]:
    if not told["held"]:
        return [_("No session has been held yet.")]
    hours = Decimal(told["hours"])
    words = ngettext("%(count)s session held", "%(count)s sessions held", told["held"]) % {"count": told["held"]}
    words += " " + ngettext("with %(count)s expert", "with %(count)s experts", told["experts"]) % {
        "count": told["experts"]
    }
    if hours:
        given = number_format(hours.normalize() if hours % 1 else int(hours))
        words += ", " + _("%(hours)s hours given") % {"hours": given}
    lines = [words + "."]
    if told["without_hours"]:
        unknown = ngettext(
            "The hours of %(count)s session are not known.",
            "The hours of %(count)s sessions are not known.",
            told["without_hours"],
        )
        lines.append(unknown % {"count": told["without_hours"]})
    return lines
