"""XML as others read it: well-formed whatever was typed. Pure."""

import re
from xml.etree import ElementTree as ET

# what no XML document may hold, however it is written
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def text(words: str) -> str:
    """Words without the characters no XML document may hold."""
    return _FORBIDDEN.sub("", words)


def under(above: ET.Element, name: str, words: str = "", **attributes: str) -> ET.Element:
    """A new element inside another, with its words."""
    element = ET.SubElement(above, name, {key: text(value) for key, value in attributes.items()})
    element.text = text(words) or None
    return element


def written(root: ET.Element) -> bytes:
    """The whole document, in UTF-8."""
    ET.indent(root)
    document: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return document
