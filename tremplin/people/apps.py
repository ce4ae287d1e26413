from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "tremplin.people"
    label = "people"
    verbose_name = _("People")

    def ready(self) -> None:
        from allauth.account.signals import user_logged_in

        from tremplin.core import offers
        from tremplin.people import actions, emails, retention

        user_logged_in.connect(actions.on_sign_in, dispatch_uid="people.on_sign_in")
        offers.mails.add(*emails.KINDS)
        offers.retentions.add(*retention.KEPT)
        offers.personal_data.add(retention.IDENTITY, retention.STOPPED)
        offers.chores.add(
            offers.Chore(
                "people-unconfirmed",
                _("Remove addresses nobody confirmed"),
                timedelta(hours=6),
                actions.remove_unconfirmed,
            )
        )
