"""The content format read without a database: what fits is typed, what does not is told with its line."""

import os
import unicodedata
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.content.trees import CONFIG, page, png, tree
from tests.shared_data import shared
from tremplin.content.engine import addresses, files, frontmatter, nodes, shortcodes, videos
from tremplin.content.engine import tree as engine
from tremplin.content.engine.layouts import SCHEMAS, Shape, walk

PARIS = ZoneInfo("Europe/Paris")
VIDEO_X8 = (
    "https://www.dailymotion.com/video/x8",
    "https://geo.dailymotion.com/player.html?video=x8",
    "dailymotion.com",
)


def read(folder, **options):
    return engine.read(folder, zone=PARIS, **options)


def told(found, path=None):
    return [(line.path, line.line, line.code) for line in found.report.sorted() if path in (None, line.path)]


def only(folder, name, data, **options):
    found = read(tree(folder, {"config.toml": "", f"content/{name}": data}), **options)
    return found.entries[0] if found.entries else None, told(found)


# ── addresses


@pytest.mark.parametrize(
    ("folders", "stem", "address"),
    [
        ([], "program", "/program/"),
        (["laureats"], "_index", "/laureats/"),
        (["Actualités"], "Un premier bilan positif pour l’Accélérateur d'Initiatives", None),
        (["a b"], "Œuvre & Cie_2", "/a-b/oeuvre-cie_2/"),
        (["x"], unicodedata.normalize("NFD", "santé"), "/x/sante/"),
    ],
)
def test_address_from_path(folders, stem, address):
    address = address or "/actualites/un-premier-bilan-positif-pour-laccelerateur-dinitiatives/"
    assert addresses.from_path(folders, stem) == address


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("/programme", "/programme/"),
        ("programme/", "/programme/"),
        ("/", "/"),
        ("https://example.org/a/b.html", "/a/b/"),
        ("/a/index.html", "/a/"),
        ("/caf%C3%A9", "/cafe/"),
    ],
)
def test_address_from_url(url, address):
    assert addresses.from_url(url) == address


@pytest.mark.parametrize(
    "url", ["../a", "/a/../../b", "/a?b=c", "javascript:alert(1)", "/a\\b", "/%ff", "/…/", "http://[", "/a" * 20]
)
def test_address_from_url_refused(url):
    with pytest.raises(addresses.BadAddress):
        addresses.from_url(url)


# ── YAML


def test_yaml_lines_and_types():
    head = nodes.parse("a: 1\nb:\n  - x\n  - 2023-02-30\nc: 12:30\n'd': '1'", first_line=2)
    assert head.lines == {"a": 2, "b": 3, "c": 6, "d": 7}
    assert nodes.plain(head) == {"a": 1, "b": ["x", "2023-02-30"], "c": 750, "d": "1"}
    assert head.nodes["c"].raw == "12:30"


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a: [1", "yaml", 1),
        ("a: b: c", "yaml", 1),
        ("x: 1\n\ttab: 1", "yaml", 2),
        ("- a", "front-matter-not-a-mapping", 1),
        ("word", "front-matter-not-a-mapping", 1),
        ("a: !!python/object/apply:os.system [id]", "yaml-tag", 1),
        ("a: !mine b", "yaml-tag", 1),
        ("a: &x [*x]", "yaml-recursive-alias", 1),
        ("a: *nothing", "yaml", 1),
        ("a: " + "[" * 40 + "]" * 40, "yaml-too-deep", 1),
        ("? [a]\n: b", "yaml", 1),
        ("a: \x07", "yaml", 1),
        ("a: 1\n---\nb: 2", "yaml", 2),
        ("a: &a x\nb: [" + ", ".join(["*a"] * 30) + "]", "yaml-too-many-aliases", 2),
    ],
)
def test_yaml_refused_with_its_line(text, code, line):
    with pytest.raises(nodes.Unreadable) as refusal:
        nodes.parse(text)
    assert (refusal.value.code, refusal.value.line) == (code, line)


def test_yaml_bomb_costs_a_line():
    bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n"
    bomb += "".join(f"a{n}: &a{n} [*a{n - 1},*a{n - 1}]\n" for n in range(1, 10))
    with pytest.raises(nodes.Unreadable):
        nodes.parse(bomb + "b: [" + ",".join(["x"] * 21_000) + "]")


