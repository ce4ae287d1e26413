"""In templates: `{{ text|words }}`, `{{ text|words:2 }}`, `{{ url|address }}`, `{% leading url as there %}`,
`{% picture image "400 800" %}`.
"""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tremplin.content import links, rendering
from tremplin.content.engine.videos import Video
from tremplin.content.models import Picture
from tremplin.core import markup

register = template.Library()


@register.filter
def words(text: str, under: int = 1) -> SafeString:
    """A Markdown text that stands under a heading of that level."""
    return rendering.words(text or "", int(under))


@register.filter
def plain_words(text: str) -> str:
    """The words of a Markdown text, without their form."""
    return markup.to_text(text or "")


@register.filter
def address(url: str) -> str:
    """An address a link may carry, or nothing."""
    return links.fit(url or "")


@register.simple_tag
def video_link(video: Video) -> SafeString:
    """A video, as a link that a script may turn into the video itself once the reader agrees."""
    return rendering.video(video)


@register.simple_tag
def video_script() -> SafeString:
    """At the foot of a page: the script of its videos, when it has shown one."""
    if not rendering.shows_video():
        return SafeString("")
    return format_html('<script type="module" src="{}"></script>', static("content/video.js"))


@register.simple_tag(takes_context=True)
def leading(context: template.Context, url: str) -> str:
    """Where an address of a block leads, as the page found it; nothing when nothing is published there."""
    leads: dict[str, str] = context.get("leads") or {}
    return leads.get(url, "")


@register.simple_tag
def picture(
    image: Picture | None,
    widths: str = "400 800",
    classes: str = "fr-responsive-img",
    alt: str | None = None,
    lazy: bool = True,
    sizes: str = "",
) -> SafeString:
    """The `img` of a picture; `alt=""` when the words beside it say the same."""
    sorted_widths = sorted(int(width) for width in widths.split())
    return rendering.image_tag(image, sorted_widths, classes=classes, alternative=alt, lazy=lazy, sizes=sizes)
