"""The form in which editors write a page: a draft always saves, what is published is sound, an address that is taken
is explained.
"""

from itertools import count
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.forms.pages import CopyForm as WagtailCopyForm
from wagtail.models import Page

from tremplin.content.pages.faults import faults_in
from tremplin.core import offers, segments

# right under a home page, the application has addresses of its own
_HOME = 2
# what Wagtail's buttons post when the words leave the editor's table
_LEAVING = ("action-publish", "action-submit", "action-restart-workflow")


class PageForm(WagtailAdminPageForm):
    """Wagtail's, with the checks of publication and the words of a clash."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        self._explain_address()
        if self._approves and set(self.changed_data) - {"comment_notifications"}:
            self.add_error(
                None,
                _(
                    "You changed the page before approving it. Save it as a draft: somebody else then reads your words "
                    "and approves."
                ),
            )
        if self._leaves:
            names = [name for name in self.fields if name in cleaned]
            for name, error in faults_in(self._meta.model, cleaned.get, names).items():
                self.add_error(name, error)
        return cleaned

    @property
    def _approves(self) -> bool:
        return bool(self.data.get("action-workflow-action")) and self.data.get("workflow-action-name") == "approve"

    @property
    def _leaves(self) -> bool:
        """Whether the words are to be published or read by somebody else, rather than kept as a draft."""
        return not self.is_deferred_validation and (self._approves or any(self.data.get(name) for name in _LEAVING))

    def _explain_address(self) -> None:
        slug = self.data.get(self.add_prefix("slug"), "")
        if self.parent_page is None or "slug" not in self.fields or not slug:
            return
        error = clash(self.parent_page, slug, self.instance)
        if error is not None:
            self._errors.pop("slug", None)
            self.add_error("slug", error)


class CopyForm(WagtailCopyForm):
    """Wagtail's, with the words of a clash."""

    def clean(self) -> dict[str, Any]:
        slug = self.cleaned_data.get("new_slug", "")
        above = self.cleaned_data.get("new_parent_page") or self.page.get_parent()
        cleaned: dict[str, Any] = super().clean()
        error = clash(above, slug) if slug else None
        if error is not None:
            self._errors.pop("new_slug", None)
            self.add_error("new_slug", error)
        return cleaned


def clash(above: Page, slug: str, page: Page | None = None) -> ValidationError | None:
    """Why a page cannot stand at this address under another: what is there already, and an address that is free."""
    children = above.get_children()
    taken = children.filter(slug=slug).exclude(pk=page.pk if page else None).first()
    under = above.url or "/"
    if taken is None:
        return kept_address(f"{under}{slug}/", slug) if above.depth == _HOME and slug in segments.RESERVED else None
    names = {*children.values_list("slug", flat=True), *segments.RESERVED}
    values = {
        "address": f"{under}{slug}/",
        "title": taken,
        "state": _("published") if taken.live else _("a draft"),
        "free": next(name for number in count(2) if (name := f"{slug}-{number}") not in names),
    }
    sentence = _(
        "The address %(address)s is that of another page, “%(title)s” (%(state)s). Choose another end of address, such "
        "as “%(free)s”, or move that page first."
    )
    return ValidationError(sentence % values, code="taken")


def kept_address(address: str, slug: str) -> ValidationError:
    """Why a page cannot stand at the address of a part of the application."""
    label = next(
        (str(page.label) for page in offers.public_pages if reverse(page.url_name).endswith(f"/{slug}/")),
        _("a part of the application"),
    )
    return ValidationError(
        _("The address %(address)s is that of “%(label)s”, which is not a page of the editor. Choose another one.")
        % {"address": address, "label": label},
        code="reserved",
    )
