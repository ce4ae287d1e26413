"""Factories of `support.models.classes`."""

import factory
from factory.django import DjangoModelFactory

from tests.factories import PersonFactory, SeasonFactory
from tremplin.core import clock
from tremplin.support import models as support

_NOW = factory.LazyFunction(clock.now)


class ClassCardFactory(DjangoModelFactory[support.ClassCard]):
    class Meta:
        model = support.ClassCard

    season = factory.SubFactory(SeasonFactory)
    person = factory.SubFactory(PersonFactory, confirmed=True)
    shown_name = "Alice, de l’atlas"
    shown_at = _NOW


class ClassQuestionFactory(DjangoModelFactory[support.ClassQuestion]):
    class Meta:
        model = support.ClassQuestion

    season = factory.SubFactory(SeasonFactory)
    title = "Qui a déjà embauché ?"
    by = factory.SubFactory(PersonFactory, confirmed=True)
    at = _NOW


class ClassAnswerFactory(DjangoModelFactory[support.ClassAnswer]):
    class Meta:
        model = support.ClassAnswer

    question = factory.SubFactory(ClassQuestionFactory)
    words = "Nous, en mars."
    by = factory.SubFactory(PersonFactory, confirmed=True)
    at = _NOW


class ClassDocumentFactory(DjangoModelFactory[support.ClassDocument]):
    class Meta:
        model = support.ClassDocument

    season = factory.SubFactory(SeasonFactory)
    title = "Modèle de statuts"
    address = "https://exemple.fr/statuts"
    by = factory.SubFactory(PersonFactory, confirmed=True)
    at = _NOW
