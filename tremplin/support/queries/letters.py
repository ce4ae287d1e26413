"""The letters issued about an initiative, as each person may see them, and as anybody checks one."""

from typing import Any

from django.db.models import QuerySet

from tremplin.support.models import Letter
from tremplin.support.queries.accompaniments import accompaniments_whole_to

_WITH = ("accompaniment__initiative", "accompaniment__season__programme", "signed_by", "file")


def letters_visible_to(person: Any) -> QuerySet[Letter]:
    seen = accompaniments_whole_to(person).order_by().values("pk")
    return Letter.objects.filter(accompaniment__in=seen).select_related(*_WITH)


def letters_without_a_file() -> QuerySet[Letter]:
    return Letter.objects.filter(file=None).select_related(*_WITH)


def letter_to_check(ref: str) -> Letter | None:
    """By the reference printed on it, for anybody who holds it."""
    return Letter.objects.filter(ref=ref).select_related("accompaniment__season__programme").first()
