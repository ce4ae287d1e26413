"""Wagtail's groups, derived from mandates: the one place where a right is stored rather than computed.

Wagtail asks its own groups. They are brought in step with the mandates in force at each sign-in, and every night for
the mandates that ended meanwhile.
"""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from tremplin.people.models import Person
from tremplin.programme.models import Mandate
from tremplin.programme.queries import in_force, roles_of
from tremplin.programme.states import Role

NAME = "tremplin-editors"
_ON_PAGES = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page")
# the memory of imports, and the rule that binds the editors themselves
_NOT_THEIRS = ("importedfile", "siterule", "secondreadertask")
# Wagtail asks for the rights of its own picture and document, whatever model stands for them
_ON_COLLECTIONS = ("add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document")


def on_sign_in(sender: Any, user: Person, **details: Any) -> None:
    """allauth says somebody signed in."""
    group = _group()
    if Role.EDITOR in roles_of(user):
        user.groups.add(group)
    else:
        user.groups.remove(group)


def refresh_all(at: datetime) -> str:
    """Members of the group are exactly the people with a mandate of editor in force."""
    with transaction.atomic():
        _grant(_group())
        editors = Mandate.objects.filter(in_force(), role=Role.EDITOR, person__forgotten_at=None)
        members = set(editors.order_by().values_list("person", flat=True))
        _group().user_set.set(members)
    return str(len(members))


def _group() -> Group:
    group, created = Group.objects.get_or_create(name=NAME)
    if created:
        _grant(group)
    return group


def _grant(group: Group) -> None:
    """Pages, pictures, documents, and the words this room keeps; nothing about people or settings of Wagtail itself."""
    words = Permission.objects.filter(content_type__app_label="content").exclude(content_type__model__in=_NOT_THEIRS)
    access = Permission.objects.filter(codename="access_admin", content_type__app_label="wagtailadmin")
    redirects = Permission.objects.filter(content_type__app_label="wagtailredirects")
    translation = Permission.objects.filter(content_type__app_label="simple_translation")
    group.permissions.set([*words, *access, *redirects, *translation])
    root = Page.get_first_root_node()
    for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=_ON_PAGES):
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
    top = Collection.get_first_root_node()
    for permission in Permission.objects.filter(
        content_type__app_label__in=["wagtailimages", "wagtaildocs"], codename__in=_ON_COLLECTIONS
    ):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=top, permission=permission)
