"""In Wagtail's editor, while a quiet period runs: a page published by hand is held, or goes out with a reason.

What goes through: the button of a page (a page of ours asks), several pages at once (held, and told), a copy that
would be public (refused), an approval (held: `approved`). A page scheduled for later is scheduled as usual.
"""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import re_path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.models import Page, Revision

from tremplin.content.actions import publications as actions
from tremplin.content.models import HeldPublication
from tremplin.content.rules import can_edit_site
from tremplin.core import clock, freshness
from tremplin.core.moves import MoveRefused
from tremplin.core.text import clean
from tremplin.people.doorkeeper import me
from tremplin.programme.queries import quiet_at


class AnywayForm(forms.Form):
    why = forms.CharField(
        label=gettext_lazy("Why it cannot wait"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Kept in the journal with your name."),
        error_messages={"required": gettext_lazy("Please say why this page cannot wait.")},
    )

    def clean_why(self) -> str:
        return clean(self.cleaned_data["why"]).strip()


def before_publishing(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Wagtail has saved the revision: what is typed is kept, whatever comes next."""
    now = clock.now()
    if quiet_at(now) is None or (page.go_live_at is not None and page.go_live_at > now):
        return None
    if request.resolver_match is not None and request.resolver_match.url_name == "add":
        # Wagtail makes a new page public before it asks
        Page.objects.filter(pk=page.pk).update(live=False, has_unpublished_changes=True)
        freshness.bump()
    return redirect("quiet-publication", page.pk, page.latest_revision_id)


def before_several(request: HttpRequest, kind: str, objects: list[Any], action: Any) -> HttpResponse | None:
    """Several pages published at once: each is held; one that cannot wait is published from its own page."""
    now = clock.now()
    if kind != "publish" or quiet_at(now) is None:
        return None
    chosen = list(_chosen(objects, action, request.user))
    for page in chosen:
        revision = page.get_latest_revision() or page.specific.save_revision(user=request.user)
        actions.hold_publication(revision, by=me(request), at=now)
    words = ngettext(
        "A quiet period runs: %(count)s page is held until it is over.",
        "A quiet period runs: %(count)s pages are held until it is over.",
        len(chosen),
    )
    messages.warning(request, words % {"count": len(chosen)})
    return redirect(action.next_url)


def _chosen(objects: list[Any], action: Any, person: Any) -> Iterator[Page]:
    below = action.cleaned_form is not None and action.cleaned_form.cleaned_data.get("include_descendants")
    for page in objects:
        if isinstance(page, Page):
            yield page
            for draft in page.get_descendants().not_live() if below else ():
                if draft.permissions_for_user(person).can_publish():
                    yield draft


def before_copying(request: HttpRequest, page: Page) -> HttpResponse | None:
    public = request.method == "POST" and (request.POST.get("publish_copies") or request.POST.get("alias"))
    if not public or quiet_at(clock.now()) is None:
        return None
    messages.warning(request, _("A quiet period runs: copy the page as a draft, then publish it."))
    return redirect(request.get_full_path())


def publication(request: HttpRequest, page_id: int, revision_id: int) -> HttpResponse:
    """Hold until the period ends, or publish all the same and say why."""
    page = get_object_or_404(Page, pk=page_id)
    revision = get_object_or_404(page.revisions, pk=revision_id)
    held = HeldPublication.objects.filter(page=page, revision=revision).select_related("by").first()
    if not _may_publish(request.user, page, held):
        raise PermissionDenied
    period, form = quiet_at(clock.now()), AnywayForm()
    if request.method == "POST":
        form = AnywayForm(request.POST if "anyway" in request.POST else None)
        if _carry_out(request, revision, held, form):
            return redirect("wagtailadmin_explore", page.get_parent().pk)
    title = revision.object_str
    context = {"page": page, "title": title, "revision": revision, "period": period, "held": held, "form": form}
    return render(request, "content/quiet_publication.html", context)


def _may_publish(person: Any, page: Page, held: HeldPublication | None) -> bool:
    """Who may publish it; what is held has been published by somebody who may, or approved: any editor may go on."""
    rights = page.permissions_for_user(person)
    return bool(rights.can_publish() or (held and can_edit_site(person) and rights.can_edit()))


def _carry_out(request: HttpRequest, revision: Revision, held: HeldPublication | None, form: AnywayForm) -> bool:
    by, now, said = me(request), clock.now(), {"title": revision.object_str}
    try:
        if "hold" in request.POST:
            actions.hold_publication(revision, by=by, at=now)
            messages.success(request, _("“%(title)s” is held until the quiet period is over.") % said)
        elif "drop" in request.POST and held:
            actions.drop_held(held, by=by, at=now)
            messages.success(request, _("“%(title)s” stays a draft.") % said)
        elif form.is_valid():
            actions.publish_anyway(revision, why=form.cleaned_data["why"], by=by, at=now)
            messages.success(request, _("“%(title)s” is published.") % said)
        else:
            return False
    except MoveRefused as refusal:
        messages.warning(request, str(refusal.reason))
        return False
    return True


def urls() -> list[Any]:
    # inside Wagtail's editor, which names pages by their keys
    return [re_path(r"^quiet/(?P<page_id>\d+)/(?P<revision_id>\d+)/$", publication, name="quiet-publication")]
