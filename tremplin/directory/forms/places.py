"""The territory and the themes of whatever is typed here."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tremplin.content.models import Topic
from tremplin.directory.models import Territory
from tremplin.directory.queries.places import territory_by_key
from tremplin.directory.queries.search import territories_to_choose
from tremplin.directory.states import TerritoryKind


def territory_choices(empty: Any) -> list[tuple[str, Any]]:
    """Regions, then departments, with their number."""
    found: dict[str, list[tuple[str, str]]] = {TerritoryKind.REGION: [], TerritoryKind.DEPARTMENT: []}
    for place in territories_to_choose():
        label = f"{place.name} ({place.code})" if place.kind == TerritoryKind.DEPARTMENT else place.name
        found[place.kind].append((place.key, label))
    return [("", empty), *((TerritoryKind(kind).label.capitalize(), rows) for kind, rows in found.items() if rows)]


class TerritoryField(forms.ChoiceField):
    """A territory chosen by its key; cleaned to the row, or None."""

    def __init__(self, *, empty: Any, **options: Any) -> None:
        super().__init__(choices=lambda: territory_choices(empty), required=False, **options)

    def clean(self, value: Any) -> Any:
        return territory_by_key(str(super().clean(value) or ""))

    def prepare_value(self, value: Any) -> Any:
        return value.key if isinstance(value, Territory) else value


class TopicsField(forms.ModelMultipleChoiceField):
    def __init__(self) -> None:
        super().__init__(
            Topic.objects.all(),
            label=_("Themes"),
            to_field_name="slug",
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
