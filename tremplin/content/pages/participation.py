"""How to take part: the ways in, what candidates want to know, the course of an application, how to contribute."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from tremplin.content import lists, plainwords, ways
from tremplin.content.pages.base import LEAD, BasePage, Invitation, address, laureates_chosen, line, picture, words
from tremplin.content.pages.rows import CriterionBlock, DateBlock, DefinitionBlock, ShortQuestionBlock


def _panel(heading: Any, *names: str) -> MultiFieldPanel:
    return MultiFieldPanel([FieldPanel(name) for name in names], heading=heading)


def _button(heading: Any, name: str) -> MultiFieldPanel:
    row = FieldRowPanel([FieldPanel(f"{name}_button"), FieldPanel(f"{name}_url")])
    return MultiFieldPanel([row], heading=heading)


class Participation(BasePage):
    """A page whose buttons are shown only when they lead somewhere."""

    buttons: tuple[str, ...] = ()

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **options: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **options)
        urls = {name: getattr(self, f"{name}_url") for name in self.buttons}
        home = ways.home_above(self)
        alive = ways.leading_all([url for url in urls.values() if url], home) if home and any(urls.values()) else {}
        context["buttons"] = {name: alive.get(url, "") for name, url in urls.items()}
        if hasattr(self, "profiles"):
            context["profiles"] = lists.chosen(self.profiles)
        return context


class ParticipatePage(Participation):
    """The two ways in: apply, contribute."""

    apply_title = line(_("title"))
    apply_sub = line(_("line under the title"))
    apply_text = words(_("text"))
    apply_image = picture(_("picture"))
    apply_button = line(_("button"), longest=120)
    apply_url = address(_("address of the button"))
    contribute_title = line(_("title"))
    contribute_sub = line(_("line under the title"))
    contribute_text = words(_("text"))
    contribute_image = picture(_("picture"))
    contribute_button = line(_("button"), longest=120)
    contribute_url = address(_("address of the button"))

    buttons = ("apply", "contribute")
    template = "content/participate.html"
    content_panels = [
        *LEAD,
        *(
            MultiFieldPanel(
                [
                    *(FieldPanel(f"{name}_{part}") for part in ("title", "sub", "text", "image")),
                    FieldRowPanel([FieldPanel(f"{name}_button"), FieldPanel(f"{name}_url")]),
                ],
                heading=heading,
            )
            for name, heading in (("apply", _("Apply")), ("contribute", _("Contribute")))
        ),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("page of the ways to take part")
        verbose_name_plural = _("pages of the ways to take part")
        ordering = ["path"]


class CandidatesPage(Participation):
    """What candidates want to know: is it for us, on which criteria, when. While it is closed, what to wait for."""

    is_open = models.BooleanField(
        _("applications are open"), default=False, help_text=_("While they are not, the words “Wait” are shown.")
    )
    questions = StreamField(
        [("question", ShortQuestionBlock())], blank=True, verbose_name=_("questions one asks oneself")
    )
    head_text = words(_("text under the questions"))
    apply_button = line(_("button to apply"), longest=120)
    apply_url = address(_("address of the button"))
    call_button = line(_("second button"), longest=120)
    call_url = address(_("address of the second button"))
    definition_title = words(_("definition"))
    definition_info_title = line(_("title of the note"))
    definition_info_text = words(_("note"))
    what_title = line(_("title"))
    what = StreamField([("definition", DefinitionBlock())], blank=True, verbose_name=_("points"))
    profiles_title = line(_("title"))
    profiles_sub = line(_("line under the title"))
    profiles_text = words(_("text"))
    profiles = laureates_chosen(_("laureates shown"))
    how_title = line(_("title"))
    how_text = words(_("text"))
    criteria_title = line(_("title"))
    criteria_text = words(_("text"))
    criteria = StreamField([("criterion", CriterionBlock())], blank=True, verbose_name=_("criteria"))
    wait_title = line(_("title"))
    wait_text = words(_("text"))

    buttons = ("apply", "call")
    template = "content/candidates.html"
    content_panels = [
        *LEAD,
        FieldPanel("is_open"),
        _panel(_("Questions"), "questions", "head_text"),
        _button(_("Apply"), "apply"),
        _button(_("Second button"), "call"),
        _panel(_("Definition"), "definition_title", "definition_info_title", "definition_info_text"),
        _panel(_("What it is"), "what_title", "what"),
        _panel(_("Laureates"), "profiles_title", "profiles_sub", "profiles_text", "profiles"),
        _panel(_("How"), "how_title", "how_text"),
        _panel(_("Criteria"), "criteria_title", "criteria_text", "criteria"),
        _panel(_("Wait"), "wait_title", "wait_text"),
        FieldPanel("body"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("how_text"), index.SearchField("criteria_text")]

    class Meta:
        verbose_name = _("page for candidates")
        verbose_name_plural = _("pages for candidates")
        ordering = ["path"]

    def search_words(self) -> str:
        return plainwords.of_page(self, but=("wait_title", "wait_text") if self.is_open else ())


class ProjectPage(Invitation, Participation):
    """The course of an application: what is asked, when, and what other teams say."""

    callout_title = line(_("title"))
    callout_text = words(_("text"))
    how_title = line(_("title"))
    how_text = words(_("text"))
    steps_title = line(_("title"))
    steps = StreamField([("date", DateBlock())], blank=True, verbose_name=_("dates"))
    profiles_title = line(_("title"))
    profiles_sub = line(_("line under the title"))
    profiles_text = words(_("text"))
    profiles = laureates_chosen(_("laureates shown"))
    questions_text = words(_("questions"))
    contact_text = words(_("who to ask"))

    template = "content/project.html"
    content_panels = [
        *LEAD,
        _panel(_("Note"), "callout_title", "callout_text"),
        _panel(_("How"), "how_title", "how_text"),
        _panel(_("Steps"), "steps_title", "steps"),
        _panel(_("Laureates"), "profiles_title", "profiles_sub", "profiles_text", "profiles"),
        FieldPanel("questions_text"),
        FieldPanel("contact_text"),
        FieldPanel("body"),
        Invitation.panel,
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("how_text"), index.SearchField("questions_text")]

    class Meta:
        verbose_name = _("page of the course of an application")
        verbose_name_plural = _("pages of the course of an application")
        ordering = ["path"]


class ContributePage(Participation):
    """How to give a hand to the initiatives that are supported."""

    is_open = models.BooleanField(
        _("contributions are open"), default=True, help_text=_("While they are not, the buttons are not shown.")
    )
    head_title = line(_("title"))
    head_text = words(_("text"))
    apply_button = line(_("button"), longest=120)
    apply_url = address(_("address of the button"))
    call_button = line(_("second button"), longest=120)
    call_url = address(_("address of the second button"))
    programme_title = line(_("title"))
    programme_text = words(_("text"))
    steps_text = words(_("steps"))
    profiles_title = line(_("title"))
    profiles_sub = line(_("line under the title"))
    profiles_text = words(_("text"))
    profiles = laureates_chosen(_("laureates shown"))

    buttons = ("apply", "call")
    template = "content/contribute.html"
    content_panels = [
        *LEAD,
        FieldPanel("is_open"),
        _panel(_("First words"), "head_title", "head_text"),
        _button(_("Contribute"), "apply"),
        _button(_("Second button"), "call"),
        _panel(_("Programme"), "programme_title", "programme_text"),
        FieldPanel("steps_text"),
        _panel(_("Laureates"), "profiles_title", "profiles_sub", "profiles_text", "profiles"),
        FieldPanel("body"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("head_text"), index.SearchField("steps_text")]

    class Meta:
        verbose_name = _("page for contributors")
        verbose_name_plural = _("pages for contributors")
        ordering = ["path"]
