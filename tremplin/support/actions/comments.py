"""What both sides say of a need or an action, and what the programme keeps for itself."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tremplin.core import journal
from tremplin.core.answers import No
from tremplin.core.moves import MoveRefused
from tremplin.people.models import Person
from tremplin.support import queries, rules
from tremplin.support.models import Action, Comment, Need


def write_comment(on: Need | Action, *, words: str, private: bool = False, by: Person, at: datetime) -> Comment:
    with transaction.atomic():
        if isinstance(answer := rules.can_work_on(by, on.accompaniment), No):
            raise MoveRefused(answer.reason)
        if private and not queries.keeps_private(by, on.accompaniment):
            raise MoveRefused(_("Only those who work for the programme keep comments to themselves."))
        if not words.strip():
            raise MoveRefused(_("Please write something."))
        which = {"need": on} if isinstance(on, Need) else {"action": on}
        comment = Comment.objects.create(
            accompaniment=on.accompaniment, **which, words=words, private=private, by=by, at=at
        )
        journal.record("comment", on, by=by.ref, at=at, after=comment.ref)
        return comment
