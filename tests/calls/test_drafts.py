"""Starting and saving: nothing typed is ever lost, whoever is first."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from tests import cast
from tests.calls.story import DAY, SECOND, begin, join, make_call, send, write
from tremplin.calls.actions import drafts
from tremplin.calls.actions.drafts import Typed, save_answers, settle_rival, start
from tremplin.calls.models import Answer, Application, Initiative, Rival
from tremplin.calls.queries import content_of, rivals_of
from tremplin.calls.states import TeamRight
from tremplin.core import journal

pytestmark = pytest.mark.django_db
SUMMARY = ("summary", 0)


def _texts(application: Application) -> dict[tuple[str, int], str]:
    return content_of(application).answers


def test_start_makes_the_initiative_its_bearers_and_its_first_member(call: Any) -> None:
    bearers = [("association", "Les Haies"), ("administration", "Ville d’Essai"), ("informal", "")]
    application = start(call, name="Atlas", bearers=bearers, by=cast.alice(), at=DAY)
    initiative = application.initiative
    assert [(one.kind, one.name) for one in initiative.bearers.all()] == bearers
    assert [(one.person, one.right, one.state) for one in initiative.members.all()] == [
        (cast.alice(), "submit", "joined")
    ]
    assert [entry.verb for entry in journal.of(application)] == ["start"]


def test_start_for_an_initiative_that_already_applies_gives_its_application(application: Application) -> None:
    again = start(application.call, name="", bearers=[], initiative=application.initiative, by=cast.alice(), at=DAY)
    assert (again, Application.objects.count()) == (application, 1)


def test_start_again_after_a_withdrawal(application: Application) -> None:
    Application.objects.update(state="withdrawn", withdrawn_at=DAY)
    again = start(application.call, name="", bearers=[], initiative=application.initiative, by=cast.alice(), at=DAY)
    assert (again.pk != application.pk, Initiative.objects.count()) == (True, 1)


def test_start_for_another_teams_initiative_is_refused(application: Application) -> None:
    with pytest.raises(PermissionDenied):
        start(application.call, name="", bearers=[], initiative=application.initiative, by=cast.charlie(), at=DAY)


def test_start_after_the_last_closing_is_refused(call: Any) -> None:
    with pytest.raises(PermissionDenied):
        begin(call, at=SECOND)
    assert not Application.objects.exists()


def test_number_is_the_reference_spelled_out(application: Application) -> None:
    assert application.number == f"{application.ref[:5]}-{application.ref[5:]}".upper()


def test_first_save_then_next_one(application: Application) -> None:
    first = save_answers(application, {SUMMARY: Typed("un", 0)}, by=cast.alice(), at=DAY)
    second = save_answers(application, {SUMMARY: Typed("deux", 1)}, by=cast.alice(), at=DAY)
    assert (first.answers, second.answers) == ({SUMMARY: ("un", 1)}, {SUMMARY: ("deux", 2)})
    assert (first.changed, second.rivals) == ({SUMMARY}, [])


def test_saving_nothing_writes_nothing(application: Application) -> None:
    saved = save_answers(application, {SUMMARY: Typed("", 0)}, by=cast.alice(), at=DAY)
    assert (saved.answers, saved.changed, Answer.objects.count()) == ({SUMMARY: ("", 0)}, set(), 0)


def test_an_answer_emptied_keeps_its_row_and_its_revisions(application: Application) -> None:
    write(application, {SUMMARY: "un"})
    saved = write(application, {SUMMARY: ""})
    assert (saved.answers[SUMMARY], Answer.objects.get().revision) == (("", 2), 2)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("nul\x00 et \x1b[31mrouge", "nul et [31mrouge"),
        ("fin\r\nde ligne\r", "fin\nde ligne\n"),
        ("e\u0301te\u0301", "été"),
        ("👩‍🌾🏳️‍🌈 émoji", "👩‍🌾🏳️‍🌈 émoji"),
        ("\ud800 moitié", " moitié"),
        ("\ufeffmarque", "marque"),
        ("<script>alert(1)</script> {{ x }}", "<script>alert(1)</script> {{ x }}"),
    ],
)
def test_text_is_kept_as_it_was_typed_but_for_what_nobody_sees(typed: str, kept: str, application: Application) -> None:
    write(application, {SUMMARY: typed})
    assert _texts(application)[SUMMARY] == kept
    again = write(application, {SUMMARY: kept})
    assert again.changed == set()


@pytest.mark.parametrize("length", [99, 100, 101, 10_000_000])
def test_a_draft_keeps_a_text_of_any_length(length: int, application: Application) -> None:
    write(application, {SUMMARY: "é" * length})
    assert len(_texts(application)[SUMMARY]) == length


def test_numbers_and_days_are_kept_beside_the_text(application: Application) -> None:
    write(
        application,
        {
            ("budget", 0): "12 500,50 €",
            ("people", 0): "1 200",
            ("since", 0): "26/01/2022",
            ("site", 0): "pas une adresse",
        },
    )
    found = {
        answer.question.key: (answer.text, answer.number, answer.day)
        for answer in Answer.objects.select_related("question")
    }
    assert found["budget"][:2] == ("12 500,50 €", Decimal("12500.50"))
    assert found["people"][:2] == ("1 200", Decimal(1200))
    assert found["since"][2].isoformat() == "2022-01-26"
    assert found["site"] == ("pas une adresse", None, None)
    write(application, {("budget", 0): "beaucoup"})
    assert Answer.objects.get(question__key="budget").number is None


@pytest.mark.parametrize(
    "place",
    [("nothing", 0), ("summary", 1), ("summary", -1), ("referent.name", 0), ("referent.name", 51), ("referent", 0)],
)
def test_a_place_that_is_not_in_the_form_is_not_written(place: tuple[str, int], application: Application) -> None:
    save_answers(application, {place: Typed("forgé", 0)}, by=cast.alice(), at=DAY)
    assert _texts(application) == {}


def test_lost_race_keeps_both_texts(application: Application) -> None:
    join(application.initiative, cast.bob())
    write(application, {SUMMARY: "départ"})
    save_answers(application, {SUMMARY: Typed("de Bob", 1)}, by=cast.bob(), at=DAY)
    saved = save_answers(application, {SUMMARY: Typed("d’Alice", 1)}, by=cast.alice(), at=DAY)
    assert saved.answers[SUMMARY] == ("de Bob", 2)
    assert [(one.text, one.by) for one in rivals_of(application)] == [("d’Alice", cast.alice())]
    assert _texts(application)[SUMMARY] == "de Bob"


def test_lost_race_sent_again_is_one_rival(application: Application) -> None:
    write(application, {SUMMARY: "a"})
    write(application, {SUMMARY: "b"})
    for _turn in range(3):
        save_answers(application, {SUMMARY: Typed("c", 1)}, by=cast.alice(), at=DAY)
    assert Rival.objects.count() == 1


def test_same_text_from_two_people_is_no_race(application: Application) -> None:
    write(application, {SUMMARY: "a"})
    saved = save_answers(application, {SUMMARY: Typed("a", 0)}, by=cast.alice(), at=DAY)
    assert (saved.rivals, saved.answers[SUMMARY]) == ([], ("a", 1))


def _race(application: Application) -> Rival:
    write(application, {SUMMARY: "départ"})
    write(application, {SUMMARY: "gagne"})
    return save_answers(application, {SUMMARY: Typed("perd", 1)}, by=cast.alice(), at=DAY).rivals[0]


def test_rival_kept_replaces_and_what_it_replaces_is_kept_too(application: Application) -> None:
    settle_rival(_race(application), keep=True, revision=2, by=cast.alice(), at=DAY)
    assert (_texts(application)[SUMMARY], list(rivals_of(application))) == ("perd", [])
    assert set(Rival.objects.values_list("text", flat=True)) == {"perd", "gagne"}


def test_rival_let_go_changes_nothing_and_stays_on_record(application: Application) -> None:
    settle_rival(_race(application), keep=False, revision=2, by=cast.alice(), at=DAY)
    assert (_texts(application)[SUMMARY], list(rivals_of(application)), Rival.objects.count()) == ("gagne", [], 1)


def test_rival_is_not_kept_over_a_text_nobody_read(application: Application) -> None:
    rival = _race(application)
    write(application, {SUMMARY: "plus récent"})
    settle_rival(rival, keep=True, revision=2, by=cast.alice(), at=DAY)
    assert (_texts(application)[SUMMARY], list(rivals_of(application))) == ("plus récent", [rival])


def test_rival_settled_twice_is_settled_once(application: Application) -> None:
    rival = _race(application)
    settle_rival(rival, keep=False, revision=2, by=cast.alice(), at=DAY)
    settle_rival(rival, keep=True, revision=2, by=cast.alice(), at=DAY)
    assert _texts(application)[SUMMARY] == "gagne"


@pytest.mark.parametrize("right", [TeamRight.READ, None])
def test_who_only_reads_or_is_a_stranger_saves_nothing(right: str | None, application: Application) -> None:
    if right:
        join(application.initiative, cast.bob(), right)
    with pytest.raises(PermissionDenied):
        write(application, {SUMMARY: "non"}, by=cast.bob())
    assert _texts(application) == {}


def test_a_submitted_application_is_not_written(application: Application) -> None:
    write(application)
    send(application)
    with pytest.raises(PermissionDenied):
        write(Application.objects.get(), {SUMMARY: "trop tard"})
    assert _texts(application)[SUMMARY] == "Un atlas des haies."


def test_entry_emptied_keeps_the_others(application: Application) -> None:
    write(
        application, {("referent.name", 1): "Zoé", ("referent.name", 2): "Ali", ("referent.email", 1): "z@example.org"}
    )
    drafts.empty_entry(application, group="referent", entry=1, by=cast.alice(), at=DAY)
    assert {place: text for place, text in _texts(application).items() if text} == {("referent.name", 2): "Ali"}


@pytest.mark.concurrency
def test_two_savers_at_once_both_texts_are_kept(race: Any) -> None:
    application = begin(make_call())
    join(application.initiative, cast.bob())
    people = {"d’Alice": cast.alice(), "de Bob": cast.bob()}
    for turn in range(3):
        write(application, {SUMMARY: f"départ {turn}"})
        revision = content_of(application).revisions[SUMMARY]
        typed = {person: {SUMMARY: Typed(f"{text} {turn}", revision)} for text, person in people.items()}
        at = DAY + timedelta(hours=turn)
        outcomes = race(
            *(
                lambda person=person, one=one, at=at: save_answers(application, one, by=person, at=at)
                for person, one in typed.items()
            )
        )
        assert [type(outcome).__name__ for outcome in outcomes] == ["Saved", "Saved"]
        kept, rival = _texts(application)[SUMMARY], rivals_of(application).first()
        assert rival is not None
        assert {kept, rival.text} == {f"{text} {turn}" for text in people}
    assert Rival.objects.count() == 3


@pytest.mark.concurrency
def test_two_first_savers_at_once_both_texts_are_kept(race: Any) -> None:
    application = begin(make_call())
    outcomes = race(
        *(
            lambda text=text: save_answers(application, {SUMMARY: Typed(text, 0)}, by=cast.alice(), at=DAY)
            for text in "ab"
        )
    )
    assert [type(outcome).__name__ for outcome in outcomes] == ["Saved", "Saved"]
    assert sorted([_texts(application)[SUMMARY], Rival.objects.get().text]) == ["a", "b"]


@pytest.mark.concurrency
def test_two_starts_at_once_for_one_initiative_give_one_application(race: Any) -> None:
    initiative = begin(make_call(slug="avant")).initiative
    call = make_call(
        slug="apres", form={"title": "Autre", "sections": [{"name": "x", "fields": [{"id": "a", "type": "text"}]}]}
    )
    outcomes = race(
        *(lambda: start(call, name="", bearers=[], initiative=initiative, by=cast.alice(), at=DAY) for _ in range(2))
    )
    assert len({outcome.pk for outcome in outcomes}) == 1
