"""What was already said, carried into the diagnosis: nothing is asked twice."""

from collections.abc import Mapping
from dataclasses import dataclass

from tremplin.support.engine.carried import Answered, base_of
from tremplin.support.engine.questions import QUESTIONS
from tremplin.support.models import Accompaniment, Version
from tremplin.support.states import DiagnosisState, Occasion, Side


@dataclass(frozen=True)
class Opening:
    """What one side finds already written on one question: to be confirmed or corrected."""

    side: Side
    key: str
    words: str
    level: int | None = None


def answers_of(accompaniment: Accompaniment) -> list[Answered]:
    """What the application says, from the copy last submitted; nothing without an application."""
    if accompaniment.decision is None:
        return []
    last = accompaniment.decision.application.submissions.order_by("-version").first()
    if last is None:
        return []
    return [
        Answered(line["key"], line["label"], line["text"], tuple(line["choices"]), long=line["kind"] == "textarea")
        for section in last.frozen["sections"]
        for line in section["answers"]
        if not line["group"] and (line["text"] or line["choices"])
    ]


def carried_from(accompaniment: Accompaniment) -> Mapping[str, str]:
    """For each question of the diagnosis that the application answered, its words."""
    said: dict[str, list[str]] = {}
    for one in answers_of(accompaniment):
        words = ", ".join(one.choices) or one.text
        # a long text speaks for itself; a figure or a choice needs its question
        said.setdefault(base_of(one.key), []).append(words if one.long else f"{one.asked} : {words}")
    found = {}
    for question in QUESTIONS:
        words_found = [words for key in question.from_answers for words in said.get(key, [])]
        if words_found:
            found[question.key] = "\n".join(words_found)
    return found


def agreed_on(accompaniment: Accompaniment) -> dict[str, Version]:
    """By occasion, the version both sides agreed on."""
    agreed = Version.objects.filter(diagnosis__accompaniment=accompaniment, diagnosis__state=DiagnosisState.AGREED)
    return {
        version.diagnosis.occasion: version
        for version in agreed.select_related("diagnosis").prefetch_related("acceptances")
        if {one.side for one in version.acceptances.all()} == set(Side)
    }


def last_agreed(accompaniment: Accompaniment) -> Version | None:
    """At the exit, or before when the exit was not measured."""
    found = agreed_on(accompaniment)
    return next((found[one] for one in reversed(list(Occasion)) if one in found), None)


def openings(accompaniment: Accompaniment, occasion: str) -> list[Opening]:
    """What stands in a new diagnosis: at the start of a renewed support, what both agreed on before; at the start of a
    first one, the words of the application, on the initiative's side. Later occasions are asked afresh.
    """
    if occasion != Occasion.START:
        return []
    version = last_agreed(accompaniment.renews) if accompaniment.renews else None
    if version is None:
        return [Opening(Side.TEAM, key, words) for key, words in carried_from(accompaniment).items()]
    known = {one.key for one in QUESTIONS}
    return [
        Opening(side, key, one["words"], one["level"])
        for side in Side
        for key, one in version.frozen["answers"].items()
        if key in known
    ]
