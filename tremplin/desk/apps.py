from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "tremplin.desk"
    label = "desk"
    verbose_name = _("Desk")

    def ready(self) -> None:
        from tremplin.core import offers
        from tremplin.core.answers import Yes
        from tremplin.desk import chores, emails, rules, tasks
        from tremplin.programme.rules import can_see_operations

        offers.mails.add(*emails.KINDS)
        offers.chores.add(*chores.OWN)
        offers.home_tasks.add(tasks.OPERATIONS)
        offers.sections.add(
            offers.Section("10-home", _("Home"), "desk:home", lambda person: Yes()),
            offers.Section(
                "11-week", _("This week"), "desk:week", rules.can_read_week, _("In fifteen lines: late, to come, new.")
            ),
            offers.Section(
                "12-files",
                _("My files"),
                "desk:file-list",
                lambda person: Yes(),
                _("The initiatives that concern you, and what happened to each."),
            ),
            offers.Section(
                "80-operations",
                _("Operations"),
                "desk:operations",
                can_see_operations,
                _("Mail, chores and files: is everything running?"),
            ),
            offers.Section(
                "90-me",
                _("My details"),
                "people:who-am-i",
                lambda person: Yes(),
                _("Your name, and the language of your mails."),
            ),
        )
