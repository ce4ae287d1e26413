"""`manage.py evaluate_doors --doors FILE --queries FILE`: how good the search of doors is on recorded questions.

Reads files only, neither database nor index. Codes: 0 done, 2 a file cannot be used.
"""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tremplin.directory.engine.evaluation import BadFile, Measures, Report, doors_of, evaluated, questions_of
from tremplin.directory.engine.measures import NAMES


class Command(BaseCommand):
    help = "Measure the search of doors on recorded questions, beside three simple rankings."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--doors", type=Path, required=True, metavar="FILE", help="doors, JSON lines, plain or .gz")
        parser.add_argument("--queries", type=Path, required=True, metavar="FILE", help="questions, the same way")
        parser.add_argument("--on", default="dev", metavar="SPLIT", help="the split that is asked (dev)")
        parser.add_argument("--hold-out-topics", action="store_true", help="learn nothing from a question’s own topic")
        parser.add_argument("--json", action="store_true", help="print the figures as JSON")

    def handle(
        self, *args: Any, doors: Path, queries: Path, on: str, hold_out_topics: bool, json: bool, **options: Any
    ) -> None:
        try:
            report = evaluated(doors_of(doors), questions_of(queries), on=on, hold_out_topics=hold_out_topics)
        except BadFile as error:
            raise CommandError(str(error), returncode=2) from error
        if not report.families:
            raise CommandError(f"{queries} has no question of the split “{on}” whose doors are known.", returncode=2)
        self.stdout.write(_json(report) if json else _table(report))


def _json(report: Report) -> str:
    whole = {"families": report.families, "ablation": report.ablation, "counts": report.counts}
    return json.dumps(whole, ensure_ascii=False, indent=2)


def _table(report: Report) -> str:
    lines = []
    for family, rankings in report.families.items():
        counts = report.counts[family]
        skipped = f", {counts['skipped']} skipped: no expected door is known" if counts["skipped"] else ""
        lines.append(f"{family}: {counts['asked']} questions, learned from {counts['learned']}{skipped}")
        lines.append(f"  {'':22}" + "".join(f"{name:>11}" for name in NAMES))
        lines += [_row(name, measures) for name, measures in rankings.items()]
        lines.append("  each source added to those before:")
        lines += [_row(f"+ {name}", measures) for name, measures in report.ablation[family].items()]
    return "\n".join(lines)


def _row(name: str, measures: Measures) -> str:
    return f"  {name:22}" + "".join(f"{measures[one]:>11.3f}" for one in NAMES)
