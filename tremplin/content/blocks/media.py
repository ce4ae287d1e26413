"""Pictures, and videos that ask before they load."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from tremplin.content.blocks.base import Part, address, line, words
from tremplin.content.engine import videos
from tremplin.content.models.pictures import Picture

GROUP = _("Pictures and videos")


def sample_picture() -> Picture | None:
    """A picture of the site that says what it shows."""
    found: Picture | None = Picture.objects.filter(is_decorative=False).exclude(alternative_fr="").first()
    return found


class ImageBlock(Part):
    picture = ImageChooserBlock(label=_("Picture"))
    caption = line(_("Caption"), help_text=_("A sentence under the picture: what it shows, who made it."))
    button = line(_("Link text"), longest=120)
    url = address(_("Link address"))

    class Meta:
        label = _("Picture")
        icon = "image"
        group = GROUP
        template = "content/blocks/image.html"
        description = _("A picture that says something; its alternative text comes from the picture itself.")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        picture: Picture = cleaned["picture"]
        if not picture.is_decorative and not picture.default_alt_text:
            said = _(
                "This picture has no alternative text. Write it on the picture, or say there that it is decorative."
            )
            error = ValidationError(said, code="alternative")
            raise blocks.StructBlockValidationError(block_errors={"picture": error})
        return cleaned

    def sample(self) -> dict[str, Any]:
        return {"picture": sample_picture(), "caption": gettext("A caption says what is seen, and who made it.")}


class VideoValue(blocks.StructValue):
    @property
    def found(self) -> videos.Video | None:
        return videos.find(self.get("video") or "", self.get("title") or "")


class VideoBlock(Part):
    title = line(_("Title of the video"), required=True)
    video = line(
        _("Address of the video"),
        required=True,
        help_text=_("As the browser shows it at the provider's; for Dailymotion, its identifier is enough."),
    )
    transcript = words(_("Transcript"), help_text=_("What is said and shown, for those who read it instead."))

    class Meta:
        label = _("Video")
        icon = "media"
        group = GROUP
        template = "content/blocks/video.html"
        value_class = VideoValue
        description = _("A link with the title; the provider receives nothing before the reader agrees.")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if videos.find(cleaned["video"], cleaned["title"]) is None:
            known = ", ".join(provider.name for provider in videos.PROVIDERS)
            said = _("No video of a known provider is at this address. Known ones: %(providers)s.") % {
                "providers": known
            }
            error = ValidationError(said, code="video")
            raise blocks.StructBlockValidationError(block_errors={"video": error})
        return cleaned

    def sample(self) -> dict[str, Any]:
        return {
            "title": gettext("The programme in two minutes"),
            "video": "https://www.dailymotion.com/video/x000000",
            "transcript": gettext("What the video says, word for word."),
        }
