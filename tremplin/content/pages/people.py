"""The people of the programme: one portrait each, and the pages that list them by role."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from tremplin.content import lists
from tremplin.content.models.vocabulary import Facet
from tremplin.content.pages.base import LEAD, BasePage, Invitation, laureates_chosen, line, words


class PortraitRole(models.TextChoices):
    """What somebody is to the programme, in the words of content files."""

    PARTICIPANT = "participant", _("leads a supported initiative")
    PROGRAMME = "agent-programme", _("runs the programme")
    ECOSYSTEM = "agent-ecosysteme", _("partner of the programme")
    SUPPORT = "agent-participant", _("public agent who supports an initiative")
    PUBLIC = "agent-public", _("public agent")


class PortraitPage(BasePage):
    """Somebody the programme presents, with their agreement."""

    job = line(_("job or quality"), longest=300)
    role = models.CharField(_("role"), max_length=20, choices=PortraitRole, blank=True)
    facets = ParentalManyToManyField(
        Facet,
        blank=True,
        related_name="+",
        verbose_name=_("seasons and fields of action"),
        limit_choices_to={"kind__in": ["promo", "domain"]},
    )
    laureates = laureates_chosen(_("initiatives"))
    linkedin = line(_("LinkedIn page"), longest=300)
    github = line(_("GitHub page"), longest=300)
    weight = models.IntegerField(
        _("order"), null=True, blank=True, help_text=_("The smallest number comes first; without a number, last.")
    )

    search_kind = "portrait"
    template = "content/portrait.html"
    content_panels = [
        *LEAD,
        FieldPanel("job"),
        FieldRowPanel([FieldPanel("role"), FieldPanel("weight")]),
        FieldPanel("facets"),
        FieldPanel("laureates"),
        FieldRowPanel([FieldPanel("linkedin"), FieldPanel("github")]),
        FieldPanel("body"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("job")]

    class Meta:
        verbose_name = _("portrait")
        verbose_name_plural = _("portraits")
        ordering = ["path"]
        constraints = [
            models.CheckConstraint(condition=models.Q(role__in=["", *PortraitRole.values]), name="portrait_role_known")
        ]

    def get_context(self, request: HttpRequest, *args: Any, **options: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **options)
        context["laureates"] = lists.chosen(self.laureates)
        context["elsewhere"] = [url for url in (self.linkedin, self.github) if url.startswith("https://")]
        return context


class Shows(models.TextChoices):
    EVERYBODY = "everybody", _("everybody, by role")
    PARTICIPANTS = "participants", _("those who lead the initiatives")
    AGENTS = "agents", _("public agents")


_ROLES_OF: dict[Shows, list[str]] = {
    Shows.EVERYBODY: PortraitRole.values,
    Shows.PARTICIPANTS: [PortraitRole.PARTICIPANT],
    Shows.AGENTS: [PortraitRole.PROGRAMME, PortraitRole.ECOSYSTEM, PortraitRole.SUPPORT, PortraitRole.PUBLIC],
}
# the layouts of content files that show some of them only
SHOWN_BY = {"talents": Shows.PARTICIPANTS, "agents": Shows.AGENTS}


@dataclass(frozen=True)
class Group:
    """People of one role, under a heading and its words."""

    title: str
    words: str
    people: list[PortraitPage]


class PeoplePage(Invitation, BasePage):
    """The people of the programme, by role."""

    shows = models.CharField(_("who is shown"), max_length=20, choices=Shows, default=Shows.EVERYBODY)
    intro_programme = words(_("words before those who run the programme"))
    intro_ecosystem = words(_("words before the partners"))
    intro_participants = words(_("words before those who lead the initiatives"))

    template = "content/people.html"
    content_panels = [
        *LEAD,
        FieldPanel("shows"),
        MultiFieldPanel(
            [FieldPanel("intro_programme"), FieldPanel("intro_ecosystem"), FieldPanel("intro_participants")],
            heading=_("Words before each role"),
        ),
        FieldPanel("body"),
        Invitation.panel,
    ]

    class Meta:
        verbose_name = _("list of people")
        verbose_name_plural = _("lists of people")
        ordering = ["path"]
        constraints = [models.CheckConstraint(condition=models.Q(shows__in=Shows.values), name="people_shows_known")]

    def get_context(self, request: HttpRequest, *args: Any, **options: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **options)
        context["groups"] = [group for group in self._groups() if group.people or group.words]
        return context

    def _groups(self) -> list[Group]:
        titles = {
            PortraitRole.PROGRAMME: (_("The programme’s team"), self.intro_programme),
            PortraitRole.ECOSYSTEM: (_("The partners"), self.intro_ecosystem),
            PortraitRole.PARTICIPANT: (_("Those who lead the initiatives"), self.intro_participants),
            PortraitRole.SUPPORT: (_("The public agents who support an initiative"), ""),
            PortraitRole.PUBLIC: (_("The public agents"), ""),
        }
        people = lists.portraits(self.locale)
        shown = _ROLES_OF[Shows(self.shows)]
        groups = [
            Group(str(title), intro, [one for one in people if one.role == role])
            for role, (title, intro) in titles.items()
            if role in shown
        ]
        others = [one for one in people if not one.role] if self.shows == Shows.EVERYBODY else []
        return [*groups, Group("", "", others)]
