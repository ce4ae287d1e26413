"""When the site's words change, the kept pages are void: Wagtail's own signals tell it, the rest is in each model's save."""

from typing import Any

from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from tremplin.core import freshness


def listen() -> None:
    for signal in (page_published, page_unpublished, post_page_move, page_slug_changed):
        signal.connect(_changed, dispatch_uid="tremplin.content.freshness")


def _changed(sender: Any, **details: Any) -> None:
    freshness.bump()
