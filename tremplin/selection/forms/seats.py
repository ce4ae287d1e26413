"""Inviting readers: one a line, as a mail program writes people."""

from collections.abc import Collection
from dataclasses import dataclass
from email.utils import parseaddr
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremplin.core.forms import Form
from tremplin.core.once import OnceMixin

MOST = 60  # invited at once


@dataclass(frozen=True)
class Invited:
    full_name: str
    email: str


class InviteForm(OnceMixin, Form):
    """`seated`: the addresses of those already invited or seated; `share`: how many files there are to share out."""

    people = forms.CharField(
        label=gettext_lazy("Whom to invite"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("One a line: Rose Martin <rose@example.org>, or the address alone."),
    )
    files_asked = forms.IntegerField(
        label=gettext_lazy("Files for each, at most"),
        required=False,
        min_value=1,
        max_value=5_000,
        help_text=gettext_lazy("Left empty: the files of the round shared out between all the readers."),
    )

    def __init__(self, *args: Any, seated: Collection[str], share: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.seated = {address.lower() for address in seated}
        self.share = share
        self.invited: list[Invited] = []

    def clean_people(self) -> str:
        text: str = self.cleaned_data["people"]
        faults: list[str] = []
        known: set[str] = set()
        for number, line in enumerate(text.splitlines(), start=1):
            if not line.strip():
                continue
            name, address = parseaddr(line.strip())
            try:
                validate_email(address)
            except ValidationError:
                faults.append(_("Line %(number)s: “%(line)s” holds no e-mail address.") % _of(number, line))
                continue
            if address.lower() in known:
                faults.append(_("Line %(number)s: “%(line)s” is written twice.") % _of(number, line))
            elif address.lower() in self.seated:
                faults.append(_("Line %(number)s: “%(line)s” is already invited.") % _of(number, line))
            known.add(address.lower())
            self.invited.append(Invited(name.strip()[:200], address))
        if faults:
            raise ValidationError(faults)
        if not self.invited:
            raise ValidationError(_("Type at least one address."))
        if len(self.invited) > MOST:
            raise ValidationError(_("Invite at most %(most)s people at once.") % {"most": MOST})
        return text

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "files_asked" not in self.errors and not cleaned.get("files_asked") and not self.share:
            self.add_error("files_asked", _("No file has entered this round yet: please say how many."))
        return cleaned

    def load(self, per_file: int) -> int:
        """Files asked of each: as typed, else every file read by `per_file` readers, shared between all."""
        readers = len(self.seated) + len(self.invited)
        return self.cleaned_data["files_asked"] or max(1, -(-self.share * per_file // readers))


def _of(number: int, line: str) -> dict[str, Any]:
    return {"number": number, "line": line.strip()[:80]}
