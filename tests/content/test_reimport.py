"""The same files again: what changed in the file follows, what was typed on the site stays."""

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from wagtail.models import Page

from tests.content.trees import CONFIG, PROGRAM, at, codes, counts, page, png, small, tree
from tremplin.content import pages
from tremplin.content.importer import import_tree
from tremplin.content.importer.compare import compare
from tremplin.content.models import MenuEntry


@pytest.mark.parametrize(
    ("base", "file", "site", "write", "conflict"),
    [
        ("a", "a", "a", False, False),
        ("a", "b", "a", True, False),
        ("a", "a", "b", False, False),
        ("a", "b", "c", False, True),
        ("a", "b", "b", False, False),
        (None, "b", "", True, False),
    ],
)
def test_compare(base, file, site, write, conflict):
    verdict = compare(None if base is None else {"f": base}, {"f": file}, {"f": site})
    assert verdict.write == ({"f": file} if write else {})
    assert verdict.conflicts == (["f"] if conflict else [])
    assert verdict.base == {"f": base if conflict else file}


def test_compare_overwrite_takes_the_files():
    assert compare({"f": "a"}, {"f": "b"}, {"f": "c"}, overwrite=True).write == {"f": "b"}
    assert compare({"f": "a"}, {"f": "a"}, {"f": "c"}, overwrite=True).write == {"f": "a"}


@given(*[st.dictionaries(st.sampled_from("abc"), st.integers(0, 2)) for _ in range(3)])
def test_compare_never_loses_what_the_site_typed(base, file, site):
    verdict = compare(base, file, site)
    for name in verdict.write:
        assert name not in base or site.get(name) == base[name]
    assert set(verdict.base) == set(file)


@pytest.mark.django_db
def test_import_again_writes_nothing(tmp_path, django_assert_max_num_queries):
    import_tree(small(tmp_path))
    before = list(Page.objects.order_by("pk").values())
    with django_assert_max_num_queries(40):
        outcome = import_tree(tmp_path)
    assert counts(outcome) == (0, 0, 4)
    assert list(Page.objects.order_by("pk").values()) == before


@pytest.mark.django_db
def test_import_again_takes_what_changed_in_the_file(tmp_path):
    import_tree(small(tmp_path))
    key = at("/programme/").pk
    (tmp_path / "content/program.md").write_text(PROGRAM.replace("Lead **words**", "Other").replace("First", "Premier"))
    assert counts(import_tree(tmp_path)) == (0, 1, 3)
    found = at("/programme/")
    assert (found.pk, found.lead, found.steps[0].value["title"]) == (key, "Other", "Premier")


@pytest.mark.django_db
def test_import_again_follows_a_changed_picture(tmp_path):
    import_tree(small(tmp_path))
    before = at("/programme/").cover
    (tmp_path / "static/img/cover.png").write_bytes(png("green"))
    assert counts(import_tree(tmp_path)) == (0, 1, 3)
    assert at("/programme/").cover.file_hash != before.file_hash


def edit(address, **fields):
    found = at(address)
    for name, value in fields.items():
        setattr(found, name, value)
    found.save_revision().publish()


@pytest.mark.django_db
def test_import_again_keeps_what_was_typed_on_the_site(tmp_path):
    import_tree(small(tmp_path))
    edit("/programme/", lead="Typed here")
    assert counts(import_tree(tmp_path)) == (0, 0, 4)
    (tmp_path / "content/program.md").write_text(PROGRAM.replace("title: The programme", "title: Renamed"))
    outcome = import_tree(tmp_path)
    assert (at("/programme/").title, at("/programme/").lead) == ("Renamed", "Typed here")
    assert codes(outcome) == []


@pytest.mark.django_db
def test_import_again_says_what_would_be_lost(tmp_path):
    import_tree(small(tmp_path))
    edit("/programme/", lead="Typed here")
    (tmp_path / "content/program.md").write_text(PROGRAM.replace("Lead **words**", "From the file"))
    for _time in range(2):
        outcome = import_tree(tmp_path)
        (line,) = [line for line in outcome.report.lines if line.code == "edit-kept"]
        assert (line.path, line.line) == ("content/program.md", 6)
        assert line.details["path"] == "content/program.md"
        assert at("/programme/").lead == "Typed here"
    outcome = import_tree(tmp_path, overwrite=["content/program.md"])
    assert (codes(outcome), at("/programme/").lead) == ([], "From the file")
    assert counts(import_tree(tmp_path)) == (0, 0, 4)


