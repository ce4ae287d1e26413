"""Three sides of a field: what the file said at the last import, what it says now, what the site says.

Values are compared as JSON would write them. Nothing typed on the site is lost: when both sides changed, the site's
value stays and the field is named.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Verdict:
    """What to put on the site, the fields whose file value is not taken, and what to remember for the next import."""

    write: dict[str, Any] = field(default_factory=dict)
    conflicts: list[str] = field(default_factory=list)
    base: dict[str, Any] = field(default_factory=dict)


def compare(
    base: Mapping[str, Any] | None, file: Mapping[str, Any], site: Mapping[str, Any], *, overwrite: bool = False
) -> Verdict:
    """`base` is None when the file was never imported: every field of the file is then written."""
    verdict = Verdict(base=dict(file))
    for name, theirs in file.items():
        ours = site.get(name)
        if ours == theirs:
            continue
        known = base is not None and name in base
        before = base[name] if base is not None and known else None
        site_changed, file_changed = known and ours != before, not known or theirs != before
        if overwrite or not site_changed:
            verdict.write[name] = theirs
        elif file_changed:
            verdict.conflicts.append(name)
            verdict.base[name] = before
    return verdict
