"""Public resources the team writes, changes, publishes and withdraws. One the team changed is left alone by imports."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from tremplin.core import clock, journal
from tremplin.core.moves import hold
from tremplin.directory import rules
from tremplin.directory.actions.allowed import must
from tremplin.directory.actions.generations import resources_changed
from tremplin.directory.models import Door, Resource
from tremplin.people.models import Person

FIELDS = (
    "name",
    "kind",
    "does",
    "conditions",
    "for_whom",
    "amount",
    "provider",
    "territory",
    "website",
    "form_url",
    "opens_on",
    "closes_on",
    "published",
)


def add_resource(*, words: Mapping[str, Any], by: Person, at: datetime) -> Resource:
    with transaction.atomic():
        must(rules.can_manage_doors(by))
        resource = Resource.objects.create(
            **{name: words[name] for name in FIELDS if name in words}, edited=True, checked_on=clock.today()
        )
        resource.topics.set(words.get("topics", ()))
        journal.record("add", resource, by=by.ref, at=at)
        resources_changed()
        return resource


def change_resource(resource: Resource, *, words: Mapping[str, Any], by: Person, at: datetime) -> None:
    """Whoever changes one that was imported makes it the team's."""
    with transaction.atomic():
        resource = hold(resource)
        must(rules.can_manage_doors(by))
        for name in FIELDS:
            if name in words:
                setattr(resource, name, words[name])
        resource.edited, resource.checked_on = True, clock.today()
        resource.save()
        if "topics" in words:
            resource.topics.set(words["topics"])
        journal.record("change", resource, by=by.ref, at=at)
        resources_changed()


def set_resource_door(resource: Resource, door: Door | None, *, by: Person, at: datetime) -> None:
    """The door where it is asked, and with it the body that gives it."""
    with transaction.atomic():
        resource = hold(resource)
        must(rules.can_manage_doors(by))
        resource.door, resource.edited = door, True
        if door is not None:
            resource.body = door.body
        resource.save()
        journal.record("attach", resource, by=by.ref, at=at, after=door.ref if door else "")
        resources_changed()


def publish_resource(resource: Resource, *, by: Person, at: datetime) -> None:
    """Anybody finds it, from now until its last day; one that was withdrawn comes back."""
    with transaction.atomic():
        resource = hold(resource)
        must(rules.can_publish_resource(by, resource))
        resource.published, resource.withdrawn_at = True, None
        resource.save(update_fields=["published", "withdrawn_at"])
        journal.record("publish", resource, by=by.ref, at=at)
        resources_changed()


def withdraw_resource(resource: Resource, *, by: Person, at: datetime) -> None:
    """It leaves the site and the search; what refers to it stays readable."""
    with transaction.atomic():
        resource = hold(resource)
        must(rules.can_withdraw_resource(by, resource))
        resource.withdrawn_at = at
        resource.save(update_fields=["withdrawn_at"])
        journal.record("withdraw", resource, by=by.ref, at=at)
        resources_changed()


def check_resource(resource: Resource, *, by: Person, at: datetime) -> None:
    """Somebody read its page today: it is there, and says this."""
    with transaction.atomic():
        resource = hold(resource)
        must(rules.can_withdraw_resource(by, resource))
        resource.checked_on = clock.today()
        resource.save(update_fields=["checked_on"])
        journal.record("check", resource, by=by.ref, at=at)
        resources_changed()
