"""What an initiative answers to a request, signed in or from the link of the mail: done, not yet, or no."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tremplin.core import clock, journal
from tremplin.core.answers import No
from tremplin.core.moves import MoveRefused, hold
from tremplin.people.models import Person
from tremplin.support.actions.comments import write_comment
from tremplin.support.actions.roadmaps import close_action
from tremplin.support.models import Action, Comment
from tremplin.support.rules.asks import can_answer_ask


def answer_ask(
    action: Action, answer: str, *, words: str = "", until: date | None = None, by: Person, at: datetime
) -> None:
    """`answer` is done, later (`until` a day) or no (`words` say why). The words stay with the action."""
    with transaction.atomic():
        hold(action.accompaniment)  # before its rows, as everywhere in the roadmap
        held = hold(action)
        if isinstance(refused := can_answer_ask(by, held), No):
            raise MoveRefused(refused.reason)
        if answer == "done":
            close_action(held, "finish", result=words, by=by, at=at)
        elif answer == "no":
            if not words.strip():
                raise MoveRefused(_("Please say why in a few words: it stays with what was asked."))
            close_action(held, "drop", result=words, by=by, at=at)
        else:
            today = clock.today(held.accompaniment.season.programme.time_zone)
            if until is None or until <= today:
                raise MoveRefused(_("Please give a day to come: until then nobody asks again."))
            said = Comment.objects.filter(action=held, by=by, words=words) if words.strip() else None
            if held.later_until == until and (said is None or said.exists()):
                return  # sent twice
            Action.objects.filter(pk=held.pk).update(later_until=until)
            journal.record("later", held, by=by.ref, at=at, after=until.isoformat())
            if words.strip():
                write_comment(held, words=words, by=by, at=at)
    action.refresh_from_db()
