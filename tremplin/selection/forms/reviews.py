"""A review as it is typed: a level or an abstention on each criterion, words, comments or an opinion.

A draft may lack anything; what is typed is bound to the `revision` of the review it was read at.
"""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from tremplin.core.forms import Form
from tremplin.selection.actions.reviews import Given
from tremplin.selection.models import Criterion, Review
from tremplin.selection.states import Opinion

ABSTAIN = "abstain"
LONGEST = 4_000


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "class": "fr-input"})


class ReviewForm(Form):
    """Fields are named by the place of the criterion: `level_1`, `unable_1` (no level to choose from), `words_1`."""

    say_optional = False  # a draft asks for nothing; labels say what handing in does not ask either

    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, review: Review, criteria: list[Criterion], **options: Any) -> None:
        self.review, self.criteria = review, criteria
        super().__init__(*args, initial=_stored(review, criteria), **options)
        self.asks_opinion = review.file.round.asks_opinion
        for criterion in criteria:
            self._ask(criterion)
        if self.asks_opinion:
            self.fields["opinion"] = forms.ChoiceField(
                label=_("In the end, what is your opinion on the general interest of this initiative?"),
                choices=[
                    *((str(value), capfirst(label)) for value, label in Opinion.choices),
                    (ABSTAIN, _("I abstain")),
                ],
                widget=forms.RadioSelect,
                required=False,
            )
            return
        self.fields["for_team"] = forms.CharField(
            label=_("Comment for the team (optional)"),
            help_text=_("Read by the programme team only."),
            max_length=LONGEST,
            widget=_area(3),
            required=False,
        )
        self.fields["for_applicant"] = forms.CharField(
            label=_("Comment for the applicants (optional)"),
            help_text=_("It may be sent to them after the decision, as you wrote it, without your name."),
            max_length=LONGEST,
            widget=_area(3),
            required=False,
        )
        self.fields["abstains"] = forms.BooleanField(
            label=_("I abstain on this whole file"),
            help_text=_("No level is then counted; your words stay."),
            required=False,
        )

    def _ask(self, criterion: Criterion) -> None:
        place = criterion.position
        levels = [(str(level.value), level.label) for level in criterion.levels.all()]
        if levels:
            self.fields[f"level_{place}"] = forms.ChoiceField(
                label=criterion.name,
                help_text=criterion.help,
                choices=[*levels, (ABSTAIN, _("I cannot judge this criterion"))],
                widget=forms.RadioSelect,
                required=False,
                error_messages={"invalid_choice": _("“%(value)s” is not one of the levels: please choose one.")},
            )
        words = _("What makes you say so (optional)") if levels else criterion.name
        self.fields[f"words_{place}"] = forms.CharField(
            label=words,
            help_text="" if levels else criterion.help,
            max_length=LONGEST,
            widget=_area(3 if levels else 5),
            required=False,
        )
        if not levels and not self.asks_opinion:
            self.fields[f"unable_{place}"] = forms.BooleanField(
                label=_("I cannot answer this question"), required=False
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("abstains"):  # what is chosen besides is not counted
            for name in cleaned:
                if name.startswith("level_"):
                    cleaned[name] = ""
                elif name.startswith("unable_"):
                    cleaned[name] = False
        return cleaned

    @property
    def asked(self) -> list[list[BoundField]]:
        """The fields of each criterion, in the order of the grid."""
        names = ("level", "words", "unable")
        places = (criterion.position for criterion in self.criteria)
        return [[self[f"{name}_{place}"] for name in names if f"{name}_{place}" in self.fields] for place in places]

    def values(self) -> dict[str, Any]:
        """What the action of saving takes."""
        cleaned = self.cleaned_data
        opinion = cleaned.get("opinion", "")
        return {
            "revision": cleaned["revision"],
            "given": {criterion.pk: self._given(criterion.position) for criterion in self.criteria},
            "opinion": int(opinion) if opinion.isdecimal() else None,
            "abstains": opinion == ABSTAIN or bool(cleaned.get("abstains")),
            "for_team": cleaned.get("for_team", ""),
            "for_applicant": cleaned.get("for_applicant", ""),
        }

    def _given(self, place: int) -> Given:
        level = self.cleaned_data.get(f"level_{place}", "")
        return Given(
            value=int(level) if level.isdecimal() else None,
            abstains=level == ABSTAIN or bool(self.cleaned_data.get(f"unable_{place}")),
            words=self.cleaned_data[f"words_{place}"],
        )

    def rebase(self, review: Review) -> None:
        """What is typed stays; it now stands on what is stored: saved again, it replaces it knowingly."""
        self.initial = _stored(review, self.criteria)
        posted: Any = self.data
        changed = posted.copy()
        changed["revision"] = str(review.revision)
        self.data = changed

    @property
    def says_what_is_stored(self) -> bool:
        return not self.differences

    @property
    def differences(self) -> list[tuple[str, str]]:
        """What is stored where something else is typed: (label, the words stored)."""
        found = []
        for name, field in self.fields.items():
            stored = self.initial.get(name) or ""
            if name != "revision" and str(stored) != str(self.cleaned_data.get(name) or ""):
                choices = dict(getattr(field, "choices", ()))
                found.append((str(field.label), _said(choices.get(stored, stored))))
        return found

    @property
    def typed(self) -> list[tuple[str, str]]:
        """What was sent, in words, for a page that can no longer take it."""
        found = []
        for name, field in self.fields.items():
            value = self.data.get(name, "")
            if value and name != "revision":
                found.append((str(field.label), _said(dict(getattr(field, "choices", ())).get(value, value))))
        return found

    def say_missing(self, gaps: list[Criterion | None]) -> bool:
        """Each answer that handing in lacks is told on its field: is there any?"""
        for criterion in gaps:
            if criterion is None:
                self.add_error("opinion", _("Please choose one of the four opinions, or abstain."))
            elif f"level_{criterion.position}" in self.fields:
                sentence = _("Please choose a level, or “I cannot judge this criterion”.")
                self.add_error(f"level_{criterion.position}", sentence)
            else:
                self.add_error(f"words_{criterion.position}", _("Please answer this question in a few words."))
        return bool(gaps)


def _said(value: Any) -> str:
    return str(_("Yes") if value is True or value == "on" else value or "–")


def _stored(review: Review, criteria: list[Criterion]) -> dict[str, Any]:
    """The review as the form shows it. Of an abstention on the whole file, no criterion keeps a mark of its own."""
    scores = {score.criterion_id: score for score in review.scores.all()}
    found: dict[str, Any] = {
        "revision": review.revision,
        "opinion": ABSTAIN if review.abstains else str(review.opinion or ""),
        "abstains": review.abstains,
        "for_team": review.for_team,
        "for_applicant": review.for_applicant,
    }
    for criterion in criteria:
        score = scores.get(criterion.pk)
        if score is None:
            continue
        unable = score.abstains and not review.abstains
        found[f"level_{criterion.position}"] = ABSTAIN if unable else str("" if score.value is None else score.value)
        found[f"unable_{criterion.position}"] = unable
        found[f"words_{criterion.position}"] = score.words
    return found
