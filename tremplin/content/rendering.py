"""Words and pictures as a page shows them: Markdown with its shortcodes, renditions with their size."""

import re
from collections import Counter
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError

from tremplin.content import links
from tremplin.content.engine import files, shortcodes
from tremplin.content.engine.videos import Video
from tremplin.content.models import Picture, PictureSource
from tremplin.core import markup

TEXT_WIDTH = 800
_HREF = re.compile(r'href="([^"]+)"')
_LINK = "content/_link_block.html"
# French puts a space before these marks, and a line must not end there
_BEFORE_MARK = re.compile(r"(?<=[\w»)\]>.…]) (?=[?!:;»])|(?<=«) ")


@dataclass
class _Page:
    """What the page being made has shown so far."""

    former_url: str = ""
    texts: Counter[str] = field(default_factory=Counter)
    videos: int = 0


_page: ContextVar[_Page | None] = ContextVar("page", default=None)


def open_page(former_url: str = "") -> None:
    """A page begins: the notes of its texts are named apart from here, even when a text stands there twice.

    Links to `former_url`, where the site was before, lead to this site's own pages.
    """
    _page.set(_Page(former_url))


def _prefix(text: str) -> str:
    name, page = markup.digest(text), _page.get()
    if page is None:
        return name
    page.texts[name] += 1
    return name if page.texts[name] == 1 else f"{name}-{page.texts[name]}"


def words(text: str, under: int = 1) -> SafeString:
    """A Markdown text that stands under a heading of level `under`, its shortcodes understood."""
    masked, codes = shortcodes.mask(text)
    rendered = markup.to_html(masked, under=under, images=_image, prefix=_prefix(masked))
    html = mark_safe(_BEFORE_MARK.sub("\u00a0", rendered))  # noqa: S308
    if not codes:
        return _at_home(html)
    blocks: list[str] = []
    inlines: list[str] = []
    for code in codes:
        meant = shortcodes.understand(code)
        if meant is None:
            blocks.append(format_html("<p>{}</p>", code.source))
            inlines.append(escape(code.source))
        else:
            alone = video(meant) if isinstance(meant, Video) else render_to_string(_LINK, {"link": meant})
            blocks.append(alone)
            inlines.append(format_html('<a href="{}" rel="noopener">{}</a>', meant.url, meant.title))
    return _at_home(mark_safe(shortcodes.unmask(html, blocks, inlines)))  # noqa: S308  each part is escaped above


def _at_home(html: SafeString) -> SafeString:
    """Links to where the site was before lead to its pages here."""
    page = _page.get()
    if page is None or not page.former_url:
        return html
    former = page.former_url
    return mark_safe(_HREF.sub(lambda match: f'href="{links.at_home(match[1], former)}"', html))  # noqa: S308  a part of it


def video(found: Video) -> SafeString:
    """A video as a link with its title; a script may offer to watch it here, once the reader agrees."""
    if (page := _page.get()) is not None:
        page.videos += 1
    return render_to_string("content/_video.html", {"video": found})


def shows_video() -> bool:
    """Whether the page being made has shown a video, and therefore carries the script that plays it."""
    page = _page.get()
    return page is not None and page.videos > 0


def _image(path: str) -> markup.Image | None:
    try:
        source = PictureSource.objects.select_related("picture").filter(path=files.image_path(path)).first()
    except ValueError:
        return None
    rendition = shown(source.picture, TEXT_WIDTH) if source else None
    if source is None or rendition is None:
        return None
    return markup.Image(
        rendition["url"], rendition["width"], rendition["height"], alternative=source.picture.default_alt_text
    )


def shown(picture: Picture, width: int, height: int | None = None) -> dict[str, Any] | None:
    """Address and size of a picture no wider than `width` (cut to `height` when given); None when its file is lost.

    Drawings pass as they are; the rest is rendered in WebP, which also leaves behind what a camera wrote in the file.
    """
    file: Any = picture.file
    if picture.is_svg():
        ratio = min(1.0, width / picture.width) if picture.width else 1.0
        return {"url": file.url, "width": round(picture.width * ratio), "height": round(picture.height * ratio)}
    spec = f"fill-{width}x{height}|format-webp" if height else f"width-{width}|format-webp"
    try:
        rendition = picture.get_rendition(spec)
    except (SourceImageIOError, InvalidFilterSpecError, OSError):
        return None
    return {"url": rendition.url, "width": rendition.width, "height": rendition.height}


def shared(picture: Picture) -> dict[str, Any] | None:
    """The picture of the card other sites show of a page: they know JPEG best, and no drawing."""
    if picture.is_svg():
        return None
    try:
        rendition = picture.get_rendition("max-1200x1200|bgcolor-ffffff|format-jpeg")
    except (SourceImageIOError, InvalidFilterSpecError, OSError):
        return None
    alt = str(picture.default_alt_text or "")
    return {"url": rendition.url, "width": rendition.width, "height": rendition.height, "alt": alt}


def image_tag(
    picture: Picture | None, widths: list[int], *, classes: str, alternative: str | None, lazy: bool, sizes: str
) -> SafeString:
    """The `img` of a picture, with one candidate a width."""
    found = [size for width in widths if picture is not None and (size := shown(picture, width))]
    candidates = list({size["width"]: size for size in found}.values())  # a small picture has one size only
    if picture is None or not candidates:
        return SafeString("")
    largest = candidates[-1]
    alt = picture.default_alt_text if alternative is None else alternative
    several = len(candidates) > 1
    srcset = format_html_join(", ", "{} {}w", ((c["url"], c["width"]) for c in candidates)) if several else ""
    return format_html(
        '<img src="{}"{}{} alt="{}" width="{}" height="{}" class="{}"{}>',
        largest["url"],
        format_html(' srcset="{}"', srcset) if several else "",
        format_html(' sizes="{}"', sizes) if several and sizes else "",
        alt,
        largest["width"],
        largest["height"],
        classes,
        SafeString(' loading="lazy"') if lazy else "",
    )
