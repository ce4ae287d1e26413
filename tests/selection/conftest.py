"""Who is signed in."""

import pytest
from django.test import Client


@pytest.fixture
def ada(client: Client) -> Client:
    from tests import cast  # its models need the settings, which come after this file

    client.force_login(cast.ada())
    return client
