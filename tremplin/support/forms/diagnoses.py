"""What each side types in the shared diagnosis, and the version proposed to both.

A side’s form says, for each question, what was read (`read_…`: the revision and a mark of the text): only what was
changed since is sent on, so that two people of one side do not overwrite each other by saving.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin
from tremplin.support.actions.diagnoses import Said
from tremplin.support.engine.comparison import Line
from tremplin.support.engine.questions import QUESTIONS, Question
from tremplin.support.models import Reply, Version
from tremplin.support.states import Level, Occasion, Step

LONGEST = 5_000


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
    return forms.CharField(label=label, required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}))


def mark_of(level: int | None, words: str) -> str:
    return hashlib.sha256(f"{level or ''}\n{words}".encode()).hexdigest()[:12]


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
    """One side’s answers. Nothing is required: it stops and resumes."""

    def __init__(self, *args: Any, replies: Mapping[str, Reply], **options: Any) -> None:
        super().__init__(*args, **options)
        self.replies = replies
        for one in QUESTIONS:
            reply = replies.get(one.key)
            level, words, revision = (reply.level, reply.words, reply.revision) if reply else (None, "", 0)
            if one.levels:
                self.fields[f"level_{one.key}"] = _level(one, required=False)
                self.fields[f"level_{one.key}"].initial = level
            self.fields[f"words_{one.key}"] = _words(one)
            self.fields[f"words_{one.key}"].initial = words
            self.fields[f"words_{one.key}"].widget.attrs["class"] = "fr-input"
            self.fields[f"read_{one.key}"] = forms.RegexField(
                r"^\d{1,6}:[0-9a-f]{12}$", widget=forms.HiddenInput, required=False
            )
            self.fields[f"read_{one.key}"].initial = f"{revision}:{mark_of(level, words)}"

    def said(self, *, all_of_it: bool) -> dict[str, Said]:
        """What was changed since it was read; with `all_of_it`, what was carried and left as it is too."""
        found = {}
        for one in QUESTIONS:
            level = self.cleaned_data.get(f"level_{one.key}") if one.levels else None
            words = self.cleaned_data[f"words_{one.key}"]
            revision, _colon, mark = self.cleaned_data[f"read_{one.key}"].partition(":")
            reply = self.replies.get(one.key)
            confirms = all_of_it and reply is not None and reply.carried
            if (mark != mark_of(level, words) and (mark or level or words)) or confirms:
                found[one.key] = Said(level=level, words=words, revision=int(revision or 0))
        return found

    def reads_again(self, overtaken: list[str], replies: Mapping[str, Reply]) -> "RepliesForm":
        """What was typed for the overtaken questions, beside what somebody saved meanwhile: saved again, it replaces
        it. The others are as they are saved now.
        """
        data = QueryDict(mutable=True)
        for key, reply in replies.items():
            level, words = (reply.level, reply.words)
            data[f"read_{key}"] = f"{reply.revision}:{mark_of(level, words)}"
            if key in overtaken:
                level, words = self.cleaned_data.get(f"level_{key}"), self.cleaned_data[f"words_{key}"]
            data[f"level_{key}"] = str(level or "")
            data[f"words_{key}"] = words
        return RepliesForm(data, replies=replies)

    def groups(self, *, overtaken: list[str], missing: bool) -> list[tuple[str, list[dict[str, Any]]]]:
        """`rival`: what somebody else saved; `carried`: from the application, not confirmed yet; `missing`: to do."""
        return self.by_step(
            rival={key: self.replies[key] for key in overtaken},
            carried={key: True for key, reply in self.replies.items() if reply.carried},
            missing=dict.fromkeys(missing_in(self.replies), True) if missing else {},
            read={one.key: self[f"read_{one.key}"] for one in QUESTIONS},
        )


def missing_in(replies: Mapping[str, Reply]) -> list[str]:
    """The questions answered by descriptions that have none yet."""
    return [one.key for one in QUESTIONS if one.levels and not (one.key in replies and replies[one.key].level)]


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
