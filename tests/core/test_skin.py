"""The served look: what pages can show of the design system, and nothing lost on the way."""

import gzip
import re
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders
from hypothesis import given
from hypothesis import strategies as st

from tremplin.core import skin
from tremplin.core.engine import stylesheets


@pytest.mark.parametrize(
    ("css", "kept"),
    [
        (".a{x:1}.b{x:1}", ".a{x:1}"),
        (".a,.b{x:1}", ".a{x:1}"),
        (".a .b{x:1}", ""),
        (".a:not(.b,.c){x:1}", ".a:not(.b,.c){x:1}"),
        ("p{x:1}", "p{x:1}"),
        ("@media (min-width:1em){.b{x:1}}", ""),
        ("@media (min-width:1em){.a{x:1}.b{x:1}}", "@media (min-width:1em){.a{x:1}}"),
        ("@font-face{font-family:M;src:url(m.woff2)}", "@font-face{font-family:M;src:url(m.woff2)}"),
        ("@keyframes k{from{x:1}to{x:2}}", "@keyframes k{from{x:1}to{x:2}}"),
        ('@charset "utf-8";.a{x:1}', '@charset "utf-8";.a{x:1}'),
        (".a{background:url(data:image/svg+xml;a{b})}", ".a{background:url(data:image/svg+xml;a{b})}"),
        (".a{content:'};{'}.b{x:1}", ".a{content:'};{'}"),
        (":root{--one:1;--two:var(--three);--three:3;--four:4}.a{x:var(--two)}",
         ":root{--two:var(--three);--three:3}.a{x:var(--two)}"),
        (":root{--script:1;--other:2}.a{x:1}", ":root{--script:1}.a{x:1}"),
        ("/* words */.a{x:1}", ".a{x:1}"),
    ],
)  # fmt: skip
def test_rules_nobody_can_show_are_left_out(css: str, kept: str) -> None:
    assert stylesheets.pruned(css, lambda name: name == "a", read_elsewhere=["--script"]) == kept


def test_brace_that_is_never_closed_is_said() -> None:
    with pytest.raises(ValueError, match="never closed"):
        stylesheets.parsed(".a{x:1")


@given(st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=12))
def test_rules_keep_their_order(names: list[str]) -> None:
    css = "".join(f".{name}{{x:{place}}}" for place, name in enumerate(names))
    kept = "".join(f".{name}{{x:{place}}}" for place, name in enumerate(names) if name in "ab")
    assert stylesheets.pruned(css, lambda name: name in ("a", "b")) == kept


def test_every_class_we_write_that_the_design_system_knows_is_served() -> None:
    whole = "".join(skin._placed(name) for name in skin.STYLESHEETS)
    known = skin._words() & set(stylesheets._CLASS.findall(whole))
    assert len(known) > 150
    assert known - set(stylesheets._CLASS.findall(skin.stylesheet())) == set()


def test_every_file_the_stylesheet_names_exists() -> None:
    addresses = set(re.findall(r"url\(\.\./([^)]+)\)", skin.stylesheet()))
    assert len(addresses) > 10
    assert {address for address in addresses if finders.find(address) is None} == set()


def test_made_files_lie_with_their_compressed_forms() -> None:
    for name in skin.MADE:
        path = Path(finders.find(name))
        data = path.read_bytes()
        assert brotli.decompress(Path(f"{path}.br").read_bytes()) == data
        assert gzip.decompress(Path(f"{path}.gz").read_bytes()) == data


@pytest.mark.parametrize("name", ["skin/other.css", "skin/../../secret", "etat.css"])
def test_nothing_else_is_found_beside_them(name: str) -> None:
    assert skin.Finder().find(name) == []  # Django takes None for a file found
