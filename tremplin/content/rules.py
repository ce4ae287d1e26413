"""Who edits the site."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from tremplin.content.models import TreeImport
from tremplin.content.second_reading import second_person_publishes
from tremplin.core.answers import Answer, No, Yes
from tremplin.core.models import StoredFile
from tremplin.core.offers import FileKind
from tremplin.programme.queries import quiet_at, roles_of
from tremplin.programme.states import Role


def can_edit_site(person: Any) -> Answer:
    if Role.EDITOR in roles_of(person):
        return Yes()
    return No(_("The site is edited by people with a mandate of editor."))


def can_open_desk(person: Any) -> Answer:
    """The desk of the site: those who edit it, and those who set its rule."""
    if roles_of(person) & {Role.EDITOR, Role.ADMINISTRATOR}:
        return Yes()
    return No(_("This page is for the editors of the site and the administrators."))


def can_set_site_rule(person: Any) -> Answer:
    """Not the editors: the rule binds them."""
    if Role.ADMINISTRATOR in roles_of(person):
        return Yes()
    return No(_("Whether a second person publishes is decided by an administrator."))


def can_start_import(person: Any, row: TreeImport, at: datetime) -> Answer:
    """An import publishes at once, and many pages: what holds for one page holds for it."""
    answer = can_edit_site(person)
    if isinstance(answer, No):
        return answer
    if quiet_at(at) is not None:
        return No(_("A quiet period runs: the archive is imported once it is over."))
    if second_person_publishes() and row.asked_by == person.ref:
        return No(
            _("Another editor reads this report and imports the archive: pages are published by a second person.")
        )
    return Yes()


TREE_KIND = "content.tree"


def _may_download(person: Any, stored: StoredFile) -> Answer:
    return can_edit_site(person)


TREE = FileKind(TREE_KIND, _may_download)
