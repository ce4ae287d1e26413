"""Local counters: a table of them, complete or of one place."""

from django.utils.translation import gettext_lazy as _

from tremplin.directory.engine.counters import COLUMNS, read
from tremplin.directory.engine.records import Bodies
from tremplin.directory.importing.bodies import compare as compare_bodies
from tremplin.directory.importing.plans import Asked, Plan
from tremplin.directory.importing.sources import Source
from tremplin.directory.states import ImportSource


def compare(reading: Bodies, asked: Asked) -> Plan:
    return compare_bodies(reading, asked, ImportSource.COUNTERS)


SOURCE = Source(
    name=ImportSource.COUNTERS,
    line=_("A table of local counters: town halls, prefectures, tax offices… one a line, with where it is."),
    suffixes=("csv", "xlsx", "gz"),
    read=read,
    compare=compare,
    columns=COLUMNS,
)
