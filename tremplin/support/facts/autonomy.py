"""Whether the initiative could reach the bodies it met without us: asked three months after, then at the end."""

from collections.abc import Iterator

from django.urls import reverse_lazy
from django.utils.translation import gettext as _

from tremplin.core import clock
from tremplin.support.facts.seen import News, Owed, Seen
from tremplin.support.models import Relation
from tremplin.support.queries.autonomy import asked_in
from tremplin.support.states import Side, Subject


def news(seen: Seen) -> Iterator[tuple[int, News]]:
    last = {seen.known[pk].initiative_id: pk for pk in sorted(seen.open_to(Subject.TIES))}
    said = Relation.objects.filter(initiative__in=last, alone_on__isnull=False).select_related("body", "network")
    for one in said.filter(alone_on__gte=seen.since) if seen.since else said:
        alone = _("reached without the programme: %(partner)s")
        words = alone if one.alone else _("still reached with us: %(partner)s")
        url = f"{reverse_lazy('support:relation', args=[one.ref])}#alone"
        if one.alone_on is not None:
            yield last[one.initiative_id], News(one.alone_on, words % {"partner": one.partner}, url)


def owed(seen: Seen) -> Iterator[tuple[int, Owed]]:
    shown = [seen.known[pk] for pk in seen.open_to(Subject.TIES)]
    for pk, asked in asked_in(shown, clock.today()).items():
        for one in asked:
            if not one.said:
                words = _("Say whether you could now reach %(partner)s without us") % {"partner": one.relation.partner}
                yield pk, Owed(Side.TEAM, words, f"{reverse_lazy('support:relation', args=[one.relation.ref])}#alone")
