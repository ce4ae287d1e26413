"""The grid of a round as it is typed: up to eight criteria, each with up to five levels in words.

A criterion without levels is a question answered in words. A criterion whose name is emptied goes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremplin.core.forms import Form
from tremplin.selection.actions.rounds import Asked
from tremplin.selection.models import Round

MOST = 8
LEVELS = 5
_WORDS = (
    ("name_fr", gettext_lazy("Name or question, in French"), 200),
    ("name_en", gettext_lazy("Name or question, in English"), 200),
    ("help_fr", gettext_lazy("What it means, in French"), 1_000),
    ("help_en", gettext_lazy("What it means, in English"), 1_000),
)


@dataclass(frozen=True)
class Place:
    """One criterion on the page: its fields, those of its levels, and whether something is typed in it."""

    number: int
    words: Sequence[Any]
    levels: Sequence[tuple[Any, Any]]
    filled: bool


class CriteriaForm(Form):
    say_optional = False  # a place left empty is simply not there

    def __init__(self, *args: Any, found: Round, asked: Sequence[Asked] = (), **options: Any) -> None:
        self.with_levels = not found.asks_opinion
        super().__init__(*args, **options)
        for place in range(MOST):
            known = asked[place] if place < len(asked) else None
            for name, label, longest in _WORDS:
                self._add(f"{name}_{place}", label, longest, getattr(known, name) if known else "")
            for level in range(LEVELS if self.with_levels else 0):
                said = known.levels[level] if known and level < len(known.levels) else ("", "")
                french = _("Level %(number)s, in French") % {"number": level + 1}
                english = _("Level %(number)s, in English") % {"number": level + 1}
                self._add(f"level_fr_{place}_{level}", french, 200, said[0])
                self._add(f"level_en_{place}_{level}", english, 200, said[1])

    def _add(self, name: str, label: Any, longest: int, initial: str) -> None:
        field = forms.CharField(label=label, max_length=longest, required=False, initial=initial)
        field.widget.attrs["class"] = "fr-input"
        self.fields[name] = field

    @property
    def places(self) -> list[Place]:
        found = []
        for place in range(MOST):
            words = [self[f"{name}_{place}"] for name, _label, _longest in _WORDS]
            levels = [
                (self[f"level_fr_{place}_{level}"], self[f"level_en_{place}_{level}"])
                for level in range(LEVELS if self.with_levels else 0)
            ]
            fields = [*words, *(field for pair in levels for field in pair)]
            found.append(Place(place + 1, words, levels, any(field.value() for field in fields)))
        return found

    @property
    def asked(self) -> list[Asked]:
        """The criteria typed, in their order."""
        found = []
        for place in range(MOST):
            said = {name: self.cleaned_data[f"{name}_{place}"] for name, _label, _longest in _WORDS}
            if said["name_fr"]:
                found.append(Asked(**said, levels=tuple(pair for pair in self._levels(place) if pair[0])))
        return found

    def _levels(self, place: int) -> list[tuple[str, str]]:
        return [
            (
                self.cleaned_data.get(f"level_fr_{place}_{level}", ""),
                self.cleaned_data.get(f"level_en_{place}_{level}", ""),
            )
            for level in range(LEVELS if self.with_levels else 0)
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for place in range(MOST):
            self._clean_place(place)
        if not self.errors and not self.asked:
            raise forms.ValidationError(_("Type at least one criterion: readers answer nothing without it."))
        return cleaned

    def _clean_place(self, place: int) -> None:
        levels = self._levels(place)
        others = [self.cleaned_data.get(f"{name}_{place}", "") for name, _label, _longest in _WORDS[2:]]
        if not self.cleaned_data.get(f"name_fr_{place}", ""):
            english = self.cleaned_data.get(f"name_en_{place}", "")
            if english or any(others) or any(french or other for french, other in levels):
                words = _("This criterion has no name in French. To remove it, empty all of its fields.")
                self.add_error(f"name_fr_{place}", words)
            return
        said = [bool(french) for french, _english in levels]
        if any(said) and sum(said) < 2:
            self.add_error(f"level_fr_{place}_0", _("Type at least two levels, or none for a question in words."))
        elif any(said) and False in said[: sum(said)]:
            gap = said.index(False)
            self.add_error(f"level_fr_{place}_{gap}", _("A level is missing here: fill them in from the lowest."))
        for level, (french, english) in enumerate(levels):
            if english and not french:
                self.add_error(f"level_fr_{place}_{level}", _("This level has no words in French."))


def asked_of(found: Round) -> list[Asked]:
    """The grid a round has, as it was typed."""
    return [
        Asked(
            one.name_fr,
            one.name_en,
            one.help_fr,
            one.help_en,
            tuple((level.label_fr, level.label_en) for level in one.levels.all()),
        )
        for one in found.criteria.prefetch_related("levels")
    ]
