"""From files to pages: what is imported, what is told, what is refused."""

import json
import re
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import get_args

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone, translation
from wagtail.models import Page

from tests.content.trees import CONFIG, PICTURES, PROGRAM, at, codes, counts, page, png, small, tree
from tests.shared_data import shared
from tremplin.content import pages
from tremplin.content.chores import publish_due
from tremplin.content.engine import nodes, schema
from tremplin.content.engine.report import Line
from tremplin.content.importer import import_tree
from tremplin.content.importer.sentences import EXPECTED, PROBLEMS, SENTENCES, sentence
from tremplin.content.models import Facet, ImportedFile, MenuEntry, Picture, Topic
from tremplin.core import clock, svg


@pytest.mark.django_db
def test_import_program_page(tmp_path):
    outcome = import_tree(small(tmp_path))
    assert codes(outcome) == []
    found = at("/programme/")
    assert isinstance(found, pages.ProgramPage)
    assert (found.title, found.lead, found.live, found.menu_mark) == (
        "The programme",
        "Lead **words**",
        True,
        "program",
    )
    first, second = (block.value for block in found.steps)
    assert (first["title"], first["duration"], first["dates"], first["desc"]) == ("First", "d1", "t1", "a")
    assert first["icon"].is_decorative
    assert second["icon"] is None
    assert list(found.numbers) == []
    assert found.cover.file_hash == Picture.objects.get(title="cover").file_hash
    assert found.kept == {}


@pytest.mark.django_db
def test_import_names_the_site_and_its_menu(tmp_path, client):
    import_tree(small(tmp_path))
    assert pages.HomePage.objects.get().site_title == "Our site"
    assert list(MenuEntry.objects.values_list("label_fr", "url")) == [
        ("Nowhere", "/nowhere"),
        ("Programme", "/programme"),
    ]
    html = client.get("/").content.decode()
    assert 'href="/programme/"' in html
    assert "Nowhere" not in html


@pytest.mark.django_db
@pytest.mark.parametrize("home", [{}, {"content/_index.en.md": page(hero="{title: Welcome}")}])
def test_import_names_the_site_in_english_too(tmp_path, home):
    config = CONFIG + '\n[languages.en]\ntitle = "Our site, in English"\n'
    folder = small(tmp_path, **{"config.toml": config, "content/program.en.md": page(title="Programme"), **home})
    for turn in ("first", "again"):
        outcome = import_tree(folder)
        assert codes(outcome) == [], turn
        names = {row.locale.language_code: row.site_title for row in pages.HomePage.objects.select_related("locale")}
        assert names == {"fr": "Our site", "en": "Our site, in English"}, turn
    assert counts(outcome)[:2] == (0, 0)


@pytest.mark.django_db
def test_import_relations(tmp_path):
    outcome = import_tree(
        tree(
            tmp_path,
            {
                "config.toml": "",
                "content/themes/sante.md": page(title="Santé"),
                "content/themes/sante.en.md": page(title="Health"),
                "content/laureats/a.md": page(
                    "Words",
                    title="A",
                    themes='[" sante ", New]',
                    impacts="[Good]",
                    image="img/a.png",
                    who="B",
                    town="Paris",
                ),
                "static/img/a.png": png(),
            },
        )
    )
    laureate = at("/laureats/a/")
    assert [topic.name_fr for topic in laureate.topics.all()] == ["New", "Santé"]
    assert Topic.objects.get(name_fr="Santé").name_en == "Health"
    assert [(facet.kind, facet.name_fr) for facet in laureate.facets.all()] == [("impact", "Good")]
    assert laureate.cover.default_alt_text == "A"
    assert (laureate.bearer, laureate.town, laureate.body) == ("B", "Paris", "Words")
    assert isinstance(laureate.get_parent().specific, pages.LaureateIndexPage)
    assert codes(outcome) == ["parent-made", "term-made", "term-made"]


@pytest.mark.django_db
def test_import_news_that_name_each_other(tmp_path):
    files = {
        "config.toml": "",
        "content/actualites/a.md": page(title="A", related='["B ", C]', categories="[Life]"),
        "content/actualites/b.md": page(title="B", related="[A]"),
    }
    outcome = import_tree(tree(tmp_path, files))
    assert [other.title for other in at("/actualites/a/").related_pages] == ["B"]
    assert [other.title for other in at("/actualites/b/").related_pages] == ["A"]
    assert codes(outcome) == ["parent-made", "related-unknown", "term-made"]
    assert Facet.objects.get().kind == "category"
    assert counts(import_tree(tmp_path)) == (0, 0, 2)


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["visible: false", "draft: true"])
def test_import_hidden_page_is_a_draft(tmp_path, client, key):
    import_tree(tree(tmp_path, {"config.toml": "", "content/x.md": f"---\ntitle: X\nlayout: page\n{key}\n---\n"}))
    assert not at("/x/").live
    assert client.get("/x/").status_code == 404


