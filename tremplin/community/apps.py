from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommunityConfig(AppConfig):
    name = "tremplin.community"
    label = "community"
    verbose_name = _("Community")

    def ready(self) -> None:
        from tremplin.community import chores, emails, retention, rules
        from tremplin.core import offers

        offers.mails.add(*emails.KINDS)
        offers.chores.add(*chores.OWN)
        offers.retentions.add(*retention.KEPT)
        offers.personal_data.add(retention.COMING, retention.NEWS)
        offers.public_pages.add(offers.PublicPage("30-events", _("Events"), "community:event-list"))
        offers.sections.add(
            offers.Section(
                "32-events",
                _("Events"),
                "community:managed-list",
                rules.can_manage_events,
                _("Meetings, registrations, calendar files."),
            ),
            offers.Section(
                "33-news",
                _("Afterwards"),
                "community:news-list",
                rules.can_read_news,
                _("News of former laureates, and ties that last."),
            ),
        )
