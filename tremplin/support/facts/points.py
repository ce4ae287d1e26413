"""Notes after calls and meetings, and the next call said in them."""

from collections.abc import Iterator

from django.urls import reverse_lazy
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tremplin.support.facts.seen import News, Owed, Seen
from tremplin.support.models import Point
from tremplin.support.states import Side, Subject


def news(seen: Seen) -> Iterator[tuple[int, News]]:
    points = Point.objects.filter(accompaniment__in=seen.open_to(Subject.ROADMAP)).order_by("pk")
    for point in points.filter(on__gte=seen.since) if seen.since else points:
        if point.private and point.accompaniment_id not in seen.led:
            continue
        url = f"{reverse_lazy('support:accompaniment', args=[seen.known[point.accompaniment_id].ref])}#p-{point.ref}"
        yield point.accompaniment_id, News(point.on, _("a note after a call or a meeting"), url)


def owed(seen: Seen) -> Iterator[tuple[int, Owed]]:
    """The call said last, when nothing was noted since."""
    last: dict[int, Point] = {}
    for point in Point.objects.filter(accompaniment__in=seen.open_to(Subject.ROADMAP)).order_by("on", "at", "pk"):
        last[point.accompaniment_id] = point
    for pk, point in last.items():
        if point.next_on is None or (point.private and pk not in seen.led):
            continue
        words = _("Call on %(day)s") % {"day": date_format(point.next_on)}
        if point.next_words:
            words = _("Call on %(day)s: %(about)s") % {"day": date_format(point.next_on), "about": point.next_words}
        url = f"{reverse_lazy('support:accompaniment', args=[seen.known[pk].ref])}#note"
        yield pk, Owed(Side.OFFICER, words, url, point.next_on)