def test_yaml_known_tags_of_the_language_are_read():
    assert nodes.plain(nodes.parse("a: !!str 1\nb: ! 2")) == {"a": "1", "b": "2"}


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab:-[]{}&*!|>'\"#%@`\n \t,?\u00e9\x00\ufeff0129.~=<"), max_size=80))
def test_yaml_any_text_is_read_or_refused(text):
    try:
        nodes.plain(nodes.parse(text))
    except nodes.Unreadable as refusal:
        line = refusal.line
    else:
        line = 1
    assert line >= 1


# ── front matter


def test_front_matter_split():
    parts = frontmatter.split("---\na: 1\n---\nbody\n---\nmore")
    assert (parts.head, parts.head_line, parts.body, parts.body_line) == ("a: 1", 2, "body\n---\nmore", 4)


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        ("---\ntitle: a\n", ["front-matter-not-closed"]),
        ("+++\ntitle = 'a'\n+++\n", ["front-matter-toml"]),
        ("just words", ["no-front-matter", "no-title"]),
        ("", ["no-front-matter", "no-title"]),
        (b"---\ntitle: \xe9t\xe9\n---\n", ["not-utf-8"]),
        (b"\xef\xbb\xbf---\ntitle: a\n---\n", []),
        ("---\ntitle: a\n---\n".encode("utf-16"), []),
        (b"---\r\ntitle: a\r\n---\r\nb\r\n", []),
        (b"x" * (files.MAX_MARKDOWN + 1), ["file-too-large"]),
        (page(title="a", layout="page", colour="red"), ["unknown-key"]),
        (page(title="[a]", layout="page"), ["wrong-type", "no-title"]),
        (page(title="a", layout="page", visible="maybe"), ["wrong-type"]),
        (page(title="a", layout="page", date="soon"), ["wrong-type"]),
        (page(title="a", layout="program", steps="3"), ["wrong-type"]),
        (page(title="a", layout="program", steps="{list: [a, {title: b, what: c}]}"), ["unknown-key", "wrong-type"]),
        (page(title="a", layout="program", numbers="[{num: 1},{num: 2},{num: 3},{num: 4}]"), ["too-many"]),
        (page(title="a", layout="odd"), ["plain-page"]),
        (page(title="a", layout="page", url="../../b"), ["address-unfit"]),
        (page(title="a", layout="page", url="/cms/x"), ["address-reserved"]),
        (page("{{< youtube x >}}", title="a", layout="page"), ["shortcode-unknown"]),
        (page("{{< dailymotion <script> >}}", title="a", layout="page"), ["shortcode-unknown"]),
        (page("---\ntitle: b"), ["no-title"]),
        ("---\ntitle: a\ntitle: b\nlayout: page\n---\n", ["repeated-key"]),
    ],
)
def test_file_is_told_and_never_breaks(tmp_path, data, codes):
    _entry, lines = only(tmp_path, "x.md", data, reserved=frozenset({"cms"}))
    assert sorted(code for _path, _line, code in lines) == sorted(codes)


def test_numbers_and_dates_where_words_are_expected_are_words(tmp_path):
    entry, lines = only(
        tmp_path, "x.md", page(title="2023", layout="program", desc="2023-01-01", numbers="[{num: 12}]")
    )
    assert (entry.title, entry.values["desc"], entry.values["numbers"]) == ("2023", "2023-01-01", [{"num": "12"}])
    assert lines == []


def test_lines_are_those_of_the_file(tmp_path):
    head = "---\ntitle: a\nlayout: page\n\nodd: 1\nimage: img/none.png\n---\n"
    text = head + "\nwords\n\n![x](/img/other.png)\n\n{{< odd >}}\n"
    _entry, lines = only(tmp_path, "x.md", text)
    assert [(line, code) for _path, line, code in lines] == [
        (5, "unknown-key"),
        (6, "image-missing"),
        (11, "image-missing"),
        (13, "shortcode-unknown"),
    ]


def test_what_does_not_fit_is_kept(tmp_path):
    head = "title: a\nlayout: program\nodd: {x: [1, null]}\nhow: {desc: d, extra: e}\nthen: no\nnumbers: null"
    entry, _lines = only(tmp_path, "x.md", f"---\n{head}\n---\n")
    assert entry.kept == {"odd": {"x": [1, None]}, "how": {"extra": "e"}, "then": False}
    assert entry.values["how"] == {"desc": "d"}


