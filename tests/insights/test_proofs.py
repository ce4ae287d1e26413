"""The public page of a supported initiative: since when, until when, by whom; absent until it is shown."""

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import segno
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client

from tests import cast
from tests.insights import story
from tests.selection.story import accepted
from tests.support.story import supported
from tests.sweeps.test_cacheable import _faults
from tremplin.core import clock, freshness
from tremplin.core.moves import MoveRefused
from tremplin.insights.engine import codes
from tremplin.selection.models import Decision
from tremplin.support.actions import accompaniments
from tremplin.support.models import Accompaniment

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown() -> Accompaniment:
    made = supported()
    accompaniments.show_proof(made, words="Nous dessinons les haies.", by=cast.sam(), at=clock.now())
    return made


def page_of(client: Client, made: Accompaniment) -> BeautifulSoup:
    return BeautifulSoup(client.get(f"/en/attestations/{made.ref}/").content, "html.parser")


def lead_of(client: Client, made: Accompaniment) -> tuple[str, str]:
    page = page_of(client, made)
    state, lead = page.select_one(".insights-status p"), page.select_one(".fr-text--lead")
    assert state is not None
    assert lead is not None
    return state.text.strip(), " ".join(lead.text.split())


def test_page_is_absent_until_it_is_shown(client: Client) -> None:
    made = supported()
    hidden = [client.get(f"/attestations/{made.ref}/{rest}").status_code for rest in ("", "code.svg")]
    absent = [
        client.get(f"/attestations/{ref}/{rest}").status_code for ref in ("0" * 10, "x") for rest in ("", "code.svg")
    ]
    assert (hidden, absent) == ([404, 404], [404] * 4)
    accompaniments.show_proof(made, words="", by=cast.sam(), at=clock.now())
    assert client.get(f"/attestations/{made.ref}/").status_code == 200


def test_page_says_since_when_and_by_whom(client: Client, shown: Accompaniment) -> None:
    first, last = (f"{day.day} {day:%B %Y}" for day in (shown.starts_on, shown.ends_on))
    assert lead_of(client, shown) == (
        "Support under way",
        f"Atlas des haies is supported by Test accelerator from {first} to {last}.",
    )
    page = page_of(client, shown)
    words = page.find("main").text  # type: ignore[union-attr]
    address = f"{settings.BASE_URL}/attestations/{shown.ref}/"
    assert "Test accelerator, run by Service d’essai, publishes this page" in words
    assert "by an act of the programme" in words
    assert "Lauréate d’une saison passée" not in words  # the reasons of the act stay with it
    assert [link["href"] for link in page.find_all("a", string=address)] == [address]
    assert list(_faults(client, f"/attestations/{shown.ref}/")) == []


def test_page_is_kept_until_the_last_day_is_over_then_says_it_ended(client: Client, shown: Accompaniment) -> None:
    kept_until = int(client.get(f"/attestations/{shown.ref}/")[freshness.HEADER])
    with clock.at(clock.now() + timedelta(days=366)):
        assert int(clock.now().timestamp()) > kept_until
        assert lead_of(client, shown)[0] == f"Ended on {shown.ends_on.day} {shown.ends_on:%B %Y}"
        assert client.get(f"/attestations/{shown.ref}/")[freshness.HEADER] == "-"
    with clock.at(_last_second(shown)):
        assert lead_of(client, shown)[0] == "Support under way"
        assert int(clock.now().timestamp()) + 1 == kept_until


def _last_second(made: Accompaniment) -> datetime:
    midnight = datetime.combine(made.ends_on + timedelta(days=1), time(), ZoneInfo("Europe/Paris"))
    return midnight - timedelta(seconds=1)


def test_support_closed_early_ended_that_day(client: Client, shown: Accompaniment) -> None:
    with clock.at(clock.now() + timedelta(days=30)):
        accompaniments.steer(shown, "pause", by=cast.sam(), at=clock.now())
        assert lead_of(client, shown)[0] == "Support paused"
        accompaniments.close(shown, words="Elle n’en a plus besoin.", by=cast.sam(), at=clock.now())
        ended = clock.today()
        state, lead = lead_of(client, shown)
    assert state == f"Ended on {ended.day} {ended:%B %Y}"
    assert lead.endswith(f"to {ended.day} {ended:%B %Y}.")
    assert lead.startswith("Atlas des haies was supported")


def test_support_after_a_call_names_the_call_and_its_decision(client: Client, tmp_path) -> None:
    told = story.signed(tmp_path, kinds=["association"] * 2, selected=1)
    at = story.leave(told, "notice")
    with clock.at(at):
        accepted(told)
        decision = Decision.objects.get(outcome="selected")
        made = accompaniments.open_from_decision(
            decision, starts_on=clock.today(), ends_on=date(2099, 1, 1), by=cast.ada(), at=clock.now()
        )
        with pytest.raises(MoveRefused):
            accompaniments.show_proof(made, words="", by=cast.ada(), at=clock.now())
        Accompaniment.objects.filter(pk=made.pk).update(shown_since=clock.today())
        assert client.get(f"/attestations/{made.ref}/").status_code == 404
    for kind in ("refusals", "public"):
        at = story.leave(told, kind)
    with clock.at(at):
        accompaniments.show_proof(made, words="", by=cast.ada(), at=clock.now())
        words = page_of(client, made).find("main").text  # type: ignore[union-attr]
        assert f"selected after a call for applications, “{told.call.title_en or told.call.title_fr}”" in words
        assert decision.motive not in words


def test_code_on_the_page_and_in_the_file_is_the_address(client: Client, shown: Accompaniment) -> None:
    address = f"{settings.BASE_URL}/attestations/{shown.ref}/"
    meant = [[bool(module) for module in row] for row in segno.make_qr(address, error="m", boost_error=False).matrix]
    file = client.get(f"/attestations/{shown.ref}/code.svg")
    assert file["Content-Type"] == "image/svg+xml"
    for drawing in (
        page_of(client, shown).select_one("svg.insights-code"),
        BeautifulSoup(file.content, "html.parser").svg,
    ):
        assert drawing is not None
        assert _modules(str(drawing.path["d"]), len(meant)) == meant  # type: ignore[index]


def test_the_code_has_the_quiet_zone_of_the_standard() -> None:
    side, path = codes.drawing("https://example.org/attestations/0123456789/")
    assert side == len(codes.modules("https://example.org/attestations/0123456789/")) + 8
    starts = [(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)", path)]
    assert (min(min(start) for start in starts), max(y for _x, y in starts)) == (4, side - 5)


def _modules(path: str, size: int) -> list[list[bool]]:
    """The dark squares a path draws, without the quiet zone."""
    rows = [[False] * size for _row in range(size)]
    for x, y, long, back in re.findall(r"M(\d+) (\d+)h(\d+)v1H(\d+)z", path):
        assert x == back
        for place in range(int(long)):
            rows[int(y) - 4][int(x) - 4 + place] = True
    return rows
