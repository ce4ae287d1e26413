"""The template roadmap of a season: its lines, copied from an earlier season, and planned into a new support."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tremplin.core import journal
from tremplin.core.answers import require
from tremplin.core.moves import MoveRefused, hold
from tremplin.people.models import Person
from tremplin.programme.models import Season
from tremplin.support.actions.roadmaps import plan_action
from tremplin.support.models import Accompaniment, Action, TemplateAction
from tremplin.support.queries.templates import PlannedLine, standard_lines, template_of
from tremplin.support.rules.templates import can_write_template

MOST_DAYS = 1_500


def write_line(
    season: Season,
    *,
    step: str,
    title_fr: str,
    owner: str,
    after_days: int,
    title_en: str = "",
    by: Person,
    at: datetime,
) -> TemplateAction:
    with transaction.atomic():
        held = hold(season)
        require(can_write_template(by, held))
        _check(title_fr, after_days)
        line = TemplateAction.objects.create(
            season=held, step=step, title_fr=title_fr, title_en=title_en, owner=owner, after_days=after_days
        )
        journal.record("write", line, by=by.ref, at=at)
        return line


def change_line(
    line: TemplateAction,
    *,
    step: str,
    title_fr: str,
    owner: str,
    after_days: int,
    title_en: str = "",
    by: Person,
    at: datetime,
) -> None:
    """For the supports to come: what was copied before stays as it is."""
    with transaction.atomic():
        held = hold(line)
        require(can_write_template(by, held.season))
        _check(title_fr, after_days)
        TemplateAction.objects.filter(pk=held.pk).update(
            step=step, title_fr=title_fr, title_en=title_en, owner=owner, after_days=after_days
        )
        journal.record("change", held, by=by.ref, at=at, detail=held.title_fr)
    line.refresh_from_db()


def remove_line(line: TemplateAction, *, by: Person, at: datetime) -> None:
    """Supports to come no longer begin with it; what was copied from it stays."""
    with transaction.atomic():
        held = hold(line)
        require(can_write_template(by, held.season))
        journal.record("remove", held, by=by.ref, at=at, detail=held.title_fr)
        held.delete()


def copy_template(season: Season, source: Season | None, *, by: Person, at: datetime) -> int:
    """Into an empty template, the lines of an earlier season, or the standard ones; how many."""
    with transaction.atomic():
        held = hold(season)
        require(can_write_template(by, held))
        if template_of(held).exists():
            raise MoveRefused(_("This season already has its template: change its lines."))
        if source is not None and source.programme_id != held.programme_id:
            raise MoveRefused(_("This season belongs to another programme."))
        rows = list(template_of(source)) if source else standard_lines(held)
        for one in rows:
            write_line(
                held,
                step=one.step,
                title_fr=one.title_fr,
                title_en=one.title_en,
                owner=one.owner,
                after_days=one.after_days,
                by=by,
                at=at,
            )
        return len(rows)


def plan_lines(
    accompaniment: Accompaniment, lines: Collection[PlannedLine], *, by: Person, at: datetime
) -> list[Action]:
    """The lines chosen become actions of the roadmap; the same line twice is once."""
    with transaction.atomic():
        held = hold(accompaniment)
        known = set(held.actions.exclude(copied_from=None).values_list("copied_from", flat=True))
        return [
            plan_action(
                held,
                step=one.line.step,
                title=one.line.title_fr,
                owner=one.line.owner,
                due_on=one.due_on,
                copied_from=one.line if one.line.pk else None,
                by=by,
                at=at,
            )
            for one in lines
            if one.line.pk is None or one.line.pk not in known
        ]


def _check(title_fr: str, after_days: int) -> None:
    if not title_fr.strip():
        raise MoveRefused(_("Please say what is to be done."))
    if not 0 <= after_days <= MOST_DAYS:
        raise MoveRefused(_("Between 0 and %(most)s days after the first day.") % {"most": MOST_DAYS})
