"""Markdown comes out readable, and hostile words come out inert."""

import re
from html.parser import HTMLParser

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from tremplin.core import markup

HOSTILE = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&#115;cript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](vbscript:msgbox(1))",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href=' &#x6A;avascript:alert(1)'>x</a>",
    '<a href="java\nscript:alert(1)">x</a>',
    '<a href="java<script:alert(1)">x</a>',
    '<a href="java\n<i>script:alert(1)">x</a>',
    "<iframe src='https://evil.example'></iframe>",
    "<object data='x'></object><embed src='x'>",
    "<form action='https://evil.example'><input name=q><button>go</button></form>",
    "<style>body{display:none}</style>",
    "<p style='position:fixed;inset:0'>x</p>",
    "<div onclick=alert(1) id=content class=fr-header>x</div>",
    "<base href='https://evil.example/'>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<link rel=stylesheet href='https://evil.example/x.css'>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<a href='x' title='<h1 onclick=alert(1)>'>x</a>",
    "<img src='img/x.jpg' alt='\"><script>alert(1)</script>'>",
    '!["onerror=alert(1) x="](img/x.jpg)',
    "![x](https://evil.example/track.gif)",
    "![x](javascript:alert(1))",
    "<template><script>alert(1)</script></template>",
    "<textarea><script>alert(1)</script></textarea>",
    "<a href='https://evil.example' target=_top rel=opener>x</a>",
    "<video src=x onerror=alert(1)></video><audio autoplay src=x>",
    "<details open ontoggle=alert(1)>x</details>",
    "<!--<img src='--><img src=x onerror=alert(1)//'>",
    "<h2 onclick=alert(1)>x</h2><h2\nid=x>y",
    "</div></main><footer>",
    "`<script>`\n\n```\n</code></pre><script>alert(1)</script>\n```",
    "<table><tr><td><table background=javascript:alert(1)>",
    "\x00<scr\x00ipt>alert(1)</scr\x00ipt>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo 1 ?>",
    "x[^1] <sup id=ref-1>y</sup>\n\n[^1]: <script>alert(1)</script> [z](javascript:alert(1))\n\n",
    "^[inline <img src=x onerror=alert(1)>] [a[^1]](/b) ![c[^1]](img/x.jpg)",
    'https://evil.example/"onmouseover=alert(1) https://x.example/<script>',
    "&#xe002;ref:1:1&#xe003; <sup>\ue0020:ref:1:1\ue003</sup>",
]


def _tags(words):
    return words.split()


ALLOWED = {
    *_tags("p br hr h1 h2 h3 h4 h5 h6 strong b em i u s del sup sub"),
    *_tags("blockquote q cite ul ol li dl dt dd a img"),
    *["table", "thead", "tbody", "tr", "th", "td", "caption", "code", "pre", "abbr", "span", "div"],
}


