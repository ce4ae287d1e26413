"""What the clock does for the site's words: pages go live and out, ended editors lose their rights."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from tremplin.content import editors
from tremplin.content.actions.publications import publish_due, withdraw_due
from tremplin.core import offers


def _keep_dates(at: datetime) -> str:
    """Withdrawn first: what was to appear and go while a quiet period ran never appears."""
    withdraw_due(at)
    return str(publish_due(at))


OWN = [
    offers.Chore(
        "pages-publish", _("Publish and withdraw the pages whose time has come"), timedelta(minutes=1), _keep_dates
    ),
    offers.Chore(
        "editors-refresh",
        _("Bring the editors’ rights in line with their mandates"),
        timedelta(days=1),
        editors.refresh_all,
    ),
]
