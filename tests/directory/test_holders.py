"""Who holds a door: nobody's name shows before they are told, an objection erases at once, the door outlives them."""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from tests import cast, factories
from tremplin.core import clock
from tremplin.core.models import Message
from tremplin.core.moves import MoveRefused
from tremplin.core.states import MessageState
from tremplin.directory import retention
from tremplin.directory.actions import holders, note_answer, note_silence
from tremplin.directory.actions.bounces import notice_bounced, question_bounced
from tremplin.directory.actions.doors import place_door
from tremplin.directory.actions.reports import ask_to_confirm
from tremplin.directory.models import Door, Holder
from tremplin.directory.queries import checks
from tremplin.directory.queries.checks import What
from tremplin.directory.queries.holders import holders_of
from tremplin.directory.tasks import DOORS

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
CLAIRE = {"part": "holder", "name": "Claire Essai", "email": "claire@exemple.fr", "phone": "01 99 00 12 34"}


def _entered(door: Door | None = None) -> Holder:
    return holders.add_holder(door or factories.DoorFactory(), words=CLAIRE, by=cast.ada(), at=AT)


def _text(answer) -> str:
    return " ".join(BeautifulSoup(answer.content, "html.parser").find("main").get_text(" ").split())


def _link() -> str:
    return re.search(r"https?://[^/]+(/reponses/\S+)", Message.objects.latest("pk").text)[1]


def test_a_name_is_read_by_whoever_entered_it_alone_until_its_person_is_told(client: Client) -> None:
    holder = _entered()
    pages = {}
    for who in (cast.ada, cast.sam):
        client.force_login(who())
        pages[who.__name__] = _text(client.get(reverse("directory:managed", args=[holder.door.ref])))
    assert "Claire Essai" in pages["ada"]
    assert ("A person, not told yet" in pages["sam"], "Claire" in pages["sam"]) == (True, False)
    assert "claire@exemple.fr" not in pages["sam"]
    holders.tell_holder(holder, by=cast.sam(), at=AT)
    assert "Claire Essai" in _text(client.get(reverse("directory:managed", args=[holder.door.ref])))
    assert "Claire" not in client.get(reverse("directory:door", args=[holder.door.ref])).content.decode()


def test_the_mail_is_read_before_it_leaves_and_hides_a_name_from_whoever_may_not_read_it(client: Client) -> None:
    holder = _entered()
    address = reverse("directory:holder-tell", args=[holder.ref])
    client.force_login(cast.sam())
    shown = client.get(address).content.decode()
    assert ("claire" in shown.lower(), "lien-personnel" in shown) == (False, True)
    assert Message.objects.count() == 0
    once = client.get(address).context["form"]["once"].initial
    for _twice in range(2):
        client.post(address, {"once": once})
    mail = Message.objects.get()
    assert (mail.kind, mail.recipient, mail.reply_to) == ("directory-notice", "claire@exemple.fr", cast.sam().email)
    assert "Claire Essai, claire@exemple.fr, 01 99 00 12 34" in mail.text
    holder.refresh_from_db()
    with pytest.raises(MoveRefused, match="told already"):
        holders.tell_holder(holder, by=cast.ada(), at=AT)


def test_the_notice_leads_to_one_page_that_shows_and_erases(client: Client) -> None:
    holder = _entered()
    holders.tell_holder(holder, by=cast.ada(), at=clock.now())
    Message.objects.update(state="sent", sent_at=clock.now())
    link = _link()
    for _scanner in range(3):  # opening it does nothing
        said = _text(client.get(link))
    assert ("Claire Essai" in said, "claire@exemple.fr" in said) == (True, True)
    assert Holder.objects.get().name == "Claire Essai"
    for _twice in range(2):
        gone = client.post(link, {"object": "1"}, follow=True)
        assert "ont été effacés" in _text(gone)
    holder.refresh_from_db()
    assert (holder.name, holder.email, holder.phone, holder.left_on) == ("", "", "", None)
    assert (Message.objects.get().recipient, Message.objects.get().text) == ("", "")
    assert Door.objects.filter(pk=holder.door_id, state="open").exists()


def test_somebody_corrects_what_is_kept_of_them(client: Client) -> None:
    holder = _entered()
    holders.tell_holder(holder, by=cast.ada(), at=clock.now())
    answer = client.post(_link(), {"name": "", "email": "nope", "phone": "02"})
    assert (answer.status_code, "02" in answer.content.decode()) == (200, True)
    client.post(_link(), {"name": "Claire Autre", "email": "c.autre@exemple.fr", "phone": ""})
    holder.refresh_from_db()
    assert (holder.name, holder.email, holder.phone) == ("Claire Autre", "c.autre@exemple.fr", "")
    assert holder.shown


