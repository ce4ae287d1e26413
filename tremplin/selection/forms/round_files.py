"""What the team types about a file in a round: its summary for citizens, and how it leaves the round."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tremplin.core.forms import Form

_VERBS = [("let_pass", _("Let it pass")), ("keep", _("Keep it waiting")), ("stop", _("Stop it here"))]
_EACH = [("let_pass", _("Let them pass")), ("keep", _("Keep them waiting")), ("stop", _("Stop them here"))]


class SummaryForm(Form):
    words = forms.CharField(
        label=_("Summary in plain words"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("All the jury reads of the application: whom it helps, how, where it stands, what it asks."),
    )


class SettleForm(Form):
    """How one file leaves; nothing is chosen beforehand."""

    verb = forms.ChoiceField(
        label=_("How does this file leave the round?"),
        choices=_VERBS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose how the file leaves the round.")},
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Owed when a file is kept waiting or stopped; it stays with the file."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        owed = cleaned.get("verb") in ("keep", "stop") and not cleaned.get("reason")
        if owed and "reason" not in self.errors:
            self.add_error("reason", _("Please say why: the reason stays with the file."))
        return cleaned


class SettleManyForm(SettleForm):
    """The same for the files ticked."""

    chosen = forms.MultipleChoiceField(
        label=pgettext_lazy("in a round", "Files"), error_messages={"required": _("Tick at least one file.")}
    )

    field_order = ("chosen", "verb", "reason")

    def __init__(self, *args: Any, refs: Collection[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["chosen"].choices = [(ref, ref) for ref in refs]  # type: ignore[attr-defined]
        verb: Any = self.fields["verb"]
        verb.label, verb.choices = _("How do these files leave the round?"), _EACH
