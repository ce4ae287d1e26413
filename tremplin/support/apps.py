from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SupportConfig(AppConfig):
    name = "tremplin.support"
    label = "support"
    verbose_name = _("Support")

    def ready(self) -> None:
        from tremplin.core import offers
        from tremplin.support import chores, emails, links, retention, rules, tasks

        offers.mails.add(*emails.KINDS)
        offers.chores.add(*chores.OWN)
        offers.retentions.add(*retention.KEPT)
        offers.personal_data.add(retention.PARTS)
        offers.home_tasks.add(*tasks.OWN)
        offers.object_links.add(links.APPLICATION)
        offers.sections.add(
            offers.Section(
                "18-support",
                _("Support"),
                "support:list",
                rules.can_open_list,
                _("Diagnosis, roadmap, sessions, introductions."),
            ),
            offers.Section(
                "28-slots", _("My slots"), "support:slot-list", rules.can_offer_slots, _("The moments you give.")
            ),
        )
