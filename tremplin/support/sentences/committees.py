"""A committee in words: why somebody does not receive a file, and what is to be done next."""

from collections.abc import Collection

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from tremplin.core.offers import Link
from tremplin.support.models import Committee, CommitteeItem, CommitteeMember
from tremplin.support.queries.ties import Tie, TieKind
from tremplin.support.states import CommitteeState

_WHY = {
    TieKind.PLEDGE: lambda tie: _("pledged: %(what)s") % {"what": tie.words},
    TieKind.BODY: lambda tie: _("sits for a body that pledged: %(what)s") % {"what": tie.words},
    TieKind.COMMITMENT: lambda tie: _("promised: %(what)s") % {"what": tie.words},
    TieKind.ASKING: lambda tie: _("helped it as a supporter: %(what)s") % {"what": tie.words},
    TieKind.CONFLICT: lambda tie: _("declared a conflict"),
    TieKind.TEAM: lambda tie: _("is of its team"),
}


def tie_sentence(tie: Tie) -> str:
    """« Does not receive the file of Atlas: pledged: 10 000 € »."""
    return _("Does not receive the file of %(name)s (%(why)s).") % {
        "name": tie.item.accompaniment,
        "why": _WHY[tie.kind](tie),
    }


def minutes_title(committee: Committee) -> str:
    """The title of the document, in French like its words."""
    with translation.override("fr"):
        return _("Minutes: %(kind)s") % {"kind": committee.get_kind_display()}


def next_gesture(
    committee: Committee, members: Collection[CommitteeMember], items: Collection[CommitteeItem]
) -> Link | None:
    """The one thing to do now; None when it is a button of the page itself, or when nothing is left."""
    if committee.state == CommitteeState.HELD:
        waiting = next((one for one in items if not one.outcome), None)
        if waiting is not None:
            address = reverse("support:committee-item", args=[committee.ref, waiting.ref])
            return Link(_("Next file: %(name)s") % {"name": waiting.accompaniment}, address)
        return Link(_("Write the minutes"), reverse("support:minutes-write", args=[committee.ref]))
    if committee.state == CommitteeState.SIGNED:
        return Link(_("Read the minutes"), reverse("support:minutes", args=[committee.ref]))
    if committee.state == CommitteeState.PLANNED and not members:
        return Link(_("Name the members"), reverse("support:committee-members", args=[committee.ref]))
    if committee.state == CommitteeState.PLANNED and not items:
        return Link(_("Choose the files"), reverse("support:committee-agenda", args=[committee.ref]))
    return None
