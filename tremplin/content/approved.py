"""What an approval does: named by `WAGTAIL_FINISH_WORKFLOW_ACTION`, and imported while Wagtail's own models are."""

from typing import Any


def publish(workflow_state: Any, user: Any = None) -> None:
    """Publish the words that were read, or schedule them when they carry a date: the approval is the right to.

    While a quiet period runs, they are held until its end.
    """
    from tremplin.content.actions.publications import publish_or_hold
    from tremplin.core import clock

    revision = workflow_state.content_object.get_latest_revision()
    publish_or_hold(revision, by=user or revision.user, at=clock.now())