@pytest.mark.django_db
def test_import_again_after_a_save_in_the_editor_without_a_change(tmp_path):
    files = {"config.toml": "", "content/x.md": page("one\n\ntwo", title="X", layout="page")}
    import_tree(tree(tmp_path, files))
    edit("/x/", body="one\r\n\r\ntwo")
    (tmp_path / "content/x.md").write_text(page("one\n\nthree", title="X", layout="page"))
    outcome = import_tree(tmp_path)
    assert (codes(outcome), at("/x/").body) == ([], "one\n\nthree")


@pytest.mark.django_db
def test_import_again_does_not_publish_a_draft_that_waits(tmp_path):
    import_tree(small(tmp_path))
    draft = at("/programme/")
    draft.lead = "Not ready"
    draft.save_revision()
    (tmp_path / "content/program.md").write_text(PROGRAM.replace("title: The programme", "title: Renamed"))
    assert codes(import_tree(tmp_path)) == ["draft-waiting"]
    found = at("/programme/")
    assert (found.title, found.lead) == ("The programme", "Lead **words**")
    latest = found.get_latest_revision_as_object()
    assert (latest.title, latest.lead) == ("Renamed", "Not ready")


@pytest.mark.django_db
def test_import_again_leaves_a_page_withdrawn_or_deleted_on_the_site(tmp_path):
    files = {"config.toml": ""} | {f"content/{name}.md": page(title=name, layout="page") for name in "ab"}
    import_tree(tree(tmp_path, files))
    at("/a/").unpublish()
    at("/b/").delete()
    outcome = import_tree(tmp_path)
    assert (codes(outcome), counts(outcome)) == (["page-removed"], (0, 0, 2))
    assert not at("/a/").live
    import_tree(tmp_path, overwrite=["content/a.md", "content/b.md"])
    assert at("/a/").live
    assert at("/b/").live


@pytest.mark.django_db
def test_import_again_page_hidden_then_shown_by_its_file(tmp_path, client):
    import_tree(tree(tmp_path, {"config.toml": "", "content/x.md": page("a", title="X", layout="page")}))
    import_tree(tree(tmp_path, {"content/x.md": page("b", title="X", layout="page", visible="false")}))
    assert client.get("/x/").status_code == 404
    import_tree(tree(tmp_path, {"content/x.md": page("c", title="X", layout="page")}))
    assert at("/x/").live
    assert at("/x/").body == "c"


@pytest.mark.django_db
def test_import_again_file_gone_keeps_its_page(tmp_path):
    import_tree(small(tmp_path))
    (tmp_path / "content/program.md").unlink()
    outcome = import_tree(tmp_path)
    assert codes(outcome) == ["file-gone"]
    assert at("/programme/").live


@pytest.mark.django_db
def test_import_again_moves_a_page_to_its_new_address(tmp_path, client):
    import_tree(small(tmp_path))
    (tmp_path / "content/program.md").write_text(PROGRAM.replace("url: /programme", "url: /a/b"))
    assert codes(import_tree(tmp_path)) == ["page-moved", "parent-hidden"]
    assert client.get("/a/b/").status_code == 200
    assert counts(import_tree(tmp_path)) == (0, 0, 4)


@pytest.mark.django_db
def test_import_again_menu_edited_on_the_site(tmp_path):
    import_tree(small(tmp_path))
    MenuEntry.objects.filter(identifier="program").update(label_fr="Chez nous")
    (tmp_path / "config.toml").write_text(
        CONFIG.replace('"Programme"', '"Le programme"').replace('"Our site"', '"New"')
    )
    assert codes(import_tree(tmp_path)) == ["edit-kept"]
    assert MenuEntry.objects.get(identifier="program").label_fr == "Chez nous"
    assert pages.HomePage.objects.get().site_title == "New"


@pytest.mark.django_db
@hypothesis_settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_any_edit_on_the_site_survives_any_import(data, tmp_path_factory):
    """Whatever the file says the second time, a field typed on the site keeps its words."""
    folder = tmp_path_factory.mktemp("tree")
    words = st.sampled_from(["a", "b", "c d", "é"])
    name = f"x{Page.objects.count()}"
    path = folder / f"content/{name}.md"
    import_tree(
        tree(folder, {"config.toml": "", f"content/{name}.md": page(data.draw(words), title="X", layout="page")})
    )
    edit(f"/{name}/", body="typed on the site")
    path.write_text(page(data.draw(words), title=data.draw(words), layout="page", desc=data.draw(words)))
    import_tree(folder)
    assert at(f"/{name}/").body == "typed on the site"
