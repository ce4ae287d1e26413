"""Decisions through their pages: the authority named, a decision prepared with its motives, signed as it was read."""

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
from tests.selection.story import Story
from tremplin.calls.models import Application
from tremplin.core import clock
from tremplin.people.models import Person
from tremplin.programme.models import Mandate
from tremplin.programme.states import Role
from tremplin.selection.actions import decisions as actions
from tremplin.selection.models import Decision, Signatory
from tremplin.selection.states import DecisionState, Outcome

pytestmark = pytest.mark.django_db
LIST = reverse("selection:signature-list")


@pytest.fixture
def through(db: None) -> Story:
    """Two files through both rounds, two stopped at the first."""
    return story.through_rounds(story.received(4))


@pytest.fixture
def decided(through: Story) -> Story:
    story.decided(through)
    return through


def _door(application: Application) -> str:
    return reverse("selection:decision", args=[application.ref])


def _as(client: Client, person: Person) -> Client:
    client.force_login(person)
    return client


def _told(answer: Any) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


def _data(client: Client, application: Application, **changes: str) -> dict[str, str]:
    """What the form sends, each motive written."""
    form = client.get(_door(application)).context["form"]
    motives = {name: f"Oui : {name}." for name in form.criteria}
    read, outcome = form["read"].value(), str(form["outcome"].value())
    return {"outcome": outcome, "rank": "", "motive": "Utile.", "departure": "", "read": read, **motives, **changes}


def test_decision_is_prepared_with_a_motive_for_each_criterion(client: Client, through: Story) -> None:
    _as(client, cast.ada())
    application = through.applications[0]
    page = client.get(_door(application))
    assert page.context["form"]["outcome"].value() == Outcome.SELECTED
    assert len(page.context["form"].criteria) == 2  # those of the last round read on levels
    data = _data(client, application)
    assert client.post(_door(application), data)["Location"] == _door(application)
    found = Decision.objects.get()
    assert (found.outcome, found.motive, found.prepared_by) == (Outcome.SELECTED, "Utile.", cast.ada())
    assert [one.words for one in found.motives.all()] == [f"Oui : criterion_{place}." for place in (1, 2)]


def test_decision_without_a_motive_on_each_criterion_is_refused(client: Client, through: Story) -> None:
    _as(client, cast.ada())
    application = through.applications[0]
    answer = client.post(_door(application), _data(client, application, criterion_2=" ", motive=""))
    assert list(answer.context["form"].errors) == ["motive", "criterion_2"]
    assert "Oui : criterion_1." in answer.content.decode()
    assert not Decision.objects.exists()


def test_departing_from_an_opinion_asks_for_a_motive(client: Client, through: Story) -> None:
    """The first round stopped this file."""
    _as(client, cast.ada())
    application = through.applications[3]
    assert client.get(_door(application)).context["form"].departures == []
    data = _data(client, application, outcome="selected")
    answer = client.post(_door(application), data)
    assert list(answer.context["form"].errors) == ["departure"]
    assert len(answer.context["form"].departures) == 1
    assert "Présélection" in answer.context["form"].departures[0]
    assert not Decision.objects.exists()
    client.post(_door(application), data | {"departure": "Le territoire manque à la sélection."})
    assert Decision.objects.get().departure == "Le territoire manque à la sélection."


def test_words_of_readers_fill_the_form_and_save_nothing(client: Client, through: Story) -> None:
    _as(client, cast.ada())
    application = through.applications[0]
    form = client.get(_door(application) + "?reprendre=1").context["form"]
    assert [form[name].value() for name in form.criteria] == ["Clair.\n\nClair."] * 2
    assert form["motive"].value() == "\n\n".join(["Pour la candidature."] * 4)
    assert not Decision.objects.exists()
    story.prepared(application, Outcome.SELECTED)
    form = client.get(_door(application) + "?reprendre=1").context["form"]
    assert [form[name].value() for name in form.criteria] == ["Oui, et c’est écrit."] * 2  # what is written stays


def test_juror_is_not_named_beside_the_motives(client: Client, through: Story) -> None:
    text = _as(client, cast.ada()).get(_door(through.applications[0])).content.decode()
    assert "Jules" not in text
    assert "Clair." in text


def test_file_refused_at_the_screening_starts_from_its_reason(client: Client) -> None:
    told = story.screened(story.received(2), refused=1)
    _as(client, cast.ada())
    form = client.get(_door(told.applications[1])).context["form"]
    assert (form["outcome"].value(), form["motive"].value()) == (
        Outcome.NOT_ADMISSIBLE,
        "Aucune structure ne porte le projet.",
    )
    client.post(_door(told.applications[1]), _data(client, told.applications[1], motive="Aucune structure."))
    assert Decision.objects.get().outcome == Outcome.NOT_ADMISSIBLE


def test_file_still_in_hand_says_why_it_is_not_decided(client: Client) -> None:
    told = story.screened(story.received(1))
    page = _as(client, cast.ada()).get(_door(told.applications[0]))
    assert not page.context["may_prepare"]
    assert not page.context["form"].is_bound
    answer = client.post(_door(told.applications[0]), {"outcome": "declined", "motive": "Tapé trop tôt."})
    assert len(_told(answer)) == 1
    assert "Tapé trop tôt." in answer.content.decode()
    assert not Decision.objects.exists()


