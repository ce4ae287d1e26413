"""Who stands at the door of the team's pages, and what they may find behind it."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from tremplin.core.answers import require
from tremplin.directory import queries, rules
from tremplin.directory.models import Body, Door, Holder, Import, Network, Report
from tremplin.directory.queries.holders import holders_visible_to, reports_visible_to
from tremplin.directory.queries.networks import networks_visible_to
from tremplin.people.doorkeeper import must_be_ref


def managed_door(request: HttpRequest, ref: str) -> Door:
    found = queries.doors_visible_to(request.user).select_related("vouched_by", "successor__body", "body__successor")
    door = get_object_or_404(found.prefetch_related("topics"), ref=must_be_ref(ref))
    require(rules.can_manage_doors(request.user))
    return door


def managed_body(request: HttpRequest, ref: str) -> Body:
    return get_object_or_404(queries.bodies_visible_to(request.user), ref=must_be_ref(ref))


def managed_import(request: HttpRequest, ref: str) -> Import:
    return get_object_or_404(queries.imports_visible_to(request.user), ref=must_be_ref(ref))


def managed_holder(request: HttpRequest, ref: str) -> Holder:
    return get_object_or_404(holders_visible_to(request.user), ref=must_be_ref(ref))


def managed_report(request: HttpRequest, ref: str) -> Report:
    return get_object_or_404(reports_visible_to(request.user), ref=must_be_ref(ref))


def managed_network(request: HttpRequest, ref: str) -> Network:
    return get_object_or_404(networks_visible_to(request.user), ref=must_be_ref(ref))
