"""Committees: planned, convened, their pack, their session, their minutes."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar
from pypdf import PdfReader

from tests import cast
from tests.support.committee_story import Story, planned, story
from tests.support.factories import (
    AccompanimentFactory,
    ActionFactory,
    BookingFactory,
    CommitmentFactory,
    CommitteeFactory,
    CommitteeItemFactory,
    CommitteeMemberFactory,
    IntroductionFactory,
    PointFactory,
)
from tremplin.core import clock, files
from tremplin.core.models import Message
from tremplin.core.moves import MoveRefused
from tremplin.programme.models import Mandate
from tremplin.support.actions import committee_decisions as decisions
from tremplin.support.actions import committees, minutes, packs
from tremplin.support.background import assemble_pack
from tremplin.support.facts import news_of, owed_in
from tremplin.support.models import Accompaniment, Commitment, Committee, CommitteeItem, Minutes, PackDocument, Pledge
from tremplin.support.queries.minutes import draft_of
from tremplin.support.queries.packs_made import progress_of
from tremplin.support.rules import committees as rules
from tremplin.support.tasks.committees import OWN

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def told() -> Story:
    return story()


def _refusal(act: Callable[[], Any]) -> str:
    with pytest.raises(MoveRefused) as refused:
        act()
    return str(refused.value.reason)


def _mails(kind: str) -> set[str]:
    return set(Message.objects.filter(kind=kind).values_list("recipient", flat=True))


def _decide(item: CommitteeItem, outcome: str = "continue", **said: Any) -> None:
    decisions.decide(item, outcome=outcome, **said, by=cast.ada(), at=clock.now())


# planned and convened


def test_committee_begins_with_every_support_under_way(told: Story) -> None:
    AccompanimentFactory.create(season=told.atlas.season, closed=True)
    found = planned(kind="engagement")
    assert [one.accompaniment for one in found.items.all()] == [told.atlas, told.seeds]


def test_second_committee_of_a_kind_on_one_day_is_refused(told: Story) -> None:
    assert _refusal(planned).startswith("This season has one of this kind on that day already: acceleration committee,")
    assert planned(kind="engagement").items.count() == 2


def test_committee_is_planned_for_an_instant_to_come(told: Story) -> None:
    assert _refusal(lambda: planned(days=-1)) == "A committee is planned for an instant to come."


def test_members_are_convened_once_then_told_of_each_change_with_its_reason(told: Story) -> None:
    found, ada = told.committee, cast.ada()
    assert committees.convene(found, by=ada, at=clock.now()) == 3
    assert _refusal(lambda: committees.convene(found, by=ada, at=clock.now())) == "Every member was convened already."
    everybody = {"sylvie@example.org", "remi@example.org", "sonia@example.org"}
    assert _mails("support-committee-convened") == everybody
    later = found.starts_at + timedelta(days=7)

    def move(why: str) -> None:
        committees.change_committee(
            found,
            starts_at=later,
            ends_at=later + timedelta(hours=2),
            place=found.place,
            words=found.words,
            quorum=50,
            why=why,
            by=ada,
            at=clock.now(),
        )

    assert _refusal(lambda: move("")) == "Please say why: those who were convened are told."
    move("La salle n’est plus libre.")
    assert (found.starts_at, found.sequence, _mails("support-committee-moved")) == (later, 1, everybody)
    committees.cancel_committee(found, why="La présidente est retenue.", by=ada, at=clock.now())
    assert (found.state, found.sequence, _mails("support-committee-cancelled")) == ("cancelled", 2, everybody)


def test_member_removed_then_named_again_is_convened_again(told: Story) -> None:
    committees.convene(told.committee, by=cast.ada(), at=clock.now())
    for later in (1, 2):
        with clock.at(clock.now() + timedelta(hours=later)):
            committees.remove_member(told.committee.members.get(person=cast.remi()), by=cast.ada(), at=clock.now())
            committees.name_member(
                told.committee, email="remi@example.org", quality="référent", by=cast.ada(), at=clock.now()
            )
            assert committees.convene(told.committee, by=cast.ada(), at=clock.now()) == 1
    sent = Message.objects.filter(recipient="remi@example.org")
    assert [sent.filter(kind=f"support-committee-{one}").count() for one in ("convened", "removed")] == [3, 2]


def test_mail_to_a_member_names_no_file(told: Story) -> None:
    committees.convene(told.committee, by=cast.ada(), at=clock.now())
    texts = [one.subject + one.text for one in Message.objects.filter(kind="support-committee-convened")]
    assert (len(texts), [text for text in texts if "Atlas" in text or "Semences" in text]) == (3, [])


def test_calendar_file_follows_the_committee(client: Any, told: Story) -> None:
    client.force_login(cast.sylvie())
    address = reverse("support:committee-calendar", args=[told.committee.ref])
    first = Calendar.from_ical(client.get(address).content).walk("VEVENT")[0]
    committees.cancel_committee(told.committee, why="Annulé.", by=cast.ada(), at=clock.now())
    second = Calendar.from_ical(client.get(address).content).walk("VEVENT")[0]
    assert (first["sequence"], str(first["status"]), str(first["location"])) == (0, "CONFIRMED", "Salle des communs")
    assert (second["uid"], second["sequence"], str(second["status"])) == (first["uid"], 1, "CANCELLED")


def test_member_is_named_by_address_and_not_after_the_session(client: Any, told: Story) -> None:
    client.force_login(cast.ada())
    address = reverse("support:committee-members", args=[told.committee.ref])
    said = {"email": "Lea@Fondation.example", "full_name": "Léa Roy", "quality": "déléguée", "once": "a" * 32}
    assert client.post(address, said).status_code == 302
    assert told.committee.members.filter(person__email="lea@fondation.example", quality="déléguée").count() == 1
    twice = client.post(address, {"quality": "déléguée", "once": "b" * 32}).context["form"]
    assert twice.errors["person"] == ["Choose somebody, or give an address: one of the two."]
    told.pack()
    told.open()
    late = _refusal(
        lambda: committees.name_member(
            told.committee, email="tard@example.org", quality="x", by=cast.ada(), at=clock.now()
        )
    )
    assert late == "This committee was held: its members, its files and its pack stay as they were that day."


def test_who_opens_which_page(client: Any, told: Story) -> None:
    run = reverse("support:committee-run", args=[told.committee.ref])
    seat = reverse("support:committee", args=[told.committee.ref])
    found = {}
    for who in (cast.ada, cast.sylvie, cast.sonia, cast.sam, cast.alice, cast.charlie):
        client.force_login(who())
        found[who.__name__] = (client.get(run).status_code, client.get(seat).status_code)
    assert found == {
        "ada": (200, 200),
        "sylvie": (404, 200),
        "sonia": (404, 200),
        "sam": (404, 404),
        "alice": (404, 404),
        "charlie": (404, 404),
    }


# the pack


def test_pack_says_where_a_support_stands(told: Story) -> None:
    atlas, today = told.atlas, clock.today()
    ActionFactory.create(accompaniment=atlas, done=True)
    ActionFactory.create(accompaniment=atlas, title="Écrire les statuts", due_on=today - timedelta(days=3))
    IntroductionFactory.create(accompaniment=atlas, sent=True)
    IntroductionFactory.create(accompaniment=atlas, met=True)
    BookingFactory.create(accompaniment=atlas, held=True, hours=Decimal("1.50"))
    CommitmentFactory.create(initiative=atlas.initiative, programme=atlas.season.programme, what="Prêter une salle")
    PointFactory.create(accompaniment=atlas, private=True, words="Trésorerie inquiétante.")
    committees.write_proposal(told.item(atlas), words="Poursuivre.", by=cast.sam(), at=clock.now())
    told.pack()
    frozen = told.item(atlas).frozen
    assert frozen is not None
    assert frozen["roadmap"]["steps"][0] == {"step": "consolidate", "total": 2, "done": 1, "late": 1}
    assert [one["title"] for one in frozen["roadmap"]["late"]["rows"]] == ["Écrire les statuts"]
    sent, met = (frozen["introductions"][name] for name in ("sent", "met"))
    assert (sent, met, frozen["sessions"]["hours"], frozen["proposal"]) == (2, 1, "1.5", "Poursuivre.")
    assert [one["what"] for one in frozen["commitments"]["open"]["rows"]] == ["Prêter une salle"]
    assert "inquiétante" not in str(frozen)


def test_pack_stays_as_it_was_until_it_is_assembled_again(told: Story) -> None:
    told.pack()
    before = told.item(told.seeds).frozen
    ActionFactory.create(accompaniment=told.seeds)
    assert told.item(told.seeds).frozen == before
    told.pack()
    assert told.item(told.seeds).frozen["roadmap"]["steps"][0]["total"] == 1  # type: ignore[index]
    told.open()
    refused = _refusal(lambda: packs.ask_pack(told.committee, by=cast.ada(), at=clock.now()))
    assert refused == "This committee was held: its members, its files and its pack stay as they were that day."


def test_progress_is_shown_while_the_worker_assembles(client: Any, told: Story) -> None:
    client.force_login(cast.ada())
    address = reverse("support:committee-run", args=[told.committee.ref])
    client.post(address, {"gesture": "assemble"})
    told.committee.refresh_from_db()
    found = progress_of(told.committee)
    assert (found.under_way, found.done, found.total) == (True, 0, 3)
    assert "0 steps out of 3 (0 %)" in client.get(address).content.decode()
    asked = told.committee.pack_asked_at
    assert asked is not None
    packs.assemble(told.committee, asked)
    told.committee.refresh_from_db()
    # two files, then the whole pack and the one Sonia reads
    assert (progress_of(told.committee).under_way, told.committee.pack_done) == (False, 4)


def test_asking_already_answered_is_not_answered_again(told: Story) -> None:
    told.pack()
    told.committee.refresh_from_db()
    made, asked = told.committee.packed_at, told.committee.pack_asked_at
    assert made is not None
    assert asked is not None
    with clock.at(clock.now() + timedelta(hours=1)):
        assemble_pack.func(told.committee.ref, asked.isoformat())
    told.committee.refresh_from_db()
    assert told.committee.packed_at == made


def _text(document: PackDocument) -> str:
    reader = PdfReader(BytesIO(files.content_of(document.file).read_bytes()))
    return "\n".join(page.extract_text() for page in reader.pages)


def test_sponsor_sees_nothing_of_the_initiative_it_pledged_to(client: Any, told: Story, settings: Any) -> None:
    settings.ANTIVIRUS = "off"
    committees.write_proposal(told.item(told.atlas), words="Secret de l’Atlas.", by=cast.sam(), at=clock.now())
    told.pack()
    item, found = told.item(told.atlas), told.committee
    texts = {who.__name__: _text(_document(found, who())) for who in (cast.sylvie, cast.sonia)}
    pages = {}
    for who in (cast.sylvie, cast.sonia):
        client.force_login(who())
        seat = client.get(reverse("support:committee", args=[found.ref])).content.decode()
        file = client.get(reverse("support:committee-file", args=[found.ref, item.ref])).status_code
        other = client.get(reverse("support:committee-file", args=[found.ref, told.item(told.seeds).ref]))
        [task] = OWN[0].find(who())
        pages[who.__name__] = ("Atlas des haies" in seat, file, "Atlas" in other.content.decode(), task.why)
    # there is something to leak: somebody else reads it all
    assert pages["sylvie"] == (True, 200, True, "2 files to read.")
    assert pages["sonia"] == (False, 404, False, "1 file to read.")
    secrets = ("Atlas des haies", "Secret de l’Atlas")
    assert [words in texts["sylvie"] for words in secrets] == [True, True]
    assert [words in texts["sonia"] for words in secrets] == [False, False]
    assert "Semences libres" in texts["sonia"]
    client.force_login(cast.ada())
    team = client.get(reverse("support:committee-run", args=[found.ref])).context["rows"]
    assert [words for row in team for words in row["ties"]] == [
        "Does not receive the file of Atlas des haies (pledged: Mécénat de la Fondation Sonia)."
    ]


def _document(found: Committee, person: Any) -> PackDocument:
    from tremplin.support.queries.packs_made import document_for

    document = document_for(person, found)
    assert document is not None
    return document


def test_document_is_withheld_from_whoever_is_tied_since(client: Any, told: Story) -> None:
    told.pack()
    document = _document(told.committee, cast.remi())
    assert rules.may_read_pack(cast.remi(), document.file)
    assert not rules.may_read_pack(cast.sonia(), document.file)
    CommitmentFactory.create(
        of_a_sponsor=True,
        sponsor=cast.remi(),
        initiative=told.seeds.initiative,
        programme=told.seeds.season.programme,
    )
    assert not rules.may_read_pack(cast.remi(), document.file)
    client.force_login(cast.remi())
    assert client.get(reverse("support:committee-pack", args=[told.committee.ref])).status_code == 404
    client.force_login(cast.ada())
    address = reverse("support:committee-run", args=[told.committee.ref])
    assert [one.person for one in client.get(address).context["missing"]] == [cast.remi()]
    client.post(address, {"gesture": "documents"})
    assert packs.write_documents(told.committee)
    assert client.get(address).context["missing"] == []


def test_pack_holds_in_two_pages_a_support(told: Story) -> None:
    for number in range(12):
        ActionFactory.create(accompaniment=told.atlas, title=f"Une action assez longue à lire, numéro {number}")
        CommitmentFactory.create(initiative=told.atlas.initiative, programme=told.atlas.season.programme)
    told.pack()
    reader = PdfReader(BytesIO(files.content_of(_document(told.committee, cast.sylvie()).file).read_bytes()))
    assert len(reader.pages) <= 1 + 2 * 2
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


# the session


def test_session_waits_for_its_day_and_its_pack(told: Story) -> None:
    found, ada = told.committee, cast.ada()
    early = _refusal(lambda: committees.open_session(found, by=ada, at=clock.now()))
    assert early.endswith("its session opens on that day.")
    with clock.at(told.day):
        unread = _refusal(lambda: committees.open_session(found, by=ada, at=clock.now()))
    assert unread == "The pack is not assembled: the members would decide without having read. Assemble it first."


def test_decision_says_what_it_must(told: Story) -> None:
    told.pack()
    told.open()
    item = told.item(told.atlas)
    assert _refusal(lambda: _decide(item, "extend")) == "Please say until which day the support is extended."
    before = told.atlas.ends_on
    slip = told.atlas.ends_on.replace(year=2099)
    assert _refusal(lambda: _decide(item, "extend", until=slip)) == (
        "A support is extended by two years at most: please check the year."
    )
    sooner = _refusal(lambda: _decide(item, "extend", until=before))
    assert sooner.startswith("This support ends on ")
    assert sooner.endswith("already: choose a day after it.")
    assert _refusal(lambda: _decide(item, "stop")) == "Please say why the support stops: the initiative is told."
    unsigned = _refusal(lambda: _decide(item, "continue", granted=Decimal(20_000)))
    assert unsigned.startswith("The republican commitment contract comes before any grant")
    _decide(item, "continue", granted=Decimal(0))
    assert (item.outcome, item.granted, item.present, item.needed) == ("continue", Decimal(0), 2, 1)
    assert [one.person for one in item.left_room.all()] == [cast.sonia()]


def test_without_quorum_nothing_is_decided(told: Story) -> None:
    told.pack()
    told.open()
    said = {one.ref: "excused" for one in told.committee.members.exclude(person=cast.sonia())}
    committees.mark_presence(told.committee, said, by=cast.ada(), at=clock.now())
    refused = _refusal(lambda: _decide(told.item(told.atlas)))
    assert refused == "The quorum is not met for this file: present 0, needed 1. Note who is there."
    # Sonia may sit on the other, of three members
    other = _refusal(lambda: _decide(told.item(told.seeds)))
    assert other == "The quorum is not met for this file: present 1, needed 2. Note who is there."


def test_agent_in_conflict_sees_nothing_and_does_not_sign(client: Any, told: Story) -> None:
    CommitmentFactory.create(
        of_a_sponsor=True, sponsor=cast.aldo(), initiative=told.atlas.initiative, programme=told.atlas.season.programme
    )
    told.pack()
    told.open()
    item = told.item(told.atlas)
    client.force_login(cast.aldo())
    assert client.get(reverse("support:committee-item", args=[told.committee.ref, item.ref])).status_code == 404
    run = client.get(reverse("support:committee-run", args=[told.committee.ref]))
    assert [one.accompaniment for one, _officers in run.context["files"]] == [told.seeds]
    written = client.get(reverse("support:minutes-write", args=[told.committee.ref]))
    assert "Atlas" not in written.content.decode()
    minutes.save_minutes(told.committee, draft_of(told.committee), read=0, by=cast.ada(), at=clock.now())
    answer = rules.can_sign(cast.aldo(), told.committee)
    assert str(getattr(answer, "reason", "")) == "These minutes are signed by somebody who may read all of them."


def test_what_is_said_around_the_table_is_followed(client: Any, told: Story) -> None:
    told.pack()
    told.open()
    item = told.item(told.seeds)
    client.force_login(cast.ada())
    address = reverse("support:committee-item", args=[told.committee.ref, item.ref])
    due = (clock.today() + timedelta(days=60)).isoformat()
    giver = f"sponsor-{cast.remi().ref}"
    promise = {"gesture": "promise", "promiser": giver, "what": "Ouvrir les archives", "who": "Rémi", "due_on": due}
    pledge = {"gesture": "pledge", "giver": giver, "kind": "money", "what": "Mécénat", "due_on": due}
    assert client.post(address, promise | {"once": "a" * 32})["Location"] == address
    short = client.post(address, pledge | {"once": "b" * 32})
    assert short.context["pledge"].errors["amount"] == ["Please say how much money is pledged."]
    assert client.post(address, pledge | {"amount": "500", "once": "c" * 32})["Location"] == address
    made = Commitment.objects.get(item=item)
    assert (made.what, made.sponsor, Pledge.objects.get(item=item).state) == (
        "Ouvrir les archives",
        cast.remi(),
        "pledged",
    )
    # from now on Rémi is tied to it, and reads nothing of it
    client.force_login(cast.remi())
    assert client.get(reverse("support:committee-file", args=[told.committee.ref, item.ref])).status_code == 404


def test_projector_page_notes_the_decision(client: Any, told: Story) -> None:
    told.pack()
    told.open()
    item = told.item(told.atlas)
    client.force_login(cast.ada())
    address = reverse("support:committee-item", args=[told.committee.ref, item.ref])
    bad = client.post(address, {"gesture": "decide", "outcome": "stop", "grant": "yes", "once": "a" * 32})
    assert bad.context["decision"].errors == {
        "motive": ["Please say why the support stops: the initiative is told."],
        "amount": ["Please say how much is granted."],
    }
    said = {"gesture": "decide", "outcome": "continue", "grant": "no", "conditions": "Un bilan.", "once": "b" * 32}
    assert client.post(address, said)["Location"] == address
    item.refresh_from_db()
    assert (item.outcome, item.granted, item.conditions) == ("continue", Decimal(0), "Un bilan.")
    assert client.get(address).context["leaving"] == ["Sonia"]
    client.post(address, {"again": "1"})
    item.refresh_from_db()
    assert (item.outcome, item.present, item.left_room.count()) == ("", None, 0)


# the minutes


def _signed(told: Story) -> Minutes:
    made, _merged = minutes.save_minutes(
        told.committee, draft_of(told.committee), read=0, by=cast.ada(), at=clock.now()
    )
    return minutes.sign_minutes(
        told.committee, number=made.number, name="Sylvie", quality="présidente", by=cast.ada(), at=clock.now()
    )


def test_signature_extends_one_support_and_stops_the_other_once(told: Story) -> None:
    until = told.atlas.ends_on + timedelta(days=90)
    told.pack()
    told.open()
    _decide(told.item(told.atlas), "extend", until=until, motive="Encore un trimestre.")
    _decide(told.item(told.seeds), "stop", motive="L’association est dissoute.")
    for found in (told.atlas, told.seeds):
        found.refresh_from_db()
    assert (told.atlas.ends_on == until, told.seeds.state) == (False, "running")
    made = _signed(told)
    for found in (told.atlas, told.seeds):
        found.refresh_from_db()
    assert told.atlas.ends_on == until
    assert (told.seeds.state, told.seeds.ended_as, told.seeds.closing_words) == (
        "closed",
        "stopped",
        "L’association est dissoute.",
    )
    lasts = Mandate.objects.filter(person=cast.sam(), role="officer", season=told.atlas.season)
    assert [one.until_day for one in lasts] == [max(until, told.atlas.season.ends_on)]
    assert (told.committee.state, made.signed_name, len(made.sha256)) == ("signed", "Sylvie", 64)
    again = _refusal(lambda: _signed(told))
    assert again.startswith("The minutes are signed: what was decided stays as it is.")
    assert _mails("support-committee-decided") == {"alice@example.org", "sam@example.org"}


def test_support_closed_meanwhile_stops_the_signature_with_a_sentence(told: Story) -> None:
    told.pack()
    told.open()
    _decide(told.item(told.atlas))
    Accompaniment.objects.filter(pk=told.atlas.pk).update(state="closed", closed_at=clock.now())
    assert _refusal(lambda: _signed(told)).startswith("Atlas des haies: this support was closed since")
    told.committee.refresh_from_db()
    assert told.committee.state == "held"


def test_minutes_that_changed_while_they_were_read_are_not_signed(told: Story) -> None:
    told.pack()
    told.open()
    minutes.save_minutes(told.committee, draft_of(told.committee), read=0, by=cast.ada(), at=clock.now())
    minutes.save_minutes(told.committee, {"": "Relu."}, read=1, by=cast.aldo(), at=clock.now())
    refused = _refusal(
        lambda: minutes.sign_minutes(
            told.committee, number=1, name="Sylvie", quality="présidente", by=cast.ada(), at=clock.now()
        )
    )
    assert refused == "Somebody changed the minutes while you were reading them: read them again first."


def test_two_editors_at_once_lose_nothing(client: Any, told: Story) -> None:
    told.pack()
    told.open()
    address = reverse("support:minutes-write", args=[told.committee.ref])
    atlas, seeds = (f"s_{told.item(found).ref}" for found in (told.atlas, told.seeds))
    first = {"s_general": "Séance.", atlas: "Atlas.", seeds: "Semences.", "read": "0"}
    client.force_login(cast.ada())
    assert client.post(address, first).status_code == 302
    assert client.post(address, first | {"read": "1", atlas: "Atlas, par Ada."}).status_code == 302
    client.force_login(cast.aldo())
    page = client.post(address, first | {"read": "1", atlas: "Atlas, par Aldo.", seeds: "Semences, par Aldo."})
    assert page.context["both"] == [{"title": "Atlas des haies", "words": "Atlas, par Ada."}]
    last = told.committee.minutes.get(number=3)
    assert last.sections == {
        "": "Séance.",
        told.item(told.atlas).ref: "Atlas, par Aldo.",
        told.item(told.seeds).ref: "Semences, par Aldo.",
    }


def test_signed_minutes_are_read_by_members_without_what_ties_them(client: Any, told: Story) -> None:
    told.pack()
    told.open()
    _decide(told.item(told.atlas), "continue", motive="Motif de l’Atlas.")
    _decide(told.item(told.seeds), "continue")
    seat = reverse("support:minutes", args=[told.committee.ref])
    client.force_login(cast.sylvie())
    assert client.get(seat).status_code == 403
    _signed(told)
    found = {}
    for who in (cast.sylvie, cast.sonia):
        client.force_login(who())
        page = client.get(seat).content.decode()
        paper = client.get(reverse("support:minutes-document", args=[told.committee.ref]))
        text = "\n".join(sheet.extract_text() for sheet in PdfReader(BytesIO(paper.content)).pages)
        found[who.__name__] = ["Motif de l’Atlas" in page, "Motif de l’Atlas" in text, "Semences libres" in text]
    assert found == {"sylvie": [True, True, True], "sonia": [False, False, True]}
    client.force_login(cast.sylvie())
    address = reverse("support:minutes-document", args=[told.committee.ref])
    assert client.get(address).content == client.get(address).content


def test_authority_that_sits_signs_from_its_own_page(client: Any, told: Story) -> None:
    told.pack()
    told.open()
    minutes.save_minutes(told.committee, draft_of(told.committee), read=0, by=cast.ada(), at=clock.now())
    client.force_login(cast.sylvie())
    address = reverse("support:minutes-sign", args=[told.committee.ref])
    said = {"number": "1", "name": "Sylvie", "quality": "présidente", "once": "a" * 32}
    assert client.post(address, said).context["form"].errors == {"read": ["This field is required."]}
    answer = client.post(address, said | {"read": "on"})
    assert answer["Location"] == reverse("support:minutes", args=[told.committee.ref])
    assert Minutes.objects.get(signed_at__isnull=False).signed_by == cast.sylvie()


# what moved, and what is owed


def test_what_a_committee_asks_and_decides_is_told(told: Story) -> None:
    owed = [one.words for one in owed_in([told.atlas], cast.sam())[told.atlas.pk]]
    assert "Write what is proposed to the acceleration committee" in owed
    pledge = "Have this pledge confirmed in writing: Mécénat de la Fondation Sonia (Sonia)"
    assert pledge in owed
    told.pack()
    told.open()
    _decide(told.item(told.atlas), "extend", until=told.atlas.ends_on + timedelta(days=30))
    assert "Minutes of the acceleration committee to be signed" in [
        one.words for one in owed_in([told.atlas], cast.sam())[told.atlas.pk]
    ]
    before = {one.words for one in news_of([told.atlas], cast.alice())[told.atlas.pk]}
    _signed(told)
    after = {one.words for one in news_of([told.atlas], cast.alice())[told.atlas.pk]}
    assert ("acceleration committee held" in before, "acceleration committee: the support is extended" in after) == (
        True,
        True,
    )


def test_initiative_reads_the_decision_once_it_is_signed(client: Any, told: Story) -> None:
    told.pack()
    told.open()
    _decide(told.item(told.atlas), "continue", motive="Motif de l’Atlas.")
    client.force_login(cast.alice())
    address = reverse("support:accompaniment-committees", args=[told.atlas.ref])
    before = client.get(address).content.decode()
    _signed(told)
    after = client.get(address).content.decode()
    assert ("Motif de l’Atlas" in before, "Motif de l’Atlas" in after) == (False, True)


def test_pages_cost_the_same_for_three_rows_and_eight(client: Any, told: Story) -> None:
    client.force_login(cast.ada())
    lists = [reverse("support:committee-list"), reverse("support:committee-run", args=[told.committee.ref])]
    counts: dict[str, list[int]] = {address: [] for address in lists}
    for rows in (3, 5):
        for row in range(rows):
            CommitteeFactory.create(season=told.atlas.season, starts_at=clock.now() + timedelta(days=30 + row))
            CommitteeItemFactory.create(
                committee=told.committee,
                accompaniment=AccompanimentFactory.create(season=told.atlas.season, running=True),
            )
            CommitteeMemberFactory.create(committee=told.committee)
        for address in lists:
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            counts[address].append(len(queries))
    assert {address: before - after for address, (before, after) in counts.items()} == dict.fromkeys(counts, 0)
