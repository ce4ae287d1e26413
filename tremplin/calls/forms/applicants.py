"""What is typed to start an application, to submit it, to withdraw it."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tremplin.calls.models import Initiative, LegalText
from tremplin.calls.states import BearerKind
from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin

BEARERS_AT_MOST = 8
NEW = "new"


class StartForm(OnceMixin, Form):
    """The initiative, and who carries it: one row a bearer, as many as asked for."""

    say_optional = False  # what is needed depends on the first answer

    initiative = forms.ChoiceField(label=_("Which initiative applies?"), widget=forms.RadioSelect)
    name = forms.CharField(
        label=_("Name of the initiative"),
        max_length=160,
        required=False,
        help_text=_("As you want it to be written. Up to 160 characters."),
    )

    def __init__(self, *args: Any, initiatives: QuerySet[Initiative], rows: int = 1, **options: Any) -> None:
        super().__init__(*args, **options)
        self.known = {one.ref: one for one in initiatives}
        self.rows = min(max(rows, 1), BEARERS_AT_MOST)
        choices = [*((ref, one.name) for ref, one in self.known.items()), (NEW, _("A new initiative"))]
        self.fields["initiative"].choices = choices  # type: ignore[attr-defined]
        if not self.known:
            self.fields["initiative"].required = False
            self.fields["initiative"].widget = forms.HiddenInput()
        for row in range(self.rows):
            self.fields[f"kind_{row}"] = forms.ChoiceField(
                label=_("Who carries it?"), choices=[("", _("Choose")), *BearerKind.choices], required=False
            )
            self.fields[f"bearer_{row}"] = forms.CharField(
                label=_("Its name"), max_length=200, required=False, help_text=_("If it has one.")
            )
            self.fields[f"kind_{row}"].widget.attrs["class"] = "fr-select"
            self.fields[f"bearer_{row}"].widget.attrs["class"] = "fr-input"

    @property
    def bearer_rows(self) -> list[tuple[Any, Any]]:
        return [(self[f"kind_{row}"], self[f"bearer_{row}"]) for row in range(self.rows)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        chosen = cleaned.get("initiative")
        cleaned["initiative"] = self.known.get(chosen or "")
        cleaned["bearers"] = []
        if cleaned["initiative"] is not None or "initiative" in self.errors:
            return cleaned
        if not cleaned.get("name") and "name" not in self.errors:
            self.add_error("name", _("Please give the name of the initiative."))
        for row in range(self.rows):
            kind, name = cleaned.get(f"kind_{row}"), cleaned.get(f"bearer_{row}", "")
            if kind:
                cleaned["bearers"].append((kind, name))
            elif name:
                self.add_error(f"kind_{row}", _("Please choose what it is."))
        if not cleaned["bearers"] and not self.errors:
            self.add_error("kind_0", _("Please say who carries the initiative: yourself, if there is nobody else."))
        return cleaned


class SubmitForm(OnceMixin, Form):
    """The charter is signed by a box, and its exact version is named: another, in force meanwhile, is to be read."""

    charter = forms.CharField(widget=forms.HiddenInput, required=False)
    signs = forms.BooleanField(
        label=_("I have read this charter and I commit to it, in the name of the team."),
        error_messages={"required": _("The charter is to be signed before submitting: please tick the box.")},
    )

    def __init__(self, *args: Any, charter: LegalText | None, signed: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.text = charter
        if charter is None or signed:
            del self.fields["signs"], self.fields["charter"]
        else:
            self.fields["charter"].initial = charter.ref

    def clean_charter(self) -> str:
        read = str(self.cleaned_data["charter"])
        if self.text is not None and read != self.text.ref:
            raise forms.ValidationError(_("The charter changed since you read it: please read it again."))
        return read


class WithdrawForm(OnceMixin, Form):
    sure = forms.BooleanField(
        label=_("Yes, withdraw this application"),
        error_messages={"required": _("Please tick the box if you really want to withdraw it.")},
    )
