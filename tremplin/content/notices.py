"""Who is told what happens to a page: by our outbox, in the place of the mails Wagtail would send while it answers.

Each person chooses in Wagtail's own account page which of these they receive.
"""

from collections.abc import Iterable
from typing import Any

from wagtail.models import Page, TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted
from wagtail.users.models import UserProfile

from tremplin.content.emails import page_context
from tremplin.content.models import SecondReaderTask
from tremplin.core import clock, mail
from tremplin.core.markup import digest
from tremplin.people.models import Person
from tremplin.programme.models import Mandate
from tremplin.programme.queries import in_force
from tremplin.programme.states import Role


def listen() -> None:
    """A signal knows one receiver by name: under the names of Wagtail's own, they find their place taken."""
    places = [
        (task_submitted, _asked, TaskState, "group_approval_task_submitted_email_notification"),
        (workflow_submitted, _started, WorkflowState, "workflow_state_submitted_email_notification"),
        (workflow_rejected, _returned, WorkflowState, "workflow_state_rejected_email_notification"),
        (workflow_approved, _approved, WorkflowState, "workflow_state_approved_email_notification"),
    ]
    for signal, receiver, sender, name in places:
        signal.connect(receiver, sender=sender, dispatch_uid=name)
    from wagtail.admin.views.pages import edit

    # Wagtail mails comments from the view itself, without a signal nor a setting
    edit.send_notification = tell_comments


def editors_in_force() -> Any:
    mandates = Mandate.objects.filter(in_force(), role=Role.EDITOR).order_by()
    return Person.objects.filter(pk__in=mandates.values("person"), is_active=True, forgotten_at=None)


def _post(kind: str, page: Page, people: Iterable[Any], wish: str, occasion: str, **context: Any) -> None:
    for person in people:
        wishes = UserProfile.get_for_user(person)
        if person.is_active and person.email and getattr(wishes, f"{wish}_notifications"):
            mail.post(
                kind,
                to=person.email,
                language=person.language,
                context=context,
                at=clock.now(),
                occasion=f"page {page.pk} {occasion}"[:60],
            )


def _asked(sender: Any, instance: TaskState, user: Any = None, **details: Any) -> None:
    if isinstance(instance.task.specific, SecondReaderTask):
        page = instance.workflow_state.content_object
        others = editors_in_force().exclude(pk=user.pk if user else None)
        _post("page-to-read", page, others, "submitted", f"reading {instance.pk}", **page_context(page, user))


def _started(sender: Any, **details: Any) -> None:
    """Nobody is told twice: whoever may read is told by `_asked`."""


def _returned(sender: Any, instance: WorkflowState, user: Any = None, **details: Any) -> None:
    _answered("page-returned", "rejected", instance, user)


def _approved(sender: Any, instance: WorkflowState, user: Any = None, **details: Any) -> None:
    page = instance.content_object
    latest = page.get_latest_revision()
    outcome, at = "held", None
    if latest.approved_go_live_at:
        outcome, at = "scheduled", latest.approved_go_live_at
    elif page.live_revision_id == latest.pk:
        outcome = "published"
    _answered("page-read", "approved", instance, user, outcome=outcome, at=at)


def _answered(kind: str, wish: str, state: WorkflowState, user: Any, **context: Any) -> None:
    """Whoever asked is told what somebody else answered."""
    asked_by, page = state.requested_by, state.content_object
    if asked_by is None or asked_by == user:
        return
    reading = state.current_task_state
    words = page_context(page, user, reading.comment)
    _post(kind, page, [asked_by], wish, f"reading {reading.pk}", **words, **context)


def tell_comments(recipients: Iterable[Any], notification: str, details: dict[str, Any]) -> bool:
    """In the place of Wagtail's `send_notification`, which says « sent » with True."""
    page, replied = details["page"], details["replied_comments"]
    said = [*details["new_comments"], *(reply for found in replied for reply in found["replies"])]
    closed = [*details["resolved_comments"], *details["deleted_comments"]]
    acts = [f"said {type(one).__name__} {one.pk}" for one in said] + [f"closed {one.pk}" for one in closed]
    words = page_context(page, details["editor"], "\n\n".join(one.text for one in said))
    _post("page-commented", page, recipients, notification, digest("\n".join(sorted(acts))), **words)
    return True
