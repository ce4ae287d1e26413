"""The tests of this room read its sentences in English: a translation may be put better without breaking one."""

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _in_english(_nothing_left: None) -> Iterator[None]:
    with translation.override("en"):
        yield