@pytest.mark.django_db
def test_import_page_of_tomorrow_is_scheduled(tmp_path, client, monkeypatch):
    monkeypatch.setattr(timezone, "now", clock.now)
    tomorrow = clock.now() + timedelta(days=1)
    import_tree(
        tree(tmp_path, {"config.toml": "", "content/x.md": page(title="X", layout="page", date=tomorrow.isoformat())})
    )
    assert client.get("/x/").status_code == 404
    with clock.at(tomorrow + timedelta(minutes=1)):
        publish_due(clock.now())
        assert client.get("/x/").status_code == 200
    assert counts(import_tree(tmp_path)) == (0, 0, 1)


@pytest.mark.django_db
def test_import_under_a_missing_parent(tmp_path, client):
    outcome = import_tree(tree(tmp_path, {"config.toml": "", "content/a/b/c.md": page(title="C", layout="page")}))
    assert codes(outcome) == ["parent-hidden", "parent-hidden"]
    assert client.get("/a/b/c/").status_code == 200
    assert client.get("/a/b/").status_code == 404


@pytest.mark.django_db
def test_import_placeholder_gives_way_to_its_file(tmp_path, client):
    import_tree(tree(tmp_path, {"config.toml": "", "content/a/c.md": page(title="C", layout="page")}))
    import_tree(tree(tmp_path, {"content/a/_index.md": page(title="A", layout="faq")}))
    assert isinstance(at("/a/"), pages.FaqPage)
    assert client.get("/a/c/").status_code == 200
    assert counts(import_tree(tmp_path)) == (0, 0, 2)


@pytest.mark.django_db
def test_import_address_of_a_page_made_on_the_site(tmp_path):
    home = pages.HomePage.objects.get()
    home.add_child(instance=pages.PlainPage(title="Mine", slug="x"))
    folder = tree(tmp_path, {"config.toml": "", "content/x.md": page(title="Theirs", layout="page")})
    assert codes(import_tree(folder)) == ["address-on-site", "parent-hidden"]
    assert (at("/x/").title, at("/pages/x/").title) == ("Mine", "Theirs")
    assert counts(import_tree(folder)) == (0, 0, 1)


@pytest.mark.django_db
def test_import_translation(tmp_path, client):
    files = {
        "content/program.en.md": PROGRAM.replace("The programme", "In English"),
        "content/laureats/a.en.md": page(title="A"),
    }
    import_tree(small(tmp_path, **files, **{"content/laureats/_index.md": page(title="L")}))
    french, english = at("/programme/"), at("/programme/", "en")
    assert french.translation_key == english.translation_key
    html = client.get("/en/programme/").content.decode()
    assert "In English" in html
    assert 'href="/programme/"' in html
    assert client.get("/en/laureats/a/").status_code == 200
    assert at("/laureats/", "en").alias_of_id == at("/laureats/").pk


@pytest.mark.django_db
def test_import_alias_becomes_a_translation(tmp_path):
    folder = small(
        tmp_path, **{"content/faq/_index.md": page(title="F"), "content/faq/a.en.md": page(title="A", layout="page")}
    )
    import_tree(folder)
    assert at("/faq/", "en").alias_of_id
    import_tree(tree(folder, {"content/faq/_index.en.md": page(title="Questions")}))
    assert (at("/faq/", "en").title, at("/faq/", "en").alias_of_id) == ("Questions", None)
    assert at("/faq/").title == "F"


@pytest.mark.django_db
def test_import_other_layout_is_a_plain_page(tmp_path):
    body = 'Words ![x](img/cover.png) {{< odd >}} {{< dailymotion x8 "A film" >}}'
    folder = tree(
        tmp_path, {**PICTURES, "config.toml": "", "content/x.md": page(body, title="X", layout="odd", odd="[1]")}
    )
    outcome = import_tree(folder)
    assert codes(outcome) == ["plain-page", "shortcode-unknown", "unknown-key"]
    found = at("/x/")
    assert (found.layout, found.kept, found.body) == ("odd", {"odd": [1]}, body)
    # the strict client would not allow braces
    html = Client().get("/x/").content.decode()
    assert "{{&lt; odd &gt;}}" in html
    assert 'href="https://www.dailymotion.com/video/x8"' in html
    assert "<iframe" not in html
    assert '<img src="/media/images/' in html


