"""The factories themselves: one for each model, and every trait makes a row the database takes."""

from typing import Any

import pytest
from django.apps import apps

from tests import cast, factories
from tests.factories import DjangoModelFactory
from tremplin.people.models import Person

FACTORIES = {
    made_by._meta.model._meta.label: made_by
    for made_by in vars(factories).values()
    if isinstance(made_by, type) and issubclass(made_by, DjangoModelFactory) and not made_by._meta.abstract
}
TRAITS = [(label, trait) for label, made_by in FACTORIES.items() for trait in made_by._meta.parameters]
ROOMS = ("core", "people", "programme", "content", "directory", "calls", "selection")


def test_every_model_of_these_rooms_has_a_factory() -> None:
    models = [model._meta.label for room in ROOMS for model in apps.get_app_config(room).get_models()]
    assert [label for label in models if label not in FACTORIES] == []


@pytest.mark.django_db
@pytest.mark.parametrize("label", FACTORIES)
def test_factory_makes_a_row_with_a_name(label: str) -> None:
    row: Any = FACTORIES[label].create()
    assert (type(row)._meta.label, type(row)._base_manager.filter(pk=row.pk).count(), str(row) != "") == (
        label,
        1,
        True,
    )


@pytest.mark.django_db
@pytest.mark.parametrize(("label", "trait"), TRAITS)
def test_trait_makes_a_row_the_database_takes(label: str, trait: str) -> None:
    assert FACTORIES[label].create(**{trait: True}).pk


@pytest.mark.django_db
def test_cast_is_the_same_when_called_again() -> None:
    first, again = ([member() for member in cast.EVERYBODY] for _turn in range(2))
    assert (first, Person.objects.count()) == (again, len(cast.EVERYBODY))
