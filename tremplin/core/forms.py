"""The base of every form: our field markup, optional fields said optional, text cleaned, errors tied to their field."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField as DjangoBoundField

from tremplin.core.text import clean

_CLASSES = {forms.Select: "fr-select", forms.SelectMultiple: "fr-select", forms.FileInput: "fr-upload"}
_BARE = (forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple)


class BoundField(DjangoBoundField):
    @property
    def template_name(self) -> str:
        widget = self.field.widget
        if isinstance(widget, forms.CheckboxInput):
            return "core/components/field_check.html"
        if isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
            return "core/components/field_choices.html"
        return "core/components/field.html"


class Form(forms.Form):
    bound_field_class = BoundField
    use_required_attribute = False  # the summary of errors says more than the browser's bubble
    say_optional = True  # False for filters, where everything is

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("label_suffix", "")
        super().__init__(*args, **options)
        for field in self.fields.values():
            widget = field.widget
            if not widget.is_hidden and not isinstance(widget, _BARE):
                name = next((name for kind, name in _CLASSES.items() if isinstance(widget, kind)), "fr-input")
                widget.attrs.setdefault("class", name)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name, value in list(cleaned.items()):
            if isinstance(value, str):
                cleaned[name] = clean(value).strip()
                if value and not cleaned[name] and self.fields[name].required:
                    # it was made of control characters only
                    self.add_error(name, self.fields[name].error_messages["required"])
        return cleaned


class ModelForm(Form, forms.ModelForm):
    """The same, for one row."""


def label_of(name: str) -> str:
    """What our forms call a field of this name: a page that only knows what was posted can still speak in words."""
    waiting: list[type[Form]] = [Form]
    while waiting:
        form = waiting.pop()
        field = form.base_fields.get(name)
        if field is not None and field.label:
            return str(field.label)
        waiting += form.__subclasses__()
    return name.rpartition(".")[2].replace("_", " ").replace("-", " ").capitalize()