def test_single_title_is_a_list_of_one_and_spaces_do_not_count(tmp_path):
    entry, _lines = only(tmp_path, "laureats/x.md", page(title="a", themes='"Santé "', impacts="[b, null, c]"))
    assert [word.text for word in entry.values["themes"]] == ["Santé"]
    assert [word.text for word in entry.values["impacts"]] == ["b", "c"]


def test_date_without_zone_is_the_installations(tmp_path):
    entry, _lines = only(tmp_path, "actualites/x.md", page(title="a", date="2022-07-01 10:00:00"))
    assert entry.date == datetime(2022, 7, 1, 8, tzinfo=UTC)


# ── pictures


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("img/x.jpg", "img/x.jpg"),
        ("/img/x.jpg", "img/x.jpg"),
        ("../img/x.jpg", "img/x.jpg"),
        ("img/a%20b.jpg", "img/a b.jpg"),
    ],
)
def test_image_path(written, path):
    assert files.image_path(written) == path


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("../../secret.png", "image-outside"),
        ("img/../../secret.png", "image-outside"),
        ("img/%2e%2e/%2e%2e/secret.png", "image-outside"),
        ("//etc/passwd", "image-not-ours"),
        ("https://example.org/x.png", "image-not-ours"),
        ("img/link.png", "image-outside"),
        ("img/none.png", "image-missing"),
        ("img", "image-missing"),
        ("img/words.png", "image-not-a-picture"),
        ("img/bad.svg", "image-unreadable"),
        ("img/large.png", "image-too-large"),
    ],
)
def test_picture_refused_with_a_line(tmp_path, written, code):
    (tmp_path / "secret.png").write_bytes(png())
    folder = tmp_path / "tree"
    large = b"\x89PNG" + b"0" * files.MAX_IMAGE
    tree(folder, {"static/img/words.png": "words", "static/img/bad.svg": "<html/>", "static/img/large.png": large})
    os.symlink(tmp_path / "secret.png", folder / "static/img/link.png")
    entry, lines = only(folder, "x.md", page(title="a", layout="page", image=f'"{written}"'))
    assert lines == [("content/x.md", 4, code)]
    assert entry.pictures == {}


def test_picture_found_once_whatever_its_name(tmp_path):
    tree(tmp_path, {"static/img/a.png": png(), "static/img/b.png": png()})
    entry, lines = only(tmp_path, "x.md", page("![x](../img/b.png)", title="a", layout="page", image="/img/a.png"))
    assert lines == []
    assert len({picture.sha1 for picture in entry.pictures.values()}) == 1
    assert entry.pictures["/img/a.png"].width == 40


def test_links_that_leave_the_tree_are_not_followed(tmp_path):
    (tmp_path / "secret.md").write_text("---\ntitle: secret\n---\n")
    folder = tree(tmp_path / "tree", {"config.toml": ""})
    os.symlink(tmp_path / "secret.md", folder / "content/x.md")
    found = read(folder)
    assert found.entries == []
    assert told(found) == [("content/x.md", 0, "outside-the-tree")]


# ── the whole tree


def test_layouts(tmp_path):
    found = read(
        tree(
            tmp_path,
            {
                "config.toml": CONFIG,
                "content/_index.md": page(),
                "content/program.md": page(title="p", layout="program", url="/programme"),
                "content/help.md": page(title="h", layout="accompagnement"),
                "content/laureats/_index.md": page(title="l"),
                "content/laureats/a.md": page(title="a"),
                "content/actualites/b.md": page(title="b"),
                "content/faq/_index.md": page(title="f"),
                "content/themes/t.md": page(title="t"),
                "content/promos/1.md": page(title="1"),
                "content/blog/c.md": page(title="c"),
                "content/notes.txt": "x",
            },
        )
    )
    assert {entry.path: (entry.shape, entry.address) for entry in found.entries} == {
        "content/_index.md": (Shape.HOME, "/"),
        "content/program.md": (Shape.PROGRAM, "/programme/"),
        "content/help.md": (Shape.PROGRAM, "/help/"),
        "content/laureats/_index.md": (Shape.LAUREATES, "/laureats/"),
        "content/laureats/a.md": (Shape.LAUREATE, "/laureats/a/"),
        "content/actualites/b.md": (Shape.NEWS_ITEM, "/actualites/b/"),
        "content/faq/_index.md": (Shape.FAQ, "/faq/"),
        "content/themes/t.md": (Shape.TOPIC, ""),
        "content/promos/1.md": (Shape.FACET, ""),
        "content/blog/c.md": (Shape.PLAIN, "/blog/c/"),
    }
    assert told(found) == [("content/blog/c.md", 0, "plain-page"), ("content/notes.txt", 0, "not-markdown")]


