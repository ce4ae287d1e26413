from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammeConfig(AppConfig):
    name = "tremplin.programme"
    label = "programme"
    verbose_name = _("Programme")

    def ready(self) -> None:
        from tremplin.core import offers
        from tremplin.programme import alone, chores, retention, rules, tasks
        from tremplin.programme.rules.absences import can_say_absence

        offers.retentions.add(*retention.KEPT)
        offers.personal_data.add(retention.MANDATES, retention.ABSENCES, retention.MILESTONES)
        offers.home_tasks.add(*tasks.OWN)
        offers.only_one.add(*alone.OWN)
        offers.chores.add(*chores.OWN)
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
                _("Open a season, set its dates, follow its thread."),
            ),
            offers.Section(
                "35-alone",
                _("What only one person can do"),
                "programme:alone",
                rules.can_manage_seasons,
                _("Before somebody leaves, or falls ill."),
            ),
            offers.Section(
                "89-absence", _("Being away"), "programme:absence", can_say_absence, _("Say when, and who stands in.")
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
