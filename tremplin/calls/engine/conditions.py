"""What there is to answer: the questions shown by the answers given, the entries begun in a group, the track chosen."""

from tremplin.calls.engine.answers import Answers, choices_in
from tremplin.calls.engine.schema import NO, Form, Kind, Question
from tremplin.calls.engine.typed import is_blank

FIRST_ENTRY = 1


def shown(form: Form, answers: Answers) -> frozenset[str]:
    """Keys of the questions to show: without condition, or whose condition's question is shown and holds the value.

    A choice counts as soon as it is known, even beside an unknown one. Sub-questions follow their group and are not
    listed.
    """
    found: set[str] = set()
    chosen: dict[str, tuple[str, ...]] = {}
    for question in form.questions():
        condition = question.condition
        if condition and condition.value not in chosen.get(condition.question, ()):
            continue
        found.add(question.key)
        if question.choices:
            chosen[question.key] = choices_in(question, answers.get((question.key, 0), ""))
    return frozenset(found)


def entries(group: Question, answers: Answers) -> tuple[int, ...]:
    """The entries of a group where something was answered, in order. A "no" alone says nothing: an empty box."""
    keys = {field.key: field for field in group.fields}
    begun = {entry for (key, entry), text in answers.items() if key in keys and _says_something(keys[key], text)}
    return tuple(sorted(begun))


def next_entry(group: Question, answers: Answers) -> int | None:
    """The number of the entry to offer after those begun: the first free one. None when the group is full."""
    begun = entries(group, answers)
    if group.most is not None and len(begun) >= group.most:
        return None
    return next(number for number in range(FIRST_ENTRY, len(begun) + FIRST_ENTRY + 1) if number not in begun)


def route(form: Form, answers: Answers) -> str | None:
    """The track chosen by the answer of the question with routes; None while it is hidden, unanswered or not valid."""
    visible = shown(form, answers)
    for question in form.questions():
        if question.routes and question.key in visible:
            chosen = choices_in(question, answers.get((question.key, 0), ""))
            return question.routes[question.choices.index(chosen[0])] if chosen else None
    return None


def _says_something(field: Question, text: str) -> bool:
    return not is_blank(text) and not (field.kind is Kind.BOOL and text == NO)
