"""Paths an initiative may follow: the stages of each, what to do, who decides, how long it takes, and where it is said.

The law of associations is that of 1 July 1901; Alsace and Moselle have their own. Nothing here stands for the official
page, which is named: it is read before acting. Keys are kept with what was reached: a stage whose meaning changes
takes a new key.
"""

from tremplin.support.engine.paths.approval import APPROVAL
from tremplin.support.engine.paths.first_hire import HIRE
from tremplin.support.engine.paths.licence import LICENCE
from tremplin.support.engine.paths.public_utility import UTILITY
from tremplin.support.engine.paths.shape import Path, Said, Stage
from tremplin.support.engine.paths.statutes import STATUTES

__all__ = ["PATHS", "Path", "Said", "Stage"]

PATHS: dict[str, Path] = {path.key: path for path in (STATUTES, LICENCE, HIRE, APPROVAL, UTILITY)}
