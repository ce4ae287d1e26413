"""A season announced, through the actions: twelve applications, five laureates."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from tests.content.trees import page, tree
from tests.selection import story
from tests.selection.story import Story
from tremplin.calls.models import Bearer
from tremplin.content.importer import import_tree
from tremplin.core import clock
from tremplin.selection.actions import releases
from tremplin.selection.models import Wave
from tremplin.selection.states import WaveKind

SITE = {
    "config.toml": 'title = "S"\n',
    "content/_index.md": page(hero="{title: Bienvenue}"),
    "content/laureats/_index.md": page(title="Lauréats"),
    "content/_index.en.md": page(hero="{title: Welcome}"),
    "content/laureats/_index.en.md": page(title="Laureates"),
}
KINDS = ("association",) * 6 + ("company",) * 5 + ("person",)


def signed(folder: Path, *, kinds: Sequence[str] = KINDS, selected: int = 5) -> Story:
    """Everything signed, the waves planned; nothing has left."""
    import_tree(tree(folder, SITE))
    told = story.ready(len(kinds), selected=selected)
    for application, kind in zip(told.applications, kinds, strict=True):
        Bearer.objects.filter(initiative=application.initiative).update(kind=kind)
    return told


def leave(told: Story, kind: str) -> datetime:
    """A wave approved by two leaves at its date; the laureates accept as soon as they are told."""
    story.approved(told, kind)
    due: datetime = Wave.objects.get(release__call=told.call, kind=kind).due_at
    with clock.at(due):
        releases.run_waves(due)
        if kind == WaveKind.NOTICE:
            story.accepted(told)
    return due


def announced(folder: Path, *, kinds: Sequence[str] = KINDS, selected: int = 5) -> tuple[Story, datetime]:
    """The three waves have left; the instant of the last one."""
    told = signed(folder, kinds=kinds, selected=selected)
    instants = [leave(told, kind) for kind in WaveKind.values]
    return told, instants[-1]
