"""A sitting through its pages: planned, opened, run file by file on the projector, closed with its minutes."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import cast
from tests.calls.factories import ConflictFactory
from tests.selection import story
from tremplin.core import clock
from tremplin.people.models import Person
from tremplin.selection.actions import seats as seat_actions
from tremplin.selection.actions import sittings as actions
from tremplin.selection.models import Round, RoundFile, Seat, Sitting, SittingItem
from tremplin.selection.queries.comparison import compare, two_sentences
from tremplin.selection.queries.knowers import knowers_of
from tremplin.selection.sentences import divergence_sentences
from tremplin.selection.states import College, FileState, ItemState, Opinion, Outcome, SittingState

pytestmark = pytest.mark.django_db


def _read(found: Round, count: int = 4, **given: Any) -> Round:
    """Every file read: the first one best, the last one least."""
    seats = story.seated(found)
    ranks = {file.pk: place for place, file in enumerate(found.files.order_by("application__pk"))}
    for review in story.assigned(found, seats):
        story.read(review, value=max(1, 4 - ranks[review.file_id]), **given)
    return found


@pytest.fixture
def experts(db: None) -> Round:
    return _read(story.prepared_round(story.screened(story.received(4))))


def _sitting(found: Round, *, opened: bool = True, present: int = 3) -> Sitting:
    files = list(found.files.order_by("application__pk"))
    made = actions.plan_sitting(
        found, starts_at=clock.now(), place="Salle B", files=files, by=cast.ada(), at=clock.now()
    )
    seats = list(found.seats.order_by("number")[:present])
    actions.mark_present(made, seats, by=cast.ada(), at=clock.now())
    if opened:
        actions.open_sitting(made, by=cast.ada(), at=clock.now())
    return made


def _door(one: SittingItem) -> str:
    return reverse("selection:sitting-item", args=[one.sitting.ref, one.ref])


def _told(answer: Any) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


def _as(client: Client, person: Person) -> Client:
    client.force_login(person)
    return client


def test_sitting_is_planned_by_mean_then_opened_run_and_closed(client: Client, experts: Round) -> None:
    _as(client, cast.ada())
    files = list(experts.files.order_by("application__pk"))
    page = client.get(reverse("selection:sitting-plan", args=[experts.ref]))
    assert page.context["form"]["chosen"].value() == [file.ref for file in experts.files.order_by("application__ref")]
    data = {
        "starts_at": "2026-12-01T14:00",
        "place": "Salle B",
        "chosen": [file.ref for file in files],
        "order": "mean",
        "once": "s" * 32,
    }
    for _turn in range(2):
        answer = client.post(reverse("selection:sitting-plan", args=[experts.ref]), data)
    found = Sitting.objects.get()
    door = reverse("selection:sitting", args=[found.ref])
    assert answer["Location"] == door
    assert f"{found.starts_at:%H:%M}" == "13:00"  # fourteen o’clock in Paris
    assert [one.file for one in found.items.all()] == files
    client.post(reverse("selection:sitting-presence", args=[found.ref]), {"seats": [experts.seats.all()[0].ref]})
    assert [row["quorum"].met for row in client.get(door).context["rows"]] == [False] * 4  # one of three
    client.post(door, {"open": "1"})
    client.post(
        reverse("selection:sitting-presence", args=[found.ref]), {"seats": [one.ref for one in experts.seats.all()]}
    )
    proposals = [("selected", "", "Solide."), ("reserve", "1", "Si une place se libère."), ("declined", "", "Seule.")]
    for one, (outcome, rank, words) in zip(found.items.all(), proposals, strict=False):
        sent = client.post(_door(one), {"outcome": outcome, "rank": rank, "words": words})
        assert sent["Location"] == _door(one)
    preview = client.get(f"{door}?cloture=1")
    assert preview.status_code == 200
    found.refresh_from_db()
    assert found.state == SittingState.OPEN
    closed = client.post(f"{door}?cloture=1", {"remarks": "Rien à ajouter."})
    assert closed["Location"] == reverse("selection:sitting-minutes", args=[found.ref])
    states = [RoundFile.objects.get(pk=file.pk).state for file in files]
    assert states == [FileState.PASSED, FileState.KEPT, FileState.STOPPED, FileState.WAITING]


def test_minutes_say_what_happened_and_stay_so(client: Client, experts: Round) -> None:
    found = _sitting(experts, present=2)
    first = found.items.all()[0]
    absent = experts.seats.order_by("number")[2]
    ConflictFactory.create(person=absent.person, application=first.file.application)
    actions.propose(first, outcome=Outcome.SELECTED, words="Solide.", by=cast.ada(), at=clock.now())
    _as(client, cast.ada())
    door = reverse("selection:sitting-minutes", args=[found.ref])
    assert client.get(door).context["draft"] is True
    actions.close_sitting(found, remarks="Merci à toutes.", by=cast.aldo(), at=clock.now())
    later = clock.now() + timedelta(hours=1)
    with clock.at(later):
        seat_actions.end(Seat.objects.get(pk=absent.pk), by=cast.ada(), at=later)
        ConflictFactory.create(person=absent.person, application=found.items.all()[1].file.application, since=later)
        context = client.get(door).context
    present, excused = context["attendance"].present, context["attendance"].excused
    assert (len(present), [one.pk for one in excused], context["attendance"].members) == (2, [absent.pk], 3)
    assert [row["stepped_back"] for row in context["rows"]] == [1, 0, 0, 0]
    assert context["draft"] is False
    said = context["rows"][0]["item"]
    assert (said.outcome, said.words, said.present, said.needed) == (Outcome.SELECTED, "Solide.", 2, 1)
    text = client.get(door).content.decode()
    assert all(words in text for words in ("Salle B", "Merci à toutes.", "Aldo", "Solide."))


def test_who_was_present_knows_since_the_sitting_opened_not_since_its_planned_date(experts: Round) -> None:
    opened = clock.now()
    found = _sitting(experts, present=1)
    Sitting.objects.filter(pk=found.pk).update(starts_at=opened + timedelta(days=22))
    actions.close_sitting(found, remarks="", by=cast.ada(), at=clock.now())
    found.refresh_from_db()
    [(_who, since)] = knowers_of(experts.call, cast.ada()).present
    assert since == found.opened_at < found.starts_at


def test_quorum_is_counted_without_those_in_conflict(client: Client, experts: Round) -> None:
    found = _sitting(experts, present=2)
    seats = list(experts.seats.order_by("number"))
    one, other = found.items.all()[:2]
    for seat in seats[:2]:  # the two who are there
        ConflictFactory.create(person=seat.person, application=one.file.application)
    _as(client, cast.ada())
    page = client.get(_door(one))
    assert (page.context["quorum"].present, page.context["quorum"].able, page.context["quorum"].met) == (0, 1, False)
    refused = client.post(_door(one), {"outcome": "selected", "rank": "", "words": "Tout de même."})
    assert refused.status_code == 200
    assert _told(refused) == [str(page.context["may_propose"].reason)]
    assert "Tout de même." in refused.content.decode()
    assert client.post(_door(other), {"outcome": "selected", "rank": "", "words": ""}).status_code == 302
    actions.mark_present(found, seats, by=cast.ada(), at=clock.now())
    assert client.post(_door(one), {"outcome": "selected", "rank": "", "words": ""}).status_code == 302
    one.refresh_from_db()
    assert (one.state, one.present, one.needed) == (ItemState.PROPOSED, 1, 1)


def test_second_proposal_is_told_and_its_words_kept(client: Client, experts: Round) -> None:
    one = _sitting(experts).items.all()[0]
    _as(client, cast.aldo())
    actions.propose(one, outcome=Outcome.SELECTED, words="Par Ada.", by=cast.ada(), at=clock.now())
    answer = client.post(_door(one), {"outcome": "declined", "rank": "", "words": "Par Aldo."})
    text = answer.content.decode()
    assert "Par Ada." in text
    assert "Par Aldo." in text
    assert len(_told(answer)) == 1
    one.refresh_from_db()
    assert (one.outcome, one.words) == (Outcome.SELECTED, "Par Ada.")
    client.post(_door(one), {"again": "1"})
    one.refresh_from_db()
    assert one.state == ItemState.WAITING
    assert client.post(_door(one), {"outcome": "declined", "rank": "", "words": "Par Aldo."}).status_code == 302


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"outcome": ""}, "outcome"),
        ({"outcome": "not_admissible"}, "outcome"),
        ({"outcome": "reserve", "words": "Bien."}, "rank"),
        ({"outcome": "selected", "rank": "2"}, "rank"),
        ({"outcome": "declined", "words": " "}, "words"),
    ],
)
def test_proposal_that_does_not_hold_is_told(client: Client, experts: Round, given: dict[str, str], field: str) -> None:
    one = _sitting(experts).items.all()[0]
    answer = _as(client, cast.ada()).post(_door(one), {"rank": "", "words": "", **given})
    assert list(answer.context["form"].errors) == [field]
    one.refresh_from_db()
    assert one.state == ItemState.WAITING


def test_sitting_that_lets_too_many_pass_is_not_closed(client: Client, experts: Round) -> None:
    found = _sitting(experts)
    for one in found.items.all()[:3]:
        actions.propose(one, outcome=Outcome.SELECTED, words="", by=cast.ada(), at=clock.now())
    door = reverse("selection:sitting", args=[found.ref]) + "?cloture=1"
    preview = _as(client, cast.ada()).get(door)
    assert (preview.context["would_pass"], preview.context["passing"]) == (3, 2)
    answer = client.post(door, {"remarks": "À garder."})
    assert answer.status_code == 200
    assert len(_told(answer)) == 1
    assert "À garder." in answer.content.decode()
    found.refresh_from_db()
    assert found.state == SittingState.OPEN
    assert not experts.files.exclude(state=FileState.WAITING).exists()


def test_file_in_conflict_is_absent_and_keeps_its_place(client: Client, experts: Round) -> None:
    found = _sitting(experts, opened=False)
    files = [one.file for one in found.items.all()]
    hidden = found.items.all()[1]
    ConflictFactory.create(person=cast.aldo(), application=hidden.file.application)
    _as(client, cast.aldo())
    name = hidden.file.application.initiative.name
    assert client.get(_door(hidden)).status_code == 404
    for door in ("sitting", "sitting-order", "sitting-minutes"):
        assert name not in client.get(reverse(f"selection:{door}", args=[found.ref])).content.decode()
    data = {"starts_at": "2026-12-02T09:30", "place": "Salle C"}
    data |= {f"place_{files[place].ref}": number for place, number in ((0, "3"), (2, "1"), (3, ""))}
    assert client.post(reverse("selection:sitting-order", args=[found.ref]), data).status_code == 302
    found.refresh_from_db()
    assert [one.file for one in found.items.all()] == [files[2], files[1], files[0]]
    assert found.place == "Salle C"
    _as(client, cast.ada())
    assert name in client.get(reverse("selection:sitting", args=[found.ref])).content.decode()


def test_discussed_file_stays_on_the_running_order(client: Client, experts: Round) -> None:
    found = _sitting(experts)
    first = found.items.all()[0]
    actions.propose(first, outcome=Outcome.SELECTED, words="", by=cast.ada(), at=clock.now())
    data = {"starts_at": "2026-12-02T09:30", f"place_{found.items.all()[1].file.ref}": "1"}
    answer = _as(client, cast.ada()).post(reverse("selection:sitting-order", args=[found.ref]), data)
    assert (answer.status_code, len(_told(answer))) == (200, 1)
    assert found.items.count() == 4


def test_projector_shows_both_colleges_and_names_no_juror(client: Client) -> None:
    told = story.screened(story.received(3))
    story.settled(_read(story.prepared_round(told)), passed=2)
    found = story.prepared_round(told, college=College.CITIZENS, per_file=3)
    seats = story.seated(found)
    opinions = [Opinion.VERY_FAVOURABLE, Opinion.FAVOURABLE, Opinion.UNFAVOURABLE]
    for place, review in enumerate(story.assigned(found, seats)):
        story.read(review, opinion=opinions[place % 3], words="Mots d’une habitante.")
    one = _sitting(found).items.all()[0]
    page = _as(client, cast.ada()).get(_door(one))
    [experts], [citizens] = page.context["compared"].experts, page.context["compared"].citizens
    assert [(line.tally.mean, line.most, line.tally.given) for line in experts.lines] == [(4.0, 4, 2), (4.0, 4, 2)]
    assert (citizens.favourable, citizens.given) == (2, 3)
    assert [code.code for code in page.context["compared"].divergences] == ["opinions"]
    assert len(page.context["divergences"]) == 1
    text = page.content.decode()
    assert page.context["gist"] == "Des habitants dessinent les haies."
    assert "Mots d’une habitante." in text
    assert "Pour la candidature." in text
    assert "Pour l’équipe." not in text  # said to the team alone, and the college looks on
    assert not [seat for seat in seats if seat.person.full_name in text]


def test_divergence_on_a_criterion_and_between_colleges_are_sentences() -> None:
    told = story.screened(story.received(1))
    experts = story.prepared_round(told, passing=1)
    for value, review in zip((1, 4), story.assigned(experts, story.seated(experts)), strict=True):
        story.read(review, value=value)
    found = compare(told.applications[0], cast.ada())
    assert [one.code for one in found.divergences] == ["criterion", "criterion"]
    assert "Intérêt général" in divergence_sentences(found)[0]


def test_agent_who_still_has_to_read_the_file_sees_nothing_of_the_others(client: Client) -> None:
    told = story.screened(story.received(1))
    found = story.prepared_round(told, passing=1)
    mine, other = story.assigned(found, story.seated(found, [cast.aldo(), cast.rose()]))
    story.read(other, words="Secret de lecture.")
    one = _sitting(found, present=2).items.all()[0]
    assert "Secret de lecture." in _as(client, cast.ada()).get(_door(one)).content.decode()
    assert "Secret de lecture." not in _as(client, cast.aldo()).get(_door(one)).content.decode()
    story.read(mine)
    assert "Secret de lecture." in client.get(_door(one)).content.decode()


@pytest.mark.parametrize("door", ["sitting", "sitting-order", "sitting-presence", "sitting-minutes"])
def test_sitting_does_not_exist_for_others(client: Client, experts: Round, door: str) -> None:
    found = _sitting(experts)
    for person in (cast.alice(), cast.rose(), cast.sylvie(), cast.max_()):
        assert _as(client, person).get(reverse(f"selection:{door}", args=[found.ref])).status_code == 404
    assert client.get(_door(found.items.all()[0])).status_code == 404


def test_sitting_costs_the_same_for_three_files_and_eight(client: Client) -> None:
    counts = []
    for count in (3, 8):
        found = story.prepared_round(story.screened(story.received(count)))
        story.seated(found)
        one = _sitting(found)
        _as(client, cast.ada())
        for door in ("sitting", "sitting-minutes"):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(reverse(f"selection:{door}", args=[one.ref])).status_code == 200
            counts.append(len(queries))
    assert counts[:2] == counts[2:]


@pytest.mark.parametrize(
    ("text", "short"),
    [("Un. Deux ! Trois.", "Un. Deux !"), ("  Sans\nfin ", "Sans fin"), ("mot " * 200, ("mot " * 105).strip() + "…")],
)
def test_two_sentences_are_kept(text: str, short: str) -> None:
    assert two_sentences(text) == short
