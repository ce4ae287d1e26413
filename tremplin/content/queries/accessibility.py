"""What the accessibility statement says, and the mention at the foot of every page.

The state is never typed: it follows from the last audit made by people. Without one, or three years after it, a site is
not compliant, whatever the automatic tests say.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import TextChoices
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from tremplin.content import ways
from tremplin.content.engine.known_faults import known_faults
from tremplin.content.models.accessibility import AccessibilityAudit, AccessibilityFault, AccessibilityWords, FaultKind
from tremplin.core import clock
from tremplin.core.offers import Link
from tremplin.programme.models import Programme

YEARS = 3  # an audit says nothing of a site as it is later


class Compliance(TextChoices):
    NOT = "not", pgettext_lazy("accessibility", "not compliant")
    PARTIAL = "partial", pgettext_lazy("accessibility", "partially compliant")
    FULL = "full", pgettext_lazy("accessibility", "fully compliant")


MENTIONS: dict[Compliance, str | Promise] = {
    Compliance.NOT: gettext_lazy("Accessibility: not compliant"),
    Compliance.PARTIAL: gettext_lazy("Accessibility: partially compliant"),
    Compliance.FULL: gettext_lazy("Accessibility: fully compliant"),
}


@dataclass(frozen=True)
class Shortcoming:
    """A fault as the page tells it, whether the product's or the installation's."""

    what: str
    whom: str = ""
    remedy: str = ""
    criterion: str = ""
    planned_for: date | None = None
    reason: str = ""


@dataclass(frozen=True)
class Statement:
    state: Compliance
    audit: AccessibilityAudit | None
    expired: bool
    share: int  # per cent of the criteria that apply, rounded down
    words: AccessibilityWords
    contact_email: str
    updated_on: date | None
    changes_at: datetime | None
    faults: dict[str, list[Shortcoming]] = field(default_factory=dict)


def ends_on(audit: AccessibilityAudit) -> date:
    """The first day an audit no longer counts."""
    day = audit.audited_on
    leap = (day.month, day.day) == (2, 29)
    return date(day.year + YEARS, 3, 1) if leap else day.replace(year=day.year + YEARS)


def compliance(audit: AccessibilityAudit | None, today: date) -> Compliance:
    """All criteria met: fully. Half of them or more: partially. Fewer, no audit, an old one: not."""
    if audit is None or today >= ends_on(audit) or audit.criteria_met * 2 < audit.criteria_applicable:
        return Compliance.NOT
    return Compliance.FULL if audit.criteria_met == audit.criteria_applicable else Compliance.PARTIAL


def mention(at: datetime) -> tuple[Link, datetime | None]:
    """What stands at the foot of every page, and the next instant at which it changes by itself."""
    audit = AccessibilityAudit.objects.first()
    state = compliance(audit, _day(at))
    return Link(MENTIONS[state], reverse("content:accessibility")), _changes_at(audit, at)


def statement() -> Statement:
    at = clock.now()
    audit = AccessibilityAudit.objects.first()
    words = AccessibilityWords.objects.first() or AccessibilityWords()
    programme = Programme.objects.first()
    later = audit is not None and (words.established_on is None or audit.audited_on > words.established_on)
    return Statement(
        state=compliance(audit, _day(at)),
        audit=audit,
        expired=audit is not None and _day(at) >= ends_on(audit),
        share=audit.criteria_met * 100 // audit.criteria_applicable if audit else 0,
        words=words,
        contact_email=words.contact_email or (programme.contact_email if programme else ""),
        updated_on=audit.audited_on if audit is not None and later else None,
        changes_at=_changes_at(audit, at),
        faults=_shortcomings(),
    )


def _shortcomings() -> dict[str, list[Shortcoming]]:
    """The installation's own first, then the product's: all of the latter are faults to mend."""
    found: dict[str, list[Shortcoming]] = {kind: [] for kind in FaultKind.values}
    for row in AccessibilityFault.objects.all():
        found[row.kind].append(
            Shortcoming(row.what, row.whom, row.remedy, row.criterion, row.planned_for, reason=row.reason)
        )
    language = ways.language()
    found[FaultKind.FAULT] += [
        Shortcoming(
            fault.what[language], fault.whom[language], fault.remedy[language], fault.criterion, fault.planned_for
        )
        for fault in known_faults()
    ]
    return found


def tested_with(audit: AccessibilityAudit | None) -> dict[str, list[str]]:
    """With what and on which pages the last audit was made; without one, what the product's automatic tests use."""
    if audit is not None:
        return {
            "environment": _lines(audit.environment),
            "tools": _lines(audit.tools),
            "pages": _lines(audit.pages),
        }
    return {
        "environment": [_("Chromium, driven by the automatic tests, 1280 and 320 pixels wide and zoomed to 200 %")],
        "tools": [_("axe-core, and the product’s own reading of each page"), _("keyboard journeys in a real browser")],
        "pages": [],
    }


def _lines(text: str) -> list[str]:
    """What was typed one a line."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def _day(at: datetime) -> date:
    return at.astimezone(ZoneInfo(settings.TIME_ZONE)).date()


def _changes_at(audit: AccessibilityAudit | None, at: datetime) -> datetime | None:
    if audit is None:
        return None
    end = datetime.combine(ends_on(audit), time(), ZoneInfo(settings.TIME_ZONE))
    return end if end > at else None
