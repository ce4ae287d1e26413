"""What the directory keeps: places, bodies, doors, what search learned, and its imports."""

from tremplin.directory.models.bodies import Belonging, Body, Network, Territory
from tremplin.directory.models.doors import Case, Correction, Door, Generation
from tremplin.directory.models.holders import Holder, Report
from tremplin.directory.models.imports import Import, ImportFault
from tremplin.directory.models.keys import KeyCard, Synonyms
from tremplin.directory.models.resources import Resource

__all__ = [
    "Belonging",
    "Body",
    "Case",
    "Correction",
    "Door",
    "Generation",
    "Holder",
    "Import",
    "ImportFault",
    "KeyCard",
    "Network",
    "Report",
    "Resource",
    "Synonyms",
    "Territory",
]
