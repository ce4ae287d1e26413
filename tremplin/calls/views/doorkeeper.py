"""Who stands at the door of a team's page, and what they may find behind it."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from tremplin.calls import queries
from tremplin.calls.models import Application
from tremplin.people.doorkeeper import must_be_ref


def own_application(request: HttpRequest, ref: str) -> Application:
    """An application of the person's own teams; for anybody else, it does not exist."""
    return get_object_or_404(queries.drafts_of(request.user), ref=must_be_ref(ref))
