"""An editor puts a live figure on the programme page: its value, its date, out of how many; else what was typed."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.blocks import StructBlockValidationError

from tests import cast
from tests.content.trees import page, tree
from tests.directory.factories import DoorFactory
from tests.insights import story
from tests.support.factories import IntroductionFactory
from tremplin.content.blocks import NumberBlock, facts_offered
from tremplin.content.importer import import_tree
from tremplin.content.pages import ProgramPage
from tremplin.core import clock, freshness, offers
from tremplin.insights.queries import next_midnight
from tremplin.support.actions.accompaniments import open_from_decision
from tremplin.support.models import Accompaniment, Introduction
from tremplin.support.queries import decisions_to_open

pytestmark = pytest.mark.django_db

ADDRESS = "/programme/"


def programme_page(*numbers: dict[str, str]) -> None:
    found = ProgramPage.objects.get()
    found.numbers = [("number", {"num": "", "title": "", "button": "", "url": "", "fact": ""} | one) for one in numbers]
    found.save_revision().publish()


def shown(client: Client) -> list[str]:
    found = BeautifulSoup(client.get(ADDRESS).content, "html.parser").select(".content-numbers > li")
    return [" ".join(one.get_text(" ").split()) for one in found]


@pytest.fixture
def site(tmp_path):
    import_tree(tree(tmp_path, story.SITE | {"content/programme.md": page(title="P", layout="program")}))


def test_every_figure_of_this_room_is_offered_to_editors() -> None:
    offered = {name for name, _label in facts_offered()}
    assert {fact.name for fact in offers.live_facts} == offered
    assert {name for name in offered if name.startswith("insights-")} == {
        "insights-doors",
        "insights-introductions",
        "insights-received",
        "insights-supported",
    }


def test_a_silent_figure_leaves_the_typed_number_or_nothing(client: Client, site) -> None:
    programme_page(
        {"num": "12", "title": "doors", "fact": "insights-doors"}, {"title": "calls", "fact": "insights-received"}
    )
    assert shown(client) == ["12 doors"]
    assert client.get(ADDRESS)[freshness.HEADER] == "-"
    programme_page({"title": "calls", "fact": "insights-received"}, {"num": "", "fact": "a figure that left"})
    assert "content-numbers" not in client.get(ADDRESS).content.decode()


def test_a_figure_that_speaks_is_shown_with_its_date_and_the_page_kept_no_longer(client: Client, site) -> None:
    DoorFactory.create_batch(3, published=True)
    programme_page({"num": "12", "fact": "insights-doors"})
    label = str(offers.live_facts.get("insights-doors").label)  # type: ignore[union-attr]
    [number] = shown(client)
    assert number.startswith(f"3 {label} ")
    assert client.get(ADDRESS)[freshness.HEADER] == str(int(next_midnight().timestamp()))


def test_a_share_is_shown_with_its_denominator(client: Client, tmp_path) -> None:
    _told, at = story.announced(tmp_path)
    import_tree(tree(tmp_path, story.SITE | {"content/programme.md": page(title="P", layout="program")}))
    programme_page({"title": "laureates", "fact": "selection-laureates"})
    with clock.at(at + timedelta(minutes=1)):
        [number] = shown(client)
        assert number.startswith("5 laureates ")
        fact = offers.live_facts.get("selection-laureates").read()  # type: ignore[union-attr]
        assert (fact.value, fact.denominator) == (5, 12)  # type: ignore[union-attr]
        assert "12" in number.removeprefix("5 laureates ")


def test_introductions_are_counted_from_five_on() -> None:
    read = offers.live_facts.get("insights-introductions").read  # type: ignore[union-attr]
    IntroductionFactory.create_batch(4, sent=True)
    IntroductionFactory.create()
    assert (read(), Introduction.objects.count()) == (None, 5)
    IntroductionFactory.create(sent=True)
    assert read().value == 5  # type: ignore[union-attr]


def test_a_number_without_a_figure_is_asked_of_the_editor() -> None:
    block = NumberBlock()
    empty = block.to_python({"num": "", "title": "t"})
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(empty)
    assert list(refused.value.block_errors) == ["num"]
    assert block.clean(block.to_python({"fact": "insights-doors"}))["fact"] == "insights-doors"


def test_supports_are_not_counted_before_their_laureates_are_announced(tmp_path) -> None:
    told = story.signed(tmp_path)
    with clock.at(story.leave(told, "notice")):
        for decision in decisions_to_open(cast.ada()):
            open_from_decision(
                decision, starts_on=clock.today(), ends_on=date(2099, 1, 1), by=cast.ada(), at=clock.now()
            )
    read = offers.live_facts.get("insights-supported").read  # type: ignore[union-attr]
    assert (read(), Accompaniment.objects.filter(state="running").count()) == (None, 5)
    for kind in ("refusals", "public"):
        story.leave(told, kind)
    assert read().value == 5  # type: ignore[union-attr]
