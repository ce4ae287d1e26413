"""What a quiet period holds of the site: pages scheduled, and those an editor wanted to publish meanwhile."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page, Revision
from wagtail.signals import page_published, page_unpublished

from tremplin.content.actions.publications import is_past
from tremplin.content.models import HeldPublication
from tremplin.content.rules import can_edit_site
from tremplin.core import clock
from tremplin.core.offers import Held, HeldThing, HomeTasks, Task
from tremplin.programme.queries import quiet_at


def _pages(person: Any, programme: Any, until: datetime) -> list[HeldThing]:
    """The site is everybody's: the same pages whatever the programme."""
    opens = bool(can_edit_site(person))
    things = []
    for held in HeldPublication.objects.select_related("revision"):
        url = reverse("quiet-publication", args=[held.page_id, held.revision_id]) if opens else ""
        things.append(HeldThing(str(held), url, held.at, _why(held.revision, until)))
    for revision in Revision.page_revisions.filter(approved_go_live_at__lt=until):
        url = reverse("wagtailadmin_pages:edit", args=[revision.object_id]) if opens else ""
        things.append(HeldThing(revision.object_str, url, revision.approved_go_live_at, _why(revision, until)))
    return things


def _why(revision: Revision, until: datetime) -> str:
    return _("Its date of withdrawal comes first: it is not published.") if is_past(revision, until) else ""


PAGES = Held("10-pages", gettext_lazy("Page of the site"), _pages)


def _tasks(person: Any) -> list[Task]:
    """What an editor should know before they publish."""
    period = quiet_at(clock.now()) if can_edit_site(person) else None
    if period is None:
        return []
    why = _("What you publish is held until it is over; a page that cannot wait can be published with a reason.")
    return [Task(_("A quiet period runs on the site"), reverse("wagtailadmin_home"), why=why)]


TASKS = HomeTasks("quiet-site", _tasks)


def listen() -> None:
    """A page published or withdrawn by hand meanwhile: what was held before is no longer what is wanted."""
    page_published.connect(_published, dispatch_uid="tremplin.content.held")
    page_unpublished.connect(_unpublished, dispatch_uid="tremplin.content.held")


def _published(sender: Any, instance: Page, revision: Revision, **details: Any) -> None:
    if instance.live:  # not merely scheduled
        HeldPublication.objects.filter(page_id=instance.pk, revision__lte=revision.pk).delete()


def _unpublished(sender: Any, instance: Page, **details: Any) -> None:
    if not instance.expired:
        HeldPublication.objects.filter(page_id=instance.pk).delete()
