from django.apps import AppConfig
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy


class CoreConfig(AppConfig):
    name = "tremplin.core"
    label = "core"

    def ready(self) -> None:
        from tremplin.core import checks, chores, clock, incoming, offers, retention

        if settings.TODAY:
            # A moved clock moves for all: Wagtail's schedules and the sessions read time where we do.
            timezone.now = clock.now
        checks.register()
        offers.chores.add(*chores.OWN)
        offers.incoming.add(incoming.NOTICES)
        offers.public_pages.add(offers.PublicPage("90-pages", gettext_lazy("Site map"), "site-map"))
        offers.retentions.add(*retention.KEPT)
        offers.personal_data.add(retention.MESSAGES)
