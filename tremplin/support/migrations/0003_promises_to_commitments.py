"""What was promised in a relation becomes a commitment, followed like an action; a trace no longer holds promises."""

from typing import Any

from django.db import migrations, models
from django.db.models import Q

WHAT, WHO = 300, 160  # what a commitment holds in its columns of one line


def carry_promises(apps: Any, schema_editor: Any) -> None:
    """Each promise becomes a commitment of its body, kept or still to be kept. One without a body or a programme
    cannot be followed: it stays as news, with its words.
    """
    Trace = apps.get_model("support", "Trace")
    Commitment = apps.get_model("support", "Commitment")
    Accompaniment = apps.get_model("support", "Accompaniment")
    Programme = apps.get_model("programme", "Programme")
    programmes: dict[int, int] = dict(
        Accompaniment.objects.order_by("starts_on", "pk").values_list("initiative", "season__programme")
    )
    only = list(Programme.objects.order_by("pk").values_list("pk", flat=True)[:2])
    usual = only[0] if len(only) == 1 else None
    carried = []
    for trace in Trace.objects.filter(kind="promise").select_related("relation__body").iterator():
        programme = programmes.get(trace.relation.initiative_id, usual)
        if trace.relation.body_id is None or programme is None:
            continue
        words = " ".join(trace.words.split())
        carried.append(trace.pk)
        Commitment.objects.create(
            programme_id=programme,
            initiative_id=trace.relation.initiative_id,
            body_id=trace.relation.body_id,
            what=words if len(words) <= WHAT else f"{words[: WHAT - 1]}…",
            who=(trace.who or trace.relation.body.name)[:WHO],
            due_on=trace.due_on or trace.on,
            state="kept" if trace.kept_on else "promised",
            result=trace.words if len(words) > WHAT else "",
            made_on=trace.on,
            written_by_id=trace.by_id,
            written_at=trace.at,
            closed_on=trace.kept_on,
        )
    Trace.objects.filter(pk__in=carried).delete()
    Trace.objects.filter(kind="promise").update(kind="news")


class Migration(migrations.Migration):
    dependencies = [("support", "0002_doors")]

    operations = [
        migrations.RunPython(carry_promises, migrations.RunPython.noop),
        migrations.RemoveConstraint(model_name="trace", name="trace_kind_known"),
        migrations.RemoveField(model_name="trace", name="due_on"),
        migrations.RemoveField(model_name="trace", name="kept_on"),
        migrations.AlterField(
            model_name="trace",
            name="kind",
            field=models.CharField(
                choices=[("contact", "contact"), ("agreement", "agreement signed"), ("news", "news")],
                max_length=10,
                verbose_name="kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="trace",
            constraint=models.CheckConstraint(
                condition=Q(("kind__in", ["contact", "agreement", "news"])), name="trace_kind_known"
            ),
        ),
        migrations.AddField(
            model_name="contact",
            name="nobody_after",
            field=models.BooleanField(default=False, verbose_name="nobody came after"),
        ),
    ]
