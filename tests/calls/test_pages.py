"""The other pages: the public ones, the start, the overview, the submission, the receipt, the withdrawal."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from tests import cast
from tests.calls.factories import CallFactory, IntakeFactory
from tests.calls.story import (
    ANSWERS,
    DAY,
    FIRST,
    OPENS,
    SECOND,
    TICK,
    begin,
    join,
    make_call,
    post_section,
    section_address,
    send,
    write,
)
from tests.calls.test_form_versions import DEMO
from tests.shared_data import shared
from tremplin.calls.models import Application, Attachment, Signature, Submission
from tremplin.core import clock
from tremplin.core.freshness import HEADER
from tremplin.core.models import Message

pytestmark = pytest.mark.django_db
TOKEN = "0f" * 16


def _soup(answer: Any) -> BeautifulSoup:
    return BeautifulSoup(answer.content, "html.parser")


# public pages


@pytest.mark.parametrize(
    ("at", "changes_at"),
    [(OPENS - timedelta(days=1), None), (OPENS, FIRST), (FIRST - TICK, FIRST), (FIRST, SECOND), (SECOND, None)],
)
def test_public_pages_are_kept_until_the_clock_changes_them(
    at: datetime, changes_at: datetime | None, client: Any, call: Any
) -> None:
    with clock.at(at):
        answer = client.get("/appels/")
    assert answer.headers[HEADER] == (str(int(changes_at.timestamp())) if changes_at else "-")
    assert (dict(answer.cookies), "csrfmiddlewaretoken" in answer.content.decode()) == ({}, False)


def test_call_page_says_everything_before_anybody_signs_in(client: Any, call: Any, an_ordinary_day: None) -> None:
    answer = client.get("/appels/communs/")
    page = answer.content.decode()
    for words in (
        "4 mai 2026 à 12 h 00",
        "7 septembre 2026 à 23 h 59",
        "Deux jours par mois.",
        "Vos comptes",
        "statuts",
        "Numérique",
        "Résumé",
        "Licence",
        "Ce qui est cherché.",
    ):
        assert words in page, words
    assert (dict(answer.cookies), 'method="post"' in page.lower()) == ({}, False)
    assert len(_soup(answer).select("main .fr-btn")) == 1


def test_call_page_in_english_and_in_its_own_time_zone(client: Any, call: Any, an_ordinary_day: None) -> None:
    type(call.season.programme).objects.update(time_zone="Indian/Reunion")
    page = client.get("/en/appels/communs/").content.decode()
    assert "The commons" in page
    assert "4 May 2026 at 14:00" in page
    assert "8 September 2026 at 1:59" in page


@pytest.mark.parametrize("at", [OPENS - timedelta(hours=1), SECOND])
def test_call_that_is_not_open_has_no_button(at: datetime, client: Any, call: Any) -> None:
    type(call).objects.update(published_at=OPENS - timedelta(days=2))
    with clock.at(at):
        assert not _soup(client.get("/appels/communs/")).select("main .fr-btn")


def test_call_that_is_not_published_is_absent(client: Any) -> None:
    IntakeFactory.create(call=CallFactory.create(slug="secret"))
    assert client.get("/appels/secret/").status_code == 404
    assert "secret" not in client.get("/appels/").content.decode()


def test_list_without_a_call_says_so(client: Any) -> None:
    assert client.get("/appels/").status_code == 200


# starting


def _start(client: Any, **typed: Any) -> Any:
    with clock.at(DAY):
        return client.post(reverse("calls:application-start", args=["communs"]), {"initiative": "new", **typed})


@pytest.fixture
def signed_in(client: Any, call: Any) -> Any:
    client.force_login(cast.alice())
    return client


def test_start_shows_what_is_asked_before_any_question(signed_in: Any, an_ordinary_day: None) -> None:
    page = signed_in.get(reverse("calls:application-start", args=["communs"])).content.decode()
    assert page.index("Deux jours par mois.") < page.index('name="name"')


def test_start_with_several_bearers(signed_in: Any) -> None:
    answer = _start(
        signed_in, name="Atlas", kind_0="association", bearer_0="Les Haies", kind_1="administration", bearer_1="Ville"
    )
    application = Application.objects.get()
    assert answer["Location"] == reverse("calls:application", args=[application.ref])
    assert [bearer.kind for bearer in application.initiative.bearers.all()] == ["association", "administration"]


def test_a_row_more_keeps_what_was_typed(signed_in: Any) -> None:
    page = _soup(_start(signed_in, name="Atlas", kind_0="association", bearer_0="Les Haies", more="1"))
    assert page.find(id="id_name")["value"] == "Atlas"
    assert page.find(id="id_bearer_0")["value"] == "Les Haies"
    assert page.find(id="id_kind_1") is not None
    assert not Application.objects.exists()


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"name": "Atlas"},
        {"name": "Atlas", "bearer_0": "Les Haies"},
        {"name": "x" * 161, "kind_0": "person"},
        {"name": "\x00\x1b", "kind_0": "person"},
        {"name": "Atlas", "kind_0": "king"},
        {"name": "Atlas", "kind_0": "person", "initiative": "0000000000"},
    ],
)
def test_start_that_does_not_hold_is_told(typed: dict[str, str], signed_in: Any) -> None:
    answer = _start(signed_in, **typed)
    assert (answer.status_code, 'id="errors"' in answer.content.decode(), Application.objects.count()) == (200, True, 0)


def test_start_sent_twice_is_done_once(signed_in: Any) -> None:
    addresses = {_start(signed_in, name="Atlas", kind_0="person", once=TOKEN)["Location"] for _turn in range(2)}
    assert (len(addresses), Application.objects.count()) == (1, 1)


def test_start_for_another_teams_initiative_is_not_offered(signed_in: Any, call: Any) -> None:
    other = begin(call, by=cast.charlie(), name="Ailleurs")
    assert _start(signed_in, initiative=other.initiative.ref).status_code == 200
    assert Application.objects.count() == 1


def test_start_of_a_closed_call_is_told(signed_in: Any) -> None:
    with clock.at(SECOND):
        address = reverse("calls:application-start", args=["communs"])
        assert not _soup(signed_in.get(address)).select("main form")
        assert signed_in.post(address, {"initiative": "new", "name": "Atlas", "kind_0": "person"}).status_code == 403


# the overview


def test_overview_says_where_it_is_what_is_expected_and_by_when(alice: Any, application: Application) -> None:
    page = alice.get(reverse("calls:application", args=[application.ref])).content.decode()
    assert "4 mai 2026 à 12 h 00" in page
    write(application)
    page = _soup(alice.get(reverse("calls:application", args=[application.ref])))
    progress = page.select_one("progress")
    assert (progress["value"], progress["max"]) == ("20", "20")
    assert page.select_one("#how-far").get_text(strip=True).startswith("20")


@pytest.mark.parametrize(
    ("before", "shown"), [(timedelta(hours=25), False), (timedelta(hours=23), True), (timedelta(minutes=3), True)]
)
def test_overview_counts_down_under_a_day(before: timedelta, shown: bool, alice: Any, application: Application) -> None:
    with clock.at(SECOND - before):
        page = _soup(alice.get(reverse("calls:application", args=[application.ref])))
    assert bool(page.select(".calls-status strong")) is shown


def test_list_holds_the_applications_of_my_teams_alone(alice: Any, call: Any) -> None:
    begin(call, by=cast.charlie(), name="Ailleurs")
    page = alice.get(reverse("calls:application-list")).content.decode()
    assert ("Atlas des haies" in page, "Ailleurs" in page) == (True, False)


# submitting


def _submit(client: Any, application: Application, at: datetime = DAY, **typed: Any) -> Any:
    charter = application.call.legal_texts.get(kind="charter").ref
    with clock.at(at):
        return client.post(
            reverse("calls:application-submit", args=[application.ref]), {"charter": charter, "signs": "on", **typed}
        )


def test_what_is_missing_leads_to_each_field(alice: Any, application: Application) -> None:
    page = _soup(alice.get(reverse("calls:application-submit", args=[application.ref])))
    section = reverse("calls:section", args=[application.ref, "projet"])
    assert [link["href"] for link in page.select("#missing a")][:2] == [f"{section}#q-summary", f"{section}#q-common"]
    assert not page.select("main form")


def test_submission_page_shows_everything_and_one_button(alice: Any, application: Application) -> None:
    write(application)
    answer = alice.get(reverse("calls:application-submit", args=[application.ref]))
    page = answer.content.decode()
    for words in (
        "Un atlas des haies.",
        "zoe@example.org",
        "Numérique",
        "Nous partageons.",
        "4 mai 2026 à 12 h 00",
        "7 septembre 2026 à 23 h 59",
    ):
        assert words in page, words
    assert len(_soup(answer).select("main form .fr-btn[type=submit]")) == 1
    assert not _soup(answer).select("main input[checked]")


def test_submitted_then_its_receipt(alice: Any, application: Application) -> None:
    write(application)
    answer = _submit(alice, application)
    assert answer["Location"] == reverse("calls:receipt", args=[application.ref])
    page = alice.get(answer["Location"]).content.decode()
    for words in (
        application.number,
        "1er avril 2026 à 10 h 30 min 00 s",
        "Le service répond sous quatre mois.",
        "Service d’essai",
        Submission.objects.get().sha256,
    ):
        assert words in page, words
    assert Signature.objects.get().person == cast.alice()


def test_submitted_twice_by_the_same_form_is_submitted_once(alice: Any, application: Application) -> None:
    write(application)
    addresses = {_submit(alice, application, once=TOKEN)["Location"] for _turn in range(2)}
    assert (len(addresses), Submission.objects.count(), Message.objects.filter(kind="calls-receipt").count()) == (
        1,
        1,
        1,
    )


def test_submitted_again_by_another_form_is_told(alice: Any, application: Application) -> None:
    write(application)
    _submit(alice, application)
    answer = _submit(alice, application)
    assert (answer.status_code, Submission.objects.count()) == (200, 1)


@pytest.mark.parametrize("typed", [{"signs": ""}, {"charter": "0000000000"}, {"charter": ""}])
def test_charter_not_signed_or_not_the_one_in_force_is_told(
    typed: dict[str, str], alice: Any, application: Application
) -> None:
    write(application)
    answer = _submit(alice, application, **typed)
    assert (
        answer.status_code,
        'id="errors"' in answer.content.decode(),
        Submission.objects.count(),
        Signature.objects.count(),
    ) == (200, True, 0, 0)


def test_refused_submission_leaves_no_signature(alice: Any, application: Application) -> None:
    assert _submit(alice, application).status_code == 200
    assert (Signature.objects.count(), Submission.objects.count()) == (0, 0)


def test_late_is_told_before_and_after(alice: Any, application: Application) -> None:
    write(application)
    with clock.at(FIRST):
        overview = alice.get(reverse("calls:application", args=[application.ref])).content.decode()
        before = alice.get(reverse("calls:application-submit", args=[application.ref])).content.decode()
    after = alice.get(_submit(alice, application, at=FIRST)["Location"]).content.decode()
    for page in (overview, before, after):
        assert "7 septembre 2026 à 23 h 59" in page
    assert Submission.objects.get().late


@pytest.mark.parametrize(("at", "state"), [(SECOND - TICK, "submitted"), (SECOND, "draft")])
def test_last_accepted_and_first_refused_instant(
    at: datetime, state: str, alice: Any, application: Application
) -> None:
    write(application)
    _submit(alice, application, at=at)
    application.refresh_from_db()
    assert application.state == state


def test_refusals_are_worded_the_same_for_everyone(alice: Any, call: Any, application: Application) -> None:
    other = begin(call, by=cast.charlie(), name="Ailleurs")
    charlie = Client()
    charlie.force_login(cast.charlie())
    told = set()
    for client, one, person in ((alice, application, cast.alice()), (charlie, other, cast.charlie())):
        write(one, by=person)
        page = _soup(_submit(client, one, at=SECOND))
        told.add(" ".join(alert.get_text(" ", strip=True) for alert in page.select(".fr-alert")))
    assert len(told) == 1


def test_who_writes_reads_again_and_cannot_submit(client: Any, application: Application, an_ordinary_day: None) -> None:
    write(application)
    join(application.initiative, cast.bob())
    client.force_login(cast.bob())
    assert not _soup(client.get(reverse("calls:application-submit", args=[application.ref]))).select("main form")
    assert _submit(client, application).status_code == 200
    assert not Submission.objects.exists()


def test_receipt_of_a_draft_is_absent(alice: Any, application: Application) -> None:
    assert alice.get(reverse("calls:receipt", args=[application.ref])).status_code == 404


def test_resubmission_shows_the_differences_before_and_after(alice: Any, application: Application) -> None:
    from tremplin.calls.actions.submissions import send_back
    from tremplin.calls.models import Question

    write(application)
    send(application)
    named = Question.objects.filter(section__form=application.form, key="summary")
    send_back(
        Application.objects.get(),
        questions=named,
        words="Précisez.",
        until=DAY + timedelta(days=9),
        by=cast.ada(),
        at=DAY,
    )
    write(Application.objects.get(), {("summary", 0): "Un atlas ouvert des haies."})
    pages = [
        alice.get(reverse("calls:application-submit", args=[application.ref])),
        alice.get(_submit(alice, application)["Location"]),
    ]
    for page in map(_soup, pages):
        assert [mark.get_text(" ", strip=True).split()[-1] for mark in page.select("ins")] == ["ouvert"]


# withdrawing


def test_withdrawal_is_asked_once_more_then_done_once(alice: Any, application: Application) -> None:
    address = reverse("calls:application-withdraw", args=[application.ref])
    assert alice.get(address).status_code == 200
    assert alice.post(address, {}).status_code == 200
    for _turn in range(2):
        assert alice.post(address, {"sure": "on", "once": TOKEN}).status_code == 302
    application.refresh_from_db()
    assert (application.state, Message.objects.filter(kind="calls-withdrawn").count()) == ("withdrawn", 1)
    assert not _soup(alice.get(address)).select("main form")
    assert alice.get(reverse("calls:application", args=[application.ref])).status_code == 200


def test_who_writes_does_not_withdraw(client: Any, application: Application, an_ordinary_day: None) -> None:
    join(application.initiative, cast.bob())
    client.force_login(cast.bob())
    assert client.post(reverse("calls:application-withdraw", args=[application.ref]), {"sure": "on"}).status_code == 403


def test_pages_cost_the_same_for_few_answers_and_many(alice: Any, application: Application) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cost() -> list[int]:
        counts = []
        for name in ("calls:application", "calls:application-submit"):
            with CaptureQueriesContext(connection) as queries:
                alice.get(reverse(name, args=[application.ref]))
            counts.append(len(queries))
        return counts

    write(application, {("summary", 0): "un"})
    cost()
    few = cost()
    write(
        application,
        {
            **ANSWERS,
            ("site", 0): "https://example.org",
            ("referent.name", 2): "Ali",
            ("referent.email", 2): "a@example.org",
        },
    )
    assert abs(cost()[0] - few[0]) <= 1
    assert Attachment.objects.count() == 0


# another form of the same shape


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("name", ["real", "demonstration"])
def test_a_form_nobody_wrote_pages_for_is_shown_whole(name: str, language: str, client: Any) -> None:
    path = shared("data/aic/candidature_form_saison2.json") if name == "real" else DEMO
    call = make_call(form=json.loads(path.read_text()))
    application = begin(call)
    client.force_login(cast.alice())
    with clock.at(DAY):
        addresses = ["/appels/communs/", *(f"/espace/candidatures/{application.ref}/{one}" for one in ("", "relire/"))]
        addresses += [section_address(application, section.key) for section in call.form.sections.all()]
        for address in addresses:
            assert client.get(f"{language}{address}").status_code == 200, address
        for section in call.form.sections.all():
            assert post_section(client, application, section.key).status_code == 302
