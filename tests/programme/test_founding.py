"""`manage.py found_programme`: the first act of an installation."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from tests import cast
from tests.factories import ProgrammeFactory
from tremplin.core import journal
from tremplin.people.models import Person
from tremplin.programme.models import Programme
from tremplin.programme.queries import lasting_administrators

pytestmark = pytest.mark.django_db


def _found(
    capsys: pytest.CaptureFixture[str], name: str = "Accélérateur", administrator: str = "max@example.org"
) -> str:
    call_command("found_programme", "--name", name, "--authority", "Service", "--administrator", administrator)
    return capsys.readouterr().out


def test_programme_is_founded_with_its_first_administrator(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    assert _found(capsys).count("max@example.org") == 1
    programme, person = Programme.objects.get(), Person.objects.get()
    [mandate] = lasting_administrators([programme.pk])
    assert (programme.name_fr, programme.authority, mandate.person) == ("Accélérateur", "Service", person)
    assert [entry.verb for row in (programme, person, mandate) for entry in journal.of(row)] == [
        "found",
        "welcome",
        "give",
    ]
    client.force_login(person)
    assert client.get("/gestion/mandats/").status_code == 200


def test_second_programme_may_have_the_same_administrator(capsys: pytest.CaptureFixture[str]) -> None:
    max_ = cast.max_()
    _found(capsys)
    assert max_.mandates.count() == 2


@pytest.mark.parametrize(("name", "administrator"), [("Déjà là", "max@example.org"), ("Autre", "nobody")])
def test_wrong_founding_is_one_line_and_changes_nothing(
    capsys: pytest.CaptureFixture[str], name: str, administrator: str
) -> None:
    ProgrammeFactory.create(name_fr="Déjà là")
    with pytest.raises(CommandError) as refusal:
        _found(capsys, name, administrator)
    assert (refusal.value.returncode, len(str(refusal.value).splitlines())) == (2, 1)
    assert (Programme.objects.count(), Person.objects.count()) == (1, 0)
