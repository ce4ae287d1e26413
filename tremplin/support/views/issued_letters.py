"""Letters of the programme about an initiative: read by both sides, issued by whoever leads, checked by anybody."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremplin.core import clock, files, freshness
from tremplin.core.answers import Yes, require
from tremplin.core.moves import MoveRefused
from tremplin.core.once import once, replayed
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.support import composed_letters
from tremplin.support.actions import letters as actions
from tremplin.support.forms.issued_letters import IssueForm, WithdrawLetterForm
from tremplin.support.models import Letter
from tremplin.support.queries.letters import letter_to_check, letters_visible_to
from tremplin.support.rules import letters as rules
from tremplin.support.states import LetterKind
from tremplin.support.views.doorkeeper import accompaniment_whole

_SAID = ("addressed_to", "subject", "words", "language", "signed_as", "valid_until")


def letter_list(request: HttpRequest, ref: str) -> HttpResponse:
    found = accompaniment_whole(request, ref)
    context = {
        "accompaniment": found,
        "view": "letters",
        "letters": letters_visible_to(request.user).filter(accompaniment=found),
        "today": clock.today(found.season.programme.time_zone),
        "issues": rules.can_issue_letter(request.user, found, LetterKind.SUPPORT),
    }
    return render(request, "support/issued_letters.html", context)


def write(request: HttpRequest, ref: str) -> HttpResponse:
    """Words proposed from the file, then a preview, then the letter."""
    found, person = accompaniment_whole(request, ref), me(request)
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    attests = request.GET.get("nature") == LetterKind.ATTESTATION
    kind = LetterKind.ATTESTATION if attests else LetterKind.SUPPORT
    require(rules.can_issue_letter(person, found, kind))
    subject = _("Attestation of support: %(name)s") if attests else _("Support of %(name)s")
    initial = {
        "subject": subject % {"name": found.public_name},
        "words": composed_letters.proposed_words(found, kind, "fr"),
        "valid_until": None if attests else found.ends_on,
    }
    form, previewed = IssueForm(request.POST or None, initial=initial), False
    if request.method == "POST" and form.is_valid():
        previewed = "change" not in request.POST
        said = {name: form.cleaned_data[name] for name in _SAID}

        def do() -> str:
            made = actions.issue_letter(found, kind=kind, **said, by=person, at=clock.now())
            return reverse("support:letter", args=[made.ref])

        if "issue" in request.POST:
            try:
                address = once(form.cleaned_data["once"], by=person.ref, at=clock.now(), do=do)
            except MoveRefused as refusal:
                messages.warning(request, str(refusal.reason))
            else:
                made = letters_visible_to(person).get(ref=address.rstrip("/").rpartition("/")[2])
                composed_letters.make_file(made, clock.now())
                return redirect(address)
    context = {
        "accompaniment": found,
        "view": "letters",
        "form": form,
        "previewed": previewed,
        "person": person,
        "attests": attests,
    }
    return render(request, "support/issued_letter_write.html", context)


def letter(request: HttpRequest, ref: str) -> HttpResponse:
    """One letter, word for word; its document, and its withdrawal."""
    found, person = get_object_or_404(letters_visible_to(request.user), ref=must_be_ref(ref)), me(request)
    form = WithdrawLetterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw_letter(found, why=form.cleaned_data["why"], by=person, at=clock.now())
            messages.success(request, _("The letter is withdrawn: whoever checks it reads so."))
            return redirect("support:letter", found.ref)
        except MoveRefused as refusal:
            messages.warning(request, str(refusal.reason))
    context: dict[str, Any] = {
        "accompaniment": found.accompaniment,
        "view": "letters",
        "letter": found,
        "form": form,
        "withdraws": isinstance(rules.can_withdraw_letter(person, found), Yes),
        "document": files.download_address(found.file, person) if found.file else "",
        "checked_at": composed_letters.checked_at(found),
        "zone": found.accompaniment.season.programme.time_zone,
    }
    return render(request, "support/issued_letter.html", context)


def check(request: HttpRequest, ref: str) -> HttpResponse:
    """For anybody who holds the letter: issued on which day, about whom, and whether it still holds. Nothing more."""
    found = letter_to_check(must_be_ref(ref))
    if found is None:
        raise Http404
    programme = found.accompaniment.season.programme
    today, zone = clock.today(programme.time_zone), ZoneInfo(programme.time_zone)
    over = found.valid_until is not None and found.valid_until < today
    context = {
        "letter": found,
        "name": found.accompaniment.public_name,
        "programme": programme,
        "issued_on": found.issued_at.astimezone(zone).date(),
        "withdrawn_on": found.withdrawn_at.astimezone(zone).date() if found.withdrawn_at else None,
        "over": over,
    }
    shown = render(request, "support/letter_check.html", context)
    shown.headers["X-Robots-Tag"] = "noindex, nofollow"
    return freshness.mark(shown, _ends(found, over, zone))


def _ends(letter: Letter, over: bool, zone: ZoneInfo) -> datetime | None:
    """When the page says something else by itself."""
    if letter.valid_until is None or over:
        return None
    return datetime.combine(letter.valid_until + timedelta(days=1), time(), zone)
