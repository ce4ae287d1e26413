"""The turn of messages that wait for a body, and what became of the body or the address meanwhile."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import translation

from tests import cast
from tests.core.conftest import Mailbox
from tests.core.conftest import mailbox as _mailbox
from tests.directory.factories import BodyFactory, DoorFactory
from tests.support.factories import TraceFactory
from tests.support.test_support_acts import agreed, refusal, sent
from tremplin.core import clock, mail
from tremplin.core.models import Message
from tremplin.directory.models import Body, Door
from tremplin.people.models import Person
from tremplin.programme.actions import change_programme, open_quiet_period
from tremplin.selection.engine.digests import digest
from tremplin.support import rules, tasks
from tremplin.support.actions import introductions
from tremplin.support.actions.bounces import introduction_bounced
from tremplin.support.models import Accompaniment, Introduction, Relation
from tremplin.support.queries.proposals import leavings_of, may_leave_on

pytestmark = pytest.mark.django_db
mailbox = _mailbox
DAY = datetime(2026, 3, 2, 9, tzinfo=UTC)  # a Monday


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"), clock.at(DAY):
        yield


@pytest.fixture
def body() -> Body:
    return BodyFactory.create(name="Direction des paysages")


def to(body: Body, number: int, made: Accompaniment) -> Introduction:
    """Agreed a minute after the one before, each to another person of the body."""
    with clock.at(clock.now() + timedelta(minutes=number)):
        return agreed(made, door=DoorFactory.create(body=body), contact_email=f"n{number}@example.org")


def _send(one: Introduction, days: int = 0, hours: int = 1) -> None:
    at = DAY + timedelta(days=days, hours=hours)
    with clock.at(at):
        introductions.send(one, by=cast.sam(), at=at)


def _refused(one: Introduction, days: int = 0) -> str:
    with clock.at(DAY + timedelta(days=days, hours=2)):
        return refusal(introductions.send, one, by=cast.sam())


def test_body_receives_three_a_week_and_the_others_wait_in_line(made: Accompaniment, body: Body) -> None:
    rows = [to(body, number, made) for number in range(5)]
    assert [leavings_of(rows)[one.pk].place for one in rows] == [1, 2, 3, 4, 5]
    for one in rows[:3]:
        _send(one)
    sentence = "This body receives 3 messages a week at most: {place}, and may leave from 9 March 2026 at 11:00."
    assert [_refused(one, days=1) for one in rows[3:]] == [
        sentence.format(place="it is the next to leave"),
        sentence.format(place="it is number 2 in the queue"),
    ]
    with clock.at(DAY + timedelta(days=1)):
        leaving = [may_leave_on(one) for one in rows[3:]]
        assert [(one.place, one.on, one.whys) for one in leaving] == [
            (1, DAY.date() + timedelta(days=7), ("queue",)),
            (2, DAY.date() + timedelta(days=7), ("queue",)),
        ]
    _send(rows[3], days=7)
    _send(rows[4], days=7)


def test_first_agreed_keeps_the_last_turn(made: Accompaniment, body: Body) -> None:
    first, second = to(body, 1, made), to(body, 2, made)
    change_programme(
        cast.programme(),
        contact_email="",
        first_nudge=9,
        second_nudge=21,
        give_up_after=45,
        asks_a_week=1,
        by=cast.ada(),
        at=DAY,
    )
    assert _refused(second).startswith("This body receives 1 message a week at most: it is number 2 in the queue")
    Door.objects.filter(pk=first.door_id).update(state="closed", closed_at=DAY)
    # one that cannot leave keeps nobody waiting
    _send(Introduction.objects.get(pk=second.pk))


def test_predecessors_and_successor_are_one_body(made: Accompaniment, body: Body) -> None:
    after = BodyFactory.create(name="Direction des territoires")
    for number in range(3):
        _send(to(body, number, made))
    Body.objects.filter(pk=body.pk).update(state="closed", closed_at=DAY, successor=after)
    assert _refused(to(after, 4, made)).startswith("This body receives 3 messages a week at most")


def test_body_merged_meanwhile_says_where_to_write_instead(client: Any, made: Accompaniment, body: Body) -> None:
    after = BodyFactory.create(name="Direction des territoires")
    there = DoorFactory.create(body=after, name="Bureau des haies")
    one = to(body, 1, made)
    Body.objects.filter(pk=body.pk).update(state="closed", closed_at=DAY, successor=after)
    said = _refused(one)
    assert said == "Direction des paysages has become Direction des territoires: choose one of its doors."
    client.force_login(cast.sam())
    page = client.get(f"/en/espace/mises-en-relation/{one.ref}/")
    assert (page.context["shut"], page.context["instead"]) == (said, [there])
    form = client.get(f"/en/espace/mises-en-relation/{one.ref}/?geste=text").context["form"]
    assert [ref for ref, _name in form.fields["door"].choices] == [one.door.ref, there.ref]
    wanted = client.get(f"/en/espace/accompagnements/{made.ref}/mises-en-relation/nouvelle/?porte={one.door.ref}")
    assert (wanted.context["closed"], wanted.context["instead"]) == (said, [there])


def test_nothing_leaves_in_a_quiet_period_nor_after_the_day_hoped_for(made: Accompaniment, body: Body) -> None:
    one = to(body, 1, made)
    assert _refused(one, days=14) == (
        "The day hoped for has passed: write the message again with another day, and ask again."
    )
    open_quiet_period(cast.programme(), reason="election", by=cast.ada(), at=DAY)
    assert _refused(one) == ("A quiet period runs, and nobody has said when it ends: it leaves once somebody resumes.")
    assert may_leave_on(one).on is None


def test_agreement_covers_the_whole_mail_down_to_the_name_at_its_foot(made: Accompaniment, body: Body) -> None:
    one = to(body, 1, made)
    Person.objects.filter(pk=cast.sam().pk).update(full_name="Samuel")
    said = "The mail is no longer, word for word, the one that was agreed to: write it again, and ask again."
    assert _refused(Introduction.objects.get(pk=one.pk)) == said


def _titles(person: Person) -> list[str]:
    return [str(task.title) for offer in tasks.OWN for task in offer.find(person)]


def test_mail_that_came_back_was_not_sent_and_is_written_to_another(
    client: Any, made: Accompaniment, mailbox: Mailbox
) -> None:
    mailbox.refuses["bureau@example.org"] = "550 unknown"
    one = sent(made)
    mail.deliver(DAY)
    one.refresh_from_db()
    assert (one.state, one.sent_at, one.bounced_at, one.agreed_sha256) == ("asked", None, DAY, "")
    # the relation began with this mail alone: nobody was met
    assert Relation.objects.count() == 0
    assert f"{made}: the mail to {one.door} came back, write to another address" in _titles(cast.sam())
    assert _titles(cast.alice()) == []
    assert refusal(introductions.agree, one, read="", by=cast.alice()) == (
        "The address refused this mail: it is first written to another."
    )
    client.force_login(cast.sam())
    page = client.get(f"/en/espace/mises-en-relation/{one.ref}/")
    assert page.context["standing"] == "The address refused the mail on 2 March 2026: it reached nobody."
    introductions.change_text(one, text=one.text, shared="", contact_email="autre@example.org", by=cast.sam(), at=DAY)
    introductions.agree(one, read=digest(introductions.text_of(one)), by=cast.alice(), at=DAY)
    introductions.send(one, by=cast.sam(), at=DAY)
    assert mail.deliver(DAY) == 1
    one.refresh_from_db()
    assert (one.state, one.bounced_at, mailbox.recipients[-1]) == ("sent", None, "autre@example.org")


def test_same_address_may_be_tried_again_once_it_is_mended(made: Accompaniment, mailbox: Mailbox) -> None:
    mailbox.refuses["bureau@example.org"] = "550 unknown"
    one = sent(made)
    mail.deliver(DAY)
    mailbox.refuses.clear()
    later = DAY + timedelta(hours=1)
    introductions.change_text(one, text=one.text, shared="", by=cast.sam(), at=later)
    introductions.agree(one, read=digest(introductions.text_of(one)), by=cast.alice(), at=later)
    introductions.send(one, by=cast.sam(), at=later)
    assert (mail.deliver(later), mailbox.recipients[-1]) == (2, "bureau@example.org")
    # a late notice about the first mail does not undo the second
    first = Message.objects.filter(kind="support-introduction").earliest("created_at")
    introduction_bounced(first, later)
    one.refresh_from_db()
    assert one.state == "sent"


def test_relation_with_anything_else_in_it_stays(made: Accompaniment, mailbox: Mailbox) -> None:
    mailbox.refuses["bureau@example.org"] = "550 unknown"
    sent(made)
    TraceFactory.create(relation=Relation.objects.get())
    mail.deliver(DAY)
    assert Relation.objects.count() == 1


def test_rule_and_page_agree_on_who_waits(client: Any, made: Accompaniment, body: Body) -> None:
    rows = [to(body, number, made) for number in range(4)]
    for one in rows[:3]:
        _send(one)
    client.force_login(cast.sam())
    page = client.get(f"/en/espace/mises-en-relation/{rows[3].ref}/")
    answer = rules.can_send(cast.sam(), rows[3])
    assert page.context["held"] == getattr(answer, "reason", "")
    assert "send" not in [name for name, _one in page.context["gestures"]]
