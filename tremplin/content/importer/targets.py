"""The other side of the comparison: reading a page's fields as JSON values, and writing them."""

from copy import deepcopy
from datetime import datetime
from typing import Any

from django.db.models import DateTimeField, ForeignKey
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import StreamField
from wagtail.models import Page

from tremplin.core import clock

# these two are not columns: the page's state and place
_APART = ("published", "address")


def read(page: Page, names: list[str]) -> dict[str, Any]:
    """The fields of a page as a file's values would say them: no block identifier, one form of line end."""
    return {name: _read(page, name) for name in names if name not in _APART}


def _read(page: Page, name: str) -> Any:
    field = page._meta.get_field(name)
    if isinstance(field, ParentalManyToManyField):
        return sorted(row.pk for row in getattr(page, name).all())
    if isinstance(field, ForeignKey):
        return getattr(page, field.attname)
    value = getattr(page, name)
    if isinstance(field, StreamField):
        rows = value.get_prep_value()
        return [{"type": row["type"], "value": _settled(row["value"])} for row in rows]
    if isinstance(field, DateTimeField):
        return value.isoformat() if value else None
    return _settled(value)


def _settled(value: Any) -> Any:
    # a browser sends CRLF: a page saved without a change must compare equal
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip()
    if isinstance(value, dict):
        if value.keys() == {"type", "value", "id"}:
            # the name Wagtail gives to a block: no file says it, nor how Wagtail holds the rows of a list
            child = _settled(value["value"])
            return child if value["type"] == "item" else {"type": value["type"], "value": child}
        return {key: _settled(child) for key, child in value.items()}
    if isinstance(value, list):
        return [_settled(child) for child in value]
    return value


def settled(values: dict[str, Any]) -> dict[str, Any]:
    """A file's values in the same form."""
    return {name: _settled(value) for name, value in values.items()}


def write(page: Page, values: dict[str, Any]) -> None:
    """Set fields on a page in memory; saving is the caller's."""
    for name, value in values.items():
        if name in _APART:
            continue
        field = page._meta.get_field(name)
        if isinstance(field, ParentalManyToManyField):
            rows = field.related_model.objects.filter(pk__in=value)
            setattr(page, name, list(rows))
        elif isinstance(field, ForeignKey):
            setattr(page, field.attname, value)
        elif isinstance(field, StreamField):
            setattr(page, name, field.stream_block.to_python(deepcopy(value)))
        elif isinstance(field, DateTimeField):
            setattr(page, name, datetime.fromisoformat(value) if value else None)
        else:
            setattr(page, name, value)
    if "title" in values:
        page.draft_title = page.title
    if "dated_at" in values:
        dated = page.dated_at
        page.go_live_at = dated if dated and dated > clock.now() else None


def is_published(page: Page) -> bool:
    """Live, or promised for an instant to come."""
    if page.live:
        return True
    return bool(page.scheduled_revision)
