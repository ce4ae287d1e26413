"""A call open now, and the applications it receives."""

from typing import Any

import pytest


@pytest.fixture
def call(db: None) -> Any:
    from tests.calls.received.story import make_call

    return make_call()


@pytest.fixture
def receive(db: None) -> Any:
    """`receive(call, "name", kind=…, answers=…, files=…, days=…)`: an application, submitted some days ago."""
    from tests.calls.received.story import receive_application

    return receive_application
