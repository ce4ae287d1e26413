import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from tests.factories import MessageFactory, PersonFactory, ProgrammeFactory
from tremplin.core.fields import Bilingual, FoldedField, RefField
from tremplin.core.models import Message
from tremplin.people.models import Person
from tremplin.programme.models import Programme

pytestmark = pytest.mark.django_db


def test_ref_is_drawn_once_and_never_changes() -> None:
    programme = ProgrammeFactory.create()
    ref = programme.ref
    programme.save()
    programme.refresh_from_db()
    assert programme.ref == ref


def test_ref_is_unique() -> None:
    message = MessageFactory.create()
    with pytest.raises(IntegrityError), transaction.atomic():
        MessageFactory.create(ref=message.ref)
    assert Message.objects.count() == 1


def test_ref_is_in_no_form() -> None:
    assert RefField().editable is False


def test_folded_column_follows_its_sources_at_each_save() -> None:
    person = PersonFactory.create(full_name="Noël Œuvré", email="N@Example.org")
    assert Person.objects.get().folded == "noel oeuvre n@example.org"
    person.full_name = ""
    person.save()
    assert Person.objects.get().folded == "n@example.org"


def test_folded_column_takes_an_absent_source_as_nothing() -> None:
    PersonFactory.create(email=None, full_name="Rémi")
    assert Person.objects.get().folded == "remi"


def test_folded_column_says_its_sources_to_migrations() -> None:
    _name, path, _args, options = FoldedField(sources=["a", "b"]).deconstruct()
    assert (path, options["sources"]) == ("tremplin.core.fields.FoldedField", ("a", "b"))


@pytest.mark.parametrize(
    ("language", "name"), [("fr", "Accélérateur"), ("en", "Accelerator"), ("en-gb", "Accelerator")]
)
def test_bilingual_reads_the_column_of_the_language(language: str, name: str) -> None:
    programme = ProgrammeFactory.build(name_fr="Accélérateur", name_en="Accelerator")
    with translation.override(language):
        assert programme.name == name


def test_bilingual_without_english_says_french() -> None:
    programme = ProgrammeFactory.build(name_fr="Accélérateur", name_en="")
    with translation.override("en"):
        assert programme.name == "Accélérateur"


def test_bilingual_without_a_language_says_french() -> None:
    programme = ProgrammeFactory.build(name_fr="Accélérateur", name_en="Accelerator")
    with translation.override(None):
        assert programme.name == "Accélérateur"


def test_bilingual_on_the_model_is_itself() -> None:
    assert isinstance(Programme.name, Bilingual)