class Inspector(HTMLParser):
    """Collects what a browser would find."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]


def ours(path):
    return markup.Image("/media/images/x.webp", 10, 20) if path == "img/x.jpg" else None


def assert_inert(html):
    page = Inspector()
    page.feed(html)
    page.close()
    names = [value for _tag, name, value in page.attributes if name == "id"]
    assert len(names) == len(set(names))
    assert set(page.tags) <= ALLOWED
    for tag, name, value in page.attributes:
        assert not name.startswith("on")
        if name == "id":
            assert tag in ("sup", "li")
            assert re.fullmatch(r"(ref|note)-[0-9a-f]{8}-[0-9-]+", value)
        assert name not in {"style", "target", "srcdoc", "action", "formaction", "title", "background"}
        if tag == "span" and name in ("class", "aria-hidden"):
            assert value in ("fr-sr-only", "true")
        if tag == "div":
            # a wide table is scrolled from the keyboard
            assert (name, value) == ("tabindex", "0") or (name == "class" and value.startswith("fr-table"))
        if name == "href":
            # no scheme at all, or one of the four
            assert not re.match(r"[^/?#]*:", value.strip()) or re.match(r"(https?|mailto|tel):", value, re.IGNORECASE)
        if name == "src":
            assert value == "/media/images/x.webp"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_come_out_inert(text):
    assert_inert(markup.to_html(text, images=ours))


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from([*HOSTILE, "# ", "- ", "> ", "|a|b|\n|-|-|\n", "\n\n", "<", ">", '"', "'", "é", "&lt;"]))
)
def test_hostile_words_together_come_out_inert(pieces):
    assert_inert(markup.to_html("".join(pieces), images=ours))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_any_words_come_out_inert(text):
    assert_inert(markup.to_html(text, images=ours))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(1, 6), max_size=12), st.integers(0, 4))
def test_headings_never_jump(levels, under):
    html = markup.to_html("\n\n".join(f"{'#' * level} t" for level in levels), under=under)
    found = [int(level) for level in re.findall(r"<h([1-6])>", html)]
    assert len(found) == len(levels)
    before = under
    for level in found:
        assert under < level <= before + 1
        before = level


def test_headings_a_fourth_level_right_under_the_title():
    assert markup.to_html("#### a\n\n##### b\n\n## c") == "<h2>a</h2>\n<h3>b</h3>\n<h2>c</h2>\n"


def test_headings_written_in_html_are_put_in_order_too():
    assert markup.to_html("<h5>a</h5>", under=2) == "<h3>a</h3>"


def test_picture_of_ours_is_shown_with_its_size():
    expected = (
        '<p><img src="/media/images/x.webp" alt="a cat" width="10" height="20" '
        'loading="lazy" class="fr-responsive-img">'
        "</p>\n"
    )
    assert markup.to_html("![a cat](img/x.jpg)", images=ours) == expected


def test_picture_decorative_keeps_its_empty_alternative():
    assert 'alt=""' in markup.to_html("![](img/x.jpg)", images=ours)


def test_picture_from_elsewhere_leaves_its_alternative():
    assert markup.to_html("![a cat](https://evil.example/x.jpg)", images=ours) == "<p>a cat</p>\n"


def test_link_to_elsewhere_does_not_open_on_us():
    assert markup.to_html("[a](https://example.org/)") == '<p><a href="https://example.org/" rel="noopener">a</a></p>\n'


def test_table_is_wrapped_for_narrow_screens():
    html = markup.to_html("|a|\n|-|\n|b|")
    assert html.startswith('<div class="fr-table">')
    assert html.count("<div") == html.count("</div>")


def test_text_is_the_words_alone():
    assert markup.to_text("**a** <script>x</script> [b](/c) & «\u00a0d\u00a0»\n\n* e") == "a b & « d » e"


def test_note_is_tied_both_ways():
    with translation.override("en"):
        html = markup.to_html("a[^x]\n\n[^x]: b", prefix="p")
    assert html == (
        '<p>a<sup id="ref-p-1"><a href="#note-p-1" rel="noopener">1</a></sup></p>\n<hr>\n<ol>\n'
        '<li id="note-p-1"><p>b <a href="#ref-p-1" rel="noopener">'
        '<span class="fr-sr-only">Back to the text, note 1</span>'
        '<span aria-hidden="true">↩</span></a></p>\n</li>\n</ol>\n'
    )


def test_text_leaves_the_notes_out():
    assert markup.to_text("a[^x] b\n\n[^x]: c") == "a b"


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("see https://example.org/a_b.", "https://example.org/a_b"),
        ("(http://example.org/?a=1&b=2)", "http://example.org/?a=1&amp;b=2"),
        ("« https://example.org »", "https://example.org"),
    ],
)
def test_bare_address_becomes_a_link(text, address):
    assert f'<a href="{address}" rel="noopener">{address}</a>' in markup.to_html(text)


@pytest.mark.parametrize("text", ["[https://a.org](/b)", "<a href='/b'>https://a.org</a>", "<https://a.org>"])
def test_bare_address_inside_a_link_stays_words(text):
    assert markup.to_html(text).count("<a ") == 1
