"""What prevents a submission, told to the team: where it is, what it is called, what to do."""

from dataclasses import dataclass

from tremplin.calls.forms.typed import name_of
from tremplin.calls.formversions import said
from tremplin.calls.queries import Content
from tremplin.calls.sentences import sentence


@dataclass(frozen=True)
class Told:
    """`anchor`: the id of the field on the page of its section."""

    section: str
    anchor: str
    label: str
    sentence: str


def told(content: Content) -> list[Told]:
    """One line per obstacle, in the order of the form."""
    lines = []
    for part in content.progress():
        for key, entry, fault in part.missing:
            label = str(said(content.form.by_key[key], "label"))
            group, dot, _field = key.partition(".")
            if dot:
                label = f"{said(content.form.by_key[group], 'label')} {entry} – {label}"
            anchor = f"q-{name_of((key, entry)).partition('.')[2]}"
            lines.append(Told(part.key, anchor, label, sentence(fault)))
    return lines
