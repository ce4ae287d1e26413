"""What becomes of a convention proposed: signed by both and in force, given up, ended, published."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from tremplin.core import clock, freshness, journal
from tremplin.core.models import StoredFile
from tremplin.core.moves import MoveRefused, hold, move
from tremplin.people.models import Person
from tremplin.support.actions.advantages import count_convention, hold_grants, must_be
from tremplin.support.actions.conventions import columns_of, held_by, last_of
from tremplin.support.actions.tranches import apply_tranches, must_fit_tranches, must_say
from tremplin.support.engine import conventions as engine
from tremplin.support.models import Convention, ConventionSignature, ConventionVersion, DatedText
from tremplin.support.queries.money import BOTH
from tremplin.support.rules.money import can_publish, can_sign_for, has_committed
from tremplin.support.sentences.money import listed
from tremplin.support.states import ConventionState, ReportState, Signatory, TrancheState


def note_signature(
    version: ConventionVersion,
    *,
    party: str,
    name: str,
    quality: str,
    signed_on: date,
    file: StoredFile | None = None,
    by: Person,
    at: datetime,
) -> ConventionSignature:
    """One party signed the version proposed. When both have, it is in force: the grant counts from that day."""
    with transaction.atomic():
        hold_grants()
        held = hold(version.convention)
        must_be(can_sign_for(by, held, party))
        _must_be_signable(held, version, party, signed_on)
        if not name.strip() or not quality.strip():
            raise MoveRefused(_("Please write who signs, and as what."))
        made = ConventionSignature.objects.create(
            version=version, party=party, name=name, quality=quality, signed_on=signed_on, file=file, by=by, at=at
        )
        journal.record("sign", held, by=by.ref, at=at, after=f"{party} {version.number}", detail=version.sha256)
        if version.signatures.count() == BOTH:
            _enter_into_force(held, version, by=by, at=at)
    version.convention.refresh_from_db()
    return made


def keep_as_signed(convention: Convention, *, why: str, by: Person, at: datetime) -> None:
    """The amendment is given up: what both signed before goes on."""
    with transaction.atomic():
        held = held_by(convention, by)
        if held.signed_on is None:
            raise MoveRefused(_("Nothing was signed by both before: give the convention up."))
        must_say(why)
        move(held, "keep", by=by.ref, at=at, detail=why)
    convention.refresh_from_db()


def drop(convention: Convention, *, why: str, by: Person, at: datetime) -> None:
    with transaction.atomic():
        held = held_by(convention, by)
        if held.signed_on is not None:
            raise MoveRefused(_("A version of this convention is signed by both: only its amendment can be given up."))
        must_say(why)
        move(held, "drop", by=by.ref, at=at, ending=why)
    convention.refresh_from_db()


def end(convention: Convention, *, words: str, by: Person, at: datetime) -> None:
    """Once each tranche is paid or cancelled, and the last report accepted."""
    with transaction.atomic():
        held = held_by(convention, by)
        missing = []
        if held.tranches.exclude(state__in=[TrancheState.PAID, TrancheState.CANCELLED]).exists():
            missing.append(_("A tranche is neither paid nor cancelled."))
        if held.reports.filter(gates=None).exclude(state=ReportState.ACCEPTED).exists():
            missing.append(_("The last financial report is not accepted."))
        if missing:
            raise MoveRefused(listed(missing))
        move(held, "end", by=by.ref, at=at, ending=words)
    convention.refresh_from_db()


def publish_data(convention: Convention, *, by: Person, at: datetime) -> None:
    """Its essential data stand from now in the open file."""
    with transaction.atomic():
        held = hold(convention)
        must_be(can_publish(by, held))
        if held.published_on is None:
            today = clock.today(held.accompaniment.season.programme.time_zone)
            Convention.objects.filter(pk=held.pk).update(published_on=today)
            journal.record("publish", held, by=by.ref, at=at, after=today.isoformat())
            freshness.bump()
    convention.refresh_from_db()


def _enter_into_force(held: Convention, version: ConventionVersion, *, by: Person, at: datetime) -> None:
    terms = engine.thaw(version.frozen)
    signed_on = max(one.signed_on for one in version.signatures.all())
    must_be(has_committed(held.accompaniment, held.bearer, signed_on))
    must_fit_tranches(held, terms)
    text = DatedText.objects.get(ref=version.frozen["text"])
    first = held.signed_on or signed_on
    move(held, "sign", by=by.ref, at=at, signed_on=first, text=text, **columns_of(terms))
    count_convention(held, terms.amount, signed_on, by=by, at=at)
    apply_tranches(held, terms, by=by, at=at)
    if held.published_on is not None:
        freshness.bump()


def _must_be_signable(held: Convention, version: ConventionVersion, party: str, signed_on: date) -> None:
    zone = held.accompaniment.season.programme.time_zone
    if held.state != ConventionState.PROPOSED or version != last_of(held):
        raise MoveRefused(
            _("Version %(number)s is not the one proposed for signature: please read the last one.")
            % {"number": version.number}
        )
    if signed_on > clock.today(zone):
        raise MoveRefused(_("This day is to come: note a signature once it is there."))
    if signed_on < version.written_at.astimezone(ZoneInfo(zone)).date():
        raise MoveRefused(_("This version was not written yet on that day."))
    if version.signatures.filter(party=party).exists():
        raise MoveRefused(_("The signature of %(party)s is noted already.") % {"party": Signatory(party).label})