def test_a_forged_an_expired_and_a_replaced_link_lead_nowhere(client: Client) -> None:
    with clock.at(AT):
        holder = _entered()
        holders.tell_holder(holder, by=cast.ada(), at=AT.astimezone(ZoneInfo("Europe/Paris")))
    token = _link().rstrip("/").rpartition("/")[2]
    address = reverse("directory:holder-data", args=[token])
    with clock.at(AT + timedelta(days=179)):
        assert client.get(address).status_code == 200
    with clock.at(AT + timedelta(days=180)):
        assert client.post(address, {"object": "1"}).status_code == 410
    forged = [token[:-1] + ("a" if token[-1] != "a" else "b"), "0000000000.x", token.partition(".")[0], "é.x"]
    assert {client.get(reverse("directory:holder-data", args=[one])).status_code for one in forged} == {404}
    # the address was wrong: whoever has the first link is nobody to this door
    holders.correct_holder(holder, words={**CLAIRE, "email": "autre@exemple.fr"}, by=cast.ada(), at=AT)
    with clock.at(AT):
        assert client.post(address, {"object": "1"}).status_code == 404
    holder.refresh_from_db()
    assert (holder.told_at, holder.name) == (None, "Claire Essai")


def test_only_whoever_entered_a_name_changes_it_before_its_person_is_told(client: Client) -> None:
    holder = _entered()
    with pytest.raises(MoveRefused, match="only whoever entered"):
        holders.correct_holder(holder, words=CLAIRE, by=cast.sam(), at=AT)
    client.force_login(cast.sam())
    assert client.get(reverse("directory:holder-change", args=[holder.ref])).status_code == 403
    client.force_login(cast.charlie())
    gestures = ("holder-change", "holder-tell", "holder-left", "holder-forget")
    assert {client.get(reverse(f"directory:{name}", args=[holder.ref])).status_code for name in gestures} == {404}
    with pytest.raises(MoveRefused, match="Doors are kept by"):
        holders.tell_holder(holder, by=cast.charlie(), at=AT)


def test_a_holder_leaves_and_the_door_asks_for_the_next(client: Client) -> None:
    door = factories.DoorFactory(confirmed=True)
    told = factories.HolderFactory(door=door, since=date(2024, 1, 1))
    untold = factories.HolderFactory(door=door, untold=True, deputy=True)
    for holder in (told, untold):
        holders.mark_left(holder, on=clock.today(), by=cast.ada(), at=AT)
        holder.refresh_from_db()
    # nobody told the deputy: no reason to keep their name
    assert (told.name != "", untold.name, untold.left_on) == (True, "", clock.today())
    now, before = holders_of(door, cast.ada())
    assert (now, [row.holder for row in before]) == ([], [told, untold])
    assert [(key.what, key.on) for key in checks.checks()] == [(What.LEFT, clock.today())]
    client.force_login(cast.ada())
    page = client.get(reverse("directory:check-list"))
    assert reverse("directory:holder-add", args=[door.ref]) in page.content.decode()
    assert "1 door without a holder: find who comes after" in [task.title for task in DOORS.find(cast.ada())]
    factories.HolderFactory(door=door)
    assert checks.checks() == []


def test_the_list_holds_what_the_team_follows_by_date_and_counts_the_rest(client: Client) -> None:
    today = clock.today()
    never, silent = factories.DoorFactory(), factories.DoorFactory(confirmed=True)
    stale = factories.DoorFactory(stale=True, name="Guichet des alizés")
    used = factories.DoorFactory(imports=True, body__imported_at=clock.now() - timedelta(days=500))
    factories.CaseFactory(door=used)
    factories.DoorFactory(imports=True, body__imported_at=clock.now() - timedelta(days=600))
    factories.DoorFactory(stale=True, closed=True)
    report = factories.ReportFactory(door=factories.DoorFactory(confirmed=True))
    holder = factories.HolderFactory(door=report.door, untold=True, entered_at=clock.now() - timedelta(days=3))
    note_silence(silent, today - timedelta(days=20), at=AT)
    note_silence(silent, today - timedelta(days=2), at=AT)
    found = [(key.what, key.on, key.door) for key in checks.checks()]
    assert found == [
        (What.STALE, today - timedelta(days=135), used.pk),
        (What.STALE, today - timedelta(days=35), stale.pk),
        (What.SILENT, today - timedelta(days=20), silent.pk),
        (What.TELL, today - timedelta(days=3), holder.door.pk),
        (What.REPORT, today, report.door.pk),
        (What.STALE, None, never.pk),
    ]
    assert checks.left_to_imports()[0] == 1
    client.force_login(cast.sam())
    address = reverse("directory:check-list")
    assert len(client.get(address).context["rows"]) == 6
    assert [row.what for row in client.get(address, {"what": "silent"}).context["rows"]] == ["silent"]
    assert [row.door for row in client.get(address, {"words": stale.name}).context["rows"]] == [stale]
    client.post(reverse("directory:report-settle", args=[report.ref]))
    note_answer(silent, at=AT)
    assert [key.what for key in checks.checks()] == [What.STALE, What.STALE, What.TELL, What.STALE]


