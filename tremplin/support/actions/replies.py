"""A reply that came by mail, kept until the officer files it. What it says is proposed, never decided."""

from datetime import datetime

from django.db import transaction

from tremplin.core import journal
from tremplin.core.moves import hold
from tremplin.support.engine.replies import Reply
from tremplin.support.models import IncomingReply, Introduction

MOST_WAITING = 20  # two mailboxes that answer each other stop there


def keep_reply(introduction: Introduction, reply: Reply, *, at: datetime) -> bool:
    """Keep its words, without what it quotes and without its attachments. The same mail twice is one: False."""
    with transaction.atomic():
        held = hold(introduction)
        if held.replies.filter(mark=reply.mark).exists() or held.replies.filter(filed_at=None).count() >= MOST_WAITING:
            return False
        IncomingReply.objects.create(
            introduction=held,
            mark=reply.mark,
            kind=reply.kind,
            away_until=reply.away_until,
            text=reply.text,
            received_at=at,
        )
        journal.record("receive_reply", held, by="", at=at, after=reply.kind)
        return True
