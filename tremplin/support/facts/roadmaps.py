"""The roadmap: what was planned, put to another day, done, given up, said; and what is to be done."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.db.models import F, Q
from django.urls import reverse_lazy
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tremplin.core.models import Entry
from tremplin.support.facts.seen import News, Owed, Seen
from tremplin.support.models import Action, Comment, Need
from tremplin.support.states import ActionState, NeedState, Owner, Side, Subject

_OWNERS: dict[str, Side] = {Owner.TEAM: Side.TEAM, Owner.OFFICER: Side.OFFICER}
MANY = 3  # planned on one day: said in one line above it


def news(seen: Seen) -> Iterator[tuple[int, News]]:
    shown, since = seen.open_to(Subject.ROADMAP), seen.since_at()
    actions, needs = Action.objects.filter(accompaniment__in=shown), Need.objects.filter(accompaniment__in=shown)
    if since:
        actions = actions.filter(Q(written_at__gte=since) | Q(closed_at__gte=since))
        needs = needs.filter(Q(written_at__gte=since) | Q(closed_at__gte=since))
    planned: dict[tuple[int, date], list[Action]] = defaultdict(list)
    for action in actions.order_by("pk"):
        pk = action.accompaniment_id
        planned[pk, seen.day_of(action.written_at, pk)].append(action)
        if action.closed_at is not None and action.state != ActionState.PLANNED:
            words = _("done: %(title)s") if action.state == ActionState.DONE else _("given up: %(title)s")
            yield pk, _news(seen, action, words, seen.day_of(action.closed_at, pk))
    for (pk, day), rows in planned.items():
        yield from ((pk, item) for item in _planned(seen, pk, day, rows))
    for need in needs.order_by("pk"):
        pk = need.accompaniment_id
        yield pk, _news(seen, need, _("a need: %(title)s"), seen.day_of(need.written_at, pk))
        if need.closed_at is not None and need.state != NeedState.OPEN:
            words = _("need met: %(title)s") if need.state == NeedState.MET else _("need no longer asked: %(title)s")
            yield pk, _news(seen, need, words, seen.day_of(need.closed_at, pk))
    yield from _moved(seen, shown)
    yield from _said(seen, shown)


def _news(seen: Seen, row: Action | Need, words: str, day: date) -> News:
    name = "support:action" if isinstance(row, Action) else "support:need"
    return News(day, words % {"title": row.title}, reverse_lazy(name, args=[row.ref]), row.step)


def _planned(seen: Seen, pk: int, day: date, rows: list[Action]) -> list[News]:
    if len(rows) <= MANY:
        return [_news(seen, one, _("to be done: %(title)s"), day) for one in rows]
    words = ngettext("%(count)s action was added", "%(count)s actions were added", len(rows)) % {"count": len(rows)}
    return [News(day, words, reverse_lazy("support:roadmap", args=[seen.known[pk].ref]))]


def _moved(seen: Seen, shown: frozenset[int]) -> Iterator[tuple[int, News]]:
    """What was put to another day, as the journal says; nothing is told of a row that is not shown."""
    mine = Action.objects.filter(accompaniment__in=shown).order_by()
    moves = Entry.objects.filter(kind=Action._meta.label, verb="move", object__in=mine.values("ref"))
    if since := seen.since_at():
        moves = moves.filter(at__gte=since)
    told = list(moves.exclude(before=F("after")))
    known = {one.ref: one for one in Action.objects.filter(ref__in={entry.object for entry in told})}
    for entry in told:
        action = known[entry.object]
        words = _("put from %(before)s to %(after)s: %(title)s") % {
            "before": _day(entry.before),
            "after": _day(entry.after),
            "title": action.title,
        }
        url, day = reverse_lazy("support:action", args=[action.ref]), seen.day_of(entry.at, action.accompaniment_id)
        yield action.accompaniment_id, News(day, words, url, action.step)


def _day(said: str) -> str:
    return date_format(date.fromisoformat(said))


def _said(seen: Seen, shown: frozenset[int]) -> Iterator[tuple[int, News]]:
    comments = Comment.objects.filter(accompaniment__in=shown).select_related("need", "action").order_by("pk")
    if since := seen.since_at():
        comments = comments.filter(at__gte=since)
    for comment in comments:
        pk, row = comment.accompaniment_id, comment.action or comment.need
        if row is not None and not (comment.private and pk not in seen.led):
            item = _news(seen, row, _("a comment: %(title)s"), seen.day_of(comment.at, pk))
            yield pk, News(item.day, item.words, f"{item.url}#c-{comment.ref}", item.step)


def owed(seen: Seen) -> Iterator[tuple[int, Owed]]:
    planned = Action.objects.filter(accompaniment__in=seen.open_to(Subject.ROADMAP), state=ActionState.PLANNED)
    for action in planned.select_related("person", "body", "door__body"):
        words = f"{action.title} ({action.who})" if action.who else action.title
        url = reverse_lazy("support:action", args=[action.ref])
        yield action.accompaniment_id, Owed(_OWNERS.get(action.owner), words, url, action.due_on)
