"""The end of a support: its page says what is done, its report is written by people and agreed to word for word."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from tests import cast
from tests.factories import SeasonFactory
from tests.support.factories import ActionFactory, NeedFactory, RelationFactory, YearReportFactory
from tests.support.story import compared, supported
from tests.support.test_year_pages import english, words_of
from tremplin.core import clock, freshness, journal
from tremplin.core.drafts import mark_of, typed_over
from tremplin.core.moves import MoveRefused
from tremplin.people.models import Person
from tremplin.support.actions import accompaniments, exits, reports
from tremplin.support.actions.texts import write_text
from tremplin.support.models import Accompaniment, Duty, YearReport
from tremplin.support.queries.exits import exit_steps
from tremplin.support.queries.reports import fields_of
from tremplin.support.states import NeedState, ReportAudience, TextKind

pytestmark = pytest.mark.django_db
PUBLIC, INTERNAL = ReportAudience.PUBLIC, ReportAudience.INTERNAL


def _drafted(made: Accompaniment, audience: str = PUBLIC, by: Person | None = None) -> YearReport:
    return reports.draft_report(made, audience=audience, language="fr", by=by or cast.sam(), at=clock.now())


def _type(report: YearReport, texts: dict[str, str], by: Person) -> Any:
    report.refresh_from_db()
    return reports.save_report(report, typed_over(texts, fields_of(report)), by=by, at=clock.now())


def _finished(report: YearReport) -> YearReport:
    report.refresh_from_db()
    reports.finish_report(report, read=reports.words_digest(report), by=cast.sam(), at=clock.now())
    return report


def test_report_is_drafted_from_the_file_and_written_by_both_sides() -> None:
    made = supported()
    NeedFactory.create(
        accompaniment=made, title="Choisir une licence", state=NeedState.MET, closed_at=clock.now(), result="ODbL"
    )
    report = _drafted(made)
    assert "– Choisir une licence : ODbL" in fields_of(report)["part_consolidate"]
    assert _drafted(made, by=cast.alice()) == report
    _type(report, {"part_next": "Continuer."}, cast.alice())
    _type(report, {"part_who": "Un atlas."}, cast.sam())
    report.refresh_from_db()
    assert (fields_of(report)["part_next"], fields_of(report)["part_who"]) == ("Continuer.", "Un atlas.")


def test_two_people_in_one_section_keep_both_texts(client: Client) -> None:
    report = _drafted(supported())
    read = fields_of(report)["part_next"]
    _type(report, {"part_next": "Écrit par Alice."}, cast.alice())
    client.force_login(cast.sam())
    address = reverse("support:report-autosave", args=[report.ref])
    told = client.post(address, {"revision": f"part_next={mark_of(read)}=", "part_next": "Écrit par Sam."}).json()
    rival = told["rivals"][0]
    assert (rival["theirs"], rival["mine"], rival["by"]) == ("Écrit par Alice.", "Écrit par Sam.", str(cast.alice()))
    page = client.post(
        english(reverse("support:report", args=[report.ref])),
        {"revision": f"part_next={mark_of(read)}={mark_of(read)}", "part_next": "Écrit par Sam."},
    )
    shown = BeautifulSoup(page.content, "html.parser")
    assert shown.select_one(".tremplin-rival blockquote").get_text() == "Écrit par Alice."
    assert shown.select_one("[name=part_next]").get_text().strip() == "Écrit par Sam."


def test_finished_version_never_changes_and_another_follows(client: Client) -> None:
    made = supported()
    report = _drafted(made)
    _type(report, {"part_next": "Première fin."}, cast.sam())
    client.force_login(cast.sam())
    address = english(reverse("support:report", args=[report.ref]))
    read = BeautifulSoup(client.get(address).content, "html.parser").select_one("[name=read]")["value"]
    # somebody writes meanwhile: what is finished is what was read
    _type(report, {"part_who": "Autre chose."}, cast.alice())
    assert "please read it again" in words_of(client.post(address, {"gesture": "finish", "read": read}, follow=True))
    read = BeautifulSoup(client.get(address).content, "html.parser").select_one("[name=read]")["value"]
    client.post(address, {"gesture": "finish", "read": read})
    report.refresh_from_db()
    assert (report.finished_at is not None, report.file.media_type) == (True, "application/pdf")
    with pytest.raises(MoveRefused):
        _type(report, {"part_next": "Réécrit."}, cast.sam())
    again = _drafted(made)
    assert (again.number, fields_of(again)["part_next"]) == (2, "Première fin.")


def test_public_report_is_published_once_the_initiative_agreed_to_its_words(client: Client) -> None:
    made = supported()
    report = _drafted(made)
    _type(report, {"part_next": "L’atlas continue."}, cast.sam())
    _finished(report)
    with pytest.raises(MoveRefused):
        reports.publish_report(report, by=cast.sam(), at=clock.now())
    public = reverse("support:report-public", args=[made.ref])
    assert client.get(public).status_code == 404
    with pytest.raises(MoveRefused):
        reports.agree_report(report, read=reports.words_digest(report), by=cast.bob(), at=clock.now())
    with pytest.raises(MoveRefused):
        reports.agree_report(report, read="0" * 64, by=cast.alice(), at=clock.now())
    reports.agree_report(report, read=reports.words_digest(report), by=cast.alice(), at=clock.now())
    reports.publish_report(report, by=cast.sam(), at=clock.now())
    page = client.get(english(public))
    assert "L’atlas continue." in words_of(page)
    assert (dict(page.cookies), freshness.HEADER in page.headers) == ({}, True)
    # the next one takes its place only once it is agreed to in its turn
    again = _finished(_drafted(made))
    with pytest.raises(MoveRefused):
        reports.publish_report(again, by=cast.sam(), at=clock.now())
    assert "L’atlas continue." in words_of(client.get(public))
    reports.hide_report(report, by=cast.alice(), at=clock.now())
    assert client.get(public).status_code == 404


def test_agreement_to_an_older_version_is_told_which_is_current(client: Client) -> None:
    made = supported()
    old = _finished(_drafted(made))
    _finished(_drafted(made))
    client.force_login(cast.alice())
    page = words_of(client.get(english(reverse("support:report", args=[old.ref]))))
    assert "A newer version has been finished: please read it, then agree to that one." in page


def test_internal_report_is_not_there_for_the_initiative_nor_the_report_for_a_stranger(client: Client) -> None:
    made = supported()
    internal, public = _drafted(made, INTERNAL), _drafted(made)
    for person, seen in ((cast.sam(), (200, 200)), (cast.alice(), (404, 200)), (cast.charlie(), (404, 404))):
        client.force_login(person)
        addresses = [reverse("support:report", args=[one.ref]) for one in (internal, public)]
        assert tuple(client.get(address).status_code for address in addresses) == seen
    with pytest.raises(MoveRefused):
        reports.draft_report(
            supported(name="Semences"), audience=INTERNAL, language="fr", by=cast.alice(), at=clock.now()
        )


def _charter() -> None:
    write_text(
        cast.programme(),
        kind=TextKind.CHARTER,
        title_fr="Charte",
        words_fr="- Publier les données.\n- Accueillir qui veut contribuer.\n",
        valid_from=clock.today(),
        by=cast.ada(),
        at=clock.now(),
    )


def test_duty_is_told_with_its_evidence_or_not_at_all(client: Client) -> None:
    made = supported()
    _charter()
    client.force_login(cast.alice())
    address = english(reverse("support:exit-duties", args=[made.ref]))
    page = BeautifulSoup(client.get(address).content, "html.parser")
    assert [one.get_text() for one in page.select("section h3")] == [
        "Publier les données.",
        "Accueillir qui veut contribuer.",
    ]
    assert not Duty.objects.exists()
    typed = {"position": "1", "title": "Publier les données.", "state": "kept", "evidence": ""}
    refused = client.post(address, typed)
    assert "Please give the evidence" in words_of(refused)
    checked = BeautifulSoup(refused.content, "html.parser").select_one("input[name=state][checked]")
    assert (checked["value"], Duty.objects.count()) == ("kept", 0)
    client.post(address, typed | {"evidence": "https://example.org/donnees"})
    found = list(Duty.objects.values_list("position", "state", "evidence"))
    assert found == [(1, "kept", "https://example.org/donnees"), (2, "", "")]
    client.post(address, typed | {"state": "partly", "evidence": "Deux fichiers sur trois."})
    last = journal.of(made).filter(verb="say_duty").last()
    assert last is not None
    assert (last.before, last.after, last.detail.text) == ("kept", "1 partly", "https://example.org/donnees")
    # what the page showed is no longer the second duty
    page = client.post(address, {"position": "2", "title": "Autre.", "state": "kept", "evidence": "x"})
    assert "The charter changed while you were reading it" in words_of(page)


def test_relation_is_handed_over_to_somebody_of_the_team_and_nobody_is_written_to(
    client: Client, mailoutbox: Any
) -> None:
    made = supported()
    relation = RelationFactory.create(initiative=made.initiative)
    client.force_login(cast.sam())
    address = english(reverse("support:exit-relations", args=[made.ref]))
    refused = client.post(address, {"relation": relation.ref, "keeper": ""})
    assert "Please choose who keeps this relation." in words_of(refused)
    client.post(address, {"relation": relation.ref, "keeper": cast.bob().ref})
    relation.refresh_from_db()
    assert (relation.keeper, relation.handed_over_at is not None, mailoutbox) == (cast.bob(), True, [])
    with pytest.raises(MoveRefused):
        exits.hand_over(relation, made, keeper=cast.sam(), by=cast.sam(), at=clock.now())


def test_exit_page_says_what_is_done_in_any_order_and_before_the_end(client: Client) -> None:
    made = supported()
    ActionFactory.create(accompaniment=made)
    assert [one.done for one in exit_steps(made)] == [False, False, True, False, True, False, True, False]
    client.force_login(cast.alice())
    page = words_of(client.get(english(reverse("support:exit", args=[made.ref]))))
    assert "3 of 8 done." in page
    # a gesture that is the officer's is not offered to the team
    assert ("Close the support" in page, "Write it, or read it" in page) == (False, True)
    assert "in 364 days: all of this can be prepared before, in any order." in page
    accompaniments.close(made, words="Fini plus tôt.", by=cast.sam(), at=clock.now())
    page = words_of(client.get(english(reverse("support:exit", args=[made.ref]))))
    assert ("4 of 8 done." in page, "The support is closed: what is left can still be done." in page) == (True, True)
    assert _drafted(made).number == 1


def test_renewed_support_keeps_relations_and_says_how_the_first_ended() -> None:
    made = supported()
    relation = RelationFactory.create(initiative=made.initiative)
    accompaniments.close(made, words="Un an.", by=cast.sam(), at=clock.now())
    assert made.ended_as == "completed"
    season = SeasonFactory.create(programme=cast.programme(), starts_on=made.starts_on, ends_on=made.ends_on)
    again = accompaniments.open_by_act(
        made.initiative,
        season,
        motive="Une seconde année.",
        starts_on=clock.today() + timedelta(days=1),
        ends_on=clock.today() + timedelta(days=300),
        renews=made,
        by=cast.ada(),
        at=clock.now(),
    )
    made.refresh_from_db()
    assert (made.ended_as, exit_steps(made)[-1].done) == ("renewed", True)
    assert list(again.initiative.relations.all()) == [relation]


def test_report_of_a_year_reads_what_both_agreed_on_at_both_ends() -> None:
    made = supported()
    compared(made)
    report = _drafted(made, INTERNAL)
    # the start alone says nothing of a change
    assert fields_of(report)["part_diagnosis"] == ""
    assert report.facts["name"] == made.public_name


def test_published_report_of_an_initiative_not_announced_is_not_there(client: Client) -> None:
    report = YearReportFactory.create(published=True)
    address = reverse("support:report-public", args=[report.accompaniment.ref])
    assert client.get(address).status_code == 200
    YearReport.objects.update(published_at=None)
    assert client.get(address).status_code == 404
