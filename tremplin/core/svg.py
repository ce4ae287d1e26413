"""SVG made harmless: only drawing elements and attributes remain, and nothing refers outside the drawing.

`sanitise(bytes) -> bytes` raises ValueError with a reason when the file is not an SVG we accept.
"""

import re
from xml.etree import ElementTree as ET

import defusedxml
from defusedxml.ElementTree import fromstring

MAX_BYTES = 2 * 1024 * 1024
MAX_ELEMENTS = 20_000
_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ELEMENTS = _words(
    "svg g path rect circle ellipse line polyline polygon text tspan defs linearGradient radialGradient "
    "stop clipPath mask use symbol title desc pattern style"
)
_ATTRIBUTES = _words(
    "id class d x y x1 y1 x2 y2 cx cy r rx ry fx fy width height points transform viewBox "
    "preserveAspectRatio version fill fill-opacity fill-rule stroke stroke-width stroke-linecap "
    "stroke-linejoin stroke-miterlimit stroke-dasharray stroke-dashoffset stroke-opacity opacity color "
    "stop-color stop-opacity offset gradientUnits gradientTransform spreadMethod clip-path clip-rule "
    "clipPathUnits mask maskUnits maskContentUnits patternUnits patternTransform patternContentUnits "
    "font-family font-size font-weight font-style text-anchor dominant-baseline letter-spacing dx dy "
    "display visibility overflow vector-effect shape-rendering href style role aria-label aria-hidden"
)
_URL = re.compile(r"url\s*\(\s*[\"']?(?!#)", re.IGNORECASE)
_BAD_STYLE = re.compile(r"@|\\|<|expression|javascript:|behavior|binding|/\*", re.IGNORECASE)


def sanitise(data: bytes) -> bytes:
    """The same drawing without anything that acts or reaches out. Raises ValueError."""
    if len(data) > MAX_BYTES:
        raise ValueError("the drawing is larger than 2 MB")
    try:
        root = fromstring(data, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    except defusedxml.DefusedXmlException as error:
        raise ValueError("the drawing declares entities") from error
    except (ET.ParseError, ValueError, LookupError, RecursionError) as error:
        raise ValueError("the file is not well-formed XML") from error
    if root.tag != f"{{{_SVG}}}svg":
        raise ValueError("the file is not an SVG drawing")
    if sum(1 for _ in root.iter()) > MAX_ELEMENTS:
        raise ValueError("the drawing has too many elements")
    _clean(root)
    ET.register_namespace("", _SVG)
    try:
        out: bytes = ET.tostring(root, encoding="utf-8")
    except (RecursionError, ValueError) as error:
        raise ValueError("the drawing is nested too deep") from error
    return out


def size(data: bytes) -> tuple[int | None, int | None]:
    """Width and height of a sanitised drawing, from its own attributes or its view box; None when it says neither."""
    root = fromstring(data)
    width, height = _length(root.get("width")), _length(root.get("height"))
    if width and height:
        return width, height
    box = (root.get("viewBox") or "").replace(",", " ").split()
    if len(box) == 4:
        return _length(box[2]), _length(box[3])
    return None, None


def _length(value: str | None) -> int | None:
    found = re.fullmatch(r"\s*(\d{1,6})(?:\.\d*)?(?:px)?\s*", value or "")
    return (int(found[1]) or 1) if found else None


def _clean(root: ET.Element) -> None:
    stack = [root]
    while stack:
        element = stack.pop()
        for name, value in list(element.attrib.items()):
            if not _harmless(name, value):
                del element.attrib[name]
            elif name == f"{{{_XLINK}}}href":
                del element.attrib[name]
                element.set("href", value)
        for child in list(element):
            namespace, _brace, local = str(child.tag).rpartition("}")
            known = namespace == f"{{{_SVG}" and local in _ELEMENTS
            if not known or (local == "style" and _unfit_style("".join(child.itertext()))):
                _remove(element, child)
            else:
                stack.append(child)


def _remove(parent: ET.Element, child: ET.Element) -> None:
    # the text that follows an element belongs to its parent
    children = list(parent)
    at = children.index(child)
    if child.tail and at:
        children[at - 1].tail = (children[at - 1].tail or "") + child.tail
    elif child.tail:
        parent.text = (parent.text or "") + child.tail
    parent.remove(child)


def _unfit_style(css: str) -> bool:
    return bool(_BAD_STYLE.search(css) or _URL.search(css))


def _harmless(name: str, value: str) -> bool:
    if name in (f"{{{_XLINK}}}href", "href"):
        return value.strip().startswith("#")
    if name not in _ATTRIBUTES:
        return False
    return not _unfit_style(value)
