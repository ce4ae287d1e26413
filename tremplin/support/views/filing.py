"""What the officer files of an answer: a plain reply, a mail file, a few words heard on the telephone. One button."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tremplin.core import clock
from tremplin.core.answers import No, require
from tremplin.core.moves import MoveRefused
from tremplin.directory.models import Door
from tremplin.directory.queries import find_doors
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.people.models import Person
from tremplin.support import queries, rules, sentences
from tremplin.support.actions import answering as actions
from tremplin.support.forms.answers import FiledAnswerForm
from tremplin.support.models import IncomingReply, Introduction
from tremplin.support.queries.answers import mark_of, waiting_replies
from tremplin.support.states import ReplyKind, Subject
from tremplin.support.views.doorkeeper import words_asked
from tremplin.support.views.sending import already_sent, send_form

# the four answers, as the officer says them
BUTTONS = [
    (ReplyKind.TAKE_UP, _("They take it up")),
    (ReplyKind.REDIRECT, _("They send to somebody else")),
    (ReplyKind.POSTPONE, _("Not now")),
    (ReplyKind.DECLINE, _("No")),
]


def file_answer(request: HttpRequest, ref: str) -> HttpResponse:
    """The words, a mail file read first if there is one, and the button that says what they mean."""
    found = get_object_or_404(queries.introductions_visible_to(request.user), ref=must_be_ref(ref))
    if first := already_sent(request):
        return first
    person = me(request)
    require(rules.can_lead(person, found.accompaniment, Subject.TIES))
    if request.method != "POST":
        require(rules.can_pursue(person, found))
    reply = _reply_asked(request, found)
    words = words_asked(request)
    doors = [(hit.door.ref, f"{hit.door.name} – {hit.door.body.name}") for hit in find_doors(words)] if words else []
    verb = request.POST.get("verb", "")
    form = FiledAnswerForm(
        request.POST or None, request.FILES or None, verb=verb, doors=doors, initial=_first(found, reply)
    )
    guess = reply.kind if reply else ""
    if request.method == "POST" and form.is_valid() and verb == "read":
        form, guess = _read(form, doors)
    elif done := send_form(request, form, lambda: _file(found, form, reply, person)):
        return done
    found.refresh_from_db()
    context = {
        **_offered(found, guess, form),
        "accompaniment": found.accompaniment,
        "view": "introductions",
        "introduction": found,
        "standing": sentences.standing(found),
        "zone": found.accompaniment.season.programme.time_zone,
        "reply": reply,
        "words": words,
        "doors": doors,
    }
    return render(request, "support/answer_file.html", context)


def filing_offered(person: Person, found: Introduction) -> dict[str, Any]:
    """The same in short, for the page of the introduction, when this person may file an answer now."""
    may = not isinstance(rules.can_pursue(person, found), No) and Introduction.MOVES.allows("take_up", found.state)
    follows = rules.can_write_introduction(person, found.accompaniment)
    if not may:
        return {"filing": None, "may_follow": follows}
    reply = waiting_replies(found).first()
    form = FiledAnswerForm(initial=_first(found, reply), auto_id="filed_%s")
    return {**_offered(found, reply.kind if reply else "", form), "filing": form, "reply": reply, "may_follow": follows}


def _offered(found: Introduction, guess: str, form: FiledAnswerForm) -> dict[str, Any]:
    said = ReplyKind(guess).label if guess else ""
    return {"form": form, "guess": guess, "guess_words": said, "buttons": BUTTONS}


def _reply_asked(request: HttpRequest, found: Introduction) -> IncomingReply | None:
    """The mail the page is opened for; the first that waits, when none is named."""
    waiting, asked = waiting_replies(found), request.POST.get("reply", request.GET.get("mail", ""))
    if request.method == "POST" or asked:
        return waiting.filter(ref=asked).first() if asked.isalnum() else None
    return waiting.first()


def _first(found: Introduction, reply: IncomingReply | None) -> dict[str, Any]:
    first = {"seen": mark_of(found)}
    return first | {"words": reply.text, "until": reply.away_until, "reply": reply.ref} if reply else first


def _read(form: FiledAnswerForm, doors: list[tuple[str, str]]) -> tuple[FiledAnswerForm, str]:
    """What the mail says, in the fields, to be checked; nothing is filed yet."""
    read, typed = form.read(), dict(form.cleaned_data)
    if read is None:
        return form, ""
    typed |= {"words": read.text, "until": typed["until"] or read.away_until, "once": None}
    if read.kind == ReplyKind.REDIRECT and read.named:
        typed["redirected_email"] = typed["redirected_email"] or read.named[0]
        typed["redirected_to"] = typed["redirected_to"] or read.named[0]
    first = {name: value for name, value in typed.items() if name != "once"}
    return FiledAnswerForm(initial=first, doors=doors), read.kind


def _file(found: Introduction, form: FiledAnswerForm, reply: IncomingReply | None, person: Person) -> str:
    now, said = clock.now(), form.said
    if form.cleaned_data["reply"] and reply is None:
        raise MoveRefused(actions.ALREADY_FILED)
    if form.verb == "away":
        actions.note_away(found, until=said["until"], reply=reply, by=person, at=now)
    elif form.verb == "aside" and reply is not None:
        actions.set_reply_aside(reply, by=person, at=now)
    else:
        if not said["words"] and form.cleaned_data.get("file"):
            said["words"] = form.cleaned_data["file"].text
        ref = form.cleaned_data.get("redirected_door")
        door = Door.objects.get(ref=ref) if ref else None
        seen = form.cleaned_data["seen"] or None
        actions.answer(found, form.verb, **said, redirected_door=door, reply=reply, seen=seen, by=person, at=now)
    return reverse("support:introduction", args=[found.ref])
