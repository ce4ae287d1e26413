"""What may not be published in a text."""

import pytest

from tremplin.content.engine.soundness import Fault, faults
from tremplin.core.parts import parts

HEARD = {"named.png": "A hedge", "decor.png": ""}


def found(text: str, under: int = 1) -> list[Fault]:
    return faults(parts(text), heard=HEARD.get, under=under)


@pytest.mark.parametrize(
    "text",
    [
        "Words **strong**.\n\n## One\n\n### Two\n\n## Three\n\n[a](/b) <https://example.org>",
        "![A tree](tree.png)",
        "![](named.png) ![](decor.png)",
        "[![](named.png)](/a)",
        "[![](decor.png) words](/a)",
        "```\n# not a heading\n[](/x)\n```",
        "- ## One\n- #not a heading",
    ],
)
def test_sound_text_has_no_fault(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a\n\n![](unknown.png)", Fault("image-silent", 3, "unknown.png")),
        ("<img src='unknown.png'>", Fault("image-silent", 1, "unknown.png")),
        ("# Top", Fault("heading-too-high", 1, "Top", 1, 2)),
        ("### Jump", Fault("heading-jump", 1, "Jump", 3, 2)),
        ("## One\n\n#### Two", Fault("heading-jump", 3, "Two", 4, 3)),
        ("<h4>Two</h4>", Fault("heading-jump", 1, "Two", 4, 2)),
        ("[ ](/a)", Fault("link-empty", 1, "/a")),
        ("[![](decor.png)](/a)", Fault("link-empty", 1, "/a")),
        ("[words]()", Fault("link-nowhere", 1, "words")),
        ("<a href=''>words</a>", Fault("link-nowhere", 1, "words")),
    ],
)
def test_fault_with_its_line_and_its_words(text, fault):
    assert found(text) == [fault]


def test_link_of_a_silent_picture_is_told_once():
    assert found("[![](unknown.png)](/a)") == [Fault("image-silent", 1, "unknown.png")]


def test_text_of_a_block_may_begin_lower():
    assert found("#### Under a title of the third level", under=3) == []


def test_long_words_are_cut():
    assert found("# " + "mot " * 40)[0].excerpt == ("mot " * 20)[:79].rstrip() + "…"
