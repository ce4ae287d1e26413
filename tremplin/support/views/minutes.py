"""The minutes, while they are written: drafted from what was noted, edited by several people, then signed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremplin.core import clock
from tremplin.core.answers import require
from tremplin.core.moves import MoveRefused
from tremplin.people.doorkeeper import me
from tremplin.support.actions import minutes as actions
from tremplin.support.engine.minutes import GENERAL
from tremplin.support.forms.committee_session import MinutesForm, SignMinutesForm
from tremplin.support.models import Committee, CommitteeItem
from tremplin.support.queries.committees import items_of
from tremplin.support.queries.minutes import draft_of, last_version, read_by
from tremplin.support.rules import committees as rules
from tremplin.support.states import CommitteeState
from tremplin.support.views.committee_reading import committee_seen
from tremplin.support.views.committees import committee_run, head
from tremplin.support.views.sending import already_sent, send_form


def write(request: HttpRequest, ref: str) -> HttpResponse:
    """The draft until somebody saves; then the last version. A section two people changed shows both texts."""
    found, person = committee_run(request, ref), me(request)
    if found.state == CommitteeState.SIGNED:
        return redirect("support:minutes", found.ref)
    require(rules.in_session(person, found))
    items, last, draft = items_of(found, person), last_version(found), draft_of(found)
    sections = last.sections if last else draft
    form = MinutesForm(request.POST or None, rows=read_by(sections, items), number=last.number if last else 0)
    both: list[dict[str, str]] = []
    if request.method == "POST" and form.is_valid():
        try:
            made, merged = actions.save_minutes(
                found, form.said, read=form.cleaned_data["read"], by=person, at=clock.now()
            )
        except MoveRefused as refusal:
            messages.warning(request, str(refusal.reason))
        else:
            if not merged.both:
                messages.success(request, _("Version %(number)s is saved.") % {"number": made.number})
                return redirect("support:minutes-write", found.ref)
            last = made
            both = _both(merged.both, items)
            form = MinutesForm(rows=read_by(made.sections, items), number=made.number)
    context = head(found) | {
        "form": form,
        "last": last,
        "both": both,
        "differs": _differs(draft, sections, items) if last else [],
        "may_sign": rules.can_sign(person, found),
    }
    return render(request, "support/minutes_write.html", context)


def _both(both: dict[str, str], items: list[CommitteeItem]) -> list[dict[str, str]]:
    """What somebody else wrote in sections this person changed too, to be taken up or left."""
    titles = {one.ref: str(one.accompaniment) for one in items} | {GENERAL: _("The session")}
    return [{"title": titles[key], "words": words} for key, words in both.items()]


def _differs(draft: dict[str, str], sections: dict[str, str], items: list[CommitteeItem]) -> list[dict[str, str]]:
    """What the draft would say now, where the words kept say something else."""
    return _both(
        {key: words for key, words in draft.items() if sections.get(key) != words and _shown(key, items)}, items
    )


def _shown(key: str, items: list[CommitteeItem]) -> bool:
    return key == GENERAL or key in {one.ref for one in items}


def sign(request: HttpRequest, ref: str) -> HttpResponse:
    """What signing does, then the signature."""
    found: Committee = committee_seen(request, ref)
    if first := already_sent(request):
        return first
    require(rules.can_sign(request.user, found))
    items, last = items_of(found, request.user), last_version(found)
    number = last.number if last else 0
    person = me(request)
    form = SignMinutesForm(request.POST or None, initial={"number": number, "name": person.full_name})

    def do() -> str:
        said = form.cleaned_data
        actions.sign_minutes(
            found, number=said["number"], name=said["name"], quality=said["quality"], by=person, at=clock.now()
        )
        messages.success(request, _("The minutes are signed. What was decided is in force."))
        return reverse("support:minutes", args=[found.ref])

    if done := send_form(request, form, do):
        return done
    context = head(found) | {
        "form": form,
        "items": items,
        "minutes": last,
        "rows": read_by(last.sections if last else {}, items),
    }
    return render(request, "support/minutes_sign.html", context)
