"""The public search of doors and public resources."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tremplin.content.models import Topic
from tremplin.core.forms import Form
from tremplin.directory.models import Territory
from tremplin.directory.queries.places import Place, label_of, places_like, territory_by_key


class SearchForm(Form):
    """The public search. Its words are those of the address; what does not hold is ignored. A place is typed in words
    (`lieu`), or named by its key (`territoire`) as in a link.
    """

    say_optional = False

    q = forms.CharField(
        label=_("What do you need?"),
        required=False,
        max_length=300,
        help_text=_("In your own words, or the name or acronym of a service."),
    )
    lieu = forms.CharField(
        label=_("Where"),
        required=False,
        max_length=120,
        help_text=_("A commune, a department or a region. Nothing: anywhere."),
    )
    theme = forms.ModelChoiceField(
        label=_("Theme"),
        queryset=Topic.objects.all(),
        to_field_name="slug",
        required=False,
        empty_label=_("All themes"),
    )

    def __init__(self, data: Any = None) -> None:
        self.chosen = _named_in(data)
        if self.chosen is not None:
            data = data.copy()
            data["lieu"] = label_of(self.chosen)
        super().__init__(data)

    @property
    def asked(self) -> dict[str, Any]:
        """What holds of what was asked: `q`, `theme`, the `place` found and the `others` it may be, `lieu` as typed."""
        self.is_valid()
        found = {name: value for name, value in self.cleaned_data.items() if value}
        if self.chosen is not None:
            return found | {"place": self.chosen, "others": [], "label": label_of(self.chosen)}
        places: list[Place] = places_like(found["lieu"]) if "lieu" in found else []
        if places:
            best, *others = places
            territory = Territory.objects.select_related("parent").get(pk=best.territory)
            found |= {"place": territory, "others": others, "label": best.label}
        return found


def _named_in(data: Any) -> Territory | None:
    """The territory whose key stands in the address."""
    return territory_by_key(data.get("territoire", "")) if data else None
