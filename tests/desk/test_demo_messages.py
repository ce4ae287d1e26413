"""The messages of the demonstration: one of each state, and nothing twice."""

import pytest

from tremplin.community.models import Enquiry
from tremplin.core.models import Entry, Message
from tremplin.desk.demo import build as demo
from tremplin.desk.demo import messages

pytestmark = pytest.mark.django_db


def test_a_message_waits_one_is_answered_one_is_set_aside_and_nothing_twice() -> None:
    programme = demo._programme()
    demo._season(programme)
    demo._people(programme)
    first = messages.build(programme, demo._member)
    counts = (Entry.objects.count(), Message.objects.count())
    assert messages.build(programme, demo._member) == first
    assert (Entry.objects.count(), Message.objects.count()) == counts
    assert list(Enquiry.objects.order_by("received_at").values_list("state", flat=True)) == [
        "answered",
        "unwanted",
        "received",
    ]
