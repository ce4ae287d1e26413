"""What the clock does for the site's words: pages go live and out, ended editors lose their rights."""

from datetime import datetime, timedelta

from django.core.management import call_command
from django.utils.translation import gettext_lazy as _

from tremplin.content import editors
from tremplin.core import offers


def publish_due(at: datetime) -> str:
    call_command("publish_scheduled", verbosity=0)
    return "ok"


OWN = [
    offers.Chore(
        "pages-publish", _("Publish and withdraw the pages whose time has come"), timedelta(minutes=1), publish_due
    ),
    offers.Chore(
        "editors-refresh",
        _("Bring the editors’ rights in line with their mandates"),
        timedelta(days=1),
        editors.refresh_all,
    ),
]
