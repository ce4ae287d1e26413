"""Who enters a class, and who may take something back in it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tremplin.core.answers import Answer, No, Yes
from tremplin.core.models import StoredFile
from tremplin.core.offers import FileKind
from tremplin.people.models import Person
from tremplin.programme.models import Season
from tremplin.programme.queries import roles_of
from tremplin.programme.states import Role
from tremplin.support.models import ClassDocument, ClassQuestion
from tremplin.support.queries.classes import classes_of, document_of_file

FILE_KIND = "support.class_document"


def can_open_classes(person: Any) -> Answer:
    if classes_of(person).exists():
        return Yes()
    return No(_("You belong to no class yet: one opens with a season’s first support."))


def can_join(person: Any, season: Season) -> Answer:
    if classes_of(person).filter(pk=season.pk).exists():
        return Yes()
    return No(_("This class is that of another season."))


def _own_or_team(person: Any, by: Person, season: Season) -> Answer:
    if isinstance(person, Person) and (person.pk == by.pk or Role.AGENT in roles_of(person, season.programme)):
        return Yes()
    return No(_("This is done by whoever wrote it, or by the programme team."))


def can_close_question(person: Any, question: ClassQuestion) -> Answer:
    return can_join(person, question.season) and _own_or_team(person, question.by, question.season)


def can_remove_document(person: Any, document: ClassDocument) -> Answer:
    return can_join(person, document.season) and _own_or_team(person, document.by, document.season)


def _may_download(person: Any, stored: StoredFile) -> Answer:
    document = document_of_file(stored)
    if document is None:
        return No(_("This document was taken back."))
    return can_join(person, document.season)


DOCUMENT = FileKind(FILE_KIND, _may_download)
