"""The pages of the announcement, for those who run it, and of its answer, for the teams."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from tests import cast
from tests.calls.factories import ConflictFactory, TeamMemberFactory
from tests.content.trees import page, tree
from tests.selection import story
from tests.selection.story import Story
from tests.selection.test_release import SITE, leave, wave_of
from tremplin.calls.states import TeamRight
from tremplin.content.importer import import_tree
from tremplin.core import clock, journal
from tremplin.core.models import Message
from tremplin.selection.actions import releases
from tremplin.selection.models import Acceptance, Approval, Decision, Release, Review
from tremplin.selection.queries import digest_of
from tremplin.selection.states import AcceptanceState, College, WaveKind, WaveState

pytestmark = pytest.mark.django_db

PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture
def signed() -> Story:
    told = story.through_rounds(story.received(4), passed=2)
    story.signed(story.decided(told, selected=2))
    return told


@pytest.fixture
def ready() -> Story:
    return story.ready()


def _address(name: str, ref: str) -> str:
    """In French, whatever the language the last page was read in."""
    with translation.override("fr"):
        return reverse(f"selection:{name}", args=[ref])


def release_page(told: Story) -> str:
    return _address("release", told.call.ref)


def wave_page(told: Story, kind: str = WaveKind.NOTICE) -> str:
    return _address("wave", wave_of(told, kind).ref)


def outcome_page(told: Story, place: int = 0) -> str:
    return _address("outcome", told.applications[place].ref)


def said(response: Any) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def gesture(client: Client, told: Story, name: str, kind: str = WaveKind.NOTICE, **data: str) -> Any:
    return client.post(f"/en{wave_page(told, kind)}", {"gesture": name, **data}, follow=True)


def test_plan_proposes_the_next_working_day_then_three_and_seven_days(client: Client, signed: Story) -> None:
    client.force_login(cast.ada())
    friday = datetime(2026, 11, 27, 18, tzinfo=PARIS)
    with clock.at(friday):
        form = client.get(release_page(signed)).context["form"]
    proposed = [form[name].initial for name in WaveKind.values]
    assert proposed == [datetime(2026, 11, 30, 9, tzinfo=PARIS) + timedelta(days=days) for days in (0, 3, 7)]


def _plan(**changes: str) -> dict[str, str]:
    return {
        "notice": "2030-01-07T09:00",
        "refusals": "2030-01-10T09:00",
        "public": "2030-01-14T09:00",
        "once": "p" * 32,
        **changes,
    }


def test_planned_once_on_the_programme_s_clock(client: Client, signed: Story) -> None:
    client.force_login(cast.ada())
    for _turn in range(2):
        assert client.post(release_page(signed), _plan())["Location"] == release_page(signed)
    assert Release.objects.get().planned_by == cast.ada()
    assert wave_of(signed, WaveKind.NOTICE).due_at == datetime(2030, 1, 7, 9, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"refusals": "2030-01-01T09:00"}, "refusals", "A wave leaves after the one before it."),
        ({"notice": "2020-01-07T09:00"}, "notice", "This instant has passed: choose one to come."),
        ({"public": ""}, "public", "This field is required."),
    ],
)
def test_plan_refused_keeps_what_was_typed(
    client: Client, signed: Story, changes: dict[str, str], field: str, sentence: str
) -> None:
    client.force_login(cast.ada())
    answer = client.post(f"/en{release_page(signed)}", _plan(**changes))
    assert answer.context["form"].errors == {field: [sentence]}
    assert 'value="2030-01-' in answer.content.decode()
    assert not Release.objects.exists()


def test_what_is_missing_is_said_with_its_denominator(client: Client) -> None:
    told = story.through_rounds(story.received(4), passed=2)
    made = story.decided(told, selected=2)
    story.signed(made[:1])
    made[3].delete()
    client.force_login(cast.ada())
    context = client.get(release_page(told)).context
    assert [context[name] for name in ("undecided", "total", "unsigned", "decided")] == [1, 4, 2, 3]
    ConflictFactory.create(application=told.applications[3], person=cast.ada())
    context = client.get(release_page(told)).context
    assert [context[name] for name in ("undecided", "total", "unsigned", "decided")] == [0, 3, 2, 3]


def test_line_says_counts_approvals_and_who_knows(client: Client, ready: Story) -> None:
    wave = wave_of(ready, WaveKind.NOTICE)
    releases.approve(wave, read=digest_of(wave), by=cast.aldo(), at=clock.now())
    client.force_login(cast.sylvie())
    context = client.get(release_page(ready)).context
    assert [(row["count"], len(row["approvals"])) for row in context["rows"]] == [(2, 1), (2, 0), (0, 0)]
    assert (context["knowers"].agents, context["knowers"].authority) == (["Ada", "Aldo"], "Sylvie")


def test_one_big_hold_stops_what_comes_next(client: Client, ready: Story) -> None:
    client.force_login(cast.ada())
    client.post(release_page(ready), {"once": "h" * 32})
    assert [wave_of(ready, kind).state for kind in WaveKind] == [WaveState.HELD, WaveState.PLANNED, WaveState.PLANNED]


@pytest.mark.parametrize("who", [cast.alice, cast.charlie, cast.rose, cast.jules, cast.eve, cast.max_, cast.sam])
def test_pages_of_the_announcement_do_not_exist_for_others(
    client: Client, ready: Story, who: Callable[[], Any]
) -> None:
    client.force_login(who())
    assert {client.get(address).status_code for address in (release_page(ready), wave_page(ready))} == {404}


def test_page_shows_the_very_mails_then_they_leave(client: Client, ready: Story) -> None:
    client.force_login(cast.ada())
    letter = client.get(wave_page(ready) + f"?dossier={ready.applications[0].ref}").context["letters"][0]
    assert [str(person) for person in letter.people] == ["Alice"]
    context = client.get(wave_page(ready)).context
    assert (context["left"], context["mails"], len(context["letters"])) == (2, 2, 1)
    leave(ready, WaveKind.NOTICE)
    sent = Message.objects.get(kind="selection-selected", recipient="alice@example.org")
    assert (sent.subject, sent.text) == (letter.subject, letter.text)


def test_public_page_shows_the_very_mails_and_texts(client: Client, ready: Story, tmp_path: Path) -> None:
    import_tree(tree(tmp_path, SITE))
    client.force_login(cast.ada())
    assert len(client.get(wave_page(ready, WaveKind.PUBLIC)).context["silent"]) == 2  # not told yet
    with clock.at(leave(ready, WaveKind.NOTICE)):
        leave(ready, WaveKind.REFUSALS)
        client.force_login(cast.ada())
        assert len(client.get(wave_page(ready, WaveKind.PUBLIC)).context["silent"]) == 2
        story.accepted(ready)
        shown = client.get(wave_page(ready, WaveKind.PUBLIC) + f"?dossier={ready.applications[0].ref}").context
        thanked = client.get(wave_page(ready, WaveKind.PUBLIC)).context["thanked"]
        leave(ready, WaveKind.PUBLIC)
    sent = Message.objects.get(kind="selection-public", recipient="alice@example.org")
    assert (sent.subject, sent.text) == (shown["letters"][0].subject, shown["letters"][0].text)
    assert thanked == Message.objects.filter(kind="selection-thanks").count() == 6
    assert [row.acceptance.public_name for row in shown["page"]] == ["Atlas des haies", "Initiative 1"]


def test_a_mail_of_a_file_the_wave_does_not_hold_does_not_exist(client: Client, ready: Story) -> None:
    client.force_login(cast.ada())
    assert client.get(wave_page(ready) + f"?dossier={ready.applications[3].ref}").status_code == 404
    assert client.get(wave_page(ready) + "?dossier=0").status_code == 404


def test_second_approval_by_the_first_approver_is_refused_with_a_sentence(client: Client, ready: Story) -> None:
    client.force_login(cast.ada())
    read = digest_of(wave_of(ready, WaveKind.NOTICE))
    gesture(client, ready, "approve", read=read, once="a" * 32)
    replay = gesture(client, ready, "approve", read=read, once="a" * 32)  # the same click, twice
    assert (replay.status_code, Approval.objects.count()) == (200, 1)
    again = gesture(client, ready, "approve", read=read, once="b" * 32)
    assert said(again) == ["You approved this wave already: the second approval is somebody else's."]
    assert Approval.objects.count() == 1


def test_approved_as_it_was_read_or_read_again(client: Client, ready: Story) -> None:
    client.force_login(cast.aldo())
    answer = gesture(client, ready, "approve", read="0" * 64)
    assert said(answer) == ["This wave changed while you were reading it. Please read it again."]
    read = answer.context["approve_form"].initial["read"]
    assert said(gesture(client, ready, "approve", read=read)) == ["Your approval is written."]


def test_held_moved_let_go_and_sent_now(client: Client, ready: Story) -> None:
    client.force_login(cast.ada())
    gesture(client, ready, "hold")
    assert wave_of(ready, WaveKind.NOTICE).state == WaveState.HELD
    gesture(client, ready, "move", due_at="2030-01-07T09:00")
    assert wave_of(ready, WaveKind.PUBLIC).due_at == datetime(2030, 1, 7, 9, tzinfo=PARIS)
    gesture(client, ready, "resume")
    assert wave_of(ready, WaveKind.NOTICE).state == WaveState.PLANNED
    refused = gesture(client, ready, "now")
    sentence = "Two people approve a wave before it leaves; what changed since is approved again."
    assert said(refused) == [sentence]
    story.approved(ready, WaveKind.NOTICE)
    asked = client.get(wave_page(ready) + "?geste=maintenant")
    assert "selection/wave_now.html" in [template.name for template in asked.templates]
    gesture(client, ready, "now")
    assert releases.run_waves(clock.now()) == 2


def test_moved_before_the_wave_before_it_is_refused_and_kept(client: Client, ready: Story) -> None:
    client.force_login(cast.ada())
    too_early = (clock.now() + timedelta(hours=1)).astimezone(PARIS).strftime("%Y-%m-%dT%H:%M")
    answer = gesture(client, ready, "move", WaveKind.PUBLIC, due_at=too_early)
    assert said(answer) == ["A wave leaves after the one before it."]
    assert f'value="{too_early}"' in answer.content.decode()
    past = gesture(client, ready, "move", WaveKind.PUBLIC, due_at="2020-01-01T09:00")
    assert past.context["move_form"].errors == {"due_at": ["This instant has passed: choose one to come."]}


def test_an_unknown_gesture_does_nothing(client: Client, ready: Story) -> None:
    client.force_login(cast.ada())
    assert gesture(client, ready, "explode").status_code == 404


def test_left_then_planned_again_for_whom_remains(client: Client, ready: Story) -> None:
    client.force_login(cast.ada())
    with clock.at(leave(ready, WaveKind.NOTICE)):
        leave(ready, WaveKind.REFUSALS)
        story.accepted(ready)
        late = Acceptance.objects.get(decision__application=ready.applications[1])
        Acceptance.objects.filter(pk=late.pk).update(state=AcceptanceState.ASKED)
        with clock.at(leave(ready, WaveKind.PUBLIC)):
            told = client.get(f"/en{wave_page(ready, WaveKind.PUBLIC)}")
            assert str(told.context["may_plan_again"].reason) == "Everybody concerned has been told."
            Acceptance.objects.filter(pk=late.pk).update(state=AcceptanceState.ACCEPTED)
            gesture(client, ready, "again", WaveKind.PUBLIC, due_at="2030-01-07T09:00")
    assert wave_of(ready, WaveKind.PUBLIC).state == WaveState.PLANNED


def test_somebody_in_conflict_counts_without_the_file_and_only_looks(client: Client, ready: Story) -> None:
    ConflictFactory.create(application=ready.applications[0], person=cast.aldo())
    client.force_login(cast.aldo())
    answer = client.get(f"/en{wave_page(ready)}")
    assert (answer.context["left"], answer.context["mails"], answer.context["decided"]) == (1, 1, 3)
    assert "Atlas des haies" not in answer.content.decode()
    assert str(answer.context["may_approve"].reason).startswith("You declared a conflict in this call")
    assert client.get(wave_page(ready) + f"?dossier={ready.applications[0].ref}").status_code == 404
    overview = client.get(release_page(ready))
    assert [row["count"] for row in overview.context["rows"]] == [1, 2, 0]


@pytest.mark.parametrize("address", [release_page, wave_page])
def test_page_costs_the_same_for_two_files_and_six(client: Client, address: Callable[[Story], str]) -> None:
    costs = []
    for count in (4, 8):
        told = story.ready(count, selected=count - 2)
        client.force_login(cast.ada())
        client.get(address(told))
        with CaptureQueriesContext(connection) as queries:
            client.get(address(told))
        costs.append(len(queries))
    assert costs[0] == costs[1]


# the team's own pages


def test_before_its_wave_the_decision_does_not_exist(client: Client, ready: Story) -> None:
    client.force_login(cast.alice())
    absent = client.get(_address("outcome", "0000000000"))
    assert [client.get(outcome_page(ready)).status_code, absent.status_code] == [404, 404]
    leave(ready, WaveKind.NOTICE)
    assert client.get(outcome_page(ready)).status_code == 200
    client.force_login(cast.charlie())
    assert client.get(outcome_page(ready)).status_code == 404


@pytest.fixture
def told(ready: Story) -> Story:
    leave(ready, WaveKind.NOTICE)
    return ready


ANSWER = {"public_name": "Atlas  des haies !", "public_words": "Ensemble.\n*Nous* dessinons.", "agrees": "on"}


def test_laureate_accepts_once_with_its_exact_name_and_text(client: Client, told: Story) -> None:
    client.force_login(cast.alice())
    assert client.get(outcome_page(told)).context["form"].initial["public_name"] == "Atlas des haies"
    for _turn in range(2):
        done = client.post(outcome_page(told), {**ANSWER, "once": "n" * 32})
        assert done["Location"] == outcome_page(told)
    acceptance = Acceptance.objects.get(decision__application=told.applications[0])
    assert (acceptance.state, acceptance.answered_by) == (AcceptanceState.ACCEPTED, cast.alice())
    assert (acceptance.public_name, acceptance.public_words) == (ANSWER["public_name"], ANSWER["public_words"])
    client.post(outcome_page(told), {**ANSWER, "public_words": "Autrement."})
    acceptance.refresh_from_db()
    assert acceptance.public_words == "Autrement."


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        ("agrees", "Without this agreement nothing is published: tick it, or decline."),
        ("public_name", "This field is required."),
        ("public_words", "This field is required."),
    ],
)
def test_without_agreement_or_text_nothing_is_accepted_nor_lost(
    client: Client, told: Story, missing: str, sentence: str
) -> None:
    client.force_login(cast.alice())
    answer = client.post(f"/en{outcome_page(told)}", {**ANSWER, missing: ""})
    assert answer.context["form"].errors == {missing: [sentence]}
    kept = {name: value for name, value in ANSWER.items() if name not in (missing, "agrees")}
    assert {name: answer.context["form"][name].value() for name in kept} == kept
    assert Acceptance.objects.filter(state=AcceptanceState.ASKED).count() == 2


def test_laureate_declines_after_a_page_that_says_what_it_does(client: Client, told: Story) -> None:
    client.force_login(cast.alice())
    page = client.get(outcome_page(told) + "?geste=decliner")
    assert page.templates[0].name == "selection/outcome_decline.html"
    client.post(outcome_page(told), {"gesture": "decline", "once": "d" * 32}, follow=True)
    acceptance = Acceptance.objects.get(decision__application=told.applications[0])
    assert acceptance.state == AcceptanceState.DECLINED
    answer = client.post(f"/en{outcome_page(told)}", ANSWER)
    assert said(answer) == ["The answer is given."]


def test_who_only_reads_in_the_team_is_told_who_answers(client: Client, told: Story) -> None:
    TeamMemberFactory.create(
        initiative=told.applications[0].initiative,
        person=cast.bob(),
        right=TeamRight.WRITE,
        joined=True,
        invited_by=cast.alice(),
    )
    client.force_login(cast.bob())
    sentence = "In this team, another person answers for the initiative."
    assert sentence in client.get(f"/en{outcome_page(told)}").content.decode()
    assert said(client.post(f"/en{outcome_page(told)}", ANSWER)) == [sentence]


def test_once_public_the_answer_no_longer_changes(client: Client, told: Story, tmp_path: Path) -> None:
    import_tree(tree(tmp_path, {**SITE, "content/a.md": page(title="A", layout="page")}))
    with clock.at(wave_of(told, WaveKind.NOTICE).due_at):
        leave(told, WaveKind.REFUSALS)
        story.accepted(told)
        leave(told, WaveKind.PUBLIC)
    client.force_login(cast.alice())
    shown = client.get(f"/en{outcome_page(told)}")
    assert client.get(shown.context["page_address"]).status_code == 200
    sentence = "The name and the text are public: write to the team to change them."
    assert said(client.post(f"/en{outcome_page(told)}", ANSWER)) == [sentence]
    assert said(client.post(f"/en{outcome_page(told)}", {"gesture": "decline"})) == [sentence]


def test_refused_team_reads_why_and_how_to_challenge(client: Client, told: Story) -> None:
    with clock.at(wave_of(told, WaveKind.NOTICE).due_at):
        leave(told, WaveKind.REFUSALS)
    client.force_login(told.applications[3].started_by)
    html = client.get(f"/en{outcome_page(told, 3)}").content.decode()
    for words in ("Utile à beaucoup de monde", "Oui, et c’est écrit.", "Sylvie, Director", "administrative court"):
        assert html.count(words) >= 1
    assert "<textarea" not in html


def test_assessment_is_shown_by_a_gesture_that_leaves_a_trace(client: Client, told: Story) -> None:
    client.force_login(cast.alice())
    address = _address("outcome-assessment", told.applications[0].ref)
    decision = Decision.objects.get(application=told.applications[0])
    assert "Clair." not in client.get(address).content.decode()
    assert "show" not in [entry.verb for entry in journal.of(decision)]
    shown = client.post(f"/en{address}")
    last = journal.of(decision).last()
    assert last is not None
    assert (last.verb, last.actor) == ("show", cast.alice().ref)
    html = shown.content.decode()
    for name in ("Rose", "Jules", "Juror no.", "Juré", "Pour l’équipe."):
        assert name not in html
    experts, citizens = shown.context["rounds"]
    assert [len(experts.readers), len(citizens.readers)] == [2, 2]
    assert [(one.level, one.words) for one in experts.readers[0].said] == [("Sound", "Clair.")] * 2
    assert (citizens.readers[0].opinion, citizens.readers[0].comment) == ("rather favourable", "Pour la candidature.")


def test_assessment_does_not_exist_before_nor_for_others(client: Client, ready: Story) -> None:
    address = _address("outcome-assessment", ready.applications[0].ref)
    client.force_login(cast.alice())
    assert [client.get(address).status_code, client.post(address).status_code] == [404, 404]
    leave(ready, WaveKind.NOTICE)
    for stranger in (cast.charlie, cast.ada, cast.rose):
        client.force_login(stranger())
        assert client.post(address).status_code == 404


def test_reader_in_conflict_since_leaves_nothing_in_the_assessment(client: Client, told: Story) -> None:
    application = told.applications[0]
    reader = (
        Review.objects.filter(file__application=application, file__round__college=College.EXPERTS)
        .earliest("pk")
        .seat.person
    )
    ConflictFactory.create(application=application, person=reader)
    client.force_login(cast.alice())
    shown = client.post(_address("outcome-assessment", application.ref))
    assert [len(one.readers) for one in shown.context["rounds"]] == [1, 2]
