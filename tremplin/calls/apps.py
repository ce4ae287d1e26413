from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CallsConfig(AppConfig):
    name = "tremplin.calls"
    label = "calls"
    verbose_name = _("Calls")

    def ready(self) -> None:
        from tremplin.calls import (
            chores,
            emails,
            instruction_tasks,
            live,
            mapped,
            notice,
            retention,
            rules,
            searched,
            season_facts,
            tasks,
        )
        from tremplin.core import offers
        from tremplin.core.answers import Yes

        offers.season_facts.add(*season_facts.OWN)
        offers.notice.offer(notice.current)
        offers.live_lists.add(live.OPEN_CALLS)
        offers.mails.add(*emails.KINDS)
        offers.chores.add(*chores.OWN)
        offers.retentions.add(*retention.KEPT)
        offers.personal_data.add(retention.APPLICATIONS)
        offers.home_tasks.add(tasks.TEAM, instruction_tasks.PROGRAMME_TEAM)
        offers.file_kinds.add(rules.ATTACHMENT)
        offers.mapped_pages.add(mapped.PAGES)
        offers.published.add(searched.CALLS)
        offers.public_pages.add(offers.PublicPage("10-calls", _("Calls"), "calls:call-list"))
        offers.sections.add(
            offers.Section(
                "12-applications",
                _("My applications"),
                "calls:application-list",
                lambda person: Yes(),
                _("Write, submit, follow an application."),
            ),
            offers.Section(
                "22-calls",
                _("Calls"),
                "calls:managed-list",
                rules.can_manage_calls,
                _("Dates, form and texts of each call."),
            ),
            offers.Section(
                "24-received",
                _("Applications received"),
                "calls:received-list",
                rules.can_read_applications,
                _("Search, read, send back, count."),
            ),
        )
