"""Between the rows of a form version and what the engine reads: one translation each way, and nowhere else."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from django.utils.translation import get_language

from tremplin.calls.engine import schema
from tremplin.calls.models import FormVersion, Question

_FORMS: dict[str, schema.Form] = {}
_KEPT_AT_MOST = 32


def as_engine_form(version: FormVersion) -> schema.Form:
    """A form version as the engine reads it. It never changes: it is kept, by its fingerprint."""
    form = _FORMS.get(version.fingerprint)
    if form is None:
        form = _read(version)
        while len(_FORMS) >= _KEPT_AT_MOST:
            _FORMS.pop(next(iter(_FORMS)))
        _FORMS[version.fingerprint] = form
    return form


def as_engine_question(question: Question) -> schema.Question:
    """One question as the engine reads it, its group's sub-questions left aside."""
    return _question(question, ())


def columns_of(question: schema.Question) -> dict[str, Any]:
    """The columns of a question's row, but for what it points to."""
    return {
        "key": question.key,
        "kind": question.kind.value,
        "label_fr": question.label,
        "label_en": question.label_en,
        "help_fr": question.help,
        "help_en": question.help_en,
        "required": question.required,
        "max_chars": question.max_chars,
        "least": question.least,
        "most": question.most,
        "shown_if_value": question.condition.value if question.condition else "",
        "options": {
            "options": [asdict(option) for option in question.options],
            "items": list(question.items),
            "items_en": list(question.items_en),
            "hints": list(question.hints),
            "hints_en": list(question.hints_en),
            "routes": list(question.routes),
            "purpose": question.purpose,
            "purpose_en": question.purpose_en,
        },
    }


def _read(version: FormVersion) -> schema.Form:
    rows = list(Question.objects.filter(section__form=version).select_related("shown_if"))
    children: dict[int, list[Question]] = {}
    for row in rows:
        if row.parent_id is not None:
            children.setdefault(row.parent_id, []).append(row)
    sections = tuple(
        schema.Section(
            key=section.key,
            title=section.title_fr,
            title_en=section.title_en,
            questions=tuple(
                _question(row, children.get(row.pk, ()))
                for row in rows
                if row.section_id == section.pk and row.parent_id is None
            ),
        )
        for section in version.sections.all()
    )
    return schema.Form(version.title_fr, sections, version.minutes, version.title_en)


def _question(row: Question, children: Sequence[Question]) -> schema.Question:
    kept: Mapping[str, Any] = row.options
    return schema.Question(
        key=row.key,
        kind=schema.Kind(row.kind),
        label=row.label_fr,
        label_en=row.label_en,
        help=row.help_fr,
        help_en=row.help_en,
        required=row.required,
        max_chars=row.max_chars,
        options=tuple(schema.Option(**option) for option in kept["options"]),
        condition=schema.Condition(row.shown_if.key, row.shown_if_value) if row.shown_if else None,
        hints=tuple(kept["hints"]),
        hints_en=tuple(kept["hints_en"]),
        items=tuple(kept["items"]),
        items_en=tuple(kept["items_en"]),
        fields=tuple(_question(child, ()) for child in children),
        least=row.least,
        most=row.most,
        routes=tuple(kept["routes"]),
        purpose=kept["purpose"],
        purpose_en=kept["purpose_en"],
    )


def said(thing: Any, name: str) -> Any:
    """A text of the engine's (`label`, `help`, `title`, `hints`…) in the language in use, French when it is missing."""
    english = (get_language() or "fr").startswith("en")
    return (getattr(thing, f"{name}_en") if english else "") or getattr(thing, name)


def in_the_language_in_use(form: schema.Form) -> schema.Form:
    """The same form, its words in the language in use: for a page that reads again, never for the copy that is kept."""
    return replace(
        form,
        title=said(form, "title"),
        sections=tuple(
            replace(
                section, title=said(section, "title"), questions=tuple(_in_language(one) for one in section.questions)
            )
            for section in form.sections
        ),
    )


def _in_language(question: schema.Question) -> schema.Question:
    return replace(
        question,
        label=said(question, "label"),
        options=tuple(replace(option, label=said(option, "label")) for option in question.options),
        fields=tuple(_in_language(field) for field in question.fields),
    )
