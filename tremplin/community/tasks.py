"""What this room expects of the programme team: messages that wait for an answer."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import ngettext

from tremplin.community.queries import waiting_for
from tremplin.core.offers import HomeTasks, Task


def _of_the_programme_team(person: Any) -> list[Task]:
    waiting = waiting_for(person)
    count = waiting.count()
    oldest = waiting.first()
    if oldest is None:
        return []
    title = ngettext("%(count)s message waits for an answer", "%(count)s messages wait for an answer", count)
    due = oldest.received_at + timedelta(days=settings.ENQUIRY_ANSWER_DAYS)
    return [Task(title % {"count": count}, f"{reverse('community:enquiry-list')}?state=received", due)]


MESSAGES = HomeTasks("community-enquiries", _of_the_programme_team)
