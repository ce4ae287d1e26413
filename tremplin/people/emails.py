"""The mails of this room."""

from django.utils.translation import gettext_lazy as _

from tremplin.core.offers import MailKind

CODE = MailKind("people-code", _("Sign-in code"), "people/mail/code.txt", lambda: {"code": "K7PX2M"})
KINDS = [CODE]
