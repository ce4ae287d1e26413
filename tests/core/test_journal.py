from datetime import date

import pytest
from django.apps import apps

from tests import cast
from tests.factories import ProgrammeFactory, ReplayFactory
from tremplin.core import clock, journal
from tremplin.core.models import Detail, Entry
from tremplin.people.actions import confirm, introduce_oneself, welcome
from tremplin.programme.actions import change_season, end_mandate, give_mandate, open_season
from tremplin.programme.states import Role

pytestmark = pytest.mark.django_db


def test_entry_says_who_did_what_to_which_object() -> None:
    programme, at = ProgrammeFactory.create(), clock.now()
    journal.record("change", programme, by="0123456789", at=at, before="a", after="b")
    entry = Entry.objects.get()
    assert (entry.verb, entry.kind, entry.object, entry.actor, entry.at) == (
        "change", "programme.Programme", programme.ref, "0123456789", at,
    )  # fmt: skip
    assert (entry.before, entry.after, entry.digest, Detail.objects.count()) == ("a", "b", "", 0)


def test_history_of_an_object_is_its_own_oldest_first() -> None:
    programme, other = ProgrammeFactory.create_batch(2)
    for verb, on in [("open", programme), ("open", other), ("change", programme)]:
        journal.record(verb, on, by="", at=clock.now())
    assert [entry.verb for entry in journal.of(programme)] == ["open", "change"]


def test_object_without_a_reference_has_none_in_the_journal() -> None:
    assert journal.record("keep", ReplayFactory.create(), by="", at=clock.now()).object == ""


def test_digest_still_verifies_once_the_detail_is_erased() -> None:
    why = "Mme Dupont est partie."
    entry = journal.record("end", ProgrammeFactory.create(), by="", at=clock.now(), detail=why)
    salt = entry.detail.salt
    assert entry.detail.text == why
    Detail.objects.all().delete()
    kept = Entry.objects.get()
    assert kept.digest == journal.digest(salt, why)
    assert kept.digest != journal.digest(salt, why + "!")


def test_same_detail_twice_has_two_digests() -> None:
    """Without the salt, nobody can guess a short detail from its digest."""
    programme = ProgrammeFactory.create()
    first, second = (journal.record("end", programme, by="", at=clock.now(), detail="no") for _ in range(2))
    assert first.digest != second.digest


def test_every_journalled_model_fits_the_columns() -> None:
    names = [model._meta.label for model in apps.get_models()]
    assert [name for name in names if len(name) > 60] == []


def test_journal_of_a_busy_day_holds_no_name_nor_address_nor_text() -> None:
    max_, at = cast.max_(), clock.now()
    person = welcome("zenobie@secret.example", by=max_.ref, full_name="Zénobie Introuvable", at=at)
    confirm(person, at=at)
    introduce_oneself(person, full_name="Zénobie Cachée", language="fr", at=at)
    days = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)}
    season = open_season(cast.programme(), name_fr="Saison Introuvable", name_en="", **days, by=max_, at=at)
    change_season(season, name_fr="Saison Cachée", name_en="Hidden", **days, by=max_, at=at)
    given = {"season": season, "from_day": date(2026, 1, 1), "until_day": None, "by": max_, "at": at}
    mandate = give_mandate(cast.programme(), email="zenobie@secret.example", full_name="", role=Role.AGENT, **given)
    end_mandate(mandate, last_day=date(2026, 6, 1), by=max_, at=at)

    rows = [" ".join(str(value) for value in row) for row in Entry.objects.values_list()]
    assert [entry.verb for entry in Entry.objects.all()] == [
        "welcome",
        "confirm",
        "introduce",
        "open",
        "change",
        "give",
        "end",
    ]
    assert person.ref in " ".join(rows)
    words = ("introuvable", "cachée", "zenobie", "zénobie", "secret", "hidden", "max", "@")
    assert [row for row in rows if any(word in row.lower() for word in words)] == []
