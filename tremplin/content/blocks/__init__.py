"""The blocks an editor adds, moves and removes in a page.

Some stand in a field of their own (the numbers and steps of the programme, questions, press articles); the others are
the parts a page is made of, listed once in `PartsBlock`.
"""

from tremplin.content.blocks.base import (
    MARKDOWN_HELP,
    LiveValue,
    Part,
    address,
    addresses,
    changes_at,
    line,
    structures,
    words,
)
from tremplin.content.blocks.lists import PressBlock, StepBlock, TileBlock
from tremplin.content.blocks.live import NumberBlock, NumberValue, facts_offered, lists_offered
from tremplin.content.blocks.parts import PartsBlock
from tremplin.content.blocks.prose import QuestionBlock

__all__ = [
    "MARKDOWN_HELP",
    "LiveValue",
    "NumberBlock",
    "NumberValue",
    "Part",
    "PartsBlock",
    "PressBlock",
    "QuestionBlock",
    "StepBlock",
    "TileBlock",
    "address",
    "addresses",
    "changes_at",
    "facts_offered",
    "line",
    "lists_offered",
    "structures",
    "words",
]
