"""A diagnosis that saves itself, told on the phone, and opened with what the application already said."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests import cast
from tests.calls.factories import SubmissionFactory
from tests.factories import SeasonFactory
from tests.selection.factories import DecisionFactory
from tests.support.factories import CarriedFactory
from tests.support.story import compared, supported
from tests.support.test_diagnosis import typed_in
from tests.support.test_year_pages import english, words_of
from tremplin.core import clock
from tremplin.core.drafts import mark_of, typed_over
from tremplin.core.moves import MoveRefused
from tremplin.people.models import Person
from tremplin.selection.states import Outcome
from tremplin.support.actions import accompaniments, carried, diagnoses, roadmaps
from tremplin.support.engine.questions import QUESTIONS
from tremplin.support.facts import owed_in
from tremplin.support.models import Accompaniment, Carried, Diagnosis, Indicator, Need, Reply
from tremplin.support.queries import replies_of
from tremplin.support.queries.diagnoses import fields_of
from tremplin.support.states import Occasion, Owner, Side, Step

pytestmark = pytest.mark.django_db
LEVELS = {f"level_{one.key}": "3" for one in QUESTIONS if one.levels}


def _open(made: Accompaniment | None = None) -> Diagnosis:
    return diagnoses.open_diagnosis(made or supported(), occasion=Occasion.START, by=cast.sam(), at=clock.now())


def _say(diagnosis: Diagnosis, texts: dict[str, str], by: Person, *, told: bool = False) -> Any:
    side = Side.TEAM if told or by == cast.alice() else Side.OFFICER
    typed = typed_over(texts, fields_of(replies_of(diagnosis, side)))
    return diagnoses.save_replies(diagnosis, typed, told=told, by=by, at=clock.now())


def _sent(client: Client, address: str, name: str, text: str, standing: str = "") -> Any:
    """What the script sends of one field, typed over `standing`."""
    return client.post(address, {"revision": f"{name}={mark_of(standing)}=", name: text})


def test_script_saves_field_by_field_and_says_how_far_one_is(client: Client) -> None:
    diagnosis = _open()
    address = english(reverse("support:diagnosis-autosave", args=[diagnosis.ref]))
    client.force_login(cast.alice())
    with clock.at(clock.now().replace(hour=12, minute=2)):
        told = _sent(client, address, "level_legal", "3").json()
    assert (told["progress"], told["said"][:8]) == (f"1 of {len(QUESTIONS)} answered.", "Saved at")
    # another tab, opened before, types elsewhere in the same question: both are kept
    told = _sent(client, address, "words_legal", "À revoir.").json()
    assert (told["rivals"], told["progress"]) == ([], f"1 of {len(QUESTIONS)} answered.")
    reply = Reply.objects.get()
    assert (reply.level, reply.words) == (3, "À revoir.")


def test_second_tab_that_read_an_older_text_gets_both(client: Client) -> None:
    diagnosis = _open()
    address = reverse("support:diagnosis-autosave", args=[diagnosis.ref])
    client.force_login(cast.alice())
    _sent(client, address, "words_legal", "Le premier texte.")
    told = _sent(client, address, "words_legal", "Le second texte.").json()
    rival = {one: told["rivals"][0][one] for one in ("field", "mine", "theirs", "by")}
    assert rival == {
        "field": "words_legal",
        "mine": "Le second texte.",
        "theirs": "Le premier texte.",
        "by": str(cast.alice()),
    }
    assert (Reply.objects.get().words, told["tokens"]) == ("Le premier texte.", {})
    # "keep mine": sent again over the one that stands
    _sent(client, address, "words_legal", "Le second texte.", standing="Le premier texte.")
    assert Reply.objects.get().words == "Le second texte."


def test_script_is_refused_once_the_side_has_handed_in(client: Client) -> None:
    diagnosis = _open()
    _say(diagnosis, LEVELS, cast.alice())
    diagnoses.hand_in(diagnosis, by=cast.alice(), at=clock.now())
    client.force_login(cast.alice())
    response = _sent(client, reverse("support:diagnosis-autosave", args=[diagnosis.ref]), "words_legal", "Trop tard.")
    assert (response.status_code, Reply.objects.get(key="legal").words) == (403, "")


def test_text_too_long_is_kept_said_and_stops_handing_in(client: Client) -> None:
    diagnosis = _open()
    _say(diagnosis, LEVELS, cast.alice())
    client.force_login(cast.alice())
    address = reverse("support:diagnosis-autosave", args=[diagnosis.ref])
    told = _sent(client, english(address), "words_legal", "x" * 5_001).json()
    assert told["said"].endswith("; a text is longer than 5000 characters, please shorten it.")
    assert len(Reply.objects.get(key="legal").words) == 5_001
    with pytest.raises(MoveRefused):
        diagnoses.hand_in(diagnosis, by=cast.alice(), at=clock.now())


def test_officer_types_on_the_phone_and_the_team_confirms(client: Client) -> None:
    diagnosis = _open()
    _say(diagnosis, {"words_model": "Ce que l’équipe a écrit seule."}, cast.alice())
    address = english(reverse("support:diagnosis-told", args=[diagnosis.ref]))
    client.force_login(cast.sam())
    page = client.get(address)
    assert "Ce que l’équipe a écrit seule." not in page.content.decode()
    assert words_of(page).count("The initiative has answered this question itself.") == 1
    typed = typed_in(page.content.decode())
    assert ("words_model" in typed, "words_legal" in typed) == (False, True)
    levels = {name: value for name, value in LEVELS.items() if name != "level_model"}
    client.post(address, typed | levels | {"words_legal": "Elle cherche un statut."})
    assert Reply.objects.filter(told=True, side=Side.TEAM).count() == len(levels)
    # it does not count before the team says so, and the officer cannot hand in for it
    diagnosis.refresh_from_db()
    assert diagnosis.team_in_at is None
    made = diagnosis.accompaniment
    with_alice = [one.words for one in owed_in([made], cast.alice())[made.pk] if one.side == Side.TEAM]
    assert len(with_alice) == 1
    client.force_login(cast.alice())
    own = english(reverse("support:diagnosis", args=[diagnosis.ref]))
    page = client.get(own)
    assert f"typed {len(levels)} answers with you on the phone" in words_of(page)
    typed = typed_in(page.content.decode())
    client.post(own, typed | {"confirm": "governance"})
    assert Reply.objects.get(side=Side.TEAM, key="governance").told is False
    typed = typed_in(client.get(own).content.decode())
    client.post(own, typed | {"words_legal": "Nous cherchons un statut.", "level_model": "2", "hand-in": "1"})
    diagnosis.refresh_from_db()
    assert diagnosis.team_in_at is not None
    assert not Reply.objects.filter(told=True).exists()
    assert Reply.objects.get(side=Side.TEAM, key="legal").words == "Nous cherchons un statut."


def test_what_the_team_answered_itself_is_not_typed_over_on_the_phone() -> None:
    diagnosis = _open()
    _say(diagnosis, {"words_model": "Écrit par nous."}, cast.alice())
    with pytest.raises(MoveRefused):
        _say(diagnosis, {"words_model": "Dit au téléphone."}, cast.sam(), told=True)
    with pytest.raises(MoveRefused):
        _say(diagnosis, {"words_legal": "Dit au téléphone."}, cast.alice(), told=True)
    assert Reply.objects.get().words == "Écrit par nous."


def _line(key: str, label: str, text: str, kind: str = "textarea") -> dict[str, Any]:
    return {
        "key": key,
        "kind": kind,
        "label": label,
        "group": "",
        "entry": 0,
        "text": text,
        "choices": [],
        "files": [],
    }


def _from_application() -> Accompaniment:
    """Opened from a decision whose application says what it wants, what it measures and who paid."""
    made = supported()
    answers = [
        _line(
            "three_objectives", "Vos trois objectifs", "1. Couvrir cent communes\n2. Embaucher\n3. Choisir une licence"
        ),
        _line("impact_and_measure", "Ce que vous mesurez", "Kilomètres de haies replantés"),
        _line("funders_2023_2026", "Qui vous a financés", "La région, 20 000 €"),
    ]
    decision = DecisionFactory.create(
        released=True,
        outcome=Outcome.SELECTED,
        application__initiative=made.initiative,
        application__call__season=made.season,
    )
    frozen = {"title": "Formulaire", "sections": [{"key": "projet", "title": "Le projet", "answers": answers}]}
    SubmissionFactory.create(application=decision.application, frozen=frozen)
    Accompaniment.objects.filter(pk=made.pk).update(decision=decision)
    made.refresh_from_db()
    return made


def test_application_opens_the_first_diagnosis_and_nothing_enters_the_roadmap_before_it_is_confirmed(
    client: Client,
) -> None:
    made = _from_application()
    _open(made)
    _open(made)
    found = list(Carried.objects.values_list("words", flat=True))
    assert found == ["Couvrir cent communes", "Embaucher", "Choisir une licence"]
    assert (Need.objects.count(), Indicator.objects.get().carried) == (0, True)
    assert Indicator.objects.get().name == "Kilomètres de haies replantés"
    assert "La région, 20 000 €" in Reply.objects.get(key="funding").words
    client.force_login(cast.alice())
    page = words_of(client.get(english(reverse("support:carried-list", args=[made.ref]))))
    assert ("Couvrir cent communes" in page, "La région, 20 000 €" in page) == (True, True)
    # the officer confirms with them, but the application itself is read by its team and the programme team
    client.force_login(cast.sam())
    page = words_of(client.get(english(reverse("support:carried-list", args=[made.ref]))))
    assert ("Couvrir cent communes" in page, "La région, 20 000 €" in page) == (True, False)
    roadmap = words_of(client.get(english(reverse("support:roadmap", args=[made.ref]))))
    assert "Couvrir cent communes" not in roadmap


def test_passage_is_confirmed_corrected_or_set_aside_with_a_word(client: Client) -> None:
    made = supported()
    kept, changed, left = (
        CarriedFactory.create(accompaniment=made, words=words) for words in ("Un.", "Deux.", "Trois.")
    )
    client.force_login(cast.alice())
    for one, title in ((kept, "Un."), (changed, "Deux communes.")):
        typed = {"gesture": "confirm", "step": "deploy", "title": title, "words": "", "once": title}
        address = reverse("support:carried", args=[one.ref])
        for _twice in range(2):
            assert client.post(address, typed).headers["Location"].endswith("/diagnostics/candidature/")
    address = english(reverse("support:carried", args=[left.ref]))
    client.post(address, {"gesture": "aside", "why": ""})
    left.refresh_from_db()
    assert left.state == "waiting"
    client.post(address, {"gesture": "aside", "why": "Plus notre priorité."})
    states = dict(Carried.objects.values_list("words", "state"))
    assert states == {"Un.": "confirmed", "Deux.": "corrected", "Trois.": "aside"}
    assert list(Need.objects.values_list("title", flat=True)) == ["Un.", "Deux communes."]
    assert "Plus notre priorité." in words_of(client.get(english(reverse("support:carried-list", args=[made.ref]))))


def test_renewed_support_opens_with_what_both_agreed_on_before() -> None:
    made = supported()
    before = compared(made)
    answers = {one.key: {"level": 4 if one.levels else None, "words": "Convenu."} for one in QUESTIONS}
    version = diagnoses.write_version(
        before, words={"answers": answers, "words": "Ensemble."}, by=cast.sam(), at=clock.now()
    )
    for person in (cast.alice(), cast.sam()):
        diagnoses.accept_version(version, by=person, at=clock.now())
    season = SeasonFactory.create(programme=cast.programme(), starts_on=made.starts_on, ends_on=made.ends_on)
    again = accompaniments.open_by_act(
        made.initiative,
        season,
        motive="Une seconde année.",
        starts_on=made.starts_on,
        ends_on=made.ends_on,
        renews=made,
        by=cast.ada(),
        at=clock.now(),
    )
    opened = diagnoses.open_diagnosis(again, occasion=Occasion.START, by=cast.ada(), at=clock.now())
    for side in Side:
        found = {reply.key: (reply.level, reply.words, reply.carried) for reply in opened.replies.filter(side=side)}
        assert found == {key: (one["level"], one["words"], True) for key, one in answers.items()}
    # nothing is agreed for having been agreed once: each side still hands in
    assert opened.team_in_at is None


def test_changes_stand_beside_what_was_done_in_between(client: Client) -> None:
    made = supported()
    compared(made, team=2, programme=2)
    with clock.at(clock.now() + timedelta(days=90)):
        action = roadmaps.plan_action(
            made,
            step=Step.CONSOLIDATE,
            title="Choisir la licence",
            owner=Owner.TEAM,
            due_on=clock.today(),
            by=cast.sam(),
            at=clock.now(),
        )
        roadmaps.close_action(action, "finish", result="Faite.", by=cast.alice(), at=clock.now())
    with clock.at(clock.now() + timedelta(days=180)):
        middle = diagnoses.open_diagnosis(made, occasion=Occasion.MIDDLE, by=cast.sam(), at=clock.now())
        for person in (cast.alice(), cast.sam()):
            _say(middle, LEVELS | ({"level_rights": "5"} if person == cast.alice() else {}), person)
            diagnoses.hand_in(middle, by=person, at=clock.now())
        client.force_login(cast.alice())
        page = words_of(client.get(english(reverse("support:diagnosis-changes", args=[made.ref]))))
    assert "Licences and rights The initiative: begun → settled, and shared The programme: begun → half-way" in page
    assert "Choisir la licence" in page
    assert "2 → 5" in page


def test_pages_of_a_diagnosis_do_not_exist_for_a_stranger(client: Client) -> None:
    made = supported()
    diagnosis, passage = _open(made), CarriedFactory.create(accompaniment=made)
    client.force_login(cast.charlie())
    addresses = [
        reverse("support:diagnosis-told", args=[diagnosis.ref]),
        reverse("support:diagnosis-changes", args=[made.ref]),
        reverse("support:carried-list", args=[made.ref]),
        reverse("support:carried", args=[passage.ref]),
    ]
    assert [client.get(address).status_code for address in addresses] == [404] * 4
    client.force_login(cast.alice())
    assert client.get(reverse("support:diagnosis-told", args=[diagnosis.ref])).status_code == 403


def test_confirmed_passage_says_who_did_it() -> None:
    passage = CarriedFactory.create(accompaniment=supported())
    need = carried.confirm(passage, step=Step.DEPLOY, title=passage.words, words="", by=cast.alice(), at=clock.now())
    assert (passage.state, passage.need, passage.by) == ("confirmed", need, cast.alice())
