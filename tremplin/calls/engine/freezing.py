"""The copy of an application kept at submission: what was asked and what was answered, readable without the form.

It holds JSON values only, and survives a database: `digest(json.loads(json.dumps(frozen))) == digest(frozen)`.
"""

from typing import TypedDict

from tremplin.calls.engine.answers import Answers, Files, choices_in, store
from tremplin.calls.engine.conditions import entries, shown
from tremplin.calls.engine.schema import Form, Kind, Question
from tremplin.calls.engine.writing import fingerprint_of

# what `files` said of it: name, sha256, size…
FrozenFile = dict[str, str | int]


class FrozenAnswer(TypedDict):
    """`text`: as stored, empty when nothing was answered. `choices`: labels of the known ones. `group`: its label.

    `entry`: 0 for a plain question, else the number of the entry. A group without any entry is one line with its own
    key.
    """

    key: str
    kind: str
    label: str
    group: str
    entry: int
    text: str
    choices: list[str]
    files: list[FrozenFile]


class FrozenSection(TypedDict):
    key: str
    title: str
    answers: list[FrozenAnswer]


class FrozenCopy(TypedDict):
    title: str
    sections: list[FrozenSection]


def freeze(form: Form, answers: Answers, files: Files) -> FrozenCopy:
    """The questions shown, in the order of the form; files sorted by name. Sections with nothing shown are left out."""
    visible = shown(form, answers)
    sections: list[FrozenSection] = []
    for section in form.sections:
        questions = [question for question in section.questions if question.key in visible]
        if questions:
            lines = [line for question in questions for line in _lines(question, answers, files)]
            sections.append({"key": section.key, "title": section.title, "answers": lines})
    return {"title": form.title, "sections": sections}


def digest(frozen: FrozenCopy) -> str:
    """SHA-256, in hexadecimal, of the copy's canonical JSON."""
    return fingerprint_of(frozen)


def _lines(question: Question, answers: Answers, files: Files) -> list[FrozenAnswer]:
    if question.kind is Kind.REPEATABLE and (begun := entries(question, answers)):
        return [_line(field, entry, answers, {}, question.label) for entry in begun for field in question.fields]
    return [_line(question, 0, answers, files)]


def _line(question: Question, entry: int, answers: Answers, files: Files, group: str = "") -> FrozenAnswer:
    text = store(question, answers.get((question.key, entry), ""))
    chosen = choices_in(question, text) if question.options else ()
    kept = files.get(question.key, ()) if question.kind is Kind.FILES else ()
    return {
        "key": question.key,
        "kind": question.kind.value,
        "label": question.label,
        "group": group,
        "entry": entry,
        "text": text,
        "choices": [option.label for option in question.options if option.value in chosen],
        "files": sorted((dict(file) for file in kept), key=_file_order),
    }


def _file_order(file: FrozenFile) -> tuple[str, str]:
    return str(file.get("name", "")), fingerprint_of(file)
