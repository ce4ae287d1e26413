"""A call being prepared or changed: its words, its closings, the names of its tracks."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tremplin.calls.models import Call, FormVersion, Intake, Track
from tremplin.calls.states import IntakeState
from tremplin.core import freshness, journal
from tremplin.core.moves import MoveRefused, hold
from tremplin.people.models import Person

Dates = tuple[datetime, datetime]


def change_call(
    call: Call,
    *,
    form: FormVersion,
    slug: str,
    words: Mapping[str, str],
    tracks: Sequence[tuple[str, str, str]],
    intakes: Sequence[tuple[str, datetime, datetime]],
    by: Person,
    at: datetime,
) -> None:
    """Change a call: its words (columns of Call), tracks (key, French, English), intakes (ref or "", opens, closes).

    What people rely on stays: the address once published, the form once an application exists, a closing that has
    passed or that counts applications. Raises MoveRefused with a sentence.
    """
    with transaction.atomic():
        call = hold(call)
        if slug != call.slug and call.published_at is not None:
            raise MoveRefused(_("This call is published: its address cannot change."))
        if form.pk != call.form_id and call.applications.exists():
            raise MoveRefused(_("An application was begun with this form: it cannot be replaced."))
        try:
            with transaction.atomic():
                _set_intakes(call, intakes, at)
        except IntegrityError as error:
            raise MoveRefused(
                _("Two closings cannot end at the same instant: change one, save, then the other.")
            ) from error
        call.slug, call.form = slug, form
        for name, value in words.items():
            setattr(call, name, value)
        call.save()
        set_tracks(call, tracks)
        journal.record("change", call, by=by.ref, at=at)
        freshness.bump()


def _set_intakes(call: Call, intakes: Sequence[tuple[str, datetime, datetime]], at: datetime) -> None:
    known = {intake.ref: intake for intake in call.intakes.all()}
    kept = {ref for ref, _opens, _closes in intakes if ref}
    for ref in set(known) - kept:
        if known[ref].applications.exists() or known[ref].state_at(at) == IntakeState.CLOSED:
            raise MoveRefused(_("A closing that has passed, or that counts applications, cannot be removed."))
        known[ref].delete()
    for ref, opens_at, closes_at in intakes:
        intake = known.get(ref)
        if intake is None:
            Intake.objects.create(call=call, opens_at=opens_at, closes_at=closes_at)
        elif not (_same(intake.opens_at, opens_at) and _same(intake.closes_at, closes_at)):
            if intake.state_at(at) == IntakeState.CLOSED:
                raise MoveRefused(_("A closing that has passed cannot change."))
            Intake.objects.filter(pk=intake.pk).update(opens_at=opens_at, closes_at=closes_at)


def _same(one: datetime, other: datetime) -> bool:
    """The same instant, to the second that a form can show."""
    return one.replace(microsecond=0) == other.replace(microsecond=0)


def set_tracks(call: Call, tracks: Sequence[tuple[str, str, str]]) -> None:
    """One track for each place the form leads to. A track no longer named goes, unless applications are in it."""
    for key, name_fr, name_en in tracks:
        Track.objects.update_or_create(call=call, key=key, defaults={"name_fr": name_fr, "name_en": name_en})
    gone = call.tracks.exclude(key__in=[key for key, _fr, _en in tracks])
    gone.filter(applications=None).delete()
