"""A year of introductions at speed: the real outbox, a real mail server that refuses some and delays others, an officer
in a hurry. Whatever they try, nobody is written to twice in a week and no body more than it should.
"""

from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from tests import cast
from tests.core.conftest import Mailbox
from tests.core.conftest import mailbox as _mailbox
from tests.directory.factories import BodyFactory, DoorFactory
from tests.support.story import supported
from tests.support.test_support_acts import agreed
from tremplin.core import clock, mail
from tremplin.core.models import Message
from tremplin.core.moves import MoveRefused
from tremplin.directory.models import Door
from tremplin.programme.actions import open_quiet_period
from tremplin.programme.engine.working_days import is_working
from tremplin.programme.models import Programme
from tremplin.support.actions import answering, introductions, nudges
from tremplin.support.engine.proposals import Kind, Proposal
from tremplin.support.models import Accompaniment, Introduction, Nudge
from tremplin.support.queries import introductions_visible_to
from tremplin.support.queries.proposals import TO_CONTACTS, proposals_of, recipients_of

pytestmark = pytest.mark.django_db
mailbox = _mailbox
FIRST = datetime(2026, 1, 5, 8, tzinfo=UTC)  # a Monday
WEEK, AT_MOST = timedelta(days=7), 2
QUIET = (FIRST + timedelta(days=80), FIRST + timedelta(days=101))
# of the twelve people written to, one has left, two have a server that puts mail off
GONE, SLOW = "n3@example.org", ("n4@example.org", "n9@example.org")


def test_a_year_of_introductions(mailbox: Mailbox) -> None:
    with clock.at(FIRST):
        year = _Year(mailbox)
    for day in range(0, 365, 3):
        year.live(day)
    rows = list(Introduction.objects.all())
    states = {one.state for one in rows}
    # there was something to count: every way a message may end was taken
    assert (len(rows), {"asked", "taken_up", "unanswered"} <= states, Nudge.objects.count() > 20) == (40, True, True)
    assert {one.contact_email for one in rows if one.bounced_at} == {GONE}
    assert all(is_working(on) for on in year.proposed)

    for received in year.received.values():
        assert all(second - first >= WEEK for first, second in pairwise(received))
    by_body: dict[int, list[datetime]] = defaultdict(list)
    for one in Introduction.objects.exclude(sent_at=None).order_by("sent_at").select_related("door"):
        by_body[one.door.body_id].append(one.sent_at or FIRST)
    assert len(by_body) == 4
    for left in by_body.values():
        assert all(third - first >= WEEK for first, third in zip(left, left[AT_MOST:], strict=False))
    acts = [at for left in by_body.values() for at in left] + [one.sent_at for one in Nudge.objects.all()]
    assert [at for at in acts if QUIET[0] <= at < QUIET[1]] == []
    late = list(Nudge.objects.exclude(introduction__answered_at=None).select_related("introduction"))
    assert late
    assert [one for one in late if one.introduction.answered_at and one.sent_at >= one.introduction.answered_at] == []


class _Year:
    """Eight times in the year, five messages are agreed to for one body; then the days pass."""

    def __init__(self, mailbox: Mailbox) -> None:
        self.mailbox, self.sam = mailbox, cast.sam()
        self.received: dict[str, list[datetime]] = defaultdict(list)
        self.proposed: list[date] = []
        programme = cast.programme()
        Programme.objects.filter(pk=programme.pk).update(asks_a_week=AT_MOST)
        self.teams: list[Accompaniment] = [supported(name=name) for name in ("Haies", "Semences", "Cartes", "Sols")]
        self.doors: list[Door] = []
        for body in BodyFactory.create_batch(4):
            self.doors.append(DoorFactory.create(body=body))
            DoorFactory.create(body=body, email=f"autre{body.pk}@example.org")
        open_quiet_period(programme, reason="election", starts_at=QUIET[0], ends_at=QUIET[1], by=cast.ada(), at=FIRST)
        mailbox.refuses[GONE] = "550 5.1.1 unknown"

    def live(self, day: int) -> None:
        at = FIRST + timedelta(days=day)
        with clock.at(at):
            if day % 45 == 0 and day < 360:
                self.write(day // 45)
            self.answer(at)
            self.act(at, hurried=day % 15 == 0)
        # what a server puts off comes back in the afternoon
        for hours, slow in ((1, True), (6, False)):
            for address in SLOW:
                self.mailbox.refuses[address] = "451 later"
                if not slow:
                    del self.mailbox.refuses[address]
            self.deliver(at + timedelta(hours=hours))

    def write(self, turn: int) -> None:
        for place in range(5):
            number = turn * 5 + place
            agreed(
                self.teams[number % 4],
                door=self.doors[turn % 4],
                contact_email=f"n{number % 12}@example.org",
                answer_by=clock.today() + timedelta(days=80),
            )

    def answer(self, at: datetime) -> None:
        """One in three answers, twelve days after the message left."""
        for one in Introduction.objects.filter(state="sent", sent_at__lte=at - timedelta(days=12)):
            if one.pk % 3 == 0:
                answering.answer(one, "take_up", by=None, at=at)

    def act(self, at: datetime, *, hurried: bool) -> None:
        rows = list(introductions_visible_to(self.sam))
        for one in rows:
            if one.state == "agreed":
                self.try_to(lambda one=one: introductions.send(one, by=self.sam, at=at))
        found = proposals_of(rows)
        for one in rows:
            proposal = found.get(one.pk)
            if proposal is None:
                continue
            if proposal.on is not None:
                self.proposed.append(proposal.on)
            if proposal.is_for(clock.today()):
                self.follow(one, proposal, at)
            elif hurried:
                self.remind(one, Kind.AGAIN, at)

    def follow(self, one: Introduction, proposal: Proposal, at: datetime) -> None:
        if proposal.kind == Kind.GIVE_UP:
            answering.give_up(one, by=self.sam, at=at)
        else:
            self.remind(one, proposal.kind, at)

    def remind(self, one: Introduction, kind: Kind, at: datetime) -> None:
        to = next(who for who in recipients_of(one) if who.kind == kind)
        said = {"kind": kind, "to_name": to.name, "to_email": to.email, "text": "Bonjour, un mot suffit."}
        self.try_to(lambda: nudges.send_nudge(one, **said, by=self.sam, at=at))

    def try_to(self, act: Callable[[], object]) -> None:
        with suppress(MoveRefused):
            act()

    def deliver(self, at: datetime) -> None:
        before = len(self.mailbox.mails)
        mail.deliver(at)
        ids = [received["Message-ID"] for received in self.mailbox.mails[before:]]
        for message in Message.objects.filter(message_id__in=ids, kind__in=TO_CONTACTS):
            self.received[message.recipient].append(at)
