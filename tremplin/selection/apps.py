from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SelectionConfig(AppConfig):
    name = "tremplin.selection"
    label = "selection"
    verbose_name = _("Selection")

    def ready(self) -> None:
        from tremplin.core import offers
        from tremplin.selection import chores, emails, facts, held, links, retention, rules, season_facts, tasks

        offers.mails.add(*emails.KINDS)
        offers.chores.add(*chores.OWN)
        offers.held.add(held.WAVES)
        offers.live_facts.add(*facts.OWN)
        offers.season_facts.add(*season_facts.OWN)
        offers.retentions.add(*retention.KEPT)
        offers.personal_data.add(retention.SEATS)
        offers.home_tasks.add(*tasks.OWN)
        offers.file_readers.add(rules.READERS)
        offers.object_links.add(links.APPLICATION)
        offers.sections.add(
            offers.Section(
                "25-readings",
                _("My files to read"),
                "selection:queue",
                rules.can_open_queue,
                _("the files you were given to read, and your invitations"),
            ),
            offers.Section(
                "26-signatures",
                _("Decisions to sign"),
                "selection:signature-list",
                rules.can_open_signatures,
                _("the decisions the team prepared for you"),
            ),
            offers.Section(
                "46-selection",
                _("Selection"),
                "selection:call-list",
                rules.can_run_selection,
                _("screening, rounds, sittings, decisions and their announcement"),
            ),
        )
