"""What the programme team does with an application received: notes, conflicts."""

from datetime import datetime

from django.db import transaction

from tremplin.calls import rules
from tremplin.calls.models import Application, Conflict, Note
from tremplin.core import journal
from tremplin.core.answers import require
from tremplin.people.models import Person


def write_note(application: Application, *, words: str, by: Person, at: datetime) -> Note:
    with transaction.atomic():
        require(rules.is_of_the_programme_team(by, application))
        note = Note.objects.create(application=application, author=by, words=words, at=at)
        journal.record("note", application, by=by.ref, at=at)
        return note


def declare_conflict(application: Application, person: Person, *, source: str, by: Person, at: datetime) -> Conflict:
    """From now on the application is absent everywhere for this person. Declared twice, it is declared once."""
    with transaction.atomic():
        if person.pk != by.pk:
            require(rules.is_of_the_programme_team(by, application))
        conflict, created = Conflict.objects.get_or_create(
            person=person, application=application, defaults={"source": source, "since": at}
        )
        if created:
            journal.record("declare_conflict", application, by=by.ref, at=at, detail=source)
        return conflict
