"""The results of a round as lines for a spreadsheet: figures on files, nobody's name among those who read."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from tremplin.selection.queries.results import Results


def results(read: Results) -> Iterator[Sequence[Any]]:
    yield [
        _("Application number"),
        _("Initiative"),
        _("Mean, out of %(scale)s") % {"scale": read.scale},
        _("Widest gap, in levels"),
        _("Reviews in"),
        _("Reviews expected"),
        _("Favourable opinions"),
        _("Opinions given"),
        _("State"),
        _("Reason"),
    ]
    for row in read.rows:
        yield [
            row.file.application.number,
            row.file.application.initiative.name,
            "" if row.mean is None else number_format(row.mean, 2),
            row.spread,
            row.submitted,
            row.expected,
            "" if row.veiled else row.favourable,
            "" if row.veiled else row.opinions,
            row.file.get_state_display(),
            row.file.reason,
        ]
