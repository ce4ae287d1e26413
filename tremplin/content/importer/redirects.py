"""`aliases:` of the files: former addresses of a page, which lead to it."""

from urllib.parse import unquote

from django.db import transaction
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from tremplin.content import links, ways
from tremplin.content.engine.report import Report
from tremplin.content.engine.tree import Entry
from tremplin.content.importer.memory import Memory


def write(entries: list[Entry], memory: Memory, report: Report) -> None:
    """Make the redirects that are missing; one that somebody changed on the site is left alone."""
    there = set(Redirect.objects.values_list("old_path", flat=True))
    for entry in entries:
        known = memory.of(entry.path)
        for word in entry.values.get("aliases", []):
            # a file of a page is asked for at the address it stands for
            old = ways.old_path(links.at_home(unquote(f"/{word.text.strip('/')}"), ""))
            if known is None or known.page_id is None or old in there or old in ("", "/") or len(old) > 255:
                continue
            if Page.objects.filter(pk=known.page_id).exists():
                with transaction.atomic():
                    Redirect.objects.create(old_path=old, redirect_page_id=known.page_id, is_permanent=True)
                there.add(old)
                report.counts["redirects"] += 1
