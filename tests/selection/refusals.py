"""A refusal and its sentence, in English whatever the catalogue says."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.utils import translation

from tremplin.core.answers import Answer, No
from tremplin.core.moves import MoveRefused


@contextmanager
def refused(sentence: str) -> Iterator[None]:
    """What is done inside is refused, with this sentence."""
    with translation.override("en"):
        with pytest.raises(MoveRefused) as refusal:
            yield
        assert str(refusal.value.reason) == sentence


def said(answer: Answer) -> str:
    """What a rule says: nothing for Yes."""
    with translation.override("en"):
        return str(answer.reason) if isinstance(answer, No) else ""