def test_what_is_to_check_costs_the_same_for_two_lines_and_eight(client: Client, django_assert_max_num_queries) -> None:
    client.force_login(cast.ada())

    def lines(count: int) -> None:
        for _line in range(count):
            factories.DoorFactory(stale=True)
            factories.HolderFactory(untold=True, door=factories.DoorFactory(confirmed=True))
            factories.ReportFactory(door=factories.DoorFactory(confirmed=True))

    lines(1)
    address = reverse("directory:check-list")
    client.get(address)
    with django_assert_max_num_queries(100) as few:
        client.get(address)
    lines(3)
    with django_assert_max_num_queries(len(few)):
        client.get(address)


def test_a_notice_that_comes_back_told_nobody() -> None:
    holder = _entered()
    holders.tell_holder(holder, by=cast.ada(), at=AT)
    first = Message.objects.get()
    notice_bounced(first, AT)
    holder.refresh_from_db()
    assert holder.told_at is None
    holders.correct_holder(holder, words={"email": "juste@exemple.fr"}, by=cast.ada(), at=AT)
    holders.tell_holder(holder, by=cast.ada(), at=AT + timedelta(hours=1))
    notice_bounced(first, AT)  # the first mail, come back once more
    holder.refresh_from_db()
    assert holder.told_at == AT + timedelta(hours=1)


def test_a_notice_that_came_back_goes_with_the_name_it_holds() -> None:
    holder = _entered()
    holders.tell_holder(holder, by=cast.ada(), at=AT)
    Message.objects.update(state=MessageState.FAILED)
    holders.forget_holder(holder, by=cast.ada(), at=AT)
    assert list(Message.objects.values_list("recipient", "text", "html", "erased_at")) == [("", "", "", AT)]


def test_a_question_that_comes_back_is_a_report_to_the_team() -> None:
    door = factories.DoorFactory(confirmed=True)
    ask_to_confirm(door, by=cast.ada(), at=AT)
    question_bounced(Message.objects.get(), AT)
    assert [(key.what, key.door) for key in checks.checks()] == [(What.REPORT, door.pk)]


def test_three_years_after_they_left_nothing_is_kept_of_somebody() -> None:
    gone = factories.HolderFactory(left_on=clock.today() - timedelta(days=3 * 365 + 1))
    later = factories.HolderFactory(left_on=clock.today() - timedelta(days=3 * 365 - 1))
    assert holders.forget_long_gone(clock.now()) == 1
    gone.refresh_from_db()
    later.refresh_from_db()
    assert (gone.name, gone.left_on is None, later.name != "") == ("", False, True)


def test_a_person_finds_the_doors_they_hold_among_what_is_held_about_them() -> None:
    holder = factories.HolderFactory(email=cast.remi().email, since=date(2025, 1, 1))
    rows = retention.HELD.export(cast.remi())
    assert [(row["about"], row["on"]) for row in rows] == [(holder.door.name, date(2025, 1, 1))]


def test_a_door_serves_the_territory_chosen_else_that_of_its_body(client: Client) -> None:
    region = factories.TerritoryFactory(region=True, name="Occitanie", code="76")
    commune = factories.TerritoryFactory(kind="commune", name="Villeneuve-sur-Essai", code="31999", parent=region)
    door = factories.DoorFactory(body=factories.BodyFactory(territory=region))
    client.force_login(cast.ada())
    address = reverse("directory:door-place", args=[door.ref])
    assert "that of its body: Occitanie" in _text(client.get(address))
    found = client.get(address, {"words": "villeneuve-sur-essai"}).context["form"].found
    assert list(found.values()) == [commune]
    client.post(f"{address}?words=villeneuve-sur-essai", {"choice": commune.ref})
    door.refresh_from_db()
    assert door.territory == commune
    # changing the rest leaves it alone
    client.post(reverse("directory:door-change", args=[door.ref]), {"name": "Guichet", "email": "a@exemple.fr"})
    door.refresh_from_db()
    assert (door.name, door.territory) == ("Guichet", commune)
    place_door(door, None, by=cast.ada(), at=AT)
    door.refresh_from_db()
    assert door.territory is None
