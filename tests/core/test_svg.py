"""SVG pictures: drawings pass, whatever acts or reaches out does not."""

import pytest

from tremplin.core import svg

NS = b'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def drawing(inside, attributes=b'viewBox="0 0 10 20"'):
    return b"<svg " + NS + b" " + attributes + b">" + inside + b"</svg>"


HOSTILE = [
    b"<script>alert(1)</script>",
    b"<g onload='alert(1)'/>",
    b"<a xlink:href='javascript:alert(1)'><text>x</text></a>",
    b"<use xlink:href='https://evil.example/x.svg#a'/>",
    b"<use href='data:image/svg+xml;base64,AAAA'/>",
    b"<image href='https://evil.example/x.png'/>",
    b"<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'><script>alert(1)</script></body></foreignObject>",
    b"<style>@import url(https://evil.example/x.css)</style>",
    b"<style>path{fill:url(https://evil.example/x)}</style>",
    b"<rect style='fill:url(\"https://evil.example/x\")'/>",
    b"<rect fill='url(https://evil.example/x)'/>",
    b"<animate attributeName='href' values='javascript:alert(1)'/>",
    b"<set attributeName='onload' to='alert(1)'/>",
    b"<handler type='text/ecmascript'>alert(1)</handler>",
    b"<html:script xmlns:html='http://www.w3.org/1999/xhtml'>alert(1)</html:script>",
    b"<iframe xmlns='http://www.w3.org/1999/xhtml' src='x'/>",
]


@pytest.mark.parametrize("inside", HOSTILE)
def test_sanitise_what_acts_or_reaches_out_is_gone(inside):
    clean = svg.sanitise(drawing(inside)).lower()
    for word in (b"script", b"onload", b"evil", b"data:", b"javascript", b"import", b"foreign", b"animate", b"iframe"):
        assert word not in clean


def test_sanitise_drawing_passes():
    inside = b'<defs><linearGradient id="a"><stop offset="1"/></linearGradient></defs><path d="M0 0" fill="url(#a)"/>'
    clean = svg.sanitise(drawing(inside))
    assert b'fill="url(#a)"' in clean
    assert b"linearGradient" in clean
    assert svg.sanitise(clean) == clean


@pytest.mark.parametrize("attribute", ["stroke-linejoin", "stroke-linecap", "stop-color", "stop-opacity", "clip-path"])
def test_sanitise_attribute_of_a_drawing_stays(attribute):
    assert f'{attribute}="x"'.encode() in svg.sanitise(drawing(f'<path {attribute}="x"/>'.encode()))


def test_sanitise_own_references_stay():
    assert b'href="#a"' in svg.sanitise(drawing(b'<symbol id="a"/><use xlink:href="#a"/>'))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not xml",
        b"<html></html>",
        b"<svg></svg>",
        b"\xff\xfe\x00",
        b'<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + drawing(b"<text>&b;</text>"),
        b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + drawing(b"<text>&x;</text>"),
        drawing(b"<g>" * 50_000 + b"</g>" * 50_000),
        drawing(b"<g/>" * (svg.MAX_ELEMENTS + 1)),
        b" " * (svg.MAX_BYTES + 1),
    ],
)
def test_sanitise_what_is_not_a_drawing_is_refused(data):
    with pytest.raises(ValueError, match="drawing|SVG|XML"):
        svg.sanitise(data)


def test_sanitise_public_doctype_is_accepted():
    doctype = b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    assert b"DOCTYPE" not in svg.sanitise(doctype + drawing(b"<g/>"))


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        (b'width="30" height="40px"', (30, 40)),
        (b'viewBox="0 0 10 20"', (10, 20)),
        (b'width="100%" height="100%" viewBox="0,0,5.5,6"', (5, 6)),
        (b"", (None, None)),
    ],
)
def test_size(attributes, size):
    assert svg.size(svg.sanitise(drawing(b"<g/>", attributes))) == size
