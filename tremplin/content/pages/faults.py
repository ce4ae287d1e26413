"""What may not be published in a page, field by field, each fault in a sentence that says where and what to do."""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from wagtail import blocks
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Page

from tremplin.content.engine import files, shortcodes, soundness
from tremplin.content.models.pictures import Picture, PictureSource
from tremplin.core.parts import parts

_SENTENCES = {
    "image-silent": gettext_noop(
        "Line %(line)s, picture “%(excerpt)s”: it has no alternative text. Write what it shows between the square "
        "brackets, or mark the picture as decorative in the gallery."
    ),
    "heading-too-high": gettext_noop(
        "Line %(line)s, heading “%(excerpt)s”: level %(level)s is the title of the page. Begin the line with %(marks)s."
    ),
    "heading-jump": gettext_noop(
        "Line %(line)s, heading “%(excerpt)s”: a level is skipped. Begin the line with %(marks)s."
    ),
    "link-empty": gettext_noop(
        "Line %(line)s, link to “%(excerpt)s”: it has no words. Write between the square brackets where it leads."
    ),
    "link-nowhere": gettext_noop(
        "Line %(line)s, link “%(excerpt)s”: it has no address. Write it between the brackets, or take the link out."
    ),
}
# in a block, a text stands under the block's own title, itself under that of a part of the page
_UNDER_A_BLOCK = 3
# a block may give its picture words of its own
_OWN_WORDS = ("alternative", "alternative_fr", "alt", "alt_text", "is_decorative", "decorative")

# the cells of a table, which no Markdown shapes
_NOT_WORDS = ("rows",)


def faults_of(page: Page, names: Iterable[str] | None = None) -> dict[str, ValidationError]:
    """The faults of a page as it is in memory, by field; `names` are the fields looked at (all of ours by default)."""
    return faults_in(type(page), lambda name: getattr(page, name), names)


def faults_in(
    model: type[Page], value_of: Callable[[str], Any], names: Iterable[str] | None = None
) -> dict[str, ValidationError]:
    """The same, whatever holds the values."""
    common = {field.name for field in Page._meta.get_fields()}
    wanted = None if names is None else set(names)
    heard = _Gallery()
    found: dict[str, list[Any]] = {}
    fields = [field for field in model._meta.concrete_fields if field.name not in common and field.editable]
    for field in fields:
        if wanted is None or field.name in wanted:
            under = 2 if _titled(model, field.name) else 1
            if errors := _of_field(field, value_of(field.name), under, heard):
                found[field.name] = errors
    known = {field.name for field in fields} if wanted is None else wanted
    for name in sorted(known):
        stem, _sep, last = name.rpartition("_")
        pair = f"{stem}_url"
        if last == "button" and pair in known and bool(value_of(name)) != bool(value_of(pair)):
            missing, sentence = _half_of_a_button(value_of(name), name, pair)
            found.setdefault(missing, []).append(ValidationError(sentence, code="button"))
    return {name: errors[0] if len(errors) == 1 else ValidationError(errors) for name, errors in found.items()}


def _titled(model: type[Page], name: str) -> bool:
    """Whether a text stands under a title of its own: `intro_text` under `intro_title`."""
    return name.endswith("_text") and any(
        field.name == f"{name.removesuffix('_text')}_title" for field in model._meta.concrete_fields
    )


def _of_field(field: Any, value: Any, under: int, heard: "_Gallery") -> list[Any]:
    if isinstance(field, StreamField):
        error = _of_block(field.stream_block, value, heard) if value else None
        return [error] if error is not None else []
    if isinstance(field, models.TextField):
        return _of_text(value or "", under, heard)
    if isinstance(field, models.ForeignKey) and field.related_model is Picture:
        return _of_picture(value)
    return []


def _of_text(text: str, under: int, heard: "_Gallery") -> list[Any]:
    masked, _codes = shortcodes.mask(text)
    return [
        ValidationError(
            _(_SENTENCES[fault.code])
            % {
                "line": fault.line,
                "excerpt": fault.excerpt or "…",
                "level": fault.level,
                "marks": "#" * fault.wanted,
            },
            code=fault.code,
        )
        for fault in soundness.faults(parts(masked), heard=heard.of, under=under)
    ]


def _of_picture(picture: Picture | None) -> list[Any]:
    if picture is None or picture.is_decorative or picture.alternative_fr:
        return []
    sentence = _(
        "The picture “%(title)s” has no alternative text. Open it in the gallery: write what it shows, or mark it as "
        "decorative."
    )
    return [ValidationError(sentence % {"title": picture.title}, code="image-silent")]


def _of_block(block: Any, value: Any, heard: "_Gallery") -> Any:
    """The faults of a block, in the shape in which Wagtail shows them beside each of its fields; None without any."""
    if isinstance(block, blocks.BaseStreamBlock):
        inside = {
            number: error
            for number, child in enumerate(value)
            if (error := _of_block(child.block, child.value, heard)) is not None
        }
        return StreamBlockValidationError(block_errors=inside) if inside else None
    if isinstance(block, blocks.ListBlock):
        inside = {
            number: error
            for number, child in enumerate(value)
            if (error := _of_block(block.child_block, child, heard)) is not None
        }
        return ListBlockValidationError(block_errors=inside) if inside else None
    if isinstance(block, blocks.BaseStructBlock):
        return _of_struct(block, value, heard)
    errors: list[Any] = []
    if isinstance(block, ImageChooserBlock):
        errors = _of_picture(value)
    elif isinstance(block, blocks.TextBlock):
        errors = _of_text(value or "", _UNDER_A_BLOCK, heard)
    return ValidationError(errors) if errors else None


def _of_struct(block: Any, value: Any, heard: "_Gallery") -> Any:
    spoken = any(value.get(name) for name in _OWN_WORDS)
    inside = {
        name: error
        for name, child in block.child_blocks.items()
        if name not in _NOT_WORDS
        and not (spoken and isinstance(child, ImageChooserBlock))
        and (error := _of_block(child, value.get(name), heard)) is not None
    }
    if {"button", "url"} <= set(block.child_blocks) and bool(value.get("button")) != bool(value.get("url")):
        missing, sentence = _half_of_a_button(value.get("button"), "button", "url")
        inside[missing] = ValidationError(sentence, code="button")
    return StructBlockValidationError(block_errors=inside) if inside else None


def _half_of_a_button(words: str, name: str, pair: str) -> tuple[str, str]:
    if words:
        return pair, _("The link “%(words)s” has no address: write where it leads, or take its words out.") % {
            "words": words
        }
    return name, _("This link has no words: write where it leads, or take its address out.")


class _Gallery:
    """What is heard of the pictures a text names, each looked for once."""

    def __init__(self) -> None:
        self.known: dict[str, str | None] = {}

    def of(self, path: str) -> str | None:
        if path not in self.known:
            self.known[path] = self._find(path)
        return self.known[path]

    def _find(self, path: str) -> str | None:
        try:
            source = PictureSource.objects.select_related("picture").filter(path=files.image_path(path)).first()
        except ValueError:
            return None
        if source is None:
            return None
        return "" if source.picture.is_decorative else source.picture.alternative_fr or None
