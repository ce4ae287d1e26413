from django.apps import AppConfig
from django.conf import settings
from django.utils import timezone


class CoreConfig(AppConfig):
    name = "tremplin.core"
    label = "core"

    def ready(self) -> None:
        from tremplin.core import checks, chores, clock, offers, retention

        if settings.TODAY:
            # A moved clock moves for all: Wagtail's schedules and the sessions read time where we do.
            timezone.now = clock.now
        checks.register()
        offers.chores.add(*chores.OWN)
        offers.retentions.add(*retention.KEPT)
        offers.personal_data.add(retention.MESSAGES)
