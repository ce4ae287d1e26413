from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    name = "tremplin.content"
    label = "content"
    verbose_name = _("Content")

    def ready(self) -> None:
        from allauth.account.signals import user_logged_in

        from tremplin.content import (
            chores,
            editors,
            emails,
            freshness,
            held,
            live,
            mapped,
            notices,
            queries,
            retention,
            rules,
            searched,
            tasks,
        )
        from tremplin.content.queries import accessibility
        from tremplin.core import offers

        offers.frame.offer(queries.frame)
        offers.file_kinds.add(rules.TREE)
        offers.accessibility.offer(accessibility.mention)
        offers.chores.add(*chores.OWN)
        offers.held.add(held.PAGES)
        offers.home_tasks.add(tasks.READINGS)
        offers.mails.add(*emails.KINDS)
        offers.home_tasks.add(held.TASKS)
        offers.live_lists.add(live.LATEST_LAUREATES)
        offers.mapped_pages.add(mapped.PAGES)
        offers.published.add(searched.PAGES)
        offers.site_search.offer("content:search")
        offers.public_pages.add(offers.PublicPage("80-search", _("Search the site"), "content:search"))
        offers.retentions.add(*retention.KEPT)
        offers.sections.add(
            offers.Section(
                "15-site",
                _("Edit the site"),
                "content:site-desk",
                rules.can_open_desk,
                _("What waits for a reading, drafts, dates, broken links; and the way to the editor."),
            )
        )
        user_logged_in.connect(editors.on_sign_in, dispatch_uid="content.editors")
        freshness.listen()
        held.listen()
        notices.listen()
