"""What is typed about doors and bodies, and what lists are filtered by."""

from tremplin.directory.forms.imports import ApplyForm, UploadForm
from tremplin.directory.forms.managed import (
    BodyFilterForm,
    BodyForm,
    DoorFilterForm,
    DoorForm,
    LookForm,
    ParentForm,
    SuccessorForm,
    WaysForm,
)
from tremplin.directory.forms.places import TerritoryField, TopicsField, territory_choices
from tremplin.directory.forms.search import SearchForm

__all__ = [
    "ApplyForm",
    "BodyFilterForm",
    "BodyForm",
    "DoorFilterForm",
    "DoorForm",
    "LookForm",
    "ParentForm",
    "SearchForm",
    "SuccessorForm",
    "TerritoryField",
    "TopicsField",
    "UploadForm",
    "WaysForm",
    "territory_choices",
]
