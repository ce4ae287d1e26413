"""The site closed for a while: a file says so, and holds the page shown meanwhile, ready to be sent.

`config/maintenance.py` reads the file before the page cache and before Django: nothing else is needed to answer.
"""

import json
import secrets
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override

from tremplin.core import dates


def file() -> Path:
    path: Path = settings.VAR / "maintenance.json"
    return path


def close(*, until: datetime | None, message: str) -> None:
    """Answer every visitor with one page, until `open_again`; `until` is only what they are told."""
    said = {}
    for language in ("fr", "en"):
        with override(language):
            said[language] = dates.instant(until) if until else ""
    page = render_to_string(
        "core/maintenance.html",
        {"brand": settings.BRAND, "message": message.strip(), "until_fr": said["fr"], "until_en": said["en"]},
    )
    held = {"until": until.timestamp() if until else None, "message": message.strip(), "page": page}
    draft = file().with_name(f".{file().name}.{secrets.token_hex(4)}")
    draft.write_text(json.dumps(held), encoding="utf-8")
    draft.replace(file())


def open_again() -> bool:
    """False when it was open already."""
    try:
        file().unlink()
    except FileNotFoundError:
        return False
    return True


def is_closed() -> bool:
    return file().exists()
