"""What is read of an introduction by those who answer it, and before anybody writes to them again."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import QuerySet

from tremplin.directory.queries.unwilling import asks_no_mail
from tremplin.support.models import Accompaniment, IncomingReply, Introduction, Nudge
from tremplin.support.queries.outcomes import outcomes_due
from tremplin.support.states import AskedSide, IntroductionState


def mark_of(introduction: Introduction) -> str:
    """What a page showed of its answer; it changes with each one."""
    at = introduction.answered_at
    return f"{introduction.state} {at.isoformat()}" if at else introduction.state


def need_words(introduction: Introduction) -> str:
    """What the initiative was looking for, as the search learns it: the need, never the message."""
    need = introduction.need
    return f"{need.title} {need.words}".strip() if need else ""


def asked_to_stop(email: str) -> bool:
    """Whether somebody at this address asked not to be written to any more, here or in the directory."""
    return Introduction.objects.filter(contact_email__iexact=email, stopped_at__isnull=False).exists() or asks_no_mail(
        email
    )


def waiting_replies(introduction: Introduction) -> QuerySet[IncomingReply]:
    """The replies that came by mail and that nobody has filed."""
    return introduction.replies.filter(filed_at=None)


def redirection_of(accompaniment: Accompaniment, ref: str) -> Introduction | None:
    """The introduction of this initiative whose contact sent to somebody else, named in an address."""
    if not ref:
        return None
    return (
        accompaniment.introductions.filter(ref=ref, state=IntroductionState.REDIRECTED).select_related("door").first()
    )


def named_in(introduction: Introduction | None) -> dict[str, str]:
    """Whom they named, as the first words of another message."""
    if introduction is None:
        return {}
    named = {"contact_name": introduction.redirected_to[:160], "contact_email": introduction.redirected_email}
    return {name: value for name, value in named.items() if value}


@dataclass
class Since:
    """What happened around an introduction besides its own dates: the reminders that left, the replies that
    wait to be filed, and since when each side is asked what it brought.
    """

    reminded: list[datetime] = field(default_factory=list)
    wrote_back: list[datetime] = field(default_factory=list)
    asked: dict[AskedSide, date] = field(default_factory=dict)


def happened_since(rows: Collection[Introduction], today: date) -> dict[int, Since]:
    """For each, in four queries however many they are. `rows` have their accompaniment, its season, its programme."""
    found: dict[int, Since] = defaultdict(Since, {one.pk: Since() for one in rows})
    for nudge in Nudge.objects.filter(introduction__in=found, bounced_at=None).order_by("sent_at"):
        found[nudge.introduction_id].reminded.append(nudge.sent_at)
    for reply in IncomingReply.objects.filter(introduction__in=found, filed_at=None).order_by("received_at"):
        found[reply.introduction_id].wrote_back.append(reply.received_at)
    for due in outcomes_due(rows, today):
        found[due.introduction.pk].asked[due.side] = due.since
    return found
