from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammeConfig(AppConfig):
    name = "tremplin.programme"
    label = "programme"
    verbose_name = _("Programme")

    def ready(self) -> None:
        from tremplin.core import offers
        from tremplin.programme import retention, rules, tasks

        offers.retentions.add(*retention.KEPT)
        offers.personal_data.add(retention.MANDATES)
        offers.home_tasks.add(tasks.QUIET)
        offers.sections.add(
            offers.Section(
                "19-programme",
                _("Programme"),
                "programme:programme-list",
                rules.can_manage_programmes,
                _("Where people write to it, when reminders are proposed, how often a body is asked."),
            ),
            offers.Section(
                "20-seasons",
                _("Seasons"),
                "programme:season-list",
                rules.can_manage_seasons,
                _("Open a season, set its dates."),
            ),
            offers.Section(
                "30-mandates",
                _("Mandates"),
                "programme:mandate-list",
                rules.can_manage_mandates,
                _("Who may do what, and until when."),
            ),
            offers.Section(
                "34-quiet",
                _("Quiet periods"),
                "programme:quiet-list",
                rules.can_manage_quiet_periods,
                _("Before an election, in mourning: publish nothing, then resume."),
            ),
        )
