"""The people of every story, with their mandates in force. Each function returns the same person when called again.

Alice leads a team, Bob is her teammate, Charlie a stranger, Rose reviews, Jules sits on the jury, Ada and Aldo run the
programme, Sam is the officer, Rémi a referent, Sonia a sponsor, Lina an alumna, Eve edits, Max administers.
"""

from tests.factories import MandateFactory, PersonFactory, ProgrammeFactory
from tremplin.people.models import Person
from tremplin.people.queries import person_at
from tremplin.programme.models import Programme
from tremplin.programme.states import Role

_NAME = "Accélérateur d’essai"


def programme() -> Programme:
    """The programme they all know."""
    return Programme.objects.filter(name_fr=_NAME).first() or ProgrammeFactory.create(
        name_fr=_NAME, name_en="Test accelerator"
    )


def alice() -> Person:
    return _person("Alice")


def bob() -> Person:
    return _person("Bob")


def charlie() -> Person:
    return _person("Charlie")


def lina() -> Person:
    return _person("Lina")


def rose() -> Person:
    return _person("Rose", Role.REVIEWER)


def jules() -> Person:
    return _person("Jules", Role.JUROR)


def ada() -> Person:
    return _person("Ada", Role.AGENT)


def aldo() -> Person:
    return _person("Aldo", Role.AGENT)


def sylvie() -> Person:
    return _person("Sylvie", Role.AUTHORITY)


def sam() -> Person:
    return _person("Sam", Role.OFFICER)


def remi() -> Person:
    return _person("Rémi", Role.REFERENT)


def noe() -> Person:
    return _person("Noé", Role.EXPERT)


def sonia() -> Person:
    return _person("Sonia", Role.SUPPORTER)


def eve() -> Person:
    return _person("Eve", Role.EDITOR)


def max_() -> Person:
    return _person("Max", Role.ADMINISTRATOR)


EVERYBODY = (alice, bob, charlie, lina, rose, jules, ada, aldo, sylvie, sam, remi, noe, sonia, eve, max_)


def _person(name: str, role: str = "") -> Person:
    email = f"{name.lower().replace('é', 'e')}@example.org"
    known = person_at(email)
    if known is not None:
        return known
    person = PersonFactory.create(email=email, full_name=name, confirmed=True)
    if role:
        MandateFactory.create(person=person, role=role, programme=programme())
    return person
