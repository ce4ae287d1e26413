"""What the clock does. A chore is claimed by a conditional update, so that two workers never run it together, and is
caught up after a stop: it is due as soon as its period has passed since it last started.
"""

import logging
from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

from tremplin.core import files, mail, offers, once
from tremplin.core.models import ChoreRun
from tremplin.core.search import keeping

TASKS_KEPT = timedelta(days=7)

log = logging.getLogger(__name__)


def run_due(at: datetime) -> list[str]:
    """Run every chore whose time has come; return their names. A chore that fails is logged and told on its page."""
    done = []
    for chore in offers.chores:
        run, _created = ChoreRun.objects.get_or_create(name=chore.name)
        if run.started_at is not None and run.started_at + chore.period > at >= run.started_at:
            continue
        if ChoreRun.objects.filter(pk=run.pk, started_at=run.started_at).update(started_at=at, finished_at=None) != 1:
            continue
        try:
            outcome, failed = chore.run(at), False
        except Exception as error:
            log.exception("chore %s failed", chore.name)
            outcome, failed = type(error).__name__, True
        ChoreRun.objects.filter(pk=run.pk).update(finished_at=at, outcome=outcome[:200], failed=failed)
        done.append(chore.name)
    return done


def _forget_sessions(at: datetime) -> str:
    count, _details = Session.objects.filter(expire_date__lt=at).delete()
    return str(count)


def _forget_tasks(at: datetime) -> str:
    count, _rows = DBTaskResult.objects.finished().filter(finished_at__lt=at - TASKS_KEPT).delete()
    return str(count)


OWN = [
    offers.Chore("mail-stuck", _("Take up mail left by a stopped worker"), timedelta(minutes=5), mail.take_up_stuck),
    offers.Chore("mail-erase", _("Erase the words of old mail"), timedelta(days=1), mail.erase_old),
    offers.Chore("files-scan", _("Check new files for viruses"), timedelta(seconds=20), files.scan_waiting),
    offers.Chore(
        "search-index", _("Keep the index of the site’s search up to date"), timedelta(minutes=1), keeping.keep_up
    ),
    offers.Chore("replays-forget", _("Forget the tokens of old forms"), timedelta(days=1), once.forget_old),
    offers.Chore("tasks-forget", _("Forget finished background tasks"), timedelta(days=1), _forget_tasks),
    offers.Chore("sessions-forget", _("Forget expired sessions"), timedelta(days=1), _forget_sessions),
]
