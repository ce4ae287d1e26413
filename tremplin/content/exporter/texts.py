"""Content files as text: front matter people can read, then Markdown. Pure: values in, text out."""

from typing import Any

import yaml

_OTHER_BREAKS = ("\r", "\x85", "\u2028", "\u2029")


class _Dumper(yaml.SafeDumper):
    """Several lines stand as several lines; nothing is folded; no alias."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)  # rows stand two spaces inside their key


def _text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    odd = any(mark in text for mark in _OTHER_BREAKS)
    style = '"' if odd else "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def front_matter(head: dict[str, Any]) -> str:
    return yaml.dump(head, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=2**31)


def content_file(head: dict[str, Any], body: str) -> str:
    """A file: `head` between two lines of dashes, then `body`."""
    return f"---\n{front_matter(head)}---\n{body}\n" if body else f"---\n{front_matter(head)}---\n"
