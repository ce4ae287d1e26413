"""A message that asks somebody for something: its length. Under 150 words is read; more is put aside."""

import re

LONGEST = 150
LONGEST_REMINDER = 100  # it says less than the message it is about
_WORD = re.compile(r"[^\s]+")


def words_in(text: str) -> int:
    """How many words a text has, as a person counts them: what stands between spaces."""
    return len(_WORD.findall(text))
