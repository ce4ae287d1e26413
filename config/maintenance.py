"""The site closed for a while: every request is answered here, before the page cache and before Django.

The page was made when the site was closed (`manage.py maintenance on`): it needs neither database nor templates. Only
static files go on being served, for the page to look like the site.
"""

import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

SHORTLY = 600  # seconds: what robots and scripts are told when nobody said until when


class Maintenance:
    """Lets everything through while the file is not there; one look at the disk a request."""

    def __init__(self, application: Callable[..., Any], file: Path, assets: str, now: Callable[[], float]) -> None:
        self.application = application
        self.file = str(file)
        self.assets = assets
        self.now = now

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if not os.path.exists(self.file) or environ.get("PATH_INFO", "").startswith(self.assets):
            answer: Iterable[bytes] = self.application(environ, start_response)
            return answer
        page, seconds = self._held()
        headers = [
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Length", str(len(page))),
            ("Retry-After", str(seconds)),
            ("Cache-Control", "no-store"),
            ("Content-Security-Policy", "default-src 'self'; img-src 'self' data:; object-src 'none'"),
            ("X-Content-Type-Options", "nosniff"),
        ]
        start_response("503 Service Unavailable", headers)
        return [page] if environ["REQUEST_METHOD"] != "HEAD" else []

    def _held(self) -> tuple[bytes, int]:
        """The page, and in how many seconds to come back. A file made by hand closes the site as well."""
        try:
            held = json.loads(Path(self.file).read_text(encoding="utf-8"))
            page, until = str(held["page"]), held["until"]
        except (OSError, ValueError, TypeError, KeyError):
            page, until = "<!doctype html><title>503</title><h1>Service indisponible – Service unavailable</h1>", None
        left = int(until - self.now()) if isinstance(until, int | float) else 0
        return page.encode(), left if left > 0 else SHORTLY
