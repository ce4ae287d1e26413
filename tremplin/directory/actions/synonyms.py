"""Groups of words the search takes for one another."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from tremplin.core import journal
from tremplin.core.moves import hold
from tremplin.directory import rules
from tremplin.directory.actions.allowed import must
from tremplin.directory.actions.generations import words_changed
from tremplin.directory.models import Synonyms
from tremplin.people.models import Person


def add_synonyms(words: Iterable[str], *, by: Person, at: datetime) -> Synonyms:
    with transaction.atomic():
        must(rules.can_manage_doors(by))
        group = Synonyms.objects.create(words="\n".join(words), written_by=by, written_at=at)
        journal.record("add", group, by=by.ref, at=at)
        words_changed()
        return group


def change_synonyms(group: Synonyms, words: Iterable[str], *, by: Person, at: datetime) -> None:
    with transaction.atomic():
        must(rules.can_manage_doors(by))
        group = hold(group)
        group.words, group.written_by, group.written_at = "\n".join(words), by, at
        group.save()
        journal.record("change", group, by=by.ref, at=at)
        words_changed()


def remove_synonyms(group: Synonyms, *, by: Person, at: datetime) -> None:
    with transaction.atomic():
        must(rules.can_manage_doors(by))
        group = hold(group)
        journal.record("remove", group, by=by.ref, at=at)
        group.delete()
        words_changed()
