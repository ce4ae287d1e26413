"""What a report of the year says before people write in it: sentences from the facts of a file, in its language. Pure.

A count stands beside what it is counted out of. What is public names neither what was given up, nor money, nor who
owes.
"""

from collections.abc import Callable, Mapping
from functools import partial

from tremplin.support.engine.year_reports import INTERNAL, KEYS, STEPS, NeedSaid, Section, YearFacts, title_of


def draft(facts: YearFacts, *, public: bool) -> list[Section]:
    """Every section, some of them without words yet. A public one names neither what was given up, nor what is still
    open between people, nor money.
    """
    return [
        Section(key, title_of(key, facts.language), "\n".join(_WRITERS[key](facts, public)))
        for key in KEYS
        if not (public and key in INTERNAL)
    ]


def _say(facts: YearFacts, french: str, english: str) -> str:
    return english if facts.language.startswith("en") else french


def _many(facts: YearFacts, count: int, french: tuple[str, str], english: tuple[str, str]) -> str:
    """One or several: in French, none is singular."""
    one = french[0] if count < 2 else french[1]
    other = english[0] if count == 1 else english[1]
    return f"{count} {_say(facts, one, other)}"


def _who(facts: YearFacts, _public: bool) -> list[str]:
    said = [facts.words] if facts.words else []
    return [
        *said,
        _say(
            facts,
            f"{facts.name} a été accompagnée du {facts.first} au {facts.last} ({facts.season}).",
            f"{facts.name} was supported from {facts.first} to {facts.last} ({facts.season}).",
        ),
    ]


def _step(facts: YearFacts, public: bool, step: str) -> list[str]:
    needs = [one for one in facts.needs if one.step == step]
    met = [one for one in needs if one.state == "met"]
    if not needs:
        return []
    lines = [
        _say(
            facts,
            f"Besoins satisfaits : {len(met)} sur {len(needs)}.",
            f"Needs met: {len(met)} out of {len(needs)}.",
        )
    ]
    lines += [_listed(one) for one in met]
    if not public:
        lines += [
            f"{_listed(one)} ({_say(facts, 'encore ouvert', 'still open')})" for one in needs if one.state == "open"
        ]
        lines += [f"{_listed(one)} ({_say(facts, 'abandonné', 'given up')})" for one in needs if one.state == "dropped"]
    return lines


def _listed(one: NeedSaid) -> str:
    return f"– {one.title} : {one.result}" if one.result else f"– {one.title}"


def _diagnosis(facts: YearFacts, public: bool) -> list[str]:
    if not facts.asked:
        return []
    lines = [
        _say(
            facts,
            f"Sur {len(facts.changes)} des {facts.asked} questions du diagnostic partagé, l’initiative et le programme"
            " ne disent plus la même chose qu’au début.",
            f"On {len(facts.changes)} of the {facts.asked} questions of the shared diagnosis, the initiative and the"
            " programme no longer say the same as at the start.",
        )
    ]
    if not public:
        lines += [f"– {one.name} : {one.before} → {one.after}" for one in facts.changes]
    return lines


def _sessions(facts: YearFacts, _public: bool) -> list[str]:
    lines = []
    if facts.sessions:
        held = _many(facts, facts.sessions, ("séance tenue", "séances tenues"), ("session held", "sessions held"))
        people = _many(facts, facts.experts, ("expert", "experts"), ("expert", "experts"))
        hours = _say(facts, f", {facts.hours} heures données", f", {facts.hours} hours given") if facts.hours else ""
        lines.append(f"{held} {_say(facts, 'avec', 'with')} {people}{hours}.")
        lines += [f"– {one}" for one in facts.subjects]
    if facts.workshops:
        lines.append(
            _many(
                facts,
                facts.workshops,
                ("atelier collectif suivi", "ateliers collectifs suivis"),
                ("workshop", "workshops"),
            )
            + "."
        )
    return lines


def _introductions(facts: YearFacts, public: bool) -> list[str]:
    if not facts.sent:
        return []
    lines = [
        _say(
            facts,
            f"Messages envoyés : {facts.sent}. Réponses : {facts.answered} sur {facts.sent}. Rencontres :"
            f" {facts.met} sur {facts.sent}.",
            f"Messages sent: {facts.sent}. Answers: {facts.answered} out of {facts.sent}. Meetings:"
            f" {facts.met} out of {facts.sent}.",
        )
    ]
    if facts.outcomes_said:
        lines.append(
            _say(
                facts,
                f"Ce qu’elles ont apporté, d’après {facts.outcomes_said} réponse(s) :",
                f"What they brought, according to {facts.outcomes_said} answer(s):",
            )
        )
        lines += [
            f"– {label} : {count} {_say(facts, 'sur', 'out of')} {facts.outcomes_said}"
            for label, count in facts.outcomes
        ]
    if not public and facts.written > facts.sent:
        lines.append(
            _say(
                facts,
                f"Messages écrits et non envoyés : {facts.written - facts.sent}.",
                f"Messages written and not sent: {facts.written - facts.sent}.",
            )
        )
    return lines


def _agreements(facts: YearFacts, _public: bool) -> list[str]:
    return [f"– {partner} : {about} ({day})" for partner, about, day in facts.agreements]


def _indicators(facts: YearFacts, _public: bool) -> list[str]:
    lines = []
    for one in facts.indicators:
        initial = (
            f"{one.initial} {one.unit} ({one.initial_on})" if one.initial else _say(facts, "non mesuré", "not measured")
        )
        last = (
            f"{one.last} {one.unit} ({one.last_on})"
            if one.last
            else _say(facts, "non mesuré depuis", "not measured since")
        )
        lines.append(f"– {one.name} : {initial} → {last}")
    return lines


def _money(facts: YearFacts, _public: bool) -> list[str]:
    return [f"– {label} : {amount}" for label, amount in facts.money]


def _committees(facts: YearFacts, _public: bool) -> list[str]:
    return [f"– {day} : {kind}{f', {outcome}' if outcome else ''}" for day, kind, outcome in facts.committees]


def _promises(facts: YearFacts, public: bool) -> list[str]:
    if not facts.promised:
        return []
    lines = [
        _say(
            facts,
            f"Engagements tenus : {facts.kept} sur {facts.promised}.",
            f"Commitments kept: {facts.kept} out of {facts.promised}.",
        )
    ]
    if not public:
        lines += [f"– {what} ({who}, {day})" for what, who, day in facts.open_promises]
    return lines


def _next(_facts: YearFacts, _public: bool) -> list[str]:
    return []


_WRITERS: Mapping[str, Callable[[YearFacts, bool], list[str]]] = {
    "who": _who,
    **{step: partial(_step, step=step) for step in STEPS},
    "diagnosis": _diagnosis,
    "sessions": _sessions,
    "introductions": _introductions,
    "agreements": _agreements,
    "indicators": _indicators,
    "money": _money,
    "committees": _committees,
    "promises": _promises,
    "next": _next,
}
