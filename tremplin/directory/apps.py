from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    name = "tremplin.directory"
    label = "directory"
    verbose_name = _("Directory")

    def ready(self) -> None:
        from tremplin.core import offers
        from tremplin.directory import bounced, chores, emails, retention, rules, searched, tasks

        offers.chores.add(*chores.OWN)
        offers.retentions.add(*retention.KEPT)
        offers.personal_data.add(retention.WROTE)
        offers.personal_data.add(retention.VOUCHED, retention.HELD)
        offers.mails.add(*emails.KINDS)
        offers.undelivered.add(*bounced.TOLD)
        offers.home_tasks.add(tasks.DOORS)
        offers.file_kinds.add(rules.EXPORT)
        offers.published.add(searched.DOORS, searched.RESOURCES)
        offers.public_pages.add(offers.PublicPage("20-doors", _("Which door to knock on"), "directory:door-list"))
        offers.sections.add(
            offers.Section(
                "48-doors",
                _("Doors"),
                "directory:managed-list",
                rules.can_manage_doors,
                _("Bodies, whom to turn to, the official directory."),
            )
        )
