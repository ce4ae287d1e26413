"""What the tests of this room begin with: a support; sentences read in English, a translation may be put better."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from django.utils import translation

if TYPE_CHECKING:
    from tremplin.support.models import Accompaniment


@pytest.fixture
def in_english(_nothing_left: None) -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def made() -> "Accompaniment":
    """Under way, with its team and its officer."""
    from tests.support.story import supported  # models are read once settings are

    return supported()
