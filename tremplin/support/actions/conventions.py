"""Conventions: written from a dated text, proposed, amended; never changed once somebody signed."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tremplin.calls.models import Bearer
from tremplin.core import clock, journal
from tremplin.core.moves import MoveRefused, hold, move
from tremplin.people.models import Person
from tremplin.selection.engine.digests import digest
from tremplin.support.actions.advantages import hold_grants, must_be, refuse_above
from tremplin.support.actions.tranches import must_fit_tranches
from tremplin.support.convention_words import words_of
from tremplin.support.engine import conventions as engine
from tremplin.support.engine.conventions import Terms
from tremplin.support.models import Accompaniment, Convention, ConventionVersion, DatedText
from tremplin.support.queries.money import bearers_of, last_version
from tremplin.support.queries.texts import text_in_force
from tremplin.support.queries.undertakings import proposed_besides
from tremplin.support.rules.money import (
    can_run_money,
    can_write_convention,
    has_committed,
    may_change,
)
from tremplin.support.sentences.money import listed, of_terms
from tremplin.support.states import ConventionState, TextKind


def write_convention(
    accompaniment: Accompaniment, bearer: Bearer, terms: Terms, *, by: Person, at: datetime
) -> Convention:
    """A first version, from the text of conventions in force today."""
    _must_hold(terms)
    with transaction.atomic():
        held = hold(accompaniment)
        must_be(can_write_convention(by, held))
        if bearer not in bearers_of(held, clock.today(held.season.programme.time_zone)):
            raise MoveRefused(_("This structure does not carry the initiative today."))
        made = Convention.objects.create(
            accompaniment=held, bearer=bearer, text=_template(held), written_by=by, written_at=at, **columns_of(terms)
        )
        journal.record("write", made, by=by.ref, at=at)
        _write_version(made, terms, by=by, at=at)
        return made


def write_again(convention: Convention, terms: Terms, *, by: Person, at: datetime) -> ConventionVersion:
    """Another version of what nobody signed yet; what was written before stays."""
    _must_hold(terms)
    with transaction.atomic():
        held = held_by(convention, by)
        must_be(may_change(held))
        if held.state == ConventionState.PROPOSED:
            move(held, "write_again", by=by.ref, at=at)
        if held.signed_on is None:
            held.text = _template(held.accompaniment)
            Convention.objects.filter(pk=held.pk).update(text=held.text, **columns_of(terms))
        else:
            must_fit_tranches(held, terms)
        version = _write_version(held, terms, by=by, at=at)
    convention.refresh_from_db()
    return version


def amend(convention: Convention, terms: Terms, *, by: Person, at: datetime) -> ConventionVersion:
    """An amendment: another version, in force once both signed it; until then what they signed holds."""
    _must_hold(terms)
    with transaction.atomic():
        held = held_by(convention, by)
        if held.state == ConventionState.SIGNED:
            must_fit_tranches(held, terms)
        move(held, "amend", by=by.ref, at=at)
        version = _write_version(held, terms, by=by, at=at)
    convention.refresh_from_db()
    return version


def propose(convention: Convention, *, by: Person, at: datetime) -> None:
    """For signature, as its last version says: after the republican commitment, and under the ceiling."""
    with transaction.atomic():
        hold_grants()
        held = held_by(convention, by)
        version, today = last_of(held), clock.today(held.accompaniment.season.programme.time_zone)
        terms = engine.thaw(version.frozen)
        must_be(has_committed(held.accompaniment, held.bearer, today))
        if version.frozen["text"] != _template(held.accompaniment).ref:
            raise MoveRefused(
                _("Another text of conventions came into force since this version was written: write it again.")
            )
        added = terms.amount - (held.amount if held.signed_on else Decimal(0))
        if added > 0 and not terms.not_economic:
            refuse_above(held.bearer, added, today, waiting=proposed_besides(held.bearer, held))
        move(held, "propose", by=by.ref, at=at, detail=version.sha256)
    convention.refresh_from_db()


def _write_version(convention: Convention, terms: Terms, *, by: Person, at: datetime) -> ConventionVersion:
    text = _template(convention.accompaniment)
    frozen = {**engine.freeze(terms), "text": text.ref, "bearer": convention.bearer.ref}
    words = words_of(text, terms, convention.accompaniment, convention.bearer)
    version = ConventionVersion.objects.create(
        convention=convention,
        number=convention.versions.count() + 1,
        frozen=frozen,
        words=words,
        sha256=digest({"terms": frozen, "words": words}),
        written_by=by,
        written_at=at,
    )
    journal.record("write_version", convention, by=by.ref, at=at, after=str(version.number))
    return version


def _template(accompaniment: Accompaniment) -> DatedText:
    """The text of conventions in force today, when it can be merged."""
    programme = accompaniment.season.programme
    text = text_in_force(programme, TextKind.CONVENTION, clock.today(programme.time_zone))
    if text is None:
        raise MoveRefused(_("The programme has no text of conventions in force: write one first."))
    if unknown := engine.unknown_fields(text.words_fr):
        raise MoveRefused(
            _("The text of conventions names fields nobody knows: %(fields)s. The fields are %(known)s.")
            % {"fields": _braced(unknown), "known": _braced(engine.FIELDS)}
        )
    if missing := engine.missing_fields(text.words_fr):
        raise MoveRefused(
            _("The text of conventions does not say everything: it lacks %(fields)s.") % {"fields": _braced(missing)}
        )
    return text


def _braced(names: tuple[str, ...] | list[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in names)


def _must_hold(terms: Terms) -> None:
    if found := [of_terms(fault, tranche) for fault, tranche in engine.faults(terms)]:
        raise MoveRefused(listed(found))


def last_of(convention: Convention) -> ConventionVersion:
    version = last_version(convention)
    if version is None:
        raise MoveRefused(_("Nothing is written in this convention."))
    return version


def columns_of(terms: Terms) -> dict[str, Any]:
    """What the convention itself keeps of its terms."""
    return {
        "number": terms.number,
        "object": terms.object,
        "amount": terms.amount,
        "from_day": terms.from_day,
        "until_day": terms.until_day,
        "not_economic": terms.not_economic,
    }


def held_by(convention: Convention, by: Person) -> Convention:
    held = hold(convention)
    must_be(can_run_money(by, held.accompaniment))
    return held
