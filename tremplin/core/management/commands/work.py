"""`manage.py work`: sends mail, runs chores and background tasks, until it is told to stop."""

import signal
import time
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django_tasks_db.management.commands.db_worker import Worker

from tremplin.core import chores, clock, mail


class Command(BaseCommand):
    help = "Send mail, run chores and background tasks."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due now, then stop")
        parser.add_argument("--interval", type=float, default=1.0, help="seconds between two looks (default: 1)")

    def handle(self, *args: Any, once: bool, interval: float, **options: Any) -> None:
        self.going = not once
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        while True:
            close_old_connections()
            mail.deliver(clock.now())
            chores.run_due(clock.now())
            self.run_tasks()
            if not self.going:
                return
            time.sleep(interval)

    def stop(self, signum: int, frame: FrameType | None) -> None:
        """What is under way is finished first."""
        self.going = False

    def run_tasks(self) -> None:
        Worker(
            queue_names=["*"],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id="tremplin",
            excluded_queue_names=[],
        ).run()
