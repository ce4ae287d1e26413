"""How long the core keeps what it holds, and what it holds about a person."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tremplin.core import mail, once
from tremplin.core.models import Message
from tremplin.core.offers import PersonalData, Retention

_JOURNAL = _("kept: it holds references and verbs, never names or text")

KEPT = [
    Retention("core.Entry", _("Journal"), None, _JOURNAL),
    Retention("core.Detail", _("Erasable details of the journal"), None, _("erased with the object they tell of")),
    Retention("core.Message", _("Messages sent"), mail.KEPT, _("words and recipient erased, dates kept")),
    Retention("core.StoredFile", _("Files received"), None, _("destroyed with the object they belong to")),
    Retention("core.Replay", _("Tokens of forms already sent"), once.KEPT, _("destroyed")),
    Retention("core.ChoreRun", _("Runs of chores"), None, _("kept: no personal data")),
]


def _messages(person: Any) -> list[dict[str, Any]]:
    sent = Message.objects.filter(recipient=person.email).order_by("created_at")
    return [dict(row) for row in sent.values("created_at", "sent_at", "subject", "text")]


MESSAGES = PersonalData(
    "40-messages",
    _("Messages we sent you in the last thirty days"),
    _messages,
    {"created_at": _("written"), "sent_at": _("sent"), "subject": _("subject"), "text": _("text")},
)
