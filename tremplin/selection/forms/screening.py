"""What the team types while it screens, and what its list is filtered by."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tremplin.calls.forms.received import ReceivedFilterForm
from tremplin.calls.queries.received import ORDERS
from tremplin.calls.states import ApplicationState
from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin
from tremplin.selection.states import ScreeningState

_SUBMITTED = Q(state=ApplicationState.SUBMITTED)
STATES = {
    "waiting": _SUBMITTED & (Q(screening=None) | Q(screening__state=ScreeningState.WAITING)),
    "admissible": _SUBMITTED & Q(screening__state=ScreeningState.ADMISSIBLE),
    "refused": _SUBMITTED & Q(screening__state=ScreeningState.REFUSED),
    "returned": Q(state=ApplicationState.RETURNED),
}


class ScreeningFilterForm(Form):
    """Filters live in the address; what does not hold is ignored."""

    say_optional = False

    words = forms.CharField(
        label=_("Search words"),
        required=False,
        max_length=200,
        help_text=_("In the name, the bearers, the number or the answers."),
    )
    state = forms.ChoiceField(
        label=_("Screening"),
        required=False,
        choices=[
            ("", _("All")),
            ("waiting", _("To be screened")),
            ("admissible", _("Admissible")),
            ("refused", _("Not admissible")),
            ("returned", _("Sent back for correction")),
        ],
    )
    order = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[choice for choice in ReceivedFilterForm.base_fields["order"].choices if choice[0] in ORDERS],  # type: ignore[attr-defined]
    )

    @property
    def filters(self) -> dict[str, Any]:
        """What holds of what was asked."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def narrows(self) -> bool:
        return bool(set(self.filters) - {"order"})


class VerdictForm(Form):
    """Nothing is chosen beforehand."""

    verdict = forms.ChoiceField(
        label=_("May this application be examined?"),
        choices=[("admit", _("Yes: admissible")), ("refuse", _("No: not admissible"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose: admissible or not.")},
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Owed when the application is not admissible: the decision to come starts from it."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("verdict") == "refuse" and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Please say why the application is not admissible."))
        return cleaned


class BulkAdmitForm(OnceMixin, Form):
    """The applications ticked, among those still to be screened on the page."""

    applications = forms.MultipleChoiceField(
        label=_("Applications"), error_messages={"required": _("Tick at least one application.")}
    )

    def __init__(self, *args: Any, refs: Collection[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["applications"].choices = [(ref, ref) for ref in refs]  # type: ignore[attr-defined]
