"""Writing a page as the editor's screen posts it."""

from typing import Any
from zoneinfo import ZoneInfo

from bs4 import BeautifulSoup, Tag
from django.conf import settings
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from wagtail.fields import StreamField
from wagtail.models import Page

from tests import cast, factories
from tremplin.content import editors
from tremplin.people.models import Person
from tremplin.programme.states import Role


def editor(name: str = "Eve") -> Person:
    """An editor in force, known to Wagtail."""
    person = cast.eve() if name == "Eve" else factories.PersonFactory.create(full_name=name)
    if name != "Eve":
        factories.MandateFactory.create(person=person, role=Role.EDITOR, programme=cast.programme())
    editors.on_sign_in(sender=None, user=person)
    return Person.objects.get(pk=person.pk)


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def screen(client: Client, page: Page) -> BeautifulSoup:
    answer = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert answer.status_code == 200, answer
    return BeautifulSoup(answer.content, "html.parser")


def fields(found: BeautifulSoup, model: type[Page]) -> dict[str, Any]:
    """What the form of the screen would post untouched."""
    form = found.select_one("form[data-edit-form]")
    assert isinstance(form, Tag)
    data: dict[str, Any] = {}
    for one in form.select("input[name], textarea[name], select[name]"):
        name, kind = str(one["name"]), one.get("type")
        if one.name == "textarea":
            data[name] = one.get_text().removeprefix("\n")
        elif one.name == "select":
            data[name] = [option.get("value", "") for option in one.select("option[selected]")]
        elif kind in ("checkbox", "radio"):
            if one.has_attr("checked"):
                data[name] = one.get("value", "on")
        elif kind not in ("submit", "file"):
            data[name] = one.get("value", "")
    # their fields are made by a script
    data |= {f"{field.name}-count": "0" for field in model._meta.get_fields() if isinstance(field, StreamField)}
    return data


def write(client: Client, page: Page, act: str = "", **changes: Any) -> HttpResponseBase:
    """Change fields and press a button: "" keeps a draft; « publish », « submit », « approve »…"""
    specific = page.specific_class
    assert specific is not None
    written = Page.objects.get(pk=page.pk).get_latest_revision_as_object()
    # the dates stand in a dialog that a script opens
    dates = {
        name: at.astimezone(ZoneInfo(settings.TIME_ZONE)).strftime("%Y-%m-%d %H:%M")
        if (at := getattr(written, name))
        else ""
        for name in ("go_live_at", "expire_at")
    }
    data = {**fields(screen(client, page), specific), **dates, **changes}
    if act in ("approve", "reject"):
        data |= {"action-workflow-action": "true", "workflow-action-name": act}
        data.setdefault("workflow-action-extra-data", "{}")
    elif act:
        data[f"action-{act}"] = "x"
    answer: HttpResponseBase = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)
    return answer


def actions_of(client: Client, page: Page) -> set[str]:
    """The names of the buttons the screen offers."""
    found = screen(client, page)
    buttons = found.select("form[data-edit-form] button[name]")
    named = {str(one["name"]) for one in buttons}
    return named | {str(one["data-workflow-action-name"]) for one in found.select("[data-workflow-action-name]")}


def faults(answer: Any) -> dict[str, list[str]]:
    """The sentences of a form refused, by field."""
    form = answer.context["form"]
    return {
        name: [message for error in errors.as_data() for message in error.messages]
        for name, errors in form.errors.items()
    }