@pytest.mark.django_db
def test_import_hostile_links_are_refused(tmp_path, client):
    data = page(
        hero='{title: a, btn: {title: b, url: "javascript:alert(1)"}}', join='{title: c, btn: {title: d, url: "//e"}}'
    )
    outcome = import_tree(tree(tmp_path, {"config.toml": "", "content/_index.md": data}))
    assert codes(outcome) == ["link-refused", "link-refused"]
    assert "javascript" not in client.get("/").content.decode()


@pytest.mark.django_db
def test_import_long_title_is_cut_and_kept_whole(tmp_path):
    outcome = import_tree(tree(tmp_path, {"config.toml": "", "content/x.md": page(title="é" * 300, layout="page")}))
    assert codes(outcome) == ["too-long"]
    found = at("/x/")
    assert len(found.title) == 255
    assert found.kept["_whole"]["title"] == "é" * 300


@pytest.mark.django_db
def test_import_characters_no_database_holds(tmp_path):
    data = '---\ntitle: "a\\0b"\nlayout: page\nodd: "\\0"\n---\nw\x00x\n'
    import_tree(tree(tmp_path, {"config.toml": "", "content/x.md": data}))
    assert (at("/x/").title, at("/x/").body) == ("ab", "wx")


@pytest.mark.django_db
def test_import_drawings_are_sanitised(tmp_path):
    bad = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script>alert(1)</script><rect/></svg>'
    files = {
        "config.toml": "",
        "static/img/a.svg": bad,
        "content/x.md": page(title="X", layout="page", image="img/a.svg"),
    }
    import_tree(tree(tmp_path, files))
    with Picture.objects.get().file.open() as file:
        assert b"script" not in file.read()


@pytest.mark.django_db
def test_picture_uploaded_on_the_site_is_sanitised_too():
    bad = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script>alert(1)</script><rect/></svg>'
    picture = Picture(title="x", file=ContentFile(bad, name="x.svg"))
    picture.save()
    with Picture.objects.get().file.open() as file:
        assert b"script" not in file.read()


@pytest.mark.django_db
def test_dry_run_says_the_same_and_writes_nothing(tmp_path, settings):
    folder = small(tmp_path, **{"content/laureats/a.md": page(title="A", themes="[T]", odd="1")})
    before = (Page.objects.count(), list(settings.MEDIA_ROOT.rglob("*.png")))
    dry = import_tree(folder, dry_run=True)
    assert (Page.objects.count(), list(settings.MEDIA_ROOT.rglob("*.png"))) == before
    assert not ImportedFile.objects.exists()
    assert not Picture.objects.exists()
    real = import_tree(folder)
    assert dry.report.sorted() == real.report.sorted()
    assert dry.report.counts == real.report.counts


@pytest.mark.django_db
def test_command_json(tmp_path):
    out = StringIO()
    call_command(
        "import_content",
        small(tmp_path, **{"content/x.md": page(title="x", layout="page", odd="1")}),
        json=True,
        stdout=out,
    )
    answer = json.loads(out.getvalue())
    assert answer["counts"] == {
        "created": 4,
        "updated": 1,
        "unchanged": 0,
        "pictures": 2,
        "documents": 0,
        "redirects": 0,
        "gone": 0,
    }
    assert ("content/x.md", 4, "unknown-key") in [
        (line["path"], line["line"], line["code"]) for line in answer["lines"]
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "options",
    [["none"], [".", "--map", "x"], [".", "--map", "x=nothing"], [".", "--overwrite", "content/none.md"], ["content"]],
)
def test_command_wrong_option_is_one_line(tmp_path, options, monkeypatch):
    small(tmp_path)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CommandError) as refusal:
        call_command("import_content", *options)
    assert refusal.value.returncode == 2
    assert "\n" not in str(refusal.value)


def test_every_code_has_its_sentence():
    import tremplin.content

    folder = Path(tremplin.content.__file__).parent
    source = "".join(path.read_text() for path in [*folder.glob("engine/*.py"), *folder.glob("importer/*.py")])
    said = set(
        re.findall(r"(?:error|warning|info|note)\(\s*[^()\"]*(?:\([^()]*\))?[^()\"]*\"([a-z][a-z0-9-]+)\"", source)
    )
    said |= set(re.findall(r"Unreadable\([^\"]*\"([a-z-]+)\"", source)) | set(
        re.findall(r"problem=\"(front-matter[a-z-]+)\"", source)
    )
    said |= {"image-missing", "image-outside", "image-not-ours", "image-too-large", "image-unreadable"}
    assert {code for code in said if "-" in code or code in ("yaml", "toml")} <= set(SENTENCES)