def test_two_agents_preparing_the_same_decision_do_not_overwrite_one_another(client: Client, through: Story) -> None:
    _as(client, cast.aldo())
    application = through.applications[0]
    data = _data(client, application, motive="Celui d’Aldo.")
    story.prepared(application, Outcome.SELECTED)
    answer = client.post(_door(application), data)
    text = answer.content.decode()
    assert len(_told(answer)) == 1
    assert "Celui d’Aldo." in text
    assert "Utile à beaucoup de monde, et déjà solide." in text
    assert Decision.objects.get().motive == "Utile à beaucoup de monde, et déjà solide."
    again = data | {"read": answer.context["form"]["read"].value()}
    assert client.post(_door(application), again).status_code == 302
    assert Decision.objects.get().motive == "Celui d’Aldo."


def test_next_file_to_decide_goes_round_the_list(client: Client, through: Story) -> None:
    _as(client, cast.ada())
    seen, here = [], through.applications[0]
    for _turn in range(4):
        here = client.get(_door(here)).context["next"]
        seen.append(here)
    assert set(seen) == set(through.applications)
    story.decided(through)
    assert client.get(_door(here)).context["next"] is None


def test_list_counts_what_is_left_and_hides_conflicts(client: Client, through: Story) -> None:
    story.decided(Story(through.call, through.applications[:1]), selected=1)
    ConflictFactory.create(person=cast.aldo(), application=through.applications[1])
    door = reverse("selection:decision-list", args=[through.call.ref])
    context = _as(client, cast.ada()).get(f"{door}?state=to-prepare").context
    assert context["counts"] == {"total": 4, "to_prepare": 3, "prepared": 1, "signed": 0, "released": 0}
    assert {one for one, _decision in context["rows"]} == set(through.applications[1:])
    context = _as(client, cast.aldo()).get(f"{door}?state=sideways").context
    assert context["counts"]["total"] == 3
    assert through.applications[1] not in [one for one, _decision in context["rows"]]
    assert client.get(_door(through.applications[1])).status_code == 404


def test_authority_is_named_among_those_who_hold_the_mandate(client: Client, through: Story) -> None:
    door = reverse("selection:signatory", args=[through.call.ref])
    _as(client, cast.ada())
    assert client.get(door).context["people"] == 0
    sylvie = cast.sylvie()
    data = {"person": cast.sam().ref, "quality_fr": "Directrice"}
    assert list(client.post(door, data).context["form"].errors) == ["person"]
    data = {"person": sylvie.ref, "quality_fr": "Directrice", "delegation": "Arrêté du 3 mars"}
    assert list(client.post(door, data).context["form"].errors) == ["delegated_on"]
    assert client.post(door, data | {"delegated_on": "2026-03-03"}).status_code == 302
    named = Signatory.objects.get()
    assert (named.person, named.quality_fr, f"{named.delegated_on}") == (sylvie, "Directrice", "2026-03-03")


def test_decision_is_signed_as_it_was_read(client: Client, decided: Story) -> None:
    found = decided.applications[0].decision
    door = reverse("selection:signature", args=[found.ref])
    _as(client, cast.sylvie())
    assert [one.pk for one in client.get(LIST).context["waiting"]].count(found.pk) == 1
    read = client.get(door).context["sign_form"]["read"].value()
    story.prepared(decided.applications[0], Outcome.SELECTED)  # the same words: the same text
    assert client.post(door, {"read": read})["Location"] == LIST
    found.refresh_from_db()
    assert (found.state, found.signatory, found.sha256) == (DecisionState.SIGNED, cast.sylvie(), read)


def test_decision_changed_since_it_was_read_is_not_signed(client: Client, decided: Story) -> None:
    application = decided.applications[0]
    door = reverse("selection:signature", args=[application.decision.ref])
    _as(client, cast.sylvie())
    read = client.get(door).context["sign_form"]["read"].value()
    Decision.objects.filter(application=application).update(motive="Autre chose.")
    assert len(_told(client.post(door))) == 1  # nothing read
    answer = client.post(door, {"read": read})
    assert len(_told(answer)) == 1
    assert "Autre chose." in answer.content.decode()
    assert Decision.objects.get(application=application).state == DecisionState.PREPARED
    assert client.post(door, {"read": answer.context["sign_form"]["read"].value()}).status_code == 302


def test_signing_is_for_the_authority_named_with_its_mandate(client: Client, decided: Story) -> None:
    found = decided.applications[0].decision
    door = reverse("selection:signature", args=[found.ref])
    for person in (cast.ada(), cast.alice(), cast.max_()):
        assert _as(client, person).get(LIST).status_code == 403
        assert client.post(door, {"read": "0" * 64}).status_code == 403
    Mandate.objects.filter(person=cast.sylvie()).update(until_day=clock.today() - clock.today().resolution)
    assert _as(client, cast.sylvie()).get(LIST).status_code == 403
    Mandate.objects.filter(person=cast.sam()).update(role=Role.AUTHORITY)  # named nowhere
    _as(client, cast.sam())
    assert client.get(LIST).context["count"] == 0
    assert client.get(door).status_code == 404
    assert Decision.objects.filter(state=DecisionState.SIGNED).count() == 0


