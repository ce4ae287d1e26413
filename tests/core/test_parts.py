"""The parts of a text, whichever way they were typed."""

import pytest

from tremplin.core.parts import Part, parts


def _links(text: str) -> list[tuple[int, str, str]]:
    return [(part.line, part.words, part.address) for part in parts(text) if part.kind == "link"]


def test_links_with_the_lines_above_them():
    text = "[a](/b)\nc <a href='/d?e&amp;f'>g</a>\n\n* [h](/i)\n\n```\n[j](/k)\n```\n"
    assert _links(text) == [(0, "a", "/b"), (1, "g", "/d?e&f"), (3, "h", "/i")]


@pytest.mark.parametrize(
    ("text", "words", "address"),
    [
        ("[](/a)", "", "/a"),
        ("[b]()", "b", ""),
        ("<a href='/c'> </a>", "", "/c"),
        ("[*d* e `f`](/g)", "d e f", "/g"),
        ("https://example.org", "https://example.org", "https://example.org"),
        ("[![h](i.png)](/j)", "h", "/j"),
        ("<p>\n<a href='/k'>l</a></p>", "l", "/k"),
        ("<a href='/m'>never ended", "never ended", "/m"),
    ],
)
def test_link_with_its_words(text, words, address):
    assert [found[1:] for found in _links(text)] == [(words, address)]


def test_headings_typed_and_in_html():
    text = "# One\n\nTwo\n---\n\n<h4>Three</h4>\n\n### Four *five*"
    assert [(part.level, part.words) for part in parts(text)] == [
        (1, "One"),
        (2, "Two"),
        (4, "Three"),
        (3, "Four five"),
    ]


def test_images_typed_and_in_html():
    text = '![a *b*](c.png "d")\n\n<img src="e.png">\n\n[![](f.png)](/g)'
    assert parts(text) == [
        Part("image", 0, "a b", address="c.png"),
        Part("image", 2, "", address="e.png"),
        Part("image", 4, "", address="f.png"),
        Part("link", 4, "", address="/g", image="f.png"),
    ]
