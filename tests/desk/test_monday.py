"""Monday's mail: once, to those with something in it, and to whoever stands in."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests import cast
from tests.factories import AbsenceFactory, MandateFactory, MilestoneFactory, PersonFactory, SeasonFactory
from tests.support.story import supported
from tremplin.core import clock
from tremplin.core.models import Message
from tremplin.desk.actions import send_week
from tremplin.desk.week import MOST, week_of
from tremplin.people.models import Person, StoppedMail
from tremplin.programme.states import Role

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 3, 2, 7, tzinfo=UTC)  # eight in Paris
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture(autouse=True)
def _on_that_day() -> Iterator[None]:
    with clock.at(MONDAY):
        yield


def _sent(at: datetime = MONDAY) -> list[str]:
    before = set(Message.objects.values_list("pk", flat=True))
    with clock.at(at):
        send_week(at)
    return sorted(Message.objects.exclude(pk__in=before).values_list("recipient", flat=True))


def _late(owner: Person) -> None:
    programme = cast.programme()
    season = programme.seasons.filter(name_fr="Saison 3").first()
    season = season or SeasonFactory.create(programme=programme, name_fr="Saison 3", announced_on=date(2026, 6, 18))
    MilestoneFactory.create(season=season, owner=owner, title_fr="Tenir la séance", due_on=date(2026, 2, 27))


def test_mail_leaves_on_monday_from_seven_once_a_week_to_those_with_lines() -> None:
    sam, ada = cast.sam(), cast.ada()
    cast.charlie()
    assert _sent(MONDAY - 2 * HOUR) == []  # six in Paris
    _late(sam)
    assert _sent() == [ada.email, sam.email]
    assert _sent(MONDAY + HOUR) == []
    cast.aldo()  # named in the morning, after it left
    assert _sent(MONDAY + 5 * HOUR) == []
    assert _sent(MONDAY + 2 * DAY) == []
    assert _sent(MONDAY + 7 * DAY) == sorted(str(one.email) for one in (ada, cast.aldo(), sam))


def test_nothing_to_say_nothing_leaves() -> None:
    cast.sam(), cast.ada()
    assert (week_of(cast.ada()), _sent()) == ([], [])


def test_after_a_stop_it_leaves_on_the_next_day_and_no_later() -> None:
    _late(cast.sam())
    assert _sent(MONDAY + 2 * DAY) == []
    assert _sent(MONDAY + 7 * DAY + DAY) == [cast.sam().email]


def test_on_a_holiday_it_waits_for_the_next_working_day() -> None:
    _late(cast.sam())
    easter = datetime(2026, 4, 6, 7, tzinfo=UTC)
    assert (_sent(easter), _sent(easter + DAY)) == ([], [cast.sam().email])


def test_mail_is_at_most_fifteen_plain_sentences_late_first() -> None:
    sam = cast.sam()
    for _line in range(20):
        _late(sam)
    _sent()
    message = Message.objects.get(recipient=sam.email)
    lines = [line for line in message.text.splitlines() if line.startswith("– ")]
    assert len(lines) == MOST
    assert {"Saison 3" in line and "Tenir la séance" in line for line in lines} == {True}
    assert (message.kind, message.occasion, message.language) == ("desk-monday", "2026-W10", "fr")


def test_person_stops_it_and_takes_it_back(client: Client) -> None:
    sam = cast.sam()
    _late(sam)
    client.force_login(sam)
    page = "/compte/mails/"
    assert client.get("/espace/semaine/").context["mailed"] is True
    form = BeautifulSoup(client.get(page).content, "html.parser").select("main input[type=checkbox][checked]")
    assert "desk-monday" in [str(one["value"]) for one in form]
    client.post(page, {"wanted": []})
    assert (StoppedMail.objects.filter(person=sam, kind="desk-monday").count(), _sent()) == (1, [])
    assert client.get("/espace/semaine/").context["mailed"] is False
    client.post(page, {"wanted": ["desk-monday"]})
    assert _sent(MONDAY + 7 * DAY) == [sam.email]
    assert client.post(page, {"wanted": ["people-code"]}).context["form"].errors


def test_stand_in_receives_the_lines_and_they_say_so() -> None:
    made, sam = supported(), cast.sam()
    paul = PersonFactory.create(full_name="Paul", confirmed=True)
    MandateFactory.create(person=paul, role=Role.OFFICER, programme=cast.programme())
    _late(sam)
    assert week_of(paul) == []
    AbsenceFactory.create(person=sam, stand_in=paul)
    words = [line.words for line in week_of(paul)]
    assert [("Sam" in line, made.initiative.name in line or "Tenir la séance" in line) for line in words] == [
        (True, True)
    ] * 2
    assert (paul.email in _sent(), Message.objects.filter(recipient=sam.email).count()) == (True, 0)
