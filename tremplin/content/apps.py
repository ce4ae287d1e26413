from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    name = "tremplin.content"
    label = "content"
    verbose_name = _("Content")

    def ready(self) -> None:
        from allauth.account.signals import user_logged_in

        from tremplin.content import chores, editors, freshness, queries, retention, rules
        from tremplin.core import offers

        offers.frame.offer(queries.frame)
        offers.chores.add(*chores.OWN)
        offers.retentions.add(*retention.KEPT)
        offers.sections.add(
            offers.Section(
                "15-site",
                _("Edit the site"),
                "wagtailadmin_home",
                rules.can_edit_site,
                _("Change, preview, schedule and publish pages."),
            )
        )
        user_logged_in.connect(editors.on_sign_in, dispatch_uid="content.editors")
        freshness.listen()
