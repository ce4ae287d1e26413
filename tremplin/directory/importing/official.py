"""The official directory: its national export."""

from django.utils.translation import gettext_lazy as _

from tremplin.directory.engine.official import read
from tremplin.directory.engine.records import Bodies
from tremplin.directory.importing.bodies import compare as compare_bodies
from tremplin.directory.importing.plans import Asked, Plan
from tremplin.directory.importing.sources import Source
from tremplin.directory.states import ImportSource


def compare(reading: Bodies, asked: Asked) -> Plan:
    return compare_bodies(reading, asked, ImportSource.OFFICIAL)


SOURCE = Source(
    name=ImportSource.OFFICIAL,
    line=_("The national export of the public directory: every body, its parents, its former names, how to reach it."),
    suffixes=("json", "gz"),
    read=read,
    compare=compare,
    whole=True,
)
