"""Sessions asked for: proposed with why, answered with or without an account, booked, given back."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tests import cast
from tests.factories import TopicFactory
from tests.support.factories import ExpertiseFactory, NeedFactory, SessionRequestFactory, SlotFactory
from tests.support.story import supported
from tremplin.core import clock
from tremplin.core.models import Message
from tremplin.core.moves import MoveRefused
from tremplin.support.actions import session_requests as actions
from tremplin.support.actions import sessions
from tremplin.support.models import Accompaniment, Booking, Expertise, SessionRequest, Share
from tremplin.support.states import Audience, Subject
from tremplin.support.tokens.sessions import VALID, request_token

pytestmark = pytest.mark.django_db


def _expert(**fields: Any) -> Expertise:
    return ExpertiseFactory.create(**{"programme": cast.programme(), "person": cast.noe()} | fields)


def _proposed(made: Accompaniment, expertise: Expertise | None = None) -> SessionRequest:
    asked = actions.ask_session(made, words="Quelle licence ?", by=cast.alice(), at=clock.now())
    actions.propose_to(asked, expertise or _expert(), by=cast.sam(), at=clock.now())
    return asked


def _answers(request: SessionRequest) -> str:
    return f"/en/reponses/seance/{request_token(request)}/"


def _recipients(kind: str) -> list[str]:
    return sorted(Message.objects.filter(kind=kind).values_list("recipient", flat=True))


def _said(page: Any) -> list[str]:
    return [str(message) for message in page.context["messages"]]


def test_team_asks_once_and_sees_who_could_help_and_why(client: Any, made: Accompaniment) -> None:
    need, licences = NeedFactory.create(accompaniment=made), TopicFactory.create(name_fr="Licences", slug="licences")
    known = _expert(words="Le droit des données.", hours_a_month=4)
    known.topics.add(licences)
    other = _expert(person=cast.remi(), words="La comptabilité.")
    client.force_login(cast.alice())
    here = f"/en/espace/accompagnements/{made.ref}/seances-demandees/"
    said = {"words": "Quelle licence ?", "need": need.ref, "topic": "licences", "once": "a" * 32}
    places = {client.post(here + "nouvelle/", said)["Location"] for _twice in range(2)}
    one = SessionRequest.objects.get()
    assert (places, one.need, one.state) == ({f"/en/espace/seances-demandees/{one.ref}/"}, need, "asked")
    page = client.get(f"/en/espace/seances-demandees/{one.ref}/")
    assert [(expertise, why) for expertise, why in page.context["first"]] == [
        (
            known,
            ["The theme is theirs: Licences.", "They help anywhere.", "This month, they have 4 hours left."],
        ),
        (other, ["They help anywhere."]),
    ]
    assert Message.objects.filter(kind__startswith="support-session").count() == 0


def test_expert_chosen_is_written_to_in_the_name_of_whoever_asks(client: Any, made: Accompaniment) -> None:
    expertise, one = _expert(), SessionRequestFactory.create(accompaniment=made, words="Les statuts de l’association")
    client.force_login(cast.sam())
    here = f"/en/espace/seances-demandees/{one.ref}/"
    assert client.post(here, {"expert": expertise.ref})["Location"] == here
    one.refresh_from_db()
    mail = Message.objects.get(kind="support-session-asked")
    assert (one.state, one.expertise, one.why) == ("proposed", expertise, "They wrote of it: statuts.")
    assert (mail.recipient, mail.sender, mail.reply_to) == ("noe@example.org", "Sam", "sam@example.org")
    assert request_token(one) in mail.text


@pytest.mark.parametrize(
    ("said", "state", "told"),
    [
        ({"verb": "accept", "words": "Volontiers."}, "accepted", ["alice@example.org", "sam@example.org"]),
        ({"verb": "not_me"}, "asked", ["alice@example.org", "sam@example.org"]),
        ({"verb": "not_before"}, "proposed", ["alice@example.org", "sam@example.org"]),
    ],
)
def test_expert_answers_from_the_mail_without_an_account(
    client: Any, made: Accompaniment, said: dict[str, str], state: str, told: list[str]
) -> None:
    one, day = _proposed(made), clock.today() + timedelta(days=20)
    address = _answers(one)
    assert client.get(address).status_code == 200
    one.refresh_from_db()
    assert (one.state, one.answered_at) == ("proposed", None)
    thanks = client.post(address, {"not_before": day.isoformat()} | said, follow=True)
    one.refresh_from_db()
    assert (thanks.status_code, thanks.context["verb"], one.state) == (200, said["verb"], state)
    assert (one.answer, _recipients("support-session-answered")) == (said.get("words", ""), told)
    assert one.not_before == (day if said["verb"] == "not_before" else None)


def test_not_yet_said_twice_is_told_once(made: Accompaniment) -> None:
    asked, day = _proposed(made), clock.today() + timedelta(days=9)
    for seconds in (0, 5):
        at = clock.now() + timedelta(seconds=seconds)
        actions.not_yet(asked, day=day, words="Après le 9.", by=cast.noe(), at=at)
    assert len(_recipients("support-session-answered")) == len(set(_recipients("support-session-answered")))


def test_who_gave_a_request_back_is_kept_and_comes_last(client: Any, made: Accompaniment) -> None:
    noe, remi = _expert(words="Quelle licence"), _expert(person=cast.remi(), words="Budget")
    one = _proposed(made, noe)
    actions.not_me(one, by=cast.noe(), at=clock.now())
    client.force_login(cast.sam())
    page = client.get(f"/en/espace/seances-demandees/{one.ref}/")
    assert (one.given_back_by, one.expertise) == (noe, None)
    assert [expertise for expertise, _why in page.context["first"]] == [remi, noe]


def test_link_of_another_expert_answers_nothing_any_more(client: Any, made: Accompaniment) -> None:
    one = _proposed(made)
    first = _answers(one)
    actions.propose_to(one, _expert(person=cast.remi()), by=cast.sam(), at=clock.now() + timedelta(seconds=2))
    page = client.post(first, {"verb": "accept"})
    one.refresh_from_db()
    assert (page.status_code, page.context["over"], one.state) == (410, True, "proposed")


def test_forged_and_old_links_answer_nothing(client: Any, made: Accompaniment) -> None:
    one = _proposed(made)
    forged = _answers(one)[:-3] + "xx/"
    with clock.at(clock.now() + VALID):
        statuses = [client.post(address, {"verb": "accept"}).status_code for address in (forged, _answers(one))]
    one.refresh_from_db()
    assert (statuses, one.state) == ([404, 410], "proposed")


@pytest.mark.parametrize(
    ("said", "errors"),
    [
        ({}, {"verb": ["Please choose one of the answers."]}),
        ({"verb": "not_before"}, {"not_before": ["Please say from which day."]}),
        ({"verb": "not_before", "not_before": "2020-01-01"}, {"not_before": ["Choose a day to come, within a year."]}),
    ],
)
def test_answer_that_says_too_little_is_shown_again(
    client: Any, made: Accompaniment, said: dict[str, str], errors: Any
) -> None:
    page = client.post(_answers(_proposed(made)), {"words": "Le matin."} | said)
    assert (page.context["form"].errors, page.context["form"]["words"].value()) == (errors, "Le matin.")


def test_slot_of_the_expert_who_accepted_answers_the_request(client: Any, made: Accompaniment) -> None:
    one = _proposed(made)
    actions.accept(one, by=cast.noe(), at=clock.now())
    slot = SlotFactory.create(programme=cast.programme(), expert=cast.noe())
    client.force_login(cast.alice())
    page = client.get(f"/en/espace/seances-demandees/{one.ref}/")
    assert list(page.context["slots"]) == [slot]
    booking_page = f"/en/espace/accompagnements/{made.ref}/seances/{slot.ref}/"
    form = client.get(f"{booking_page}?demande={one.ref}").context["form"]
    assert (form["request"].value(), form["subject"].value()) == (one.ref, "Quelle licence ?")
    client.post(booking_page, {"request": one.ref, "subject": "Quelle licence ?"})
    one.refresh_from_db()
    assert (one.state, one.booking) == ("booked", Booking.objects.get())
    sessions.cancel(one.booking, why="Malade.", by=cast.noe(), at=clock.now())
    one.refresh_from_db()
    assert (one.state, one.booking) == ("accepted", None)


def test_slot_of_somebody_else_does_not_answer_a_request(made: Accompaniment) -> None:
    one = _proposed(made)
    actions.accept(one, by=cast.noe(), at=clock.now())
    slot = SlotFactory.create(programme=cast.programme(), expert=cast.remi())
    with translation.override("en"), pytest.raises(MoveRefused) as refusal:
        sessions.book(slot, made, subject="Licence", asked=one, by=cast.alice(), at=clock.now())
    assert str(refusal.value) == "This expert has not accepted this request: it cannot be answered by their slot."


def test_request_is_dropped_with_its_reason_and_the_expert_is_told(client: Any, made: Accompaniment) -> None:
    one = _proposed(made)
    client.force_login(cast.alice())
    here = f"/en/espace/seances-demandees/{one.ref}/abandon/"
    assert client.post(here, {"why": ""}).context["form"].errors == {"why": ["This field is required."]}
    client.post(here, {"why": "Réglé autrement."})
    one.refresh_from_db()
    assert (one.state, one.answer) == ("dropped", "Réglé autrement.")
    assert _recipients("support-session-dropped") == ["noe@example.org"]


def test_who_sees_a_request(client: Any, made: Accompaniment) -> None:
    one = _proposed(made)
    here, statuses = f"/en/espace/seances-demandees/{one.ref}/", {}
    # Rémi gives sessions too, and is asked for another
    SessionRequestFactory.create(accompaniment=supported(name="Semences"), proposed=True)
    for who in (cast.alice, cast.bob, cast.sam, cast.ada, cast.noe, cast.remi, cast.charlie, cast.lina):
        client.force_login(who())
        statuses[who.__name__] = client.get(here).status_code
    yes = dict.fromkeys(("alice", "bob", "sam", "ada", "noe"), 200)
    assert statuses == yes | dict.fromkeys(("remi", "charlie", "lina"), 404)


def test_expert_reads_what_is_asked_and_not_the_roadmap(client: Any, made: Accompaniment) -> None:
    need = NeedFactory.create(accompaniment=made, title="Un secret de la feuille de route")
    one = _proposed(made)
    SessionRequest.objects.filter(pk=one.pk).update(need=need)
    here = f"/en/espace/seances-demandees/{one.ref}/"
    seen = {}
    for who in (cast.sam, cast.noe):
        client.force_login(who())
        seen[who.__name__] = need.title in client.get(here).content.decode()
    assert seen == {"sam": True, "noe": False}


def test_another_expert_reads_sessions_only_once_they_are_opened(client: Any, made: Accompaniment) -> None:
    one = _proposed(made)
    slot = SlotFactory.create(programme=cast.programme(), expert=cast.remi())
    sessions.book(slot, made, subject="Budget", by=cast.alice(), at=clock.now())
    client.force_login(cast.remi())
    here = f"/en/espace/seances-demandees/{one.ref}/"
    before = client.get(here).status_code
    Share.objects.create(
        accompaniment=made,
        subject=Subject.SESSIONS,
        audience=Audience.EXPERTS,
        opened_by=cast.alice(),
        opened_at=clock.now(),
    )
    assert (before, client.get(here).status_code) == (404, 200)


def test_page_of_a_request_costs_the_same_for_three_experts_and_eight(client: Any, made: Accompaniment) -> None:
    one = SessionRequestFactory.create(accompaniment=made)
    client.force_login(cast.alice())
    here, counts = f"/en/espace/seances-demandees/{one.ref}/", []
    for rows in (3, 5):
        for _row in range(rows):
            ExpertiseFactory.create(programme=cast.programme(), coach=True)
        client.get(here)
        with CaptureQueriesContext(connection) as queries:
            client.get(here)
        counts.append(len(queries))
    assert counts[0] == counts[1]