def test_map_says_which_collection_a_folder_and_a_key_are(tmp_path):
    found = read(
        tree(
            tmp_path,
            {
                "config.toml": "",
                "content/challenges/x.md": page(title="x", skills="[data]"),
                "content/skills/data.md": page(title="data"),
            },
        ),
        maps={"challenges": "laureats", "skills": "themes", "nothing": "impacts"},
    )
    laureate, topic = found.entries
    assert (laureate.shape, laureate.address) == (Shape.LAUREATE, "/challenges/x/")
    assert [word.text for word in laureate.values["themes"]] == ["data"]
    assert topic.shape == Shape.TOPIC
    assert told(found) == [("content", 0, "map-unused")]


def test_two_files_at_one_address(tmp_path):
    found = read(
        tree(
            tmp_path,
            {
                "config.toml": "",
                "content/a.md": page(title="a", layout="page"),
                "content/b.md": page(title="b", layout="page", url="/a"),
                "content/c.md": page(title="c", layout="page", url="/pages/a/"),
                "content/d.md": page(title="d", layout="page", url="/"),
                "content/_index.md": page(),
            },
        )
    )
    placed = {entry.path: entry.address for entry in found.entries}
    assert placed["content/b.md"] == "/a/"
    assert placed["content/c.md"] == "/pages/a/"
    assert placed["content/a.md"] == "/pages/a-2/"
    assert sorted(placed.values()) == sorted(set(placed.values()))


def test_translation_takes_the_address_of_its_page(tmp_path):
    found = read(
        tree(
            tmp_path,
            {
                "config.toml": "",
                "content/program.md": page(title="p", layout="program", url="/programme"),
                "content/program.en.md": page(title="q", layout="program"),
                "content/other.en.md": page(title="o", layout="page", url="/en/that"),
                "content/data.gouv.fr.md": page(title="d", layout="page"),
            },
        )
    )
    assert {(entry.language, entry.address, entry.pair) for entry in found.entries} == {
        ("fr", "/programme/", "content/program"),
        ("en", "/programme/", "content/program"),
        ("en", "/that/", "content/other"),
        ("fr", "/data-gouv/", "content/data.gouv"),
    }


def test_hidden_index_exists_when_something_needs_it(tmp_path):
    found = read(
        tree(
            tmp_path,
            {
                "config.toml": CONFIG,
                "content/laureats/_index.md": page(title="l", visible="false"),
                "content/laureats/a.md": page(title="a"),
                "content/actualites/_index.md": page(title="n", visible="false"),
                "content/nowhere/_index.md": page(title="w", layout="page", visible="false"),
            },
        )
    )
    published = {entry.address: entry.published for entry in found.entries}
    assert published == {"/laureats/": True, "/laureats/a/": True, "/actualites/": False, "/nowhere/": True}
    assert [line[0] for line in told(found)] == ["content/laureats/_index.md", "content/nowhere/_index.md"]


@pytest.mark.parametrize(
    ("config", "codes"),
    [
        ("title = ", ["toml"]),
        ("title = 3", ["wrong-type"]),
        ('[menu]\nnav = "x"', ["wrong-type"]),
        ('[[menu.nav]]\nname = "a"', ["menu-incomplete"]),
        ('[[menu.nav]]\nname = "a"\nurl = "javascript:alert(1)"', ["menu-address"]),
        ('[[menu.nav]]\nname = "a"\nurl = "/a"\nweight = "x"', ["wrong-type"]),
        ('[[menu.side]]\nname = "a"\nurl = "/a"', ["menu-unknown"]),
        (b"title = '\xe9'", ["not-utf-8"]),
        ("[anything]\nelse = [1, 2]", []),
    ],
)
def test_site_file_is_told_and_never_breaks(tmp_path, config, codes):
    assert [code for _path, _line, code in told(read(tree(tmp_path, {"config.toml": config})))] == codes


