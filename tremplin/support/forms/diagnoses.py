"""What each side types in the shared diagnosis, and the version proposed to both.

A side’s form says, for each field, which text it replaces (`core.drafts`): two people of one side, or two tabs, do not
overwrite each other by saving.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tremplin.core.drafts import Rival, token_of
from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin
from tremplin.support.engine.comparison import Line
from tremplin.support.engine.questions import QUESTIONS, Question
from tremplin.support.models import Reply, Version
from tremplin.support.queries.diagnoses import (
    FIELDS,
    LEVEL,
    LONGEST,
    WORDS,
    fields_of,
    is_its_own,
    missing_in,
    too_long_in,
)
from tremplin.support.states import Level, Occasion, Step


class OpenForm(Form):
    occasion = forms.ChoiceField(label=_("Occasion"), choices=Occasion.choices)

    def __init__(self, *args: Any, known: set[str], **options: Any) -> None:
        super().__init__(*args, **options)
        left = [(value, label) for value, label in Occasion.choices if value not in known]
        self.fields["occasion"].choices = left  # type: ignore[attr-defined]


def _level(question: Question, *, required: bool) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=question.words(get_language() or "fr"),
        choices=Level.choices,
        coerce=int,
        empty_value=None,
        required=required,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one of the five descriptions.")},
    )


def _words(question: Question) -> forms.CharField:
    label = _("In a few words") if question.levels else question.words(get_language() or "fr")
    # no maxlength: a browser would cut what is pasted without a word
    return forms.CharField(label=label, required=False, widget=forms.Textarea(attrs={"rows": 3}))


class _Questions(Form):
    """A form with a group of fields for each question, by step."""

    say_optional = False

    def _group(self, question: Question, **more: Any) -> dict[str, Any]:
        level = self[f"level_{question.key}"] if question.levels else None
        return {"question": question, "level": level, "words": self[f"words_{question.key}"], **more}

    def by_step(self, **more: Any) -> list[tuple[str, list[dict[str, Any]]]]:
        groups = [self._group(one, **{name: found.get(one.key) for name, found in more.items()}) for one in QUESTIONS]
        return [(str(step.label), [group for group in groups if group["question"].step == step]) for step in Step]


class RepliesForm(_Questions):
    """One side’s answers, as they stand, or as typed where it could not be saved (`rivals`: another text stands).
    Nothing is required: it stops and resumes. What comes back is read by `core.drafts`, never by this form.

    `told`: typed by the officer for the initiative; what it answered itself is neither shown nor asked.
    """

    def __init__(
        self,
        *,
        replies: Mapping[str, Reply],
        typed: Mapping[str, str] | None = None,
        rivals: Mapping[str, Rival] | None = None,
        told: bool = False,
    ) -> None:
        super().__init__()
        self.replies, self.rivals, self.told = replies, dict(rivals or {}), told
        shown = fields_of(replies) | dict(typed or {})
        standing = fields_of(replies)
        self.tokens = {name: token_of(name, standing.get(name, "")) for name in FIELDS}
        for one in QUESTIONS:
            if one.levels:
                self.fields[f"{LEVEL}{one.key}"] = _level(one, required=False)
            self.fields[f"{WORDS}{one.key}"] = _words(one)
            self.fields[f"{WORDS}{one.key}"].widget.attrs["class"] = "fr-input"
        for name, field in self.fields.items():
            field.initial = shown.get(name, "")

    def groups(self, *, missing: bool) -> list[tuple[str, list[dict[str, Any]]]]:
        """By step. `fields`: (name, field, token, rival) to show; `waits`: not confirmed yet, and where it comes from;
        `missing`, `long`: to be corrected before handing in; `own`: answered by the initiative itself.
        """
        lacks = set(missing_in(self.replies)) if missing else set()
        long = set(too_long_in(self.replies))
        found = []
        for step in Step:
            groups = [
                self._shown(one) | {"missing": one.key in lacks, "long": one.key in long}
                for one in QUESTIONS
                if one.step == step
            ]
            found.append((str(step.label), groups))
        return found

    def _shown(self, one: Question) -> dict[str, Any]:
        reply = self.replies.get(one.key)
        names = [f"{LEVEL}{one.key}", f"{WORDS}{one.key}"] if one.levels else [f"{WORDS}{one.key}"]
        own = self.told and reply is not None and is_its_own(reply)
        return {
            "question": one,
            "title": one.words(get_language() or "fr"),
            "own": own,
            "reply": reply,
            "waits": None if own or reply is None else "told" if reply.told else "carried" if reply.carried else None,
            "fields": [] if own else [(name, self[name], self.tokens[name], self.rivals.get(name)) for name in names],
        }


def rivals_in_words(rivals: Mapping[str, Rival]) -> dict[str, Rival]:
    """A description is sent as its rank, and shown in words."""
    return {
        name: replace(one, shown=str(Level(int(one.theirs)).label) if name.startswith(LEVEL) and one.theirs else "")
        for name, one in rivals.items()
    }


class VersionForm(OnceMixin, _Questions):
    """A text for both sides: what both said is there already, the rest is to be written together."""

    general = forms.CharField(
        label=_("In general"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What both sides want to remember of this diagnosis."),
    )

    def __init__(
        self,
        *args: Any,
        lines: list[Line],
        team: Mapping[str, Reply],
        officer: Mapping[str, Reply],
        last: Version | None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        levels = {line.question.key: line.team for line in lines if line.gap == 0}
        written: dict[str, Any] = last.frozen if last else {"answers": {}, "words": ""}
        self.fields["general"].initial = written["words"]
        for one in QUESTIONS:
            known = written["answers"].get(one.key)
            if one.levels:
                self.fields[f"level_{one.key}"] = _level(one, required=True)
                self.fields[f"level_{one.key}"].initial = known["level"] if known else levels.get(one.key)
            same = one.key in team and one.key in officer and team[one.key].words == officer[one.key].words
            self.fields[f"words_{one.key}"] = _words(one)
            self.fields[f"words_{one.key}"].validators.append(MaxLengthValidator(LONGEST))
            self.fields[f"words_{one.key}"].widget.attrs["class"] = "fr-input"
            self.fields[f"words_{one.key}"].initial = known["words"] if known else team[one.key].words if same else ""

    @property
    def frozen(self) -> dict[str, Any]:
        answers = {
            one.key: {
                "level": self.cleaned_data[f"level_{one.key}"] if one.levels else None,
                "words": self.cleaned_data[f"words_{one.key}"],
            }
            for one in QUESTIONS
        }
        return {"answers": answers, "words": self.cleaned_data["general"]}
