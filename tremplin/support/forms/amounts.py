"""Numbers as people type them: « 12 000,50 € », “12,000.50”. What cannot be right gets a sentence."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

_ENGLISH = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?")
_NUMBER = re.compile(r"-?\d{1,30}(\.\d{1,10})?")
_ASIDE = re.compile(r"[\s\u00a0\u202f€]")


class NumberField(forms.DecimalField):
    """Any value, with two decimals at most."""

    widget = forms.TextInput

    def __init__(self, *, max_digits: int = 16, **options: Any) -> None:
        options.setdefault("error_messages", {}).update(
            {
                "invalid": _("Please type a number, such as 1200 or 12.5."),
                "max_digits": _("This number cannot be right: please look at it again."),
                "max_whole_digits": _("This number cannot be right: please look at it again."),
                "max_decimal_places": _("Please type two figures after the decimal point at most."),
            }
        )
        super().__init__(max_digits=max_digits, decimal_places=2, **options)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "inputmode": "decimal", "autocomplete": "off"}

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        if isinstance(value, str):
            value = _ASIDE.sub("", value)
            if (get_language() or "").startswith("en") and _ENGLISH.fullmatch(value):
                value = value.replace(",", "")
            value = value.replace(",", ".")
            if value and not _NUMBER.fullmatch(value):
                raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        found: Decimal | None = super().to_python(value)
        return found

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Decimal):
            return number_format(
                value, decimal_pos=0 if value == value.to_integral_value() else 2, force_grouping=False
            )
        return value


class AmountField(NumberField):
    """Euros, to the cent, never under zero."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("error_messages", {}).update(
            {"min_value": _("An amount is never under zero.")},
        )
        super().__init__(max_digits=12, min_value=0, **options)
