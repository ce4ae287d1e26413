"""The mails of this room, each with an example."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from tremplin.core.offers import MailKind


def page_context(page: Page, who: Any, words: str = "") -> dict[str, Any]:
    """A page as an editor opens it, who acted on it, and what they said."""
    return {
        "title": page.get_admin_display_title(),
        "address": reverse("wagtailadmin_pages:edit", args=[page.pk]),
        "who": str(who) if who else "",
        "words": words,
    }


def _sample() -> dict[str, Any]:
    return {
        "title": "Un programme pour les communs",
        "address": reverse("wagtailadmin_pages:edit", args=[3]),
        "who": "Eve",
        "words": "Le deuxième paragraphe est à préciser.",
        "outcome": "published",
        "at": None,
    }


KINDS = [
    MailKind("page-to-read", _("Page that waits for a second reading"), "content/mail/to_read.txt", _sample),
    MailKind("page-read", _("Page approved"), "content/mail/read.txt", _sample),
    MailKind("page-returned", _("Page to change after a reading"), "content/mail/returned.txt", _sample),
    MailKind("page-commented", _("Comment on a page"), "content/mail/commented.txt", _sample),
]
