"""When a page is published, withdrawn or moved, the kept pages are void. Other models say it in their own `save`."""

from typing import Any

from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from tremplin.core import freshness


def listen() -> None:
    for signal in (page_published, page_unpublished, post_page_move, page_slug_changed):
        signal.connect(_changed, dispatch_uid="tremplin.content.freshness")


def _changed(sender: Any, **details: Any) -> None:
    freshness.bump()
