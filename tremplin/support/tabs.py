"""The views of one support: what stands above each of its pages, by the three steps, as the person may open them."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tremplin.core.offers import Link
from tremplin.support.models import Accompaniment
from tremplin.support.queries import subjects_open_to
from tremplin.support.queries.accompaniments import accompaniments_whole_to
from tremplin.support.states import Subject


@dataclass(frozen=True)
class View:
    """One page of a support: `key` is the `view` its template is given, `subject` what one must be allowed to see;
    `whole`, for the initiative's team and those who answer for its support alone.
    """

    key: str
    label: str | Promise
    url_name: str
    subject: Subject | None = None
    whole: bool = False


@dataclass(frozen=True)
class Group:
    """Views under one tab; the tab opens the first of them."""

    label: str | Promise
    views: tuple[View, ...]


GROUPS = (
    Group(_("Overview"), (View("overview", _("Overview"), "support:accompaniment"),)),
    Group(_("Diagnosis"), (View("diagnosis", _("Diagnosis"), "support:diagnosis-list", Subject.DIAGNOSIS),)),
    Group(_("Roadmap"), (View("roadmap", _("Roadmap"), "support:roadmap", Subject.ROADMAP),)),
    Group(
        _("Sessions"),
        (
            View("sessions", _("Sessions"), "support:session-list", Subject.SESSIONS),
            View("session-requests", _("Asked for"), "support:session-request-list", Subject.SESSIONS),
            View("workshops", _("Workshops"), "support:support-workshops", Subject.SESSIONS),
        ),
    ),
    Group(
        pgettext_lazy("a step", "Consolidate"),
        (
            View("legal", _("Legal questions"), "support:legal-list", Subject.LEGAL),
            View("paths", _("Paths"), "support:walk-list", Subject.LEGAL),
            View("funding", _("Funding plan"), "support:funding-plan", Subject.MONEY),
            View("agreements", _("Agreements with others"), "support:agreement-list", Subject.LEGAL),
            View("indicators", _("Indicators"), "support:indicator-list", Subject.RESULTS),
        ),
    ),
    Group(
        pgettext_lazy("a step", "Integrate"),
        (
            View("introductions", _("Introductions"), "support:introduction-list", Subject.TIES),
            View("relations", _("Relations"), "support:relation-list", Subject.TIES),
            View("resources", _("Resources"), "support:resource-list", Subject.TIES),
        ),
    ),
    Group(
        pgettext_lazy("a step", "Deploy"),
        (
            View("places", _("Places and users"), "support:place-list", Subject.RESULTS),
            View("commons", _("How the common lives"), "support:commons-life", Subject.RESULTS),
            View("checklists", _("Check-lists"), "support:checklists", Subject.RESULTS),
        ),
    ),
    Group(
        _("Committees and money"),
        (
            View("committees", _("Committees"), "support:accompaniment-committees", Subject.MONEY),
            View("money", _("Grants and aids"), "support:money", Subject.MONEY),
            View("pledges", _("Pledges"), "support:pledge-list", Subject.MONEY),
        ),
    ),
    Group(
        _("How we work"),
        (
            View("working", _("Working together"), "support:working"),
            View("texts", _("Texts"), "support:text-list", whole=True),
            View("letters", _("Letters"), "support:letter-list", whole=True),
            View("exit", _("End of the support"), "support:exit", whole=True),
        ),
    ),
)


def tabs_of(person: Any, accompaniment: Accompaniment, view: str) -> tuple[list[Link], list[Link]]:
    """The tabs, then the views of the current one when it has several."""
    seen = subjects_open_to(person, accompaniment)
    whole = accompaniments_whole_to(person).filter(pk=accompaniment.pk).exists()
    tabs, under = [], []
    for group in GROUPS:
        shown = [
            one for one in group.views if (one.subject is None or one.subject in seen) and (whole or not one.whole)
        ]
        if not shown:
            continue
        here = any(one.key == view for one in shown)
        links = [Link(one.label, reverse(one.url_name, args=[accompaniment.ref]), one.key == view) for one in shown]
        tabs.append(Link(group.label, links[0].url, here))
        if here and len(links) > 1:
            under = links
    return tabs, under
