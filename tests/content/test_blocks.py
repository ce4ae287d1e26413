"""The blocks of a page: each alone, on a page, and on the page that shows them all."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import yaml
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from wagtail.blocks import StructBlockValidationError
from wagtail.blocks.base import Block
from wagtail.models import Locale

from tests import cast
from tests.calls.factories import CallFactory, IntakeFactory
from tests.community.factories import EventFactory
from tests.factories import (
    FacetFactory,
    LaureateIndexPageFactory,
    LaureatePageFactory,
    NewsPageFactory,
    PictureSourceFactory,
    PlainPageFactory,
    ProgramPageFactory,
    TopicFactory,
)
from tremplin.content import editors, pages
from tremplin.content.blocks import PartsBlock
from tremplin.content.components import components
from tremplin.content.engine import files, videos
from tremplin.content.importer.parts import PartsReader
from tremplin.content.models import Facet, Picture, PictureSource, Topic
from tremplin.core import clock, dates, freshness, offers
from tremplin.core.offers import Fact, LiveFact

pytestmark = pytest.mark.django_db

STREAM = PartsBlock()
NAMES = [
    "text",
    "callout",
    "quote",
    "accordion",
    "table",
    "tiles",
    "cards",
    "steps",
    "buttons",
    "image",
    "video",
    "figures",
    "live",
    "laureates",
    "people",
]


@pytest.fixture
def site():
    """A home page in each language, three laureates (one of them a draft), two portraits, a page."""
    home = pages.HomePage.objects.get(locale__language_code="fr")
    english = home.copy_for_translation(Locale.objects.get(language_code="en"))
    english.save_revision().publish()
    source = PictureSourceFactory.create(path="img/a.png", picture__alternative_fr="A red square")
    under = {"parent": LaureateIndexPageFactory.create(slug="laureats", title="All", parent=home, locale=home.locale)}
    here = {"locale": home.locale}
    first = LaureatePageFactory.create(title="A", slug="a", dated_at=_on(2021), **under, **here)
    first.topics.add(TopicFactory.create(name_fr="Health"))
    first.facets.add(FacetFactory.create(name_fr="One", kind="promo"))
    first.save()
    second = LaureatePageFactory.create(title="B", slug="b", dated_at=_on(2022), cover=source.picture, **under, **here)
    translated = second.copy_for_translation(english.locale, copy_parents=True)
    translated.title = "B in English"
    translated.save_revision().publish()
    LaureatePageFactory.create(title="C", slug="c", live=False, **under, **here)
    for name, role in (("Zoé", "agent-programme"), ("Yann", "participant")):
        home.add_child(instance=pages.PortraitPage(title=name, job="Work", role=role, **here))
    PlainPageFactory.create(title="Plain", slug="plain", parent=home, **here)
    NewsPageFactory.create(title="News", slug="news", parent=home, **here)
    return home


def _on(year):
    return datetime(year, 1, 1, tzinfo=UTC)


@pytest.fixture
def editor(client):
    eve = cast.eve()
    editors.on_sign_in(sender=None, user=eve)
    client.force_login(eve)
    return client


def put(*parts, on=pages.PlainPage):
    """The page with these parts, published."""
    found = on.objects.filter(locale__language_code="fr").order_by("pk").last()
    found.parts = STREAM.to_python([{"type": name, "value": value} for name, value in parts])
    found.save_revision().publish()
    return found


def shown(client, address="/plain/"):
    answer = client.get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser").main


def parts_of(client, address="/plain/"):
    return shown(client, address).select(".content-part")


def texts(found):
    return [" ".join(one.get_text(" ").split()) for one in found]


def test_editors_find_every_block_with_its_use_and_its_example() -> None:
    assert list(STREAM.child_blocks) == NAMES
    for block in STREAM.child_blocks.values():
        assert block.meta.template == f"content/blocks/{'live_list' if block.name == 'live' else block.name}.html"
        assert str(block.get_description())
        assert block.is_previewable


def test_every_block_is_on_the_component_page(site, editor) -> None:
    EventFactory.create(published=True)
    found = BeautifulSoup(editor.get(reverse("content:components")).content, "html.parser").main
    sections = {section["id"]: section for section in found.find_all("section")}
    assert list(sections) == NAMES
    assert [name for name, section in sections.items() if len(section.select(".content-part")) != 1] == []


def test_the_component_page_of_an_empty_site_says_what_it_cannot_show_yet(editor) -> None:
    found = BeautifulSoup(editor.get(reverse("content:components")).content, "html.parser").main
    bare = {section["id"] for section in found.find_all("section") if not section.select(".content-part")}
    assert bare == {"image", "laureates", "people"}


def test_the_component_page_is_for_editors(client) -> None:
    client.force_login(cast.ada())
    assert client.get(reverse("content:components")).status_code == 403


def said(value):
    """A value without the lines left empty, nor the names Wagtail gives to rows."""
    if isinstance(value, dict):
        return {key: said(child) for key, child in value.items() if key != "id" and child not in (None, "", [])}
    return [said(child) for child in value] if isinstance(value, list) else value


def test_a_part_is_read_back_from_a_content_file_as_the_component_page_writes_it(site) -> None:
    told = []
    reader = PartsReader(
        lambda path: (
            PictureSource.objects.filter(path=files.image_path(path)).values_list("picture", flat=True).first()
        ),
        lambda address: None,
        lambda *fault: told.append(fault),
    )
    for component in components():
        rows = yaml.safe_load(component.written)["parts"]
        [raw] = reader.stream(STREAM, rows, "parts")
        block = STREAM.child_blocks[component.name]
        assert raw["type"] == component.name
        read, sample = block.to_python(raw["value"]), block.get_preview_value()
        assert said(block.get_prep_value(read)) == said(block.get_prep_value(sample))
    assert told == []


def test_wagtail_shows_each_block_beside_its_name(site, editor) -> None:
    definitions = pages.PlainPage._meta.get_field("parts").stream_block.child_blocks.values()
    for block in definitions:
        assert Block.definition_registry[block.definition_prefix] is block
        answer = editor.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
        assert answer.status_code == 200
        assert "content/content.css" in answer.content.decode()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("on", [pages.PlainPage, pages.HomePage, pages.NewsPage, pages.LaureatePage])
def test_every_block_on_every_page_that_takes_them(site, client, name, on) -> None:
    block = STREAM.child_blocks[name]
    EventFactory.create(published=True)
    found = put((name, block.get_prep_value(block.get_preview_value())), on=on)
    assert len(parts_of(client, found.url)) == 1
    assert client.get(found.url).headers[freshness.HEADER]


@pytest.mark.parametrize("name", NAMES)
def test_a_block_without_its_parts_is_not_shown_or_says_only_the_rest(site, client, name) -> None:
    block = STREAM.child_blocks[name]
    empty = {key: child.get_prep_value(child.get_default()) for key, child in block.child_blocks.items()}
    put((name, empty))
    found = parts_of(client)
    # the latest laureates are found without a word from the editor
    expected = {"text": 1, "callout": 1, "quote": 1, "laureates": 1}.get(name, 0)
    assert len(found) == expected
    assert [heading for part in found for heading in part.select(".content-part__title")] == []


def test_headings_follow_from_whether_a_block_has_a_title(site, client) -> None:
    questions = [{"title": "Why", "desc": "## Because"}]
    put(
        ("accordion", {"title": "All", "questions": questions}),
        ("accordion", {"title": "", "questions": questions}),
        ("text", {"words": "### Typed too low"}),
    )
    headings = [(found.name, found.get_text()) for found in shown(client).find_all(re.compile("^h[1-6]$"))]
    assert headings == [
        ("h1", "Plain"),
        ("h2", "All"),
        ("h3", "Why"),
        ("h4", "Because"),
        ("h2", "Why"),
        ("h3", "Because"),
        ("h2", "Typed too low"),
    ]


HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>"


def _hostile(block):
    """Every field of a block that takes words filled with what would act, if anything could."""
    if hasattr(block, "child_block"):
        return [one] if (one := _hostile(block.child_block)) else []
    if hasattr(block, "child_blocks"):
        return {name: _hostile(child) for name, child in block.child_blocks.items()}
    words = type(block).__name__ in ("CharBlock", "TextBlock")
    return (
        (HOSTILE if words else block.get_prep_value(block.get_default())) if block.name != "url" else "javascript:a()"
    )


@pytest.mark.parametrize("name", NAMES)
def test_hostile_words_are_inert(site, client, name) -> None:
    put((name, _hostile(STREAM.child_blocks[name])))
    found = shown(client)
    assert found.find_all("script") == []
    assert found.find_all("img", src="x") == []
    assert found.find_all(href=re.compile("^javascript")) == []


def test_buttons_that_lead_nowhere_are_not_shown(site, client) -> None:
    row = {"rank": "primary"}
    buttons = [{"label": "Here", "url": "/plain"}, {"label": "Nowhere", "url": "/nowhere"}]
    put(("buttons", {"buttons": [row | button for button in buttons]}))
    assert [(link.get_text(), link["href"]) for link in shown(client).select(".fr-btn")] == [("Here", "/plain/")]
    with pytest.raises(ValidationError):
        block = STREAM.child_blocks["buttons"]
        block.clean(block.to_python({"buttons": [row | {"label": "x", "url": "a b"}]}))


def test_a_picture_without_alternative_is_refused_with_the_way_out(site) -> None:
    block, picture = STREAM.child_blocks["image"], Picture.objects.get()
    assert block.clean(block.normalize({"picture": picture}))["picture"] == picture
    Picture.objects.update(alternative_fr="", alternative_en="")
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(block.normalize({"picture": Picture.objects.get()}))
    assert list(refused.value.block_errors) == ["picture"]
    Picture.objects.update(is_decorative=True)
    assert block.clean(block.normalize({"picture": Picture.objects.get()}))


@pytest.mark.parametrize(
    ("rows", "refused"),
    [
        ("a | b\nc | d", False),
        ("| a | b |\n| c | d |", False),
        ("a\tb\nc\td", False),
        ("a | b", True),
        ("a\nb", True),
        ("a | b\nc", True),
        ("\n".join(["a | b"] * 201), True),
        ("|".join("abcdefghijklm") + "\n" + "|".join("abcdefghijklm"), True),
    ],
)
def test_a_table_is_read_from_its_rows_or_refused(rows, refused) -> None:
    block = STREAM.child_blocks["table"]
    value = block.to_python({"caption": "C", "heads": "both", "rows": rows})
    if refused:
        with pytest.raises(StructBlockValidationError):
            block.clean(value)
    else:
        cleaned = block.clean(value)
        assert (cleaned.head, cleaned.body, cleaned.first_is_head) == (["a", "b"], [["c", "d"]], True)


def test_a_table_says_what_its_cells_are(site, client) -> None:
    put(("table", {"caption": "Dates", "heads": "both", "rows": "Step | Month\nReading | May"}))
    table = shown(client).table
    assert table.caption.get_text() == "Dates"
    assert [(cell["scope"], cell.get_text()) for cell in table.find_all("th")] == [
        ("col", "Step"),
        ("col", "Month"),
        ("row", "Reading"),
    ]


def test_laureates_are_the_latest_those_of_a_word_or_those_chosen(site, client) -> None:
    by_hand = [pages.LaureatePage.objects.get(title=title).pk for title in "AC"]
    put(
        ("laureates", {"most": 1}),
        ("laureates", {"theme": Topic.objects.get(name_fr="Health").pk}),
        ("laureates", {"facet": Facet.objects.get(name_fr="One").pk}),
        ("laureates", {"chosen": by_hand}),
    )
    names = [[link.get_text() for link in part.select("a")] for part in parts_of(client)]
    assert names == [["B"], ["A"], ["A"], ["A"]]


def test_a_laureate_chosen_on_a_translated_page_is_the_translated_one(site, client) -> None:
    english = pages.HomePage.objects.get(locale__language_code="en")
    chosen = [pages.LaureatePage.objects.get(title=title).pk for title in "BA"]
    english.parts = STREAM.to_python([{"type": "laureates", "value": {"chosen": chosen}}])
    english.save_revision().publish()
    assert [link.get_text() for link in parts_of(client, "/en/")[0].select("a")] == ["B in English", "A"]


def test_people_are_those_of_a_role_or_those_chosen(site, client) -> None:
    yann = pages.PortraitPage.objects.get(title="Yann")
    put(
        ("people", {"role": "agent-programme"}),
        ("people", {"chosen": [yann.pk]}),
    )
    assert [[link.get_text() for link in part.select("a")] for part in parts_of(client)] == [["Zoé"], ["Yann"]]
    yann.unpublish()
    assert len(parts_of(client)) == 1


@pytest.fixture
def figure():
    """A figure kept up to date, that says what the test makes it say."""
    said: dict[str, Fact | None] = {"fact": None}
    offers.live_facts.add(LiveFact("a-figure", "doors", lambda: said["fact"]))
    yield said
    offers.live_facts.remove("a-figure")


def test_a_figure_is_shown_with_its_date_and_denominator(site, client, figure) -> None:
    numbers = [{"fact": "a-figure"}]
    put(("figures", {"title": "In figures", "numbers": numbers}))
    assert parts_of(client) == []
    with clock.at(clock.now().replace(year=2031, month=5, day=2)):
        now = clock.now()
        figure["fact"] = Fact(7, now, denominator=9, changes_at=now + timedelta(hours=1))
        assert texts(shown(client).select(".content-numbers li")) == ["7 doors sur 9, au 2 mai 2031"]


def keeps_until(client, address="/plain/"):
    return client.get(address).headers[freshness.HEADER].split()[0]


def test_a_page_is_kept_until_the_first_of_its_live_blocks_changes(site, client, figure) -> None:
    now = clock.now()
    number = [{"fact": "a-figure"}]
    figure["fact"] = Fact(7, now, changes_at=now + timedelta(days=2))
    put(("figures", {"numbers": number}), ("live", {"list": "next-events", "most": 3, "empty": ""}))
    assert keeps_until(client) == str(int((now + timedelta(days=2)).timestamp()))
    event = EventFactory.create(published=True, starts_at=now + timedelta(hours=1), ends_at=now + timedelta(hours=3))
    assert keeps_until(client) == str(int(event.ends_at.timestamp()))
    put(("text", {"words": "Words"}))
    assert keeps_until(client) == "-"


def test_a_programme_page_without_numbers_stays_without_whatever_is_known(site, client, figure) -> None:
    figure["fact"] = Fact(7, clock.now())
    found = ProgramPageFactory.create(slug="programme", parent=site, locale=site.locale)
    assert shown(client, "/programme/").select(".content-numbers") == []
    found.numbers = [("number", {"fact": "a-figure", "num": "", "title": "", "button": "", "url": ""})]
    found.save_revision().publish()
    assert texts(shown(client, "/programme/").select(".content-numbers__value")) == ["7"]


def test_open_calls_say_until_when_and_leave_when_they_close(site, client) -> None:
    now = clock.now().replace(microsecond=0)
    call = CallFactory.create(published_at=now - timedelta(days=1))
    closes = now + timedelta(days=3)
    IntakeFactory.create(call=call, opens_at=now - timedelta(days=1), closes_at=closes)
    put(("live", {"title": "Calls", "list": "open-calls", "most": 3, "empty": "No call is open."}))
    [part] = parts_of(client)
    assert part.a["href"] == reverse("calls:call", args=[call.slug])
    with translation.override("fr"):
        until = gettext("open until %(until)s") % {"until": dates.instant(closes, call.season.programme.time_zone)}
    assert texts(part.select(".content-listed__words")) == [until]
    assert keeps_until(client) == str(int(closes.timestamp()))
    with clock.at(closes):
        assert texts(parts_of(client)) == ["Calls No call is open."]


def test_next_events_are_those_not_over_and_not_cancelled(site, client) -> None:
    now = clock.now()
    later, soon, _over = (
        EventFactory.create(
            published=True, starts_at=now + timedelta(days=days), ends_at=now + timedelta(days=days, hours=1)
        )
        for days in (3, 1, -1)
    )
    EventFactory.create(published=True, starts_at=later.starts_at, ends_at=later.ends_at, cancelled_at=now)
    rows, changes_at = offers.live_lists.get("next-events").read(5)
    assert [row.title for row in rows] == [str(soon.title), str(later.title)]
    assert changes_at == soon.ends_at
    assert offers.live_lists.get("next-events").read(1)[0][0].starts_at == soon.starts_at


def test_latest_laureates_lead_to_the_language_of_the_moment(site, client) -> None:
    put(("live", {"list": "latest-laureates", "most": 1, "empty": ""}))
    assert [link["href"] for link in parts_of(client)[0].select("a")] == ["/laureats/b/"]
    with clock.at(clock.now()):
        assert offers.live_lists.get("latest-laureates").read(1)[1] is None


def test_a_page_with_a_video_carries_its_script_and_no_other_page_does(site, client) -> None:
    assert b"content/video.js" not in client.get("/plain/").content
    put(("video", {"title": "A film", "video": "x8", "transcript": "Words"}))
    answer = client.get("/plain/")
    assert b"content/video.js" in answer.content
    video = BeautifulSoup(answer.content, "html.parser").select_one("[data-video-frame]")
    assert (video.a["href"], video["data-video-frame"], video["data-video-title"]) == (
        "https://www.dailymotion.com/video/x8",
        "https://geo.dailymotion.com/player.html?video=x8",
        "A film",
    )
    assert video.select_one("[data-video-offer]").has_attr("hidden")
    assert video.iframe is None
    policy = answer.headers["Content-Security-Policy"]
    assert "frame-src 'self' https://geo.dailymotion.com https://tube.numerique.gouv.fr;" in f"{policy};"
    assert b"content/video.js" not in Client().get("/").content


def test_a_video_elsewhere_is_refused(site) -> None:
    block = STREAM.child_blocks["video"]
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(block.normalize({"title": "T", "video": "https://example.org/video/1"}))
    assert list(refused.value.block_errors) == ["video"]


@pytest.mark.parametrize(
    ("address", "url", "frame"),
    [
        ("x8abc", "https://www.dailymotion.com/video/x8abc", "https://geo.dailymotion.com/player.html?video=x8abc"),
        (
            "https://www.dailymotion.com/video/x8abc?playlist=1",
            "https://www.dailymotion.com/video/x8abc",
            "https://geo.dailymotion.com/player.html?video=x8abc",
        ),
        (
            "https://dai.ly/x8",
            "https://www.dailymotion.com/video/x8",
            "https://geo.dailymotion.com/player.html?video=x8",
        ),
        (
            " https://tube.numerique.gouv.fr/w/4bX9-kk ",
            "https://tube.numerique.gouv.fr/w/4bX9-kk",
            "https://tube.numerique.gouv.fr/videos/embed/4bX9-kk",
        ),
        ("https://tube.numerique.gouv.fr.example.org/w/4bX9kk", None, None),
        ("http://www.dailymotion.com/video/x8", None, None),
        ('https://dai.ly/x8"><script>', None, None),
        ("../x8", None, None),
        ("", None, None),
    ],
)
def test_a_video_is_known_by_its_address(address, url, frame) -> None:
    found = videos.find(address, "T")
    assert (found.url, found.frame) == (url, frame) if found else url is None
