"""Moderation by a second person: whose words wait, who may approve them, and what one may not do alone.

The right to publish is Wagtail's; when the rule of the site holds, `Reader` takes it back on every page, whatever the
door (button, several pages at once, copy, date): a page is then published by an approval, never by its writer.
"""

from functools import cache
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.models import COMMENTS_RELATION_NAME, Page, PagePermissionTester, Revision, TaskState, WorkflowState

from tremplin.content.models.moderation import SecondReaderTask, SiteRule
from tremplin.content.pages.faults import faults_of
from tremplin.core.answers import Answer, No, Yes
from tremplin.programme.queries import roles_of
from tremplin.programme.states import Role

# what an editor types among the fields every page of Wagtail has; the others are bookkeeping
_TYPED = {"title", "slug", "seo_title", "search_description", "show_in_menus", "go_live_at", "expire_at"}
# an editor saves often, by hand or not: further back, the words are taken for those of the oldest one read
_REVISIONS_READ = 50


def second_person_publishes() -> bool:
    return SiteRule.objects.filter(second_person=True).exists()


@cache
def _bookkeeping() -> frozenset[str]:
    names = {field.name for field in Page._meta.get_fields()} - _TYPED
    return frozenset(names | {"pk", "page_ptr", COMMENTS_RELATION_NAME})


class Reader(PagePermissionTester):
    """Wagtail's tester of rights, in which nobody publishes alone while the rule holds.

    Withdrawing stays possible alone: what must not be read has to go at once.
    """

    @cached_property
    def alone(self) -> bool:
        if not hasattr(self.user, "_publishes_alone"):
            self.user._publishes_alone = not second_person_publishes()
        return bool(self.user._publishes_alone)

    def can_publish(self) -> bool:
        return bool(super().can_publish()) and self.alone

    def can_publish_subpage(self) -> bool:
        return bool(super().can_publish_subpage()) and self.alone

    def can_unschedule(self) -> bool:
        return bool(super().can_publish())


def writer_of(page: Page) -> int | None:
    """Who wrote the words that wait: the author of the first of the last revisions that say the same.

    A comment, a lock or a saving without a change make nobody the writer.
    """
    rows = Revision.objects.for_instance(page).order_by("-created_at", "-pk").only("user_id", "content")
    writer: int | None = None
    said: dict[str, Any] | None = None
    kept = _bookkeeping()
    for revision in rows[:_REVISIONS_READ]:
        words = {name: value for name, value in revision.content.items() if name not in kept}
        if said is not None and words != said:
            break
        said, writer = words, revision.user_id
    return writer


def can_approve(page: Page, person: Any) -> Answer:
    if Role.EDITOR not in roles_of(person):
        return No(_("The site is edited by people with a mandate of editor."))
    if writer_of(page) == person.pk:
        return No(_("You wrote these words: somebody else approves them."))
    return Yes()


def is_sound(page: Page) -> Answer:
    """Whether the words that wait may be published: a draft may have been saved since the reading was asked for."""
    words = page.get_latest_revision_as_object()
    if faults_of(words):
        return No(_("“%(title)s” has faults to correct before it is published.") % {"title": words})
    return Yes()


def readings() -> list[TaskState]:
    """What waits for a second reading, the oldest first."""
    rows = TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS,
        workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
        task__in=SecondReaderTask.objects.filter(active=True),
    )
    return list(
        rows.select_related("workflow_state__requested_by", "workflow_state__base_content_type").order_by("started_at")
    )


def readings_for(person: Any) -> list[TaskState]:
    """Those this person may take."""
    return [state for state in readings() if can_approve(state.workflow_state.content_object, person)]