@pytest.mark.django_db
def test_hundreds_of_files_import_fast(tmp_path):
    files = {"config.toml": ""}
    for number in range(150):
        files[f"content/laureats/l{number}.md"] = page("Words " * 200, title=f"L{number}", themes=f"[T{number % 9}]")
    import time

    started = time.monotonic()
    assert counts(import_tree(tree(tmp_path, files)))[0] == 150
    assert time.monotonic() - started < 30


@pytest.mark.django_db
def test_the_real_tree(client):
    folder = shared("content")
    outcome = import_tree(folder)
    assert not list(outcome.report.of_level("error"))
    for address in ("/", "/programme/", "/laureats/", "/laureats/infoclimat/", "/faq/", "/actualites/"):
        assert client.get(address).status_code == 200
    assert counts(import_tree(folder))[:2] == (0, 0)


@pytest.mark.django_db
def test_import_tells_links_that_lead_nowhere(tmp_path):
    body = (
        "[a](/x/) [b](/nulle-part/)\n"
        "<a href='/rien'>c</a> [d](https://example.org/) [e](#f) [g](mailto:h@example.org)\n"
        "[i](autre) [j](../y/?k=1#l) [m](/en/y/)\n\n"
        '{{< arrow-link "/perdu/" "o" >}}'
    )
    files = {
        "content/x.md": page(body, title="X", layout="page"),
        "content/y.md": page("words", title="Y", layout="page", desc="'[p](/q)'"),
        "content/y.en.md": page("[r](/en/s/)", title="Y", layout="page"),
        "content/hidden.md": page("[t](/u/)", title="H", layout="page", draft="true"),
        "content/p.md": page(
            title="P",
            layout="program",
            numbers="[{num: 1, btnTitle: v, btnUrl: /w}, {num: 2, btnTitle: x, btnUrl: /x}]",
        ),
    }
    outcome = import_tree(tree(tmp_path, {"config.toml": "", **files}))
    told = [
        (line.path, line.line, line.code, line.details["url"])
        for line in outcome.report.sorted()
        if line.code in ("link-dead", "number-dead")
    ]
    assert told == [
        ("content/p.md", 4, "number-dead", "/w"),
        ("content/x.md", 5, "link-dead", "/nulle-part/"),
        ("content/x.md", 6, "link-dead", "/rien"),
        ("content/x.md", 7, "link-dead", "autre"),
        ("content/x.md", 9, "link-dead", "/perdu/"),
        ("content/y.en.md", 5, "link-dead", "/en/s/"),
        ("content/y.md", 4, "link-dead", "/q"),
    ]
    assert codes(import_tree(tmp_path)).count("link-dead") == 6


@pytest.mark.django_db
def test_import_names_the_english_home_in_english(tmp_path):
    config = CONFIG + '\n[languages.en]\ntitle = "In English"\n'
    import_tree(small(tmp_path, **{"config.toml": config, "content/_index.en.md": page(hero="{title: Welcome}")}))
    titles = {home.locale.language_code: home.title for home in pages.HomePage.objects.select_related("locale")}
    assert titles == {"fr": "Our site", "en": "In English"}


@pytest.mark.django_db
def test_progress_reaches_its_end(tmp_path):
    steps = []
    import_tree(small(tmp_path), progress=lambda *step: steps.append(step))
    for name in ("read", "write", "index"):
        done = [(at_, total) for step, at_, total in steps if step == name]
        assert done[-1] == (done[-1][1], done[-1][1]), name
        assert done[-1][1] > 0, name


@pytest.mark.parametrize(
    ("code", "details", "words"),
    [
        ("wrong-type", {"key": "date", "expected": "instant"}, "(une date)"),
        ("wrong-type", {"key": "weight", "expected": "whole"}, "(un nombre entier)"),
        ("yaml", {"problem": "not-closed"}, "un crochet, une accolade ou un guillemet n’est pas refermé"),
        (
            "image-unreadable",
            {"image": "a", "problem": "the drawing declares entities"},
            "le dessin déclare des entités",
        ),
        ("part-unknown", {"key": "parts[1].image.picture"}, "parts[1].image.picture désigne"),
    ],
)
def test_sentences_are_french_throughout(code, details, words):
    with translation.override("fr"):
        assert words in sentence(Line("x", 1, "error", code, details))


def test_every_word_of_the_engine_has_its_translation():
    kinds = {kind.__name__.lower() for kind in get_args(schema.Kind)}
    # a value of any form cannot be of the wrong one
    assert kinds - {"free"} | {"terms", "titles"} == set(EXPECTED)
    drawings = set(re.findall(r'raise ValueError\("([^"]+)"\)', Path(svg.__file__).read_text()))
    assert len(drawings) > 3
    assert drawings | {code for code, _pattern in nodes._KINDS} <= set(PROBLEMS)