def test_authority_in_conflict_does_not_see_the_decision(client: Client, decided: Story) -> None:
    found = decided.applications[1].decision
    ConflictFactory.create(person=cast.sylvie(), application=decided.applications[1])
    _as(client, cast.sylvie())
    assert client.get(reverse("selection:signature", args=[found.ref])).status_code == 404
    assert client.get(LIST).context["count"] == 3


def test_all_are_signed_together_once(client: Client, decided: Story) -> None:
    _as(client, cast.sylvie())
    page = client.get(f"{LIST}?tout=1")
    assert [(outcome, len(sheets)) for outcome, sheets in page.context["groups"]] == [
        (Outcome.SELECTED, 2),
        (Outcome.DECLINED, 2),
    ]
    data = {"read": page.context["form"]["read"].value(), "once": "s" * 32}
    for _turn in range(2):
        assert client.post(LIST, data)["Location"] == LIST
    assert Decision.objects.filter(state=DecisionState.SIGNED).count() == 4


def test_nothing_is_signed_when_one_text_changed(client: Client, decided: Story) -> None:
    _as(client, cast.sylvie())
    read = client.get(f"{LIST}?tout=1").context["form"]["read"].value()
    changed = decided.applications[2].decision
    Decision.objects.filter(pk=changed.pk).update(motive="Autre chose.")
    answer = client.post(LIST, {"read": read})
    assert [one.pk for one in answer.context["changed"]] == [changed.pk]
    assert len(_told(answer)) == 1
    assert Decision.objects.filter(state=DecisionState.PREPARED).count() == 4
    sign = answer.context["form"]["read"].value()
    gone = decided.applications[3]
    ConflictFactory.create(person=cast.sylvie(), application=gone)
    assert len(_told(client.post(LIST, {"read": sign}))) == 1
    assert Decision.objects.filter(state=DecisionState.PREPARED).count() == 4


@pytest.mark.parametrize("read", ["", "rubbish", ":", "a:b c:d"])
def test_all_signed_with_nothing_read_signs_nothing(client: Client, decided: Story, read: str) -> None:
    assert _as(client, cast.sylvie()).post(LIST, {"read": read}).status_code == 200
    assert Decision.objects.filter(state=DecisionState.PREPARED).count() == 4


def test_signature_is_taken_back_with_a_reason(client: Client, decided: Story) -> None:
    found = decided.applications[0].decision
    story.signed([found])
    door = reverse("selection:signature", args=[found.ref])
    _as(client, cast.sylvie())
    assert list(client.post(door, {"reason": " "}).context["back_form"].errors) == ["reason"]
    assert client.post(door, {"reason": "Un mot à corriger."})["Location"] == door
    found.refresh_from_db()
    assert (found.state, found.sha256) == (DecisionState.PREPARED, "")


def test_signed_decision_no_longer_changes_and_keeps_what_was_typed(client: Client, decided: Story) -> None:
    application = decided.applications[0]
    _as(client, cast.ada())
    data = _data(client, application, motive="Écrit trop tard.")
    story.signed([application.decision])
    answer = client.post(_door(application), data)
    assert len(_told(answer)) == 1
    assert "Écrit trop tard." in answer.content.decode()
    assert "Écrit trop tard." not in client.get(_door(application)).content.decode()
    begun = client.get(reverse("selection:signatory", args=[decided.call.ref])).context["begun"]
    assert begun is True


def test_pages_of_decisions_are_for_the_team(client: Client, decided: Story) -> None:
    doors = [
        reverse("selection:decision-list", args=[decided.call.ref]),
        reverse("selection:signatory", args=[decided.call.ref]),
        _door(decided.applications[0]),
    ]
    for person in (cast.alice(), cast.rose(), cast.sylvie()):
        assert [_as(client, person).get(door).status_code for door in doors] == [404, 404, 404]


def test_lists_cost_the_same_for_three_decisions_and_eight(client: Client) -> None:
    counts = []
    for count in (3, 5):  # for the authority, the second call adds to the first: three, then eight
        told = story.through_rounds(story.received(count), passed=1)
        story.decided(told, selected=1)
        row = []
        for person, door in (
            (cast.ada(), reverse("selection:decision-list", args=[told.call.ref])),
            (cast.sylvie(), LIST),
            (cast.sylvie(), f"{LIST}?tout=1"),
        ):
            _as(client, person)
            client.get(door)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(door).status_code == 200
            row.append(len(queries))
        counts.append(row)
    assert counts[0] == counts[1]


def test_prepared_text_marks_the_decision_it_replaces(db: None) -> None:
    told = story.through_rounds(story.received(2), passed=1)
    first = story.prepared(told.applications[0], Outcome.SELECTED)
    assert (actions.mark_of(None), actions.mark_of(first)) == ("", first.prepared_at.isoformat())
