"""Whom an initiative knows in a relation: added, changed, and who comes after when they leave."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremplin.core import clock
from tremplin.core.answers import require
from tremplin.core.moves import MoveRefused
from tremplin.directory.models import Door
from tremplin.directory.queries import doors_visible_to
from tremplin.directory.states import DoorState
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.support import queries, rules
from tremplin.support.actions import relations as actions
from tremplin.support.forms.relations import NOBODY, ContactForm, DepartureForm
from tremplin.support.models import Contact
from tremplin.support.queries.relations import History, history_of
from tremplin.support.views.relations import followed_in
from tremplin.support.views.sending import already_sent, send_form

_FIELDS = ("name", "function", "email", "phone", "since", "door")


def _doors(request: HttpRequest, history: History, also: Door | None = None) -> list[Door]:
    doors = doors_visible_to(request.user).filter(body__in=history.bodies)
    found = [door for door in doors if door.state == DoorState.OPEN]
    return found + ([also] if also is not None and also not in found else [])


def add(request: HttpRequest, ref: str) -> HttpResponse:
    relation = get_object_or_404(queries.relations_visible_to(request.user), ref=must_be_ref(ref))
    if first := already_sent(request):
        return first
    followed = followed_in(request, relation)
    require(rules.can_keep_relation(request.user, followed))
    history = history_of(relation, request.user)
    form = ContactForm(request.POST or None, doors=_doors(request, history), initial={"since": clock.today()})

    def do() -> str:
        said = {name: form.cleaned_data[name] for name in _FIELDS if name in form.cleaned_data}
        actions.add_contact(relation, **said, by=me(request), at=clock.now())
        return f"{reverse('support:relation', args=[relation.ref])}#people"

    if done := send_form(request, form, do):
        return done
    context = {"accompaniment": followed, "view": "relations", "relation": relation, "history": history, "form": form}
    return render(request, "support/contact_add.html", context)


def contact(request: HttpRequest, ref: str) -> HttpResponse:
    """One contact: what is known of them, and their departure."""
    found = get_object_or_404(queries.contacts_visible_to(request.user), ref=must_be_ref(ref))
    if first := already_sent(request):
        return first
    followed = followed_in(request, found.relation)
    may = rules.can_keep_relation(request.user, followed)
    if request.method == "POST":
        require(may)
    if "back" in request.POST:
        return _come_back(request, found)
    history, gesture = history_of(found.relation, request.user), request.POST.get("gesture")
    known = {name: getattr(found, name) for name in _FIELDS} | {"door": found.door.ref if found.door else ""}
    change = ContactForm(
        request.POST if gesture == "change" else None,
        doors=_doors(request, history, found.door),
        initial=known,
        auto_id="change_%s",
    )
    others = [one for one in history.here if one.pk != found.pk]
    if found.after and found.after not in others:
        others.append(found.after)
    left = DepartureForm(
        request.POST if gesture == "left" else None,
        others=others,
        initial={"left_on": found.gone_on or clock.today(), "after": _after(found)},
        auto_id="left_%s",
    )
    address = f"{reverse('support:relation', args=[found.relation.ref])}#people"

    def do_change() -> str:
        said = {name: change.cleaned_data.get(name) for name in _FIELDS}
        actions.change_contact(found, **said, by=me(request), at=clock.now())  # type: ignore[arg-type]
        return address

    def do_leave() -> str:
        _leave(request, found, left)
        return address

    done = (gesture == "change" and send_form(request, change, do_change)) or (
        gesture == "left" and send_form(request, left, do_leave)
    )
    if done:
        return done
    context = {
        "accompaniment": followed,
        "view": "relations",
        "relation": found.relation,
        "history": history,
        "contact": found,
        "change": change,
        "left": left,
        "may_write": may,
    }
    return render(request, "support/contact.html", context)


def _after(contact: Contact) -> str:
    return contact.after.ref if contact.after else NOBODY if contact.nobody_after else ""


def _leave(request: HttpRequest, found: Contact, form: DepartureForm) -> None:
    """The departure, and whoever came after: known, added now, or nobody."""
    said, person, now = form.cleaned_data, me(request), clock.now()
    after = None
    if said["name"]:
        after = actions.add_contact(
            found.relation,
            name=said["name"],
            function=found.function,
            email=said["email"],
            since=said["left_on"],
            door=found.door,
            by=person,
            at=now,
        )
    elif said["after"] and said["after"] != NOBODY:
        after = queries.contacts_visible_to(person).get(ref=said["after"])
    actions.note_departure(
        found, left_on=said["left_on"], after=after, nobody=said["after"] == NOBODY, by=person, at=now
    )


def _come_back(request: HttpRequest, found: Contact) -> HttpResponse:
    try:
        actions.come_back(found, by=me(request), at=clock.now())
        messages.success(request, _("They are among the contacts again."))
    except MoveRefused as refusal:
        messages.warning(request, str(refusal.reason))
    return redirect("support:contact", found.ref)
