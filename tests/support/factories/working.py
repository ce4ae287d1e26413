"""Factories of `support.models.working`."""

from datetime import time

import factory
from factory.django import DjangoModelFactory

from tests.factories import PersonFactory, ProgrammeFactory, SeasonFactory
from tests.support.factories.accompaniments import AccompanimentFactory
from tremplin.core import clock
from tremplin.support import models as support
from tremplin.support.states import Owner, Step

_NOW = factory.LazyFunction(clock.now)
_TODAY = factory.LazyFunction(clock.today)


class WorkingFactory(DjangoModelFactory[support.Working]):
    """Written for the programme, accepted by nobody yet."""

    class Meta:
        model = support.Working

    class Params:
        in_force = factory.Trait(team_at=_NOW, officer_at=_NOW)

    accompaniment = factory.SubFactory(AccompanimentFactory, running=True)
    number = 1
    rhythm = "Un appel toutes les deux semaines."
    channels = "Le téléphone, sinon le courriel."
    written_by = factory.SubFactory(PersonFactory, confirmed=True)
    written_at = _NOW


class HoursFactory(DjangoModelFactory[support.Hours]):
    """Whenever one likes."""

    class Meta:
        model = support.Hours

    accompaniment = factory.SubFactory(AccompanimentFactory, running=True)
    days = "1234567"
    from_time = time(0)
    until_time = time(23, 59)
    said_by = factory.SubFactory(PersonFactory, confirmed=True)
    said_at = _NOW


class ShareFactory(DjangoModelFactory[support.Share]):
    class Meta:
        model = support.Share

    accompaniment = factory.SubFactory(AccompanimentFactory, running=True)
    subject = "roadmap"
    audience = "referents"
    opened_by = factory.SubFactory(PersonFactory, confirmed=True)
    opened_at = _NOW


class TemplateActionFactory(DjangoModelFactory[support.TemplateAction]):
    class Meta:
        model = support.TemplateAction

    season = factory.SubFactory(SeasonFactory)
    step = Step.CONSOLIDATE
    title_fr = "Se parler une première fois"
    owner = Owner.OFFICER
    after_days = 3


class DatedTextFactory(DjangoModelFactory[support.DatedText]):
    class Meta:
        model = support.DatedText

    programme = factory.SubFactory(ProgrammeFactory)
    kind = "name_rules"
    title_fr = "Règles d’usage du nom"
    words_fr = "L’initiative écrit qu’elle est accompagnée, avec les dates."
    valid_from = _TODAY
    sha256 = "0" * 64
    written_by = factory.SubFactory(PersonFactory, confirmed=True)
    written_at = _NOW


class SigningFactory(DjangoModelFactory[support.Signing]):
    class Meta:
        model = support.Signing

    accompaniment = factory.SubFactory(AccompanimentFactory, running=True)
    text = factory.SubFactory(DatedTextFactory, programme=factory.SelfAttribute("..accompaniment.season.programme"))
    sha256 = factory.SelfAttribute("text.sha256")
    name = "Alice Exemple"
    quality = "présidente"
    by = factory.SubFactory(PersonFactory, confirmed=True)
    at = _NOW


class LetterFactory(DjangoModelFactory[support.Letter]):
    class Meta:
        model = support.Letter

    class Params:
        withdrawn = factory.Trait(withdrawn_at=_NOW, withdrawn_why="Émise par erreur.")

    accompaniment = factory.SubFactory(AccompanimentFactory, running=True)
    kind = "support"
    subject = "Soutien à l’initiative"
    words = "Le programme accompagne cette initiative."
    signed_by = factory.SubFactory(PersonFactory, confirmed=True)
    signed_as = "chargée d’accélération"
    issued_at = _NOW
