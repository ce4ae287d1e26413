"""Lists of services: of a ministry, of a network, of whom a guide sends people to."""

from django.utils.translation import gettext_lazy as _

from tremplin.directory.engine.records import Bodies
from tremplin.directory.engine.service_lists import COLUMNS, read
from tremplin.directory.importing.bodies import compare as compare_bodies
from tremplin.directory.importing.plans import Asked, Plan
from tremplin.directory.importing.sources import Source
from tremplin.directory.states import ImportSource


def compare(reading: Bodies, asked: Asked) -> Plan:
    return compare_bodies(reading, asked, ImportSource.SERVICES)


SOURCE = Source(
    name=ImportSource.SERVICES,
    line=_("A list of services, with what each is part of: those of a ministry, or those a guide sends people to."),
    suffixes=("csv", "xlsx", "jsonl", "json", "gz"),
    read=read,
    compare=compare,
    columns=COLUMNS,
)
