"""Paths initiatives follow: what was reached, what comes next."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from tremplin.support.engine import paths
from tremplin.support.engine.paths import PATHS
from tremplin.support.models import Accompaniment, Stage, Walk
from tremplin.support.queries.accompaniments import accompaniments_open_to
from tremplin.support.states import Subject


def walks_visible_to(person: Any) -> QuerySet[Walk]:
    seen = accompaniments_open_to(person, Subject.LEGAL).order_by().values("pk")
    return Walk.objects.filter(accompaniment__in=seen).select_related(
        "accompaniment__initiative", "accompaniment__season__programme", "begun_by"
    )


def walks_of(accompaniment: Accompaniment) -> QuerySet[Walk]:
    return Walk.objects.filter(accompaniment=accompaniment)


@dataclass(frozen=True)
class Walked:
    """A path with, for each of its stages, the day it was reached. `next` is the first that was not."""

    walk: Walk
    path: paths.Path
    stages: list[tuple[paths.Stage, Stage | None]]

    @property
    def reached(self) -> int:
        return sum(stage is not None for _said, stage in self.stages)

    @property
    def next(self) -> paths.Stage | None:
        return next((said for said, stage in self.stages if stage is None), None)


def walked(walks: Collection[Walk]) -> list[Walked]:
    """One query for the stages of all; a path that is no longer told is left out."""
    reached: dict[int, dict[str, Stage]] = defaultdict(dict)
    for stage in Stage.objects.filter(walk__in=walks).select_related("by"):
        reached[stage.walk_id][stage.key] = stage
    return [
        Walked(one, path, [(said, reached[one.pk].get(said.key)) for said in path.stages])
        for one in walks
        if (path := PATHS.get(one.path)) is not None
    ]
