"""The accessibility statement: its state follows from audits made by people, and every page says it at its foot."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests import cast
from tests.factories import AccessibilityAuditFactory, AccessibilityFaultFactory
from tremplin.content import editors
from tremplin.content.engine.known_faults import known_faults
from tremplin.content.models import AccessibilityAudit, AccessibilityFault, AccessibilityWords, FaultKind
from tremplin.content.queries import accessibility
from tremplin.content.queries.accessibility import Compliance
from tremplin.core import clock, freshness

pytestmark = pytest.mark.django_db

ADDRESS = "/declaration-accessibilite/"
DAY = date(2026, 3, 2)


def _read(client: Client, address: str = ADDRESS) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def _mention(page: BeautifulSoup) -> tuple[str, str]:
    link = page.select_one(".fr-footer__bottom-link")
    assert link is not None
    return link.get_text(strip=True), str(link["href"])


@pytest.mark.parametrize(
    ("met", "applicable", "state"),
    [
        (0, 60, Compliance.NOT),
        (29, 60, Compliance.NOT),
        (30, 60, Compliance.PARTIAL),
        (59, 60, Compliance.PARTIAL),
        (60, 60, Compliance.FULL),
        (15, 31, Compliance.NOT),
    ],
)
def test_state_follows_from_the_counts(met: int, applicable: int, state: Compliance) -> None:
    audit = AccessibilityAuditFactory.build(audited_on=DAY, criteria_met=met, criteria_applicable=applicable)
    assert accessibility.compliance(audit, DAY) == state


@pytest.mark.parametrize(
    ("audited_on", "last_day"),
    [(date(2026, 3, 2), date(2029, 3, 1)), (date(2024, 2, 29), date(2027, 2, 28))],
)
def test_audit_counts_three_years(audited_on: date, last_day: date) -> None:
    audit = AccessibilityAuditFactory.build(audited_on=audited_on, criteria_met=60, criteria_applicable=60)
    states = [accessibility.compliance(audit, day) for day in (last_day, last_day + timedelta(days=1))]
    assert states == [Compliance.FULL, Compliance.NOT]


def test_no_audit_means_not_compliant() -> None:
    assert accessibility.compliance(None, DAY) == Compliance.NOT


def test_mention_stands_on_every_page(client: Client) -> None:
    """Public, not found, to sign in; then signed in, and refused."""
    wanted = ("Accessibility: not compliant", f"/en{ADDRESS}")
    found = [_mention(_read(client, address)) for address in ("/en/", f"/en{ADDRESS}", "/en/compte/connexion/")]
    missing = client.get("/en/nothing/")
    client.force_login(cast.alice())
    found.append(_mention(_read(client, "/en/espace/")))
    refused = client.get("/en/gestion/mandats/")
    assert (missing.status_code, refused.status_code) == (404, 403)
    found += [_mention(BeautifulSoup(answer.content, "html.parser")) for answer in (missing, refused)]
    assert found == [wanted] * 6


def test_mention_and_statement_follow_the_last_audit(client: Client) -> None:
    AccessibilityAuditFactory.create(audited_on=clock.today() - timedelta(days=900), criteria_met=10)
    AccessibilityAuditFactory.create(criteria_met=47, criteria_applicable=58, tools="Contraste")
    page = _read(client, f"/en{ADDRESS}")
    assert _mention(page)[0] == "Accessibility: partially compliant"
    words = " ".join(page.get_text(" ", strip=True).split())
    assert "finds that 47 of the 58 criteria that apply are met, that is 81 %" in words
    assert [item.get_text() for item in page.select("h3:-soup-contains('Tools used') + ul li")] == ["Contraste"]


def test_old_audit_is_said_to_be_expired(client: Client) -> None:
    AccessibilityAuditFactory.create(audited_on=DAY, criteria_met=60, criteria_applicable=60)
    with clock.at(datetime(2029, 3, 2, 12, tzinfo=UTC)):
        page = _read(client, f"/en{ADDRESS}")
    assert _mention(page)[0] == "Accessibility: not compliant"
    assert "is more than 3 years old and no longer counts" in page.get_text()
    assert page.find("h3", string="Results of the audit") is None


def test_no_page_is_kept_beyond_the_life_of_the_audit(client: Client) -> None:
    AccessibilityAuditFactory.create(audited_on=DAY)
    with clock.at(datetime(2028, 1, 1, tzinfo=UTC)):
        instants = [client.get(address).headers[freshness.HEADER].split()[0] for address in (ADDRESS, "/")]
    end = datetime(2029, 3, 1, 23, tzinfo=UTC)  # midnight in Paris
    assert instants == [str(int(end.timestamp()))] * 2


@pytest.mark.parametrize("model", [AccessibilityAuditFactory, AccessibilityFaultFactory])
def test_kept_pages_are_void_when_a_row_changes(
    model: Callable[..., Any], django_capture_on_commit_callbacks: Any
) -> None:
    file = freshness.generation_file()
    seen = [file.read_text() if file.exists() else ""]
    file.parent.mkdir(parents=True, exist_ok=True)
    with django_capture_on_commit_callbacks(execute=True):
        row = model.create()  # type: ignore[attr-defined]
    seen.append(file.read_text())
    with django_capture_on_commit_callbacks(execute=True):
        row.delete()
    seen.append(file.read_text())
    assert len(set(seen)) == 3


def test_faults_of_the_product_and_of_the_installation_are_listed(client: Client) -> None:
    AccessibilityFaultFactory.create(
        what_fr="La vidéo n’a pas de sous-titres.", what_en="The video has no captions.", criterion="4.3"
    )
    AccessibilityFaultFactory.create(
        kind=FaultKind.DEROGATION, what_fr="Les archives.", reason_fr="Trop nombreuses.", reason_en="Too many."
    )
    for language, prefix in (("fr", ""), ("en", "/en")):
        told = [fault.get_text() for fault in _read(client, prefix + ADDRESS).select("main li strong")]
        own = {"fr": "La vidéo n’a pas de sous-titres.", "en": "The video has no captions."}[language]
        assert told == [own, *(fault.what[language] for fault in known_faults()), "Les archives."]


def test_every_known_fault_is_said_in_both_languages_with_its_criterion() -> None:
    assert known_faults()
    for fault in known_faults():
        AccessibilityFault(criterion=fault.criterion, what_fr=fault.what["fr"]).full_clean()
        for words in (fault.what, fault.whom, fault.remedy):
            assert sorted(words) == ["en", "fr"]
            assert all(words.values())


def test_words_of_the_publisher_are_shown(client: Client) -> None:
    words = AccessibilityWords.objects.get()
    words.publisher_en, words.publisher_fr = "The service", "Le service"
    words.contact_email, words.scheme = "acces@example.org", "https://example.org/scheme"
    words.established_on = DAY
    words.appeal_fr = "Le médiateur."
    words.save()
    text = _read(client, f"/en{ADDRESS}").get_text(" ", strip=True)
    said = [
        "The service undertakes to",
        "acces@example.org",
        "The accessibility scheme over several years",
        "made on 2 March 2026",
        "Le médiateur.",
        "Libre réponse 71120",
    ]
    assert [line for line in said if line not in text] == []


@pytest.mark.parametrize(
    ("fields", "at_fault"),
    [
        ({"criteria_met": 61}, "criteria_met"),
        ({"criteria_applicable": 107}, "criteria_applicable"),
        ({"criteria_met": 0, "criteria_applicable": 0}, "criteria_applicable"),
        ({"audited_on": date(2999, 1, 1)}, "audited_on"),
    ],
)
def test_audit_that_cannot_be_is_refused_with_a_sentence(fields: dict[str, Any], at_fault: str) -> None:
    audit: AccessibilityAudit = AccessibilityAuditFactory.build(**{"criteria_applicable": 60, **fields})
    with translation.override("en"), pytest.raises(ValidationError) as refused:
        audit.full_clean(validate_constraints=False)
    assert list(refused.value.message_dict) == [at_fault]


def test_exception_without_a_reason_is_refused() -> None:
    fault = AccessibilityFault(kind=FaultKind.EXEMPT, what_fr="Les pièces jointes.")
    with pytest.raises(ValidationError) as refused:
        fault.full_clean(validate_constraints=False)
    assert list(refused.value.message_dict) == ["reason_fr"]


def test_editor_enters_an_audit_and_fills_in_the_words(client: Client) -> None:
    eve = cast.eve()
    editors.on_sign_in(sender=None, user=eve)
    client.force_login(eve)
    typed = {
        "audited_on": "2026-03-02",
        "audited_by": "Atelier",
        "method": "RGAA 4.1.2",
        "criteria_met": "40",
        "criteria_applicable": "50",
        "pages": "Accueil",
        "environment": "NVDA",
        "tools": "",
        "report": "",
    }
    answer = client.post(reverse("wagtailsnippets_content_accessibilityaudit:add"), typed)
    assert answer.status_code == 302
    assert AccessibilityAudit.objects.values_list("criteria_met", "audited_by").get() == (40, "Atelier")
    words = AccessibilityWords.objects.get()
    edit = client.get(reverse("wagtailsnippets_content_accessibilitywords:edit", args=[words.pk]))
    add = client.get(reverse("wagtailsnippets_content_accessibilitywords:add"))
    assert (edit.status_code, add.status_code) == (200, 302)
    assert AccessibilityWords.objects.count() == 1
