"""The time an introduction saved becomes what the initiative said of it at the exit; nothing is invented beside it."""

from typing import Any
from zoneinfo import ZoneInfo

from django.db import migrations
from django.db.models import F


def carry_saved(apps: Any, schema_editor: Any) -> None:
    """Only the time was asked until now: what the introduction brought stays unsaid. Told on the day it ended, as the
    journal dates it.
    """
    Introduction = apps.get_model("support", "Introduction")
    Outcome = apps.get_model("support", "Outcome")
    Entry = apps.get_model("core", "Entry")
    for one in Introduction.objects.exclude(saved="").iterator():
        ended = Entry.objects.filter(object=one.ref, verb="end").order_by("-at").first()
        Outcome.objects.get_or_create(
            introduction=one,
            side="team",
            occasion="exit",
            defaults={"saved": one.saved, "at": ended.at if ended else one.answered_at or one.sent_at or one.asked_at},
        )


def put_saved_back(apps: Any, schema_editor: Any) -> None:
    Introduction = apps.get_model("support", "Introduction")
    Outcome = apps.get_model("support", "Outcome")
    told = Outcome.objects.filter(side="team", occasion="exit").exclude(saved="")
    for outcome in told.select_related("introduction"):
        Introduction.objects.filter(pk=outcome.introduction_id).update(saved=outcome.saved)
    # those with no more to say than the time saved are those that were carried
    told.filter(result="").delete()


def date_the_taking_up(apps: Any, schema_editor: Any) -> None:
    """Those taken up now, on the day of their answer. Of those that met or ended, the meeting alone is known."""
    Introduction = apps.get_model("support", "Introduction")
    taken_up = Introduction.objects.filter(state="taken_up", answered_at__isnull=False, taken_up_on=None)
    for one in taken_up.annotate(zone=F("accompaniment__season__programme__time_zone")).iterator():
        Introduction.objects.filter(pk=one.pk).update(taken_up_on=one.answered_at.astimezone(ZoneInfo(one.zone)).date())


class Migration(migrations.Migration):
    dependencies = [("core", "0002_sender"), ("support", "0003_promises_to_commitments")]

    operations = [
        migrations.RunPython(carry_saved, put_saved_back),
        migrations.RunPython(date_the_taking_up, migrations.RunPython.noop),
    ]
