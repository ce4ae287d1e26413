"""Between a form file, its rows and what the engine reads: one translation each way, and nowhere else."""

from collections.abc import Sequence
from functools import lru_cache

from tremplin.calls.engine import schema
from tremplin.calls.models import FormVersion, Question


def as_engine_question(question: Question) -> schema.Question:
    """A question as the engine reads it, its group's sub-questions left aside."""
    return _question(question, ())


@lru_cache(maxsize=32)
def as_engine_form(version: int) -> schema.Form:
    """A form version (by key) as the engine reads it. It never changes: it is kept."""
    form = FormVersion.objects.get(pk=version)
    rows = list(Question.objects.filter(section__form=form).select_related("shown_if", "section", "parent"))
    children: dict[int, list[Question]] = {}
    for row in rows:
        if row.parent_id is not None:
            children.setdefault(row.parent_id, []).append(row)
    return schema.Form(
        title=form.title,
        minutes=form.minutes,
        sections=tuple(
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
            for section in form.sections.all()
        ),
    )


def _question(row: Question, children: Sequence[Question]) -> schema.Question:
    kept = row.options
    return schema.Question(
        key=row.key,
        kind=schema.Kind(row.kind),
        label=row.label_fr,
        label_en=row.label_en,
        help=row.help_fr,
        help_en=row.help_en,
        required=row.required,
        max_chars=row.max_chars,
        options=tuple(schema.Option(**option) for option in kept.get("options", ())),
        condition=schema.Condition(row.shown_if.key, row.shown_if_value) if row.shown_if_id and row.shown_if else None,
        hints=tuple(kept.get("hints", ())),
        items=tuple(kept.get("items", ())),
        fields=tuple(_question(child, ()) for child in children),
        least=row.least,
        most=row.most,
        routes=tuple(kept.get("routes", ())),
        purpose=kept.get("purpose", ""),
    )
