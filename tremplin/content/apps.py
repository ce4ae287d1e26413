from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    name = "tremplin.content"
    label = "content"
    verbose_name = _("Content")

    def ready(self) -> None:
        from tremplin.content import chores, freshness, queries
        from tremplin.core import offers

        offers.frame.offer(queries.frame)
        offers.chores.add(*chores.OWN)
        freshness.listen()
