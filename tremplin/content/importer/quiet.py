"""An import writes hundreds of pages: the indexes that follow each save wait, and are brought up to date once."""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from django.db.models import Model
from django.db.models.signals import post_save
from modelsearch.signal_handlers import post_save_signal_handler
from wagtail.models import ReferenceIndex
from wagtail.search import index
from wagtail.search.backends import get_search_backends
from wagtail.signal_handlers import disable_reference_index_auto_update


@contextmanager
def quiet() -> Iterator[None]:
    """No search index, reference index nor task row for what is saved inside, and no line of log a page."""
    silenced = [
        model for model in index.get_indexed_models() if post_save.disconnect(post_save_signal_handler, sender=model)
    ]
    chatter = logging.getLogger("wagtail")
    level = chatter.level
    chatter.setLevel(logging.WARNING)
    try:
        with disable_reference_index_auto_update():
            yield
    finally:
        chatter.setLevel(level)
        for model in silenced:
            post_save.connect(post_save_signal_handler, sender=model)


def catch_up(rows: Iterable[Model], *, progress: Callable[[int, int], None] = lambda done, total: None) -> None:
    """Bring the indexes up to date for rows written quietly; the last step of `progress` is told once all is done."""
    by_model: dict[type[Model], dict[object, Model]] = defaultdict(dict)
    for row in rows:
        by_model[type(row)][row.pk] = row  # written twice, it is indexed once
    total, done = sum(len(found) for found in by_model.values()), 0
    for model, found in by_model.items():
        for row in found.values() if ReferenceIndex.is_indexed(model) else ():
            progress(done, total)
            ReferenceIndex.create_or_update_for_object(row)
            done += 1
        if issubclass(model, index.Indexed):
            for backend in get_search_backends(with_auto_update=True):
                backend.get_index_for_model(model).add_items(model, list(found.values()))
    progress(total, total)
