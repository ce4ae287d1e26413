"""Mail that came back: a message that reached nobody was not sent, and says so to whoever wrote it."""

from datetime import datetime

from django.db import transaction

from tremplin.core import journal
from tremplin.core.models import Message
from tremplin.core.moves import hold, move
from tremplin.support.models import Introduction, Nudge, Relation
from tremplin.support.states import IntroductionState


def introduction_bounced(message: Message, at: datetime) -> None:
    """Back to before the agreement: to write to another address is another message, agreed to again. One that somebody
    answered meanwhile stays as it is, and so does one that was written again since.
    """
    with transaction.atomic():
        held = Introduction.objects.filter(ref=message.object).first()
        if held is None:
            return
        held = hold(held)
        left = held.sent_at
        if held.state != IntroductionState.SENT or left is None or left.isoformat() != message.occasion:
            return
        move(
            held,
            "bounce",
            by="",
            at=at,
            sent_at=None,
            bounced_at=at,
            agreed_sha256="",
            agreed_at=None,
            agreed_by=None,
        )
        _forget_relation(held, left)


def _forget_relation(introduction: Introduction, since: datetime) -> None:
    """The relation that began with this very message, when nothing else holds to it: nobody was met."""
    found = Relation.objects.filter(
        initiative=introduction.accompaniment.initiative_id, body=introduction.door.body_id, since=since
    ).first()
    if found is None or Introduction.objects.filter(
        accompaniment__initiative=found.initiative_id, door__body=found.body_id, sent_at__isnull=False
    ):
        return
    others = [link for link in Relation._meta.related_objects if link.field.model is not Relation]
    if not any(link.related_model._base_manager.filter(**{link.field.name: found}).exists() for link in others):
        found.delete()


def nudge_bounced(message: Message, at: datetime) -> None:
    """A reminder that reached nobody: it does not count as one."""
    with transaction.atomic():
        nudge = Nudge.objects.filter(ref=message.object, bounced_at=None).select_related("introduction").first()
        if nudge is None:
            return
        hold(nudge.introduction)
        nudge.bounced_at = at
        nudge.save(update_fields=["bounced_at"])
        journal.record("bounce", nudge.introduction, by="", at=at, after=nudge.kind)
