"""The shared diagnosis: opened, answered, accepted."""

from collections.abc import Iterator

from django.db.models import Count
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tremplin.support.facts.seen import News, Owed, Seen
from tremplin.support.models import Diagnosis, Reply
from tremplin.support.queries.diagnoses import carried_waiting
from tremplin.support.states import DiagnosisState, Side, Subject


def news(seen: Seen) -> Iterator[tuple[int, News]]:
    shown = seen.open_to(Subject.DIAGNOSIS)
    for one in Diagnosis.objects.filter(accompaniment__in=shown, agreed_at__isnull=False):
        if one.agreed_at is not None:
            day = seen.day_of(one.agreed_at, one.accompaniment_id)
            words = _("shared diagnosis %(occasion)s agreed by both sides") % {"occasion": one.get_occasion_display()}
            yield one.accompaniment_id, News(day, words, reverse_lazy("support:diagnosis", args=[one.ref]))


def owed(seen: Seen) -> Iterator[tuple[int, Owed]]:
    shown, started = seen.open_to(Subject.DIAGNOSIS), set()
    told = set(Reply.objects.filter(told=True, diagnosis__accompaniment__in=shown).values_list("diagnosis", flat=True))
    waiting = carried_waiting().filter(accompaniment__in=shown).order_by().values("accompaniment")
    for row in waiting.annotate(count=Count("pk")):
        words = ngettext(
            "Confirm or correct %(count)s first need taken from the application",
            "Confirm or correct %(count)s first needs taken from the application",
            row["count"],
        ) % {"count": row["count"]}
        url = reverse_lazy("support:carried-list", args=[seen.known[row["accompaniment"]].ref])
        yield row["accompaniment"], Owed(Side.TEAM, words, url)
    for diagnosis in Diagnosis.objects.filter(accompaniment__in=shown).prefetch_related("versions__acceptances"):
        started.add(diagnosis.accompaniment_id)
        if diagnosis.state == DiagnosisState.OPEN:
            yield from ((diagnosis.accompaniment_id, item) for item in _missing(diagnosis, diagnosis.pk in told))
    for pk in shown - started:
        url = reverse_lazy("support:diagnosis-list", args=[seen.known[pk].ref])
        yield pk, Owed(Side.OFFICER, _("Open the shared diagnosis"), url)


def _missing(diagnosis: Diagnosis, told: bool) -> list[Owed]:
    url = reverse_lazy("support:diagnosis", args=[diagnosis.ref])
    words = {
        Side.TEAM: _("Confirm what was typed for you on the phone") if told else _("Answer the shared diagnosis"),
        Side.OFFICER: _("Answer the shared diagnosis"),
    }
    waits = [
        Owed(side, words[side], url)
        for side, at in ((Side.TEAM, diagnosis.team_in_at), (Side.OFFICER, diagnosis.officer_in_at))
        if at is None
    ]
    if waits:
        return waits
    compared = reverse_lazy("support:comparison", args=[diagnosis.ref])
    last = max(diagnosis.versions.all(), key=lambda version: version.number, default=None)
    if last is None:
        gesture = _("Write one version of the diagnosis for both")
        return [Owed(side, gesture, compared) for side in (Side.TEAM, Side.OFFICER)]
    accepted = {acceptance.side for acceptance in last.acceptances.all()}
    url = reverse_lazy("support:version", args=[diagnosis.ref, last.number])
    gesture = _("Read version %(number)s of the diagnosis and accept it, or write another") % {"number": last.number}
    return [Owed(side, gesture, url) for side in (Side.TEAM, Side.OFFICER) if side not in accepted]
