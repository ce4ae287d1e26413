"""One factory per model of the directory. A trait is named after the state it gives."""

from datetime import timedelta

import factory
from factory.django import DjangoModelFactory

from tests.factories import PersonFactory, StoredFileFactory
from tremplin.core import clock
from tremplin.directory import models as directory
from tremplin.directory.states import (
    BodyKind,
    BodyState,
    CaseOutcome,
    DoorState,
    HolderPart,
    ImportState,
    ReportKind,
    ResourceKind,
    TerritoryKind,
)

_NOW = factory.LazyFunction(clock.now)


class TerritoryFactory(DjangoModelFactory[directory.Territory]):
    class Meta:
        model = directory.Territory

    class Params:
        region = factory.Trait(kind=TerritoryKind.REGION)

    kind = TerritoryKind.DEPARTMENT
    code = factory.Sequence("{:03}".format)
    name = factory.Sequence("Territoire {}".format)


class BodyFactory(DjangoModelFactory[directory.Body]):
    """In activity, written by the team."""

    class Meta:
        model = directory.Body

    class Params:
        official = factory.Trait(official_id=factory.Sequence("officiel-{}".format), imported_at=_NOW)
        closed = factory.Trait(state=BodyState.CLOSED, closed_at=_NOW)

    name = factory.Sequence("Direction {}".format)
    kind = BodyKind.CENTRAL


class BelongingFactory(DjangoModelFactory[directory.Belonging]):
    class Meta:
        model = directory.Belonging

    parent = factory.SubFactory(BodyFactory)
    child = factory.SubFactory(BodyFactory)


class NetworkFactory(DjangoModelFactory[directory.Network]):
    class Meta:
        model = directory.Network

    name = factory.Sequence("Réseau {}".format)


class DoorFactory(DjangoModelFactory[directory.Door]):
    """Open, published, never confirmed."""

    class Meta:
        model = directory.Door

    class Params:
        hidden = factory.Trait(published=False)
        imports = factory.Trait(imported=True, body=factory.SubFactory(BodyFactory, official=True))
        confirmed = factory.Trait(
            confirmed_on=factory.LazyFunction(clock.today), vouched_by=factory.SubFactory(PersonFactory)
        )
        stale = factory.Trait(confirmed_on=factory.LazyFunction(lambda: clock.today() - timedelta(days=400)))
        closed = factory.Trait(state=DoorState.CLOSED, closed_at=_NOW)

    body = factory.SubFactory(BodyFactory)
    name = factory.Sequence("Bureau {}".format)
    email = factory.Sequence("bureau-{}@example.org".format)
    published = True


class HolderFactory(DjangoModelFactory[directory.Holder]):
    """Told, and still there."""

    class Meta:
        model = directory.Holder

    class Params:
        untold = factory.Trait(told_at=None)
        deputy = factory.Trait(part=HolderPart.DEPUTY)
        left = factory.Trait(left_on=factory.LazyFunction(clock.today))
        forgotten = factory.Trait(name="", email="", objected_at=_NOW)

    door = factory.SubFactory(DoorFactory)
    name = factory.Sequence("Camille Exemple {}".format)
    email = factory.Sequence("camille-{}@example.org".format)
    entered_by = factory.SubFactory(PersonFactory)
    entered_at = _NOW
    told_at = _NOW


class ReportFactory(DjangoModelFactory[directory.Report]):
    class Meta:
        model = directory.Report

    class Params:
        settled = factory.Trait(settled_at=_NOW, settled_by=factory.SubFactory(PersonFactory))

    door = factory.SubFactory(DoorFactory)
    kind = ReportKind.CHANGED
    words = "Le téléphone a changé."
    at = _NOW


class CaseFactory(DjangoModelFactory[directory.Case]):
    class Meta:
        model = directory.Case

    class Params:
        redirected = factory.Trait(outcome=CaseOutcome.REDIRECTED)

    door = factory.SubFactory(DoorFactory)
    words = "Nous cherchons une aide pour notre jardin partagé."
    outcome = CaseOutcome.HELPED
    at = _NOW


class DoorCorrectionFactory(DjangoModelFactory[directory.Correction]):
    class Meta:
        model = directory.Correction

    from_door = factory.SubFactory(DoorFactory)
    to_door = factory.SubFactory(DoorFactory)
    words = "Nous cherchons une aide pour notre jardin partagé."
    at = _NOW


class GenerationFactory(DjangoModelFactory[directory.Generation]):
    class Meta:
        model = directory.Generation

    name = factory.Sequence("generation-{}".format)
    token = factory.Sequence("{:032x}".format)


class ImportFactory(DjangoModelFactory[directory.Import]):
    """Read, nothing changed yet."""

    class Meta:
        model = directory.Import

    class Params:
        running = factory.Trait(state=ImportState.RUNNING, started_at=_NOW, progressed_at=_NOW)
        applied = factory.Trait(state=ImportState.APPLIED, ended_at=_NOW)
        failed = factory.Trait(state=ImportState.FAILED, ended_at=_NOW)
        kept = factory.Trait(
            file=factory.SubFactory(
                StoredFileFactory,
                kind="directory.export",
                name="annuaire.json",
                content=b'{"service": [{"id": "un", "nom": "Direction de l\xe2\x80\x99essai"}]}',
            )
        )

    file_name = "annuaire.json"
    created_at = _NOW


class ImportFaultFactory(DjangoModelFactory[directory.ImportFault]):
    class Meta:
        model = directory.ImportFault

    source = factory.SubFactory(ImportFactory)
    position = factory.Sequence(lambda number: number + 1)
    line = 3
    record = 2
    code = "dangling"
    value = "absent"


class ResourceFactory(DjangoModelFactory[directory.Resource]):
    """Published, open all year round."""

    class Meta:
        model = directory.Resource

    class Params:
        hidden = factory.Trait(published=False)
        closing = factory.Trait(closes_on=factory.LazyFunction(lambda: clock.today() + timedelta(days=10)))
        opening = factory.Trait(opens_on=factory.LazyFunction(lambda: clock.today() + timedelta(days=10)))
        expired = factory.Trait(closes_on=factory.LazyFunction(lambda: clock.today() - timedelta(days=1)))
        withdrawn = factory.Trait(withdrawn_at=_NOW)
        catalogued = factory.Trait(source="catalogue", external_id=factory.Sequence("{}".format))

    name = factory.Sequence("Aide {}".format)
    kind = ResourceKind.FUNDING
    does = "Une aide pour les communs."
    published = True


class KeyCardFactory(DjangoModelFactory[directory.KeyCard]):
    class Meta:
        model = directory.KeyCard

    body = factory.SubFactory(BodyFactory)
    who_decides = "La sous-direction des partenariats."
    written_by = factory.SubFactory(PersonFactory)
    written_at = _NOW


class SynonymsFactory(DjangoModelFactory[directory.Synonyms]):
    class Meta:
        model = directory.Synonyms

    words = "entraide\nsolidarité"
    written_at = _NOW
