"""The strict client is strict: each rule is broken on purpose."""

import pytest

from tests.strict import faults_of

SOUND = '<html lang="fr"><head><title>T</title></head><body><h1>A</h1>{}</body></html>'


def test_a_block_of_data_is_no_inline_script() -> None:
    assert faults_of(SOUND.format('<script type="application/ld+json">{}</script>')) == []


def test_a_sound_page_has_no_fault() -> None:
    assert (
        faults_of(SOUND.format('<h2>B</h2><label for="x">X</label><input id="x" name="x"><img src="a.png" alt="">'))
        == []
    )


@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        ("<h3>B</h3>", "h3 after h1"),
        ("<h1>B</h1>", "2 h1"),
        ('<p id="a"></p><p id="a"></p>', "id twice: a"),
        ('<input name="x">', "field without label: x"),
        ('<img src="a.png">', "image without alt: a.png"),
        ("<script>1</script>", "inline script: 1"),
        ('<p style="color:red"></p>', "inline style on p"),
        ('<p onclick="x()"></p>', "inline onclick on p"),
        ("{{ name }}", "stray {{"),
        ('<form method="post" action="/x/"></form>', "form without protection: /x/"),
        ('<a href="/x/"></a>', "empty link: /x/"),
        ('<p aria-describedby="nothing"></p>', "aria-describedby to nothing: nothing"),
    ],
)
def test_fault_is_seen(broken: str, fault: str) -> None:
    assert faults_of(SOUND.format(broken)) == [fault]
