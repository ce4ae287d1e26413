"""What the directory keeps: places, bodies, doors, what search learned, and its imports."""

from tremplin.directory.models.bodies import Belonging, Body, Network, Territory
from tremplin.directory.models.doors import Case, Correction, Door, Generation
from tremplin.directory.models.imports import Import, ImportFault

__all__ = [
    "Belonging",
    "Body",
    "Case",
    "Correction",
    "Door",
    "Generation",
    "Import",
    "ImportFault",
    "Network",
    "Territory",
]
