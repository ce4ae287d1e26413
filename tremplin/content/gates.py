"""In Wagtail's editor, the gates that are not in a page's own form: several pages at once, a move, the words of a
button.
"""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem, SubmitForModerationMenuItem
from wagtail.models import Page

from tremplin.content.pages.form import clash
from tremplin.content.second_reading import is_sound, second_person_publishes
from tremplin.core.answers import No


class AskForReading(SubmitForModerationMenuItem):
    """Wagtail's button, in the interface's language rather than in that of a name kept in the database."""

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(parent_context)
        page = context.get("page")
        state = page.current_workflow_state if page else None
        again = state is not None and state.status == state.STATUS_NEEDS_CHANGES
        context["label"] = _("Ask for a second reading again") if again else _("Ask for a second reading")
        return context


def name_the_reading(items: list[ActionMenuItem], request: HttpRequest, context: dict[str, Any]) -> None:
    for number, item in enumerate(items):
        if type(item) is SubmitForModerationMenuItem:
            items[number] = AskForReading(order=item.order)


def before_publishing(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A new page under the root has no page of ours above it to say that a second person publishes."""
    new = request.resolver_match is not None and request.resolver_match.url_name == "add"
    if not (new and page.get_parent().is_root() and second_person_publishes()):
        return None
    # Wagtail makes a new page public before it asks
    Page.objects.filter(pk=page.pk).update(live=False, has_unpublished_changes=True)
    messages.warning(request, _("A second person publishes: the page is kept as a draft, ask for a reading."))
    return redirect("wagtailadmin_pages:edit", page.pk)


def before_several(request: HttpRequest, kind: str, objects: list[Any], action: Any) -> HttpResponse | None:
    """Several pages at once: all may be published, or moved there, or none is."""
    refused: list[str] = []
    if kind == "publish":
        answers = [is_sound(page.specific) for page in _chosen(objects, action)]
        refused = [str(answer.reason) for answer in answers if isinstance(answer, No)]
    elif kind == "move":
        pages = [page for page in objects if isinstance(page, Page)]
        errors = [clash(action.cleaned_form.cleaned_data["chooser"], page.slug, page) for page in pages]
        refused = [message for error in errors if error is not None for message in error.messages]
    for sentence in refused:
        messages.error(request, sentence)
    return redirect(action.next_url) if refused else None


def _chosen(objects: list[Any], action: Any) -> Iterator[Page]:
    below = action.cleaned_form is not None and action.cleaned_form.cleaned_data.get("include_descendants")
    for page in objects:
        if isinstance(page, Page):
            yield page
            yield from page.get_descendants().not_live() if below else ()


def before_moving(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    """A page moved where another one is, or where a part of the application is: said with its name."""
    error = clash(destination, page.slug, page)
    if error is None:
        return None
    messages.error(request, " ".join(error.messages))
    return redirect("wagtailadmin_pages:move", page.pk)