def test_site_file_names_in_english(tmp_path):
    config = (
        CONFIG
        + '\n[languages.en]\ntitle = "Ours"\n'
        + '[[languages.en.menu.nav]]\nname = "The programme"\nurl = "/en/programme/"\n'
    )
    site = read(tree(tmp_path, {"config.toml": config})).site
    assert (site.title, site.title_en) == ("Our site", "Ours")
    assert [(line.identifier, line.name, line.name_en) for line in site.menu] == [
        ("program", "Programme", "The programme"),
        ("nowhere", "Nowhere", ""),
    ]


_VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.dates(), st.datetimes(), st.text(max_size=20)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(min_size=1, max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)
SCHEMA_KEYS = sorted({key for group in SCHEMAS.values() for key in group.keys})
_KEYS = st.sampled_from([*SCHEMA_KEYS, "odd"])


@settings(max_examples=120, deadline=None)
@given(
    head=st.dictionaries(_KEYS, _VALUES, max_size=6),
    name=st.sampled_from(["x.md", "_index.md", "laureats/x.md", "actualites/x.en.md", "faq/_index.md", "themes/x.md"]),
    body=st.text(max_size=60),
)
def test_any_front_matter_gives_an_entry_or_a_line(head, name, body):
    import yaml

    with TemporaryDirectory() as folder:
        text = yaml.safe_dump(head, allow_unicode=True)
        data = f"---\n{text}---\n{body}".encode("utf-8", "surrogatepass")
        found = read(tree(Path(folder), {"config.toml": "", f"content/{name}": data}))
    assert found.entries or list(found.report.of_level("error"))


@settings(max_examples=120, deadline=None)
@given(st.text(alphabet=st.sampled_from('{}<>%/\\"`= adimotnrw-linkx1é\n'), max_size=120))
def test_any_text_keeps_its_shortcodes_or_loses_nothing(text):
    masked, codes = shortcodes.mask(text)
    sources = [code.source for code in codes]
    assert shortcodes.unmask(masked, sources, sources) == text


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ('{{< dailymotion x8 "A \\"b\\" c" >}}', videos.Video('A "b" c', *VIDEO_X8)),
        ("{{<dailymotion id=x8>}}", videos.Video("x8", *VIDEO_X8)),
        ('{{< arrow-link url="/a" title="b" >}}', shortcodes.ArrowLink("b", "/a")),
        ('{{% arrow-link "b c" "https://x.org/" %}}', shortcodes.ArrowLink("b c", "https://x.org/")),
        ("{{< arrow-link javascript:x b >}}", None),
        ("{{< dailymotion ../x >}}", None),
        ("{{< anything >}}", None),
    ],
)
def test_shortcode_meaning(text, meant):
    (code,) = shortcodes.find(text)
    assert code.source == text
    assert shortcodes.understand(code) == meant


def test_the_real_tree_reads_without_an_error():
    found = read(shared("content"))
    assert list(found.report.of_level("error")) == []
    assert {entry.address for entry in found.entries if entry.shape is Shape.PROGRAM} == {"/programme/"}
    assert all(entry.kept == {} for entry in found.entries)


@pytest.mark.parametrize("shape", list(SCHEMAS))
def test_every_key_of_the_format_fills_a_field_or_says_where_the_page_is(shape):
    apart = {"layout", "url", "aliases", "visible", "draft", "weight", "external"}
    without = {key for key, kind in walk(SCHEMAS[shape]) if not getattr(kind, "field", "")}
    terms = {"title"} if shape in (Shape.TOPIC, Shape.FACET) else set()
    assert {key.rpartition(".")[2] for key in without} - apart == terms


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a: [1", "not-closed"),
        ("a: 'x", "not-closed"),
        ("a: b: c", "colon"),
        ("x: 1\n\ttab: 1", "tab"),
        ("a: @b", "start"),
        ("a:\n  - b\n c: 1", "indentation"),
        ('a: "\\q"', "escape"),
        ("a: *nothing", "alias"),
        ("a: \x07", "character"),
        ("a: !<", "form"),
        ("a: 1\n---\nb: 2", "several-documents"),
    ],
)
def test_yaml_problem_is_a_code(text, problem):
    with pytest.raises(nodes.Unreadable) as refusal:
        nodes.parse(text)
    assert refusal.value.details["problem"] == problem
