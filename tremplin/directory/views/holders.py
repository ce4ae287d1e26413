"""Who holds a door, for the team: entered, told after the mail was read, corrected, gone, forgotten."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tremplin.core import clock
from tremplin.core.answers import require
from tremplin.directory import emails, rules
from tremplin.directory.actions import holders as actions
from tremplin.directory.actions import reports
from tremplin.directory.forms.holders import GestureForm, HolderForm, LeftForm
from tremplin.directory.queries.holders import seen_by, whom_to_ask
from tremplin.directory.views.doorkeeper import managed_door, managed_holder, managed_report
from tremplin.directory.views.gestures import already_sent, done, send
from tremplin.people.doorkeeper import me


def add(request: HttpRequest, ref: str) -> HttpResponse:
    door, person = managed_door(request, ref), me(request)
    if first := already_sent(request):
        return first
    require(rules.can_change_door(person, door))
    form = HolderForm(request.POST or None)

    def do() -> str:
        actions.add_holder(door, words=form.words, by=person, at=clock.now())
        return reverse("directory:managed", args=[door.ref])

    if answer := send(request, form, do, _("This person is written down. Nobody but you reads their name until told.")):
        return answer
    return render(request, "directory/holder_form.html", {"form": form, "door": door, "holder": None})


def change(request: HttpRequest, ref: str) -> HttpResponse:
    holder, person = managed_holder(request, ref), me(request)
    require(rules.can_correct_holder(person, holder))
    form = HolderForm(request.POST or None, initial={name: getattr(holder, name) for name in actions.FIELDS})
    if request.method == "POST" and form.is_valid():

        def act() -> None:
            actions.correct_holder(holder, words=form.words, by=person, at=clock.now())

        if done(request, act, _("It is corrected.")):
            return redirect("directory:managed", holder.door.ref)
    return render(request, "directory/holder_form.html", {"form": form, "door": holder.door, "holder": holder})


def tell(request: HttpRequest, ref: str) -> HttpResponse:
    """The mail as it will leave; its button sends it."""
    holder, person = managed_holder(request, ref), me(request)
    if first := already_sent(request):
        return first
    require(rules.can_tell_holder(person, holder))
    form = GestureForm(request.POST or None)

    def do() -> str:
        actions.tell_holder(holder, by=person, at=clock.now())
        return reverse("directory:managed", args=[holder.door.ref])

    if answer := send(request, form, do, _("The mail leaves. Those who keep the doors now read this name.")):
        return answer
    subject, text = emails.shown_notice(holder, person)
    context = {
        "form": form,
        "holder": holder,
        "seen": seen_by(person, holder),
        "door": holder.door,
        "subject": subject,
        "text": text,
        "language": emails.LANGUAGE,
    }
    return render(request, "directory/holder_tell.html", context)


def left(request: HttpRequest, ref: str) -> HttpResponse:
    holder, person = managed_holder(request, ref), me(request)
    require(rules.can_mark_left(person, holder))
    form = LeftForm(request.POST or None, holder=holder)
    if request.method == "POST" and form.is_valid():

        def act() -> None:
            actions.mark_left(holder, on=form.cleaned_data["left_on"], by=person, at=clock.now())

        if done(request, act, _("It is written. The door stays, and asks for who comes after.")):
            return redirect("directory:managed", holder.door.ref)
    context = {"form": form, "holder": holder, "seen": seen_by(person, holder), "door": holder.door}
    return render(request, "directory/holder_left.html", context)


def forget(request: HttpRequest, ref: str) -> HttpResponse:
    """A page that says what goes and what stays; its button erases."""
    holder, person = managed_holder(request, ref), me(request)
    require(rules.can_forget_holder(person, holder))
    if request.method == "POST":

        def act() -> None:
            actions.forget_holder(holder, by=person, at=clock.now())

        if done(request, act, _("Their name, address and telephone are erased.")):
            return redirect("directory:managed", holder.door.ref)
    context = {"holder": holder, "seen": seen_by(person, holder), "door": holder.door}
    return render(request, "directory/holder_forget.html", context)


def ask(request: HttpRequest, ref: str) -> HttpResponse:
    """The mail that asks whether all is right, as it will leave; its button sends it."""
    door, person = managed_door(request, ref), me(request)
    if first := already_sent(request):
        return first
    answer, asked = rules.can_ask_to_confirm(person, door), whom_to_ask(door)
    form = GestureForm(request.POST or None)

    def do() -> str:
        reports.ask_to_confirm(door, by=person, at=clock.now())
        return reverse("directory:managed", args=[door.ref])

    if sent := send(request, form, do, _("The mail leaves. The answer will show on this page.")):
        return sent
    context = {"form": form, "door": door, "answer": answer, "asked": asked, "language": emails.LANGUAGE}
    if answer and asked:
        context["subject"], context["text"] = emails.shown_question(asked, person)
    return render(request, "directory/door_ask.html", context)


@require_POST
def settle(request: HttpRequest, ref: str) -> HttpResponse:
    report, person = managed_report(request, ref), me(request)

    def act() -> None:
        reports.settle_report(report, by=person, at=clock.now())

    done(request, act, _("It is settled."))
    return redirect("directory:managed", report.door.ref)
