from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SupportConfig(AppConfig):
    name = "tremplin.support"
    label = "support"
    verbose_name = _("Support")

    def ready(self) -> None:
        from tremplin.core import offers
        from tremplin.support import (
            bounced,
            chores,
            emails,
            incoming,
            links,
            retention,
            rules,
            tasks,
        )
        from tremplin.support.emails import bodies, outcomes, supporters
        from tremplin.support.tasks import answers
        from tremplin.support.tasks import supporters as of_supporters

        offers.incoming.add(incoming.REPLIES)
        offers.mails.add(*outcomes.KINDS, *bodies.KINDS, *supporters.KINDS, *emails.KINDS)
        offers.undelivered.add(*bounced.TOLD)
        offers.chores.add(*chores.OWN)
        offers.retentions.add(*retention.KEPT)
        offers.personal_data.add(retention.OFFERS, retention.RELATIONS, retention.PARTS, retention.WRITTEN_TO)
        offers.home_tasks.add(*of_supporters.OWN, *tasks.OWN, *answers.OWN)
        offers.object_links.add(links.APPLICATION, links.BODY)
        offers.sections.add(
            offers.Section(
                "18-support",
                _("Support"),
                "support:list",
                rules.can_open_list,
                _("Diagnosis, roadmap, sessions, introductions."),
            ),
            offers.Section(
                "27-offers",
                _("What I accept to do"),
                "support:offer-list",
                rules.can_open_offers,
                _("What you offer as a supporter, what you are asked, what you were thanked for."),
            ),
            offers.Section(
                "19-supporters",
                _("Supporters"),
                "support:supporter-list",
                rules.can_see_supporters,
                _("What each accepts to do, and asking them."),
            ),
            offers.Section(
                "28-slots", _("My slots"), "support:slot-list", rules.can_offer_slots, _("The moments you give.")
            ),
        )
