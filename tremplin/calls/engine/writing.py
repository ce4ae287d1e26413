"""A form becomes data again, of the shape of its file, but saying everything: `read_form(to_data(form)) == form`."""

import hashlib
import json
from itertools import zip_longest

from tremplin.calls.engine.schema import Form, Option, Question, Section


def to_data(form: Form) -> dict[str, object]:
    """Canonical JSON-able data of a form that `reading` gave: nothing left to a default, what is empty left out."""
    return _without_empty({
        "title": form.title,
        "title_en": form.title_en,
        "minutes": form.minutes,
        "sections": [_section(section) for section in form.sections],
    })  # fmt: skip


def fingerprint(form: Form) -> str:
    """SHA-256, in hexadecimal, of the form's canonical JSON: two forms that say the same have the same one."""
    return fingerprint_of(to_data(form))


def fingerprint_of(data: object) -> str:
    """SHA-256, in hexadecimal, of JSON-able data: keys sorted, no space, ASCII only. The order of lists counts."""
    canonical = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()


def _section(section: Section) -> dict[str, object]:
    return _without_empty({
        "key": section.key,
        "name": section.title,
        "name_en": section.title_en,
        "fields": [_question(question) for question in section.questions],
    })  # fmt: skip


def _question(question: Question) -> dict[str, object]:
    condition = question.condition
    return _without_empty({
        "id": question.key.rpartition(".")[2],
        "type": question.kind.value,
        "label": question.label,
        "label_en": question.label_en,
        "help": question.help,
        "help_en": question.help_en,
        "required": question.required,
        "max_chars": question.max_chars,
        "min": question.least,
        "max": question.most,
        "options": [_option(option) for option in question.options],
        "routes": list(question.routes),
        "shown_if": f"{condition.question}={condition.value}" if condition else "",
        "hints": list(question.hints),
        "hints_en": list(question.hints_en),
        "items": [
            _without_empty({"label": item, "label_en": english})
            for item, english in zip_longest(question.items, question.items_en, fillvalue="")
        ],
        "fields": [_question(field) for field in question.fields],
        "purpose": question.purpose,
        "purpose_en": question.purpose_en,
    })  # fmt: skip


def _option(option: Option) -> dict[str, object]:
    return _without_empty({"value": option.value, "label": option.label, "label_en": option.label_en})


def _without_empty(data: dict[str, object]) -> dict[str, object]:
    """0 and False say something; None, "" and [] do not."""
    return {key: value for key, value in data.items() if value not in (None, "", [])}
