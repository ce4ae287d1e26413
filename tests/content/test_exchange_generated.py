"""Import, export, import again, on trees nobody wrote: whatever the keys hold, nothing changes the second time."""

import tempfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.content.test_exchange import assert_survives, emptied
from tests.content.trees import CONFIG, PICTURES, tree
from tremplin.content.engine.layouts import LAYOUT_OF, SCHEMAS, Shape
from tremplin.content.engine.schema import (
    Address,
    Choice,
    Flag,
    Free,
    Group,
    Image,
    Instant,
    Kind,
    Listing,
    Titles,
    Whole,
    Words,
)

pytestmark = pytest.mark.django_db

TRICKY = [
    "yes",
    "1",
    "1.5",
    "null",
    "~",
    "- a",
    "a: b",
    "# a",
    "'",
    '"',
    "a\nb",
    "a\n\n- b\n  c",
    " a ",
    "é ",
    "{a}",
    "@x",
]
TRICKY += [
    "2024-01-05",
    "\u2028",
    "a\u00a0: b",
    "[x](/faq)",
    "**b**",
    "```\n---\n```",
    "%PDF",
    "*a",
    "&a",
    "!x",
    "|",
    ">",
]
TEXT = st.sampled_from(TRICKY) | st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=30)
TITLES = ["A", "B", "N", "Nobody"]
PARTS = st.lists(
    st.one_of(
        st.fixed_dictionaries({"callout": st.fixed_dictionaries({"title": TEXT, "words": TEXT})}),
        st.fixed_dictionaries({"text": st.fixed_dictionaries({"words": TEXT})}),
        st.fixed_dictionaries({"image": st.fixed_dictionaries({"picture": st.just("img/one.png"), "caption": TEXT})}),
        st.fixed_dictionaries({"odd": TEXT}),
    ),
    max_size=3,
)


def of_kind(kind: Kind) -> st.SearchStrategy[Any]:
    if isinstance(kind, Group):
        return st.fixed_dictionaries({}, optional={key: of_kind(child) for key, child in kind.keys.items()})
    if isinstance(kind, Listing):
        return st.lists(of_kind(kind.group), max_size=3) | st.none()
    if isinstance(kind, Titles):
        return st.lists(st.sampled_from(TITLES), max_size=3, unique=True)
    if isinstance(kind, Words):
        return st.lists(st.sampled_from(["Sport", "Health", "Other "]), max_size=2, unique=True)
    simple: dict[type, st.SearchStrategy[Any]] = {
        Address: st.sampled_from(["/faq", "https://example.org/a?b=1", "programme", "javascript:x", "#x"]),
        Flag: st.booleans(),
        Whole: st.integers(-3, 40),
        Instant: st.sampled_from(["2023-02-21", "2024-01-05T07:15:48.327Z"]),
        Image: st.sampled_from(["img/one.png", "/img/cover.png", "img/missing.png"]),
        Free: PARTS,
    }
    if isinstance(kind, Choice):
        return st.sampled_from([*kind.of, "odd"])
    return simple.get(type(kind), TEXT)


def of_shape(shape: Shape) -> st.SearchStrategy[dict[str, Any]]:
    schema = SCHEMAS[shape]
    keys = {key: of_kind(kind) for key, kind in schema.keys.items() if key not in ("layout", "url", "aliases", "menu")}
    keys |= {"url": st.sampled_from([f"/at-{shape}", f"/deep/{shape}/"]), "odd": TEXT | st.lists(TEXT, max_size=2)}
    keys["aliases"] = st.lists(st.sampled_from([f"/old-{shape}/", f"was/{shape}"]), unique=True, max_size=2)
    if shape is Shape.HOME:
        del keys["url"]
    return st.fixed_dictionaries({}, optional=keys)


PATHS = {
    Shape.HOME: ["content/_index.md", "content/_index.en.md"],
    Shape.LAUREATE: ["content/laureats/a.md", "content/laureats/b.md", "content/laureats/b.en.md"],
    Shape.NEWS_ITEM: ["content/actualites/n.md"],
    Shape.PORTRAIT: ["content/personnes/p.md"],
    Shape.PLAIN: ["content/blog/x.md", "content/plain.md", "content/plain.en.md"],
}


@st.composite
def trees(draw: st.DrawFn) -> dict[str, str | bytes]:
    files: dict[str, str | bytes] = {"config.toml": CONFIG, **PICTURES}
    for shape in draw(
        st.lists(
            st.sampled_from([s for s in Shape if s not in (Shape.TOPIC, Shape.FACET)]),
            min_size=2,
            max_size=6,
            unique=True,
        )
    ):
        for path in PATHS.get(shape, [f"content/p-{shape}.md"]):
            head = draw(of_shape(shape))
            if shape not in PATHS:
                head["layout"] = LAYOUT_OF[shape]
            text = yaml.safe_dump(head, allow_unicode=draw(st.booleans()))
            files[path] = f"---\n{text}---\n{draw(TEXT)}\n"
    return files


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(trees())
def test_any_tree_survives(files: dict[str, str | bytes]) -> None:
    emptied()
    with tempfile.TemporaryDirectory() as folder:
        assert_survives(tree(Path(folder) / "in", files), Path(folder))
