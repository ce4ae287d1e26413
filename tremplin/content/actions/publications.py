"""What is published by itself, or held while a quiet period runs: each publication asks with the programmes held, so
that none is committed once a period has begun.
"""

from datetime import datetime

from django.db import transaction
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from tremplin.content.models import HeldPublication
from tremplin.core import journal
from tremplin.core.moves import MoveRefused
from tremplin.people.models import Person
from tremplin.programme.queries import quiet_at


def hold_publication(revision: Revision, *, by: Person, at: datetime) -> HeldPublication:
    """Publish this revision once the quiet period is over. The page held already: this revision takes the place."""
    with transaction.atomic():
        if quiet_at(at, firmly=True) is None:
            raise MoveRefused(_("No quiet period runs any more: publish the page as usual."))
        held, _created = HeldPublication.objects.update_or_create(
            page_id=int(revision.object_id), defaults={"revision": revision, "by": by, "at": at}
        )
        journal.record("hold", held, by=by.ref, at=at)
        return held


def drop_held(held: HeldPublication, *, by: Person, at: datetime) -> None:
    """It stays a draft: nothing is published when the period is over."""
    with transaction.atomic():
        gone, _rows = HeldPublication.objects.filter(pk=held.pk, revision=held.revision_id).delete()
        if not gone:
            raise MoveRefused(_("Somebody changed this while you were reading it. Please look again."))
        journal.record("drop", held, by=by.ref, at=at)


def publish_anyway(revision: Revision, *, why: str, by: Person, at: datetime) -> None:
    """Publish in a quiet period all the same, and say why. Sent again, it does nothing more."""
    with transaction.atomic():
        period = quiet_at(at, firmly=True)
        if Page.objects.filter(pk=int(revision.object_id), live=True, live_revision=revision).exists():
            return
        if period is not None:
            journal.record("publish_anyway", period, by=by.ref, at=at, after=f"page {revision.object_id}", detail=why)
        revision.publish(user=by, skip_permission_checks=True)


def publish_or_hold(revision: Revision, *, by: Person, at: datetime) -> bool:
    """What an approval does: publish now, or schedule; in a quiet period, hold. True when it is held."""
    with transaction.atomic():
        go_live = revision.as_object().go_live_at
        if (go_live is None or go_live <= at) and quiet_at(at, firmly=True) is not None:
            hold_publication(revision, by=by, at=at)
            return True
        revision.publish(user=by, skip_permission_checks=True)
        return False


def withdraw_due(at: datetime) -> int:
    """What the clock does, quiet period or not: take off the pages whose time has passed."""
    pages = list(Page.objects.filter(live=True, expire_at__lt=at).order_by("expire_at", "pk"))
    for page in pages:
        with transaction.atomic():
            page.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return len(pages)


def publish_due(at: datetime) -> int:
    """What the clock does: publish what is scheduled, then what was held. Nothing while a quiet period runs.

    A page that cannot be published does not stop the others.
    """
    if quiet_at(at) is not None:
        return 0
    count, failures = 0, []
    for held in HeldPublication.objects.all():
        try:
            count += _publish_held(held, at)
        except Exception as failure:  # noqa: BLE001  # told once the others are published
            failures.append(failure)
    due = Revision.objects.filter(approved_go_live_at__lt=at)
    for pk in list(due.order_by("approved_go_live_at", "pk").values_list("pk", flat=True)):
        try:
            count += _publish_scheduled(pk, at)
        except Exception as failure:  # noqa: BLE001
            failures.append(failure)
    if failures:
        raise failures[0]
    return count


def _publish_scheduled(pk: int, at: datetime) -> int:
    with transaction.atomic():
        if quiet_at(at, firmly=True) is not None:
            return 0
        revision = Revision.objects.filter(pk=pk, approved_go_live_at__lt=at).first()
        if revision is None:
            return 0  # unscheduled, or published by another worker
        if is_past(revision, at):
            Revision.objects.filter(pk=pk).update(approved_go_live_at=None)
            return 0
        revision.publish(log_action="wagtail.publish.scheduled")
        # Wagtail publishes by the machine's own clock, even where ours was moved: it may have scheduled it again
        return int(not Revision.objects.filter(pk=pk, approved_go_live_at__isnull=False).exists())


def _publish_held(held: HeldPublication, at: datetime) -> int:
    with transaction.atomic():
        if quiet_at(at, firmly=True) is not None:
            return 0
        found = HeldPublication.objects.filter(pk=held.pk).select_related("revision", "by").first()
        if found is None:
            return 0
        revision = found.revision
        HeldPublication.objects.filter(pk=held.pk).delete()
        newer = Revision.objects.filter(
            content_type=revision.content_type_id, object_id=revision.object_id, pk__gt=revision.pk
        )
        scheduled = list(newer.filter(approved_go_live_at__isnull=False))
        if is_past(revision, at) or any(one.approved_go_live_at <= at for one in scheduled):
            return 0  # it would go at once, or newer words are due
        journal.record("publish", found, by="", at=at)
        revision.publish(user=found.by, skip_permission_checks=True)
        for one in scheduled:  # Wagtail forgets what was scheduled for later
            newer.filter(pk=one.pk).update(approved_go_live_at=one.approved_go_live_at)
        return 1


def is_past(revision: Revision, at: datetime) -> bool:
    """Were it published now, would its own date of withdrawal take it off at once?"""
    expires = parse_datetime(revision.content.get("expire_at") or "")
    return expires is not None and expires <= at
