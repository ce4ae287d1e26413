"""Where videos are: the one list of providers, and the two addresses of a video: to go there, to watch it here.

A page shows the first as a link. The second is only loaded once the reader has agreed: the provider then receives
their network address and what their browser says of itself.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Provider:
    """`pages` finds the identifier in the address of a page; `watch` and `frame` are made from it."""

    name: str
    pages: re.Pattern[str]
    watch: str
    frame: str


@dataclass(frozen=True)
class Video:
    title: str
    url: str
    frame: str
    provider: str


_DAILYMOTION = Provider(
    "dailymotion.com",
    re.compile(
        r"https://(?:(?:www\.)?dailymotion\.com/(?:embed/)?video/|dai\.ly/|geo\.dailymotion\.com/player\.html\?video=)"
        r"([A-Za-z0-9]{1,30})(?:[?&#_].*)?"
    ),
    "https://www.dailymotion.com/video/{}",
    "https://geo.dailymotion.com/player.html?video={}",
)


def _peertube(host: str) -> Provider:
    pages = rf"https://{re.escape(host)}/(?:w|videos/watch|videos/embed)/([A-Za-z0-9-]{{5,40}})/?(?:[?#].*)?"
    return Provider(host, re.compile(pages), f"https://{host}/w/{{}}", f"https://{host}/videos/embed/{{}}")


PROVIDERS = (_DAILYMOTION, _peertube("tube.numerique.gouv.fr"))
# what the security policy of our pages lets them frame
FRAMES = tuple(re.match(r"https://[^/]+", provider.frame)[0] for provider in PROVIDERS)  # type: ignore[index]
_IDENTIFIER = re.compile(r"[A-Za-z0-9]{1,30}")


def find(address: str, title: str) -> Video | None:
    """The video at an address, or of a bare identifier at Dailymotion; None when no known provider has it."""
    address = address.strip()
    if _IDENTIFIER.fullmatch(address):
        return _video(_DAILYMOTION, address, title)
    for provider in PROVIDERS:
        if match := provider.pages.fullmatch(address):
            return _video(provider, match[1], title)
    return None


def _video(provider: Provider, identifier: str, title: str) -> Video:
    return Video(
        title or identifier, provider.watch.format(identifier), provider.frame.format(identifier), provider.name
    )
