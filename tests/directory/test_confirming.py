"""Whoever answers for a door says from a link whether all is right: opening does nothing, an answer is kept once."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from tests import cast, factories
from tremplin.core import clock
from tremplin.core.models import Message
from tremplin.core.moves import MoveRefused
from tremplin.directory.actions import holders, note_silence
from tremplin.directory.actions.reports import ask_to_confirm
from tremplin.directory.models import Door, Holder, Report
from tremplin.directory.queries import Standing, checks, freshness_of
from tremplin.directory.queries.checks import What
from tremplin.directory.queries.holders import Asked, whom_to_ask
from tremplin.directory.tokens import confirm_token

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def door() -> Door:
    return factories.DoorFactory(stale=True)


@pytest.fixture
def holder(door: Door) -> Holder:
    return factories.HolderFactory(door=door)


def _asked(door: Door) -> str:
    """The link of the mail."""
    ask_to_confirm(door, by=cast.ada(), at=clock.now())
    return re.search(r"https?://[^/]+(/reponses/\S+)", Message.objects.latest("pk").text)[1]


def _text(answer) -> str:
    return " ".join(BeautifulSoup(answer.content, "html.parser").find("main").get_text(" ").split())


def test_a_holder_confirms_without_an_account_and_the_door_is_fresh(client: Client, door: Door, holder: Holder) -> None:
    vouched = door.vouched_by
    note_silence(door, clock.today(), at=AT)
    link = _asked(door)
    for _scanner in range(3):
        page = client.get(link)
    form = BeautifulSoup(page.content, "html.parser").find("main").find("form")
    assert (len(form.find_all("input", type="radio")), form.find_all("input", checked=True)) == (4, [])
    assert Report.objects.count() == 0
    for _twice in range(2):
        client.post(link, {"kind": "right"})
    report = Report.objects.get()
    door.refresh_from_db()
    assert (report.kind, report.holder, report.by) == ("right", holder, None)
    assert (freshness_of(door).standing, door.vouched_by, door.silent_since) == (Standing.CONFIRMED, vouched, None)
    assert "est confirmé aujourd’hui" in _text(client.get(link))
    # changed one's mind
    assert client.post(link, {"kind": "changed"}).status_code == 200
    client.post(link, {"kind": "changed", "words": "Le téléphone."})
    assert [key.what for key in checks.checks()] == [What.REPORT]


def test_a_holder_who_left_leaves_the_door_and_names_the_next(client: Client, door: Door, holder: Holder) -> None:
    link = _asked(door)
    said = {"kind": "left", "after": "La nouvelle cheffe", "after_email": "cheffe@exemple.fr"}
    assert "Nous ne vous écrirons plus au sujet de ce point de contact" in _text(client.post(link, said, follow=True))
    holder.refresh_from_db()
    after = Holder.objects.exclude(pk=holder.pk).get()
    assert (holder.left_on, after.name, after.told_at) == (clock.today(), "La nouvelle cheffe", None)
    assert [key.what for key in checks.checks()] == [What.STALE, What.TELL]
    assert client.post(link, {"kind": "right"}).status_code == 410
    assert Door.objects.get(pk=door.pk).state == "open"


def test_a_holder_who_left_without_saying_who_comes_after(client: Client, door: Door, holder: Holder) -> None:
    client.post(_asked(door), {"kind": "left", "after": "le bureau d’à côté"})
    assert Report.objects.get().words == "le bureau d’à côté"
    assert {key.what for key in checks.checks()} == {What.STALE, What.LEFT}


def test_without_a_holder_the_door_s_own_address_is_asked(client: Client, door: Door) -> None:
    factories.HolderFactory(door=door, untold=True)
    link = _asked(door)
    assert Message.objects.get().recipient == door.email
    client.post(link, {"kind": "closed"})
    door.refresh_from_db()
    # the team closes it, nobody else
    assert (Report.objects.get().holder, door.state) == (None, "open")
    assert What.REPORT in [key.what for key in checks.checks()]


def test_the_deputy_is_asked_while_the_holder_is_away(door: Door, holder: Holder) -> None:
    deputy = factories.HolderFactory(door=door, deputy=True)
    assert whom_to_ask(door) == Asked(door, holder.email, holder)
    holder.absent_until = clock.today() + timedelta(days=5)
    holder.save()
    assert whom_to_ask(door) == Asked(door, deputy.email, deputy)
    holder.no_mail_since = deputy.no_mail_since = door.no_mail_since = clock.today()
    for row in (holder, deputy, door):
        row.save()
    assert whom_to_ask(door) is None


def test_a_door_is_asked_once_in_thirty_days(client: Client, door: Door) -> None:
    with clock.at(AT):
        _asked(door)
    with clock.at(AT + timedelta(days=29)), pytest.raises(MoveRefused, match="may be asked again"):
        ask_to_confirm(door, by=cast.ada(), at=clock.now())
    with clock.at(AT + timedelta(days=30)):
        _asked(door)
    assert Message.objects.count() == 2
    with pytest.raises(MoveRefused, match="Doors are kept by"):
        ask_to_confirm(door, by=cast.charlie(), at=AT)


def test_the_mail_is_shown_before_it_leaves(client: Client, door: Door, holder: Holder) -> None:
    client.force_login(cast.sam())
    address = reverse("directory:door-ask", args=[door.ref])
    page = client.get(address)
    assert (holder.email in _text(page), "lien-personnel" in page.content.decode()) == (True, True)
    once = page.context["form"]["once"].initial
    for _twice in range(2):
        client.post(address, {"once": once})
    assert Message.objects.get().kind == "directory-confirm"
    assert "may be asked again from" in _text(client.get(address))


def test_forged_expired_and_outdated_links(client: Client, door: Door, holder: Holder) -> None:
    with clock.at(AT):
        cast.ada()
        token = confirm_token(Asked(door, holder.email, holder), clock.today())
    address = reverse("directory:door-answer", args=[token])
    with clock.at(AT + timedelta(days=179)):
        assert client.get(address).status_code == 200
    with clock.at(AT + timedelta(days=180)):
        assert client.post(address, {"kind": "right"}).status_code == 410
    ref, day, mark = token.split(".")
    forged = [f"{ref}.{int(day) + 90}.{mark}", f"{ref}.{day}.x", f"{door.ref}.{day}.{mark}", f"{ref}.99999999.x", ref]
    assert {client.get(reverse("directory:door-answer", args=[one])).status_code for one in forged} == {404}
    with clock.at(AT):
        holders.forget_holder(holder, by=cast.ada(), at=AT)
        assert client.post(address, {"kind": "right"}).status_code == 404
    assert Report.objects.count() == 0
