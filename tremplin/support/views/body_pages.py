"""What one body was asked and did: read by the team, and by the body itself from the link of a mail."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremplin.core import clock, mail
from tremplin.core.answers import No, require
from tremplin.core.moves import MoveRefused
from tremplin.directory.models import Body
from tremplin.directory.queries import standing_bodies
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.programme.models import Programme
from tremplin.programme.queries import programmes_where
from tremplin.programme.states import Role
from tremplin.support import rules, sentences
from tremplin.support.actions import remarks as actions
from tremplin.support.emails.bodies import body_page_context
from tremplin.support.forms.body_pages import BodyPageForm, RemarkForm
from tremplin.support.queries.body_pages import asked_of, doors_to_write_to, public_names, told_to
from tremplin.support.queries.overviews import remarks_visible_to
from tremplin.support.sentences.relations import told_standing
from tremplin.support.tokens import SHOWN_LINK
from tremplin.support.tokens.bodies import VALID, BodyPage, body_page_of, has_expired
from tremplin.support.views.sending import already_sent, send_form

# nobody's index keeps it; the middleware already tells every cache not to
_HEADERS = {"X-Robots-Tag": "noindex, nofollow"}


def _standing(request: HttpRequest, ref: str) -> Body:
    """The body as it stands now; for whoever supports nobody, it is not here."""
    if isinstance(rules.can_follow(request.user), No):
        raise Http404
    body = get_object_or_404(Body, ref=must_be_ref(ref))
    return standing_bodies([body.pk])[body.pk]


def asked(request: HttpRequest, ref: str) -> HttpResponse:
    body = _standing(request, ref)
    if request.method == "POST":
        remark = get_object_or_404(remarks_visible_to(request.user), ref=must_be_ref(request.POST.get("read", "")))
        actions.mark_read(remark, by=me(request), at=clock.now())
        return redirect(f"{reverse('support:body-asked', args=[body.ref])}#remarks")
    found = asked_of(body, request.user)
    former = {one.door.body.name for one in found.introductions if one.door.body_id != body.pk}
    former |= {line.strip() for line in body.former_names.splitlines() if line.strip()}
    programmes = programmes_where(request.user, [Role.AGENT])
    context = {
        "body": body,
        "former": sorted(former - {body.name}),
        "asked": found,
        "introductions": [(one, sentences.standing(one)) for one in found.introductions],
        "sends": programmes.exists() and doors_to_write_to(body).exists(),
        "agent": programmes.exists(),
        "today": clock.today(),
    }
    return render(request, "support/body_asked.html", context)


def send(request: HttpRequest, ref: str) -> HttpResponse:
    """To which door, then the exact mail, then it leaves."""
    body = _standing(request, ref)
    if first := already_sent(request):
        return first
    require(rules.can_see_solicitations(request.user))
    programme = _programme(request)
    doors = {door.ref: door for door in doors_to_write_to(body)}
    form = BodyPageForm(request.POST or None, doors=[(key, f"{one} – {one.email}") for key, one in doors.items()])
    context: dict[str, Any] = {"body": body, "programme": programme, "form": form, "doors": doors}
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        door = doors[said["door"]]
        preview = body_page_context(body, programme, me(request), words=said["words"], token=SHOWN_LINK)
        subject, text, _html = mail.render("support-body-page", preview, said["language"])
        if isinstance(refusal := rules.may_leave_for(door.email, programme, clock.now()), No):
            form.add_error("door", str(refusal.reason))
        elif "confirmed" not in request.POST and "change" not in request.POST:
            kept = [(name, request.POST.get(name, "")) for name in form.fields]
            more = {"subject": subject, "text": text, "door": door, "kept": kept, "language": said["language"]}
            return render(request, "support/body_page_preview.html", context | more)

        def do() -> str:
            actions.send_body_page(
                body,
                door,
                programme=programme,
                words=said["words"],
                language=said["language"],
                by=me(request),
                at=clock.now(),
            )
            return reverse("support:body-asked", args=[body.ref])

        if "change" not in request.POST and (done := send_form(request, form, do)):
            messages.success(request, _("The mail is on its way."))
            return done
    return render(request, "support/body_page_send.html", context)


def _programme(request: HttpRequest) -> Programme:
    """The one asked for in the address, of those whose team this person is in; the first one otherwise."""
    ours = list(programmes_where(request.user, [Role.AGENT]))
    asked_for = request.GET.get("programme", "")
    return next((one for one in ours if one.ref == asked_for), ours[0])


def own(request: HttpRequest, token: str) -> HttpResponse:
    """The body's own page. Opening it does nothing; what is said on it is read by the team."""
    page, now = body_page_of(token), clock.now()
    if page is None:
        contacts = Programme.objects.exclude(contact_email="").values_list("contact_email", flat=True)
        return _page(request, "support/answer_unknown.html", {"contacts": sorted(set(contacts))}, status=404)
    if has_expired(page, now):
        return _page(request, "support/body_page_over.html", {"page": page, "days": VALID.days}, status=410)
    form = RemarkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_remark(page.body, page.programme, words=form.cleaned_data["words"], at=now)
            return redirect(f"{reverse('support:body-page', args=[token])}#remarks")
        except MoveRefused as refusal:
            form.add_error("words", str(refusal.reason))
    return _page(request, "support/body_page.html", _told(page) | {"form": form})


def _told(page: BodyPage) -> dict[str, Any]:
    found = told_to(page.body, page.programme)
    names = public_names(found.commitments, page.programme)
    return {
        "page": page,
        "asked": found,
        # the words of a message, only to the door it was written to
        "introductions": [(one, told_standing(one), one.door_id == page.door.pk) for one in found.introductions],
        "commitments": [(one, names.get(one.initiative_id or 0, "")) for one in found.commitments],
        "zone": page.programme.time_zone,
        "today": clock.today(page.programme.time_zone),
    }


def _page(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    page = render(request, template, context, status=status)
    for name, value in _HEADERS.items():
        page.headers[name] = value
    return page
