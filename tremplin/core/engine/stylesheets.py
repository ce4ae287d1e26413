"""A stylesheet without what no page of ours can show: same rules, same order, fewer of them.

`pruned(css, may_show)` keeps a rule when one of its selectors names only classes that may be shown, and a custom
property when something kept reads it. It decides from the outside in: what it does not understand, it keeps.

It reads the minified stylesheets of a design system, not any CSS: no comment inside a rule, no escaped brace.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CLASS = re.compile(r"\.(-?[_a-zA-Z][\w-]*)")
_READ = re.compile(r"var\(\s*(--[\w-]+)")
# rules that hold rules; what other at-rules hold is not made of selectors
_GROUPS = ("@media", "@supports", "@layer", "@-moz-document")


@dataclass
class Rule:
    """`prelude{…}`: declarations, or the rules of a group; a statement without braces has neither."""

    prelude: str
    declarations: list[str] = field(default_factory=list)
    rules: list["Rule"] = field(default_factory=list)
    statement: bool = False

    def __str__(self) -> str:
        if self.statement:
            return f"{self.prelude};"
        return f"{self.prelude}{{{';'.join(self.declarations) or ''.join(map(str, self.rules))}}}"


def pruned(css: str, may_show: Callable[[str], bool], *, read_elsewhere: Iterable[str] = ()) -> str:
    """`css` without the rules of classes that `may_show` refuses, nor the custom properties nobody reads.

    `read_elsewhere` names the custom properties ("--…") that other stylesheets or scripts read.
    """
    rules = _shown(parsed(css), may_show)
    _drop_unread(rules, set(read_elsewhere))
    return "".join(str(rule) for rule in rules if rule.statement or rule.declarations or rule.rules)


def parsed(css: str) -> list[Rule]:
    return list(_rules(_COMMENT.sub("", css)))


def _rules(css: str) -> Iterator[Rule]:
    place = 0
    while place < len(css):
        opening = _first(css, place, "{;")
        if opening == len(css):
            return
        prelude = css[place:opening].strip()
        if css[opening] == ";":
            yield Rule(prelude, statement=True)
            place = opening + 1
            continue
        closing = _closing(css, opening)
        inside = css[opening + 1 : closing]
        if prelude.startswith(_GROUPS):
            yield Rule(prelude, rules=list(_rules(inside)))
        elif prelude.startswith("@keyframes"):
            yield Rule(prelude, declarations=[inside])
        else:
            yield Rule(prelude, declarations=[part for part in split(inside, ";") if part.strip()])
        place = closing + 1


def _first(css: str, place: int, wanted: str) -> int:
    """The first of the wanted characters outside strings and parentheses; the end when there is none."""
    depth, quote = 0, ""
    for at in range(place, len(css)):
        character = css[at]
        if quote:
            quote = "" if character == quote and css[at - 1] != "\\" else quote
        elif character in "\"'":
            quote = character
        elif character == "(":
            depth += 1
        elif character == ")":
            depth -= 1
        elif not depth and character in wanted:
            return at
    return len(css)


def _closing(css: str, opening: int) -> int:
    depth, at = 1, opening
    while depth:
        at = _first(css, at + 1, "{}")
        if at == len(css):
            raise ValueError(f"a brace is never closed: {css[max(0, opening - 60) : opening + 1]}")
        depth += 1 if css[at] == "{" else -1
    return at


def split(text: str, mark: str) -> list[str]:
    """The parts between marks, strings and parentheses left whole."""
    parts, place = [], 0
    while place <= len(text):
        end = _first(text, place, mark)
        parts.append(text[place:end])
        place = end + 1
    return parts


def classes(selector: str) -> set[str]:
    """The classes an element must carry, or be under, for the selector to hold; those inside parentheses are not."""
    bare, depth = [], 0
    for character in selector:
        depth += {"(": 1, ")": -1}.get(character, 0)
        bare.append(character if not depth else "")
    return set(_CLASS.findall("".join(bare)))


def _shown(rules: list[Rule], may_show: Callable[[str], bool]) -> list[Rule]:
    kept = []
    for rule in rules:
        if rule.rules:
            rule.rules = _shown(rule.rules, may_show)
            if rule.rules:
                kept.append(rule)
        elif rule.statement or rule.prelude.startswith("@"):
            kept.append(rule)
        else:
            selectors = [one for one in split(rule.prelude, ",") if all(map(may_show, classes(one)))]
            if selectors:
                rule.prelude = ",".join(selectors)
                kept.append(rule)
    return kept


def _drop_unread(rules: list[Rule], read: set[str]) -> None:
    """Take away the custom properties that nothing reads, directly or through one that is read."""
    flat = list(_flat(rules))
    sources: dict[str, set[str]] = {}
    for rule in flat:
        for declaration in rule.declarations:
            found = set(_READ.findall(declaration))
            name = declaration.partition(":")[0].strip()
            if name.startswith("--"):
                sources.setdefault(name, set()).update(found)
            else:
                read |= found
    waiting = list(read)
    while waiting:
        new = sources.get(waiting.pop(), set()) - read
        read |= new
        waiting += new
    for rule in flat:
        rule.declarations = [
            one for one in rule.declarations if not one.startswith("--") or one.partition(":")[0].strip() in read
        ]


def _flat(rules: list[Rule]) -> Iterator[Rule]:
    for rule in rules:
        yield rule
        yield from _flat(rule.rules)
