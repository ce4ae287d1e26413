"""Import, export, import again: nothing changes, here or on an empty site."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from tests.content.trees import CONFIG, PICTURES, PROGRAM, counts, page, png, tree
from tests.shared_data import shared
from tremplin.content import pages
from tremplin.content.exporter import NotEmpty, export_tree
from tremplin.content.importer import import_tree, targets
from tremplin.content.importer.values import MODELS
from tremplin.content.models import Facet, ImportedFile, MenuEntry, Picture, PictureSource, PublishedDocument, Topic

pytestmark = pytest.mark.django_db


def snapshot() -> dict[str, Any]:
    """Everything the site says, by address, with the names of things and never their keys."""
    names = {f"topics:{row.pk}": row.name_fr for row in Topic.objects.all()}
    names |= {f"facets:{row.pk}": f"{row.kind}/{row.name_fr}" for row in Facet.objects.all()}
    pictures = dict(Picture.objects.values_list("pk", "file_hash"))
    homes = {home.locale_id: home for home in pages.HomePage.objects.all()}
    places = {
        row.pk: f"{row.locale}:{row.url_path.removeprefix(homes[row.locale_id].url_path)}"
        for row in Page.objects.filter(depth__gt=1)
        if row.locale_id in homes
    }
    found: dict[str, Any] = {}
    for row in Page.objects.filter(pk__in=places).order_by("url_path").specific():
        fields = [field.name for field in type(row)._meta.get_fields() if field.name not in _COMMON]
        said = targets.read(row, [name for name in fields if hasattr(row, name)])
        found[places[row.pk]] = (
            type(row).__name__,
            row.title,
            targets.is_published(row),
            row.expire_at,
            str(row.alias_of and places[row.alias_of_id]),
            sorted(Redirect.objects.filter(redirect_page=row).values_list("old_path", flat=True)),
            {name: _named(name, value, names, pictures, places) for name, value in said.items()},
        )
    return {
        "pages": found,
        "terms": sorted((*names.values(), *Topic.objects.values_list("name_en", flat=True))),
        "menu": sorted(MenuEntry.objects.values_list("place", "label_fr", "label_en", "url", "weight")),
        "pictures": sorted(
            (*row.sources.values_list("path", flat=True), row.file_hash, row.alternative_fr, row.is_decorative)
            for row in Picture.objects.filter(sources__isnull=False).distinct()
        ),
        "documents": sorted(PublishedDocument.objects.values_list("title", "sources__path")),
    }


_COMMON = {field.name for field in Page._meta.get_fields()} | {"page_ptr", "alternates", "search_index"}


def _named(name: str, value: Any, names: dict[str, str], pictures: dict[int, str], places: dict[int, str]) -> Any:
    if name in ("topics", "facets"):
        return sorted(names[f"{name}:{key}"] for key in value)
    if isinstance(value, list):
        return [_block(row, pictures, places) for row in value]
    if isinstance(value, int) and not isinstance(value, bool) and name != "weight":
        return pictures[value]
    return value


def _block(row: Any, pictures: dict[int, str], places: dict[int, str]) -> Any:
    if row["type"] == "page":
        return places[row["value"]]
    images = ("image", "icon", "picture", "portrait")
    value = row["value"]
    return {k: pictures[v] if k in images and v else v for k, v in value.items()} if isinstance(value, dict) else row


def emptied() -> None:
    """The site as a first installation has it."""
    Page.objects.filter(depth__gt=2).delete()
    for home in pages.HomePage.objects.all():
        blank = pages.HomePage(title="Tremplin")
        said = targets.read(blank, [f.name for f in pages.HomePage._meta.get_fields() if f.name not in _COMMON])
        targets.write(home, {name: value for name, value in said.items() if name != "locale"})
        home.title = home.draft_title = "Tremplin"
        home.latest_revision = home.expire_at = home.go_live_at = None
        home.live, home.has_unpublished_changes = True, False
        home.save(clean=False)
        if home.locale.language_code != "fr":
            home.delete()
    for model in (ImportedFile, MenuEntry, Topic, Facet, PictureSource, PublishedDocument, Redirect):
        model.objects.all().delete()
    Picture.objects.all().delete()


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def assert_survives(source: Path, work: Path) -> None:
    import_tree(source)
    first = snapshot()
    export_tree(work / "out")
    again = import_tree(work / "out")
    assert counts(again)[:2] == (0, 0)
    assert snapshot() == first
    emptied()
    import_tree(work / "out")
    assert snapshot() == first
    export_tree(work / "again")
    assert contents(work / "again") == contents(work / "out")


def test_a_site_with_every_layout_survives(tmp_path: Path) -> None:
    assert_survives(every_layout(tmp_path / "in"), tmp_path)


def test_a_group_of_keys_without_a_value_survives(tmp_path: Path) -> None:
    files = {"config.toml": CONFIG, "content/_index.md": "---\ncontact:\n  btn: {}\n---\nBonjour\n"}
    assert_survives(tree(tmp_path / "in", files), tmp_path)


def test_the_real_content_survives(tmp_path: Path) -> None:
    assert_survives(shared("content"), tmp_path)


def test_the_demonstration_survives(tmp_path: Path) -> None:
    assert_survives(settings.BASE_DIR / "demo" / "content-site", tmp_path)


def test_every_layout_is_in_the_tree_of_these_tests(tmp_path: Path) -> None:
    import_tree(every_layout(tmp_path))
    missing = [model.__name__ for model in MODELS.values() if not model.objects.exists()]
    assert missing == []


def test_export_refuses_a_folder_that_holds_something(tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_text("mine")
    with pytest.raises(NotEmpty):
        export_tree(tmp_path)
    assert contents(tmp_path) == {"kept.txt": b"mine"}


WAY = '{title: Way, sub: Below, desc: "**Words**", image: img/one.png, btn: {title: Go, url: /faq}}'


def every_layout(folder: Path) -> Path:
    """One file of each layout and collection, with every key of the format, odd ones, and both languages."""
    files: dict[str, str | bytes] = {
        "config.toml": CONFIG + '[params]\ndescription = "Tag"\n[other]\nkept = [1, 2]\n',
        "content/_index.md": page(
            'A body\n\n{{< dailymotion x1 "Video" >}}',
            hero="{title: Welcome, btn: {title: B, url: /faq, external: true}}",
            intro="{title: I, desc: 'Words *here*'}",
            quote="{photo: img/one.png, text: Said, name: Who, desc: Quality}",
            laureats="{sub: Sub, desc: D}",
            contact="{image: img/cover.png, title: Write, btn: {title: W, url: /contact}}",
            medias="{desc: P, tiles: [{title: T, image: img/one.png, link: 'https://example.org/a'}]}",
            odd="{x: [1, null]}",
        ),
        "content/_index.en.md": page("English body", hero="{title: Welcome here}"),
        "content/program.md": PROGRAM,
        "content/support.md": page(layout="accompagnement", title="Support", numbers="[{num: 9, title: Nine}]"),
        "content/laureats/_index.md": page(title="Laureates", layout="laureats", desc="All", visible="false"),
        "content/laureats/a.md": page(
            "About **A**",
            title="A",
            description="Does a",
            who="Bearer",
            place="Place",
            town="Town",
            themes='["Health ", sport]',
            impacts="[Good]",
            domains="Field",
            promos="[Promotion 1]",
            date="2023-02-21T08:36:17.318Z",
            image="img/one.png",
            ogImage="img/cover.png",
        ),
        "content/laureats/a.en.md": page("About A, in English", title="A in English"),
        "content/laureats/b.md": page(title="B", visible="false"),
        "content/actualites/_index.md": page(title="News", layout="list", url="/actualites"),
        "content/actualites/n.md": page(
            "Text", title="N", author="Me", date="2024-01-05", categories="[Call]", related="[M, Unknown]"
        ),
        "content/actualites/m.md": page("Other", title="M", date="2023-01-05", description="What"),
        "content/personnes/p.md": page(
            "Life",
            title="P",
            job="Agent",
            desc="Short",
            role="agent-programme",
            promos="[Promotion 1]",
            domains="[Field]",
            laureats="[A]",
            image="img/one.png",
            linkedin="https://example.org/p",
            github="p",
            weight="3",
        ),
        "content/themes/sport.md": page(title="Sport", desc="More"),
        "content/themes/sport.en.md": page(title="Sports"),
        "content/promos/promotion-1.md": page(title="Promotion 1"),
        "content/communaute.md": page(
            layout="communaute",
            title="Community",
            desc="All",
            introProg="One",
            introEco="Two",
            introParticipants="Three",
            join="{image: img/one.png, title: J, desc: Join us, link: /faq}",
        ),
        "content/talents.md": page(layout="talents", title="Talents", desc="Those"),
        "content/participer/_index.md": page(layout="participate", title="Take part", apply=WAY, contribute=WAY),
        "content/participer/candidats.md": page(
            layout="candidates",
            title="Candidates",
            open="true",
            head="{questions: [{question: Am I?}, {question: Is it?}], sub: Then, apply: {title: Go, url: /faq}, "
            "call: {title: Read, url: /program}}",
            **{"def": "{title: A common, info: {title: More, desc: About it}}"},
            what="{title: What, defs: [{def: One}, {def: '**Two**'}]}",
            profiles="{title: They, desc: Did, sub: Sub, list: [A, Nobody]}",
            how="{title: How, desc: So}",
            criteria="{title: Criteria, desc: Five, list: [{num: 1, name: Useful, desc: To all}]}",
            wait="{title: Wait, desc: Soon}",
        ),
        "content/participer/projet.md": page(
            layout="project",
            title="Course",
            callout="{title: Note, desc: Read}",
            how="{title: How, desc: So}",
            steps="{title: Steps, dates: [{date: 2 May, desc: Opens}, {date: 8 September}]}",
            laureats="{title: They, list: [A]}",
            questions='"## Who? *You*"',
            join="{title: Join, sub: Us, btn: {title: Go, url: /faq}}",
            com="Ask us",
        ),
        "content/participer/apply.md": page(layout="apply", title="Apply", desc="Lead"),
        "content/participer/contribuer.md": page(
            layout="contribute",
            title="Contribute",
            open="false",
            head="{title: Give, desc: A hand, apply: {title: Go, url: /faq}, call: {title: Call, url: /faq}}",
            program="Words of it",
            steps='"- one"',
            profiles="{sub: Sub, list: [A]}",
        ),
        "content/faq/_index.md": page(
            layout="faq_main", title="FAQ", url="/faq", questions="[{title: Q?, desc: A}]", contact="Ask"
        ),
        "content/contact.md": page("Write", layout="contact", title="Contact", confidentiality="Kept a year"),
        "content/mentions.md": page(
            "Legal, see [the charter](/files/charter.pdf)",
            layout="page",
            title="Legal",
            aliases="[/old-legal/, legal]",
            parts="[{callout: {title: C, words: Said}}, {image: {picture: img/one.png, caption: It}}, "
            "{text: {words: T}}]",
        ),
        "content/mentions.en.md": page("English", layout="page", title="Legal notice", url="/en/legal/"),
        "content/blog/x.md": page("Blog", title="X", description="D", themes="[Sport]", laureats="[A]", skill="z"),
        "content/odd.md": page("Odd", layout="odd", title="Odd", how="3", draft="true"),
        "static/files/charter.pdf": b"%PDF-1.4 charter",
        "static/img/unused.png": png("green"),
        **PICTURES,
    }
    return tree(folder, files)
