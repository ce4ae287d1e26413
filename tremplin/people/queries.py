"""Reading persons."""

from django.db.models import QuerySet

from tremplin.core.text import fold
from tremplin.people.models import Person


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
