"""Who edits the site."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tremplin.core.answers import Answer, No, Yes
from tremplin.programme.queries import roles_of
from tremplin.programme.states import Role


def can_edit_site(person: Any) -> Answer:
    if Role.EDITOR in roles_of(person):
        return Yes()
    return No(_("The site is edited by people with a mandate of editor."))
