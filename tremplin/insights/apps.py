from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InsightsConfig(AppConfig):
    name = "tremplin.insights"
    label = "insights"
    verbose_name = _("Figures and proofs")

    def ready(self) -> None:
        from tremplin.core import offers
        from tremplin.insights import facts, mapped, retention, rules

        offers.live_facts.add(*facts.OWN)
        offers.retentions.add(*retention.KEPT)
        offers.mapped_pages.add(mapped.PAGES)
        offers.public_pages.add(offers.PublicPage("40-figures", _("Figures"), "insights:figures"))
        offers.sections.add(
            offers.Section(
                "48-figures",
                _("Published figures"),
                "insights:managed-list",
                rules.can_open_figures,
                _("What each season announced, and its open data."),
            )
        )
