from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommunityConfig(AppConfig):
    name = "tremplin.community"
    label = "community"
    verbose_name = _("Community")

    def ready(self) -> None:
        from tremplin.community import (
            chores,
            emails,
            held,
            live,
            mapped,
            retention,
            rules,
            searched,
            season_facts,
            tasks,
        )
        from tremplin.core import offers

        offers.mails.add(*emails.KINDS)
        offers.chores.add(*chores.OWN)
        offers.season_facts.add(*season_facts.OWN)
        offers.held.add(held.NEWS)
        offers.live_lists.add(live.NEXT_EVENTS)
        offers.retentions.add(*retention.KEPT)
        offers.personal_data.add(retention.COMING, retention.NEWS, retention.WRITTEN)
        offers.mapped_pages.add(mapped.PAGES)
        offers.published.add(searched.EVENTS)
        offers.public_pages.add(offers.PublicPage("30-events", _("Events"), "community:event-list"))
        offers.public_pages.add(offers.PublicPage("90-write", _("Write to us"), "community:enquiry-write"))
        offers.contact_form.offer("community:enquiry-write")
        offers.home_tasks.add(tasks.MESSAGES)
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
            offers.Section(
                "34-messages",
                _("Messages received"),
                "community:enquiry-list",
                rules.can_read_messages,
                _("What people write to the team from the site, and your answers."),
            ),
        )
