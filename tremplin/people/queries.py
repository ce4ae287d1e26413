"""Reading persons."""

from django.db.models import QuerySet

from tremplin.core.text import fold
from tremplin.people.models import Person, StoppedMail


def persons() -> QuerySet[Person]:
    """Everybody we know and have not been asked to forget."""
    return Person.objects.filter(forgotten_at=None)


def persons_matching(words: str) -> QuerySet[Person]:
    """Persons whose name or address holds each of these words, accents and case aside."""
    found = persons()
    for word in fold(words).split():
        found = found.filter(folded__contains=word)
    return found


def person_at(email: str) -> Person | None:
    return persons().filter(email=email.strip().lower()).first()


def stopped_kinds(person: Person) -> frozenset[str]:
    """The kinds of mail this person asked not to receive any more."""
    return frozenset(StoppedMail.objects.filter(person=person).values_list("kind", flat=True))


def wants(person: Person, kind: str) -> bool:
    return kind not in stopped_kinds(person)
