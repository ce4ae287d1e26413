"""A report of the year, section by section; a duty of the charter with its evidence; who keeps a relation."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tremplin.core.drafts import Rival, token_of
from tremplin.core.forms import Form
from tremplin.people.models import Person
from tremplin.support.models import YearReport
from tremplin.support.queries.reports import PART, sections_of
from tremplin.support.states import DutyState, ReportAudience


class DraftForm(Form):
    audience = forms.ChoiceField(choices=ReportAudience.choices)
    language = forms.ChoiceField(label=_("Language"), choices=[("fr", "Français"), ("en", "English")])


class ReportForm(Form):
    """One box a section, as it stands or as typed; what comes back is read by `core.drafts`, never by this form."""

    say_optional = False

    def __init__(
        self, *, report: YearReport, typed: Mapping[str, str] | None = None, rivals: Mapping[str, Rival] | None = None
    ) -> None:
        super().__init__()
        self.rivals, shown = dict(rivals or {}), dict(typed or {})
        self.tokens = {}
        for one in sections_of(report):
            name = f"{PART}{one.key}"
            rows = min(max(one.words.count("\n") + len(one.words) // 80 + 2, 3), 20)
            box = forms.CharField(
                label=one.title, required=False, widget=forms.Textarea(attrs={"rows": rows, "class": "fr-input"})
            )
            box.initial = shown.get(name, one.words)
            self.fields[name], self.tokens[name] = box, token_of(name, one.words)

    def boxes(self) -> list[tuple[str, Any, str, Rival | None]]:
        return [(name, self[name], self.tokens[name], self.rivals.get(name)) for name in self.fields]


class DutyForm(Form):
    position = forms.IntegerField(min_value=1, max_value=9_999, widget=forms.HiddenInput)
    title = forms.CharField(max_length=300, widget=forms.HiddenInput)
    state = forms.ChoiceField(
        label=_("How it was kept"),
        choices=DutyState.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please say whether it was kept.")},
    )
    evidence = forms.CharField(
        label=_("Evidence: an address, or a few words"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Please give the evidence: an address, or a few words that can be checked.")},
    )


class KeeperForm(Form):
    keeper = forms.ChoiceField(
        label=_("Who keeps it from now on"),
        error_messages={"required": _("Please choose who keeps this relation.")},
    )

    def __init__(self, *args: Any, team: Iterable[Person], **options: Any) -> None:
        super().__init__(*args, **options)
        people = [(one.ref, str(one)) for one in team]
        self.fields["keeper"].choices = [("", _("Choose")), *people]  # type: ignore[attr-defined]
