"""What pages say to machines: read back as it was told, whatever was typed."""

import json
import re
from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup

from tremplin.core import structured

HOSTILE = [
    "</script><script>alert(1)</script>",
    "<!-- & \"quoted\" 'too' \\u003c -->",
    "line\u2028paragraph\u2029end",
    "{{ name }} {% now %}",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_in_the_block_and_are_read_back(words: str) -> None:
    html = structured.script([structured.project(words, "https://a.example/", words=words)])
    blocks = BeautifulSoup(f"<head>{html}</head>", "html.parser").find_all("script")
    assert [block["type"] for block in blocks] == ["application/ld+json"]
    told = json.loads(blocks[0].get_text())
    assert (told["name"], told["description"], told["@type"], told["@context"]) == (
        words, words, "Project", "https://schema.org",
    )  # fmt: skip
    assert re.search("[<>&\u2028\u2029]", blocks[0].get_text()) is None


def test_what_is_not_known_is_not_said() -> None:
    assert structured.organization("Service", "https://a.example/") == {
        "@type": "GovernmentOrganization",
        "name": "Service",
        "url": "https://a.example/",
    }


def test_organization_names_its_authority() -> None:
    told = structured.organization("Service", "https://a.example/", authority="Ministry")
    assert told["parentOrganization"] == {"@type": "GovernmentOrganization", "name": "Ministry"}


def test_question_without_an_answer_is_left_out() -> None:
    told = structured.questions([("Why?", "Because."), ("When?", "")])
    assert told["mainEntity"] == [
        {"@type": "Question", "name": "Why?", "acceptedAnswer": {"@type": "Answer", "text": "Because."}}
    ]


def test_event_says_when_with_its_zone_and_that_it_is_cancelled() -> None:
    starts, ends = (datetime(2026, 3, 2, hour, tzinfo=UTC) for hour in (9, 11))
    told = structured.event("Meeting", "https://a.example/e/", starts, ends, organizer="Ministry", cancelled=True)
    assert (told["startDate"], told["endDate"], told["eventStatus"]) == (
        "2026-03-02T09:00+00:00", "2026-03-02T11:00+00:00", "https://schema.org/EventCancelled",
    )  # fmt: skip
    assert "location" not in told


def test_breadcrumb_counts_from_one() -> None:
    told = structured.breadcrumb([("Home", "https://a.example/"), ("FAQ", "https://a.example/faq/")])
    assert [(item["position"], item["name"], item["item"]) for item in told["itemListElement"]] == [
        (1, "Home", "https://a.example/"), (2, "FAQ", "https://a.example/faq/"),
    ]  # fmt: skip
