"""What the tests of the team's pages share: an address, what a page says, an instant as typed."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.messages import get_messages
from django.urls import reverse


def page_of(name: str, *refs: str) -> str:
    return reverse(f"selection:{name}", args=refs)


def said(answer: Any) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


def errors_of(answer: Any, name: str = "form") -> list[str]:
    return [error for errors in answer.context[name].errors.values() for error in errors]


def typed_instant(at: datetime) -> str:
    """As a browser sends an instant."""
    return at.astimezone(ZoneInfo(settings.TIME_ZONE)).strftime("%Y-%m-%dT%H:%M:%S")
