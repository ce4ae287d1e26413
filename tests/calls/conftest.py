"""Alice's team and the call it applies to."""

from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture
def call(db: None) -> Any:
    from tests.calls.story import make_call

    return make_call()


@pytest.fixture
def application(call: Any) -> Any:
    """Alice's draft, not written yet."""
    from tests.calls.story import begin

    return begin(call)


@pytest.fixture
def an_ordinary_day() -> Iterator[None]:
    """The clock stands at an instant when the call is open."""
    from tests.calls.story import DAY
    from tremplin.core import clock

    with clock.at(DAY):
        yield


@pytest.fixture
def alice(client: Any, application: Any, an_ordinary_day: None) -> Any:
    """Alice, signed in, before her draft."""
    from tests import cast

    client.force_login(cast.alice())
    return client
