"""Networks: sets of bodies that know each other under one name."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tremplin.core import journal
from tremplin.core.moves import MoveRefused, hold
from tremplin.core.text import fold
from tremplin.directory import rules
from tremplin.directory.actions.allowed import must
from tremplin.directory.models import Body, Network
from tremplin.directory.states import BodyState
from tremplin.people.models import Person


def add_network(name: str, *, by: Person, at: datetime) -> Network:
    with transaction.atomic():
        must(rules.can_manage_doors(by))
        _must_be_new(name)
        network = Network.objects.create(name=name)
        journal.record("add", network, by=by.ref, at=at)
        return network


def rename_network(network: Network, name: str, *, by: Person, at: datetime) -> None:
    with transaction.atomic():
        network = hold(network)
        must(rules.can_manage_doors(by))
        _must_be_new(name, network)
        network.name = name
        network.save(update_fields=["name"])
        journal.record("rename", network, by=by.ref, at=at)


def add_to_network(network: Network, body: Body, *, by: Person, at: datetime) -> None:
    with transaction.atomic():
        network, body = hold(network), hold(body)
        must(rules.can_manage_doors(by))
        if body.state == BodyState.CLOSED:
            raise MoveRefused(_("This body is closed: choose the one that came after it."))
        network.bodies.add(body)
        journal.record("join", network, by=by.ref, at=at, after=body.ref)


def remove_from_network(network: Network, body: Body, *, by: Person, at: datetime) -> None:
    with transaction.atomic():
        network = hold(network)
        must(rules.can_manage_doors(by))
        network.bodies.remove(body)
        journal.record("leave", network, by=by.ref, at=at, before=body.ref)


def _must_be_new(name: str, network: Network | None = None) -> None:
    others = Network.objects.exclude(pk=network.pk) if network else Network.objects.all()
    if fold(name) in {fold(other) for other in others.values_list("name", flat=True)}:
        raise MoveRefused(_("A network already has this name."))
