"""The mails of this room."""

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext_lazy as _

from tremplin.core.offers import MailKind
from tremplin.desk.week import Line


def monday_context(lines: Collection[Line], day: str) -> dict[str, Any]:
    """Plain sentences, a dash before each: nothing somebody typed stands alone on its line."""
    said: dict[int, list[str]] = {0: [], 1: [], 2: []}
    for line in lines:
        said[line.weight].append(f"– {' '.join(line.words.split())}")
    return {
        "count": len(lines),
        "day": day,
        "late": "\n".join(said[0]),
        "to_come": "\n".join(said[1]),
        "new": "\n".join(said[2]),
    }


def _sample() -> dict[str, Any]:
    lines = [
        Line("Saison 3: “Hold the sitting” was for 4 May 2026 (Ada)", "/gestion/fil/", 0),
        Line("Open Harvest: call the water agency, by 8 May 2026", "/espace/", 1),
    ]
    return monday_context(lines, "4 May 2026")


MONDAY = MailKind(
    "desk-monday", _("Monday’s mail: the week in fifteen lines"), "desk/mail/monday.txt", _sample, may_stop=True
)
KINDS = [MONDAY]
