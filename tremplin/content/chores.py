"""What the clock does for the site's words: pages go live, and out, at the instant an editor chose."""

from datetime import datetime, timedelta

from django.core.management import call_command
from django.utils.translation import gettext_lazy as _

from tremplin.core import offers


def publish_due(at: datetime) -> str:
    call_command("publish_scheduled", verbosity=0)
    return "ok"


OWN = [
    offers.Chore(
        "pages-publish", _("Publish and withdraw the pages whose time has come"), timedelta(minutes=1), publish_due
    )
]
