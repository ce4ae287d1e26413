"""Who edits the site."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tremplin.core.answers import Answer, No, Yes
from tremplin.core.models import StoredFile
from tremplin.core.offers import FileKind
from tremplin.programme.queries import roles_of
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


TREE_KIND = "content.tree"


def _may_download(person: Any, stored: StoredFile) -> Answer:
    return can_edit_site(person)


TREE = FileKind(TREE_KIND, _may_download)
