"""The signed-in home and the operations page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from tremplin.core import clock, offers
from tremplin.core.answers import require
from tremplin.core.models import ChoreRun, Message, StoredFile
from tremplin.core.moves import MoveRefused, move
from tremplin.core.states import FileState, MessageState
from tremplin.desk import files
from tremplin.desk.emails import MONDAY
from tremplin.desk.rules import can_read_week
from tremplin.desk.week import week_of
from tremplin.people.doorkeeper import me, must_be_ref
from tremplin.people.queries import wants
from tremplin.programme.queries import mandates_of
from tremplin.programme.rules import can_see_operations

AT_ONCE = 20  # things expected of somebody that are shown at once; the others are asked for
ALL = "tout"


def home(request: HttpRequest) -> HttpResponse:
    """Where am I, what is expected of me, by when."""
    tasks = [task for source in offers.home_tasks for task in source.find(request.user)]
    shown = tasks if ALL in request.GET else tasks[:AT_ONCE]
    context = {
        "mandates": mandates_of(request.user),
        "tasks": shown,
        "others": len(tasks) - len(shown),
        "all_asked": ALL,
    }
    return render(request, "desk/home.html", context)


def week(request: HttpRequest) -> HttpResponse:
    require(can_read_week(request.user))
    person = me(request)
    context = {"lines": week_of(person), "today": clock.today(), "mailed": wants(person, MONDAY.name)}
    return render(request, "desk/week.html", context)


def file_list(request: HttpRequest) -> HttpResponse:
    """The initiatives in which I have a part, whatever it is."""
    found = files.my_initiatives(request.user).order_by("folded", "pk")
    return render(request, "desk/file_list.html", {"initiatives": found})


def file(request: HttpRequest, ref: str) -> HttpResponse:
    """One initiative across the rooms, as this person may know it."""
    found = get_object_or_404(files.initiatives_visible_to(request.user), ref=must_be_ref(ref))
    facts = files.facts_of(found, request.user)
    return render(request, "desk/file.html", {"initiative": found, "facts": facts, "now": clock.now()})


def operations(request: HttpRequest) -> HttpResponse:
    """Is everything running? Mail by state, chores and their last run, files in quarantine."""
    require(can_see_operations(request.user))
    runs = {run.name: run for run in ChoreRun.objects.all()}
    now = clock.now()
    rows = []
    for chore in offers.chores:
        run = runs.get(chore.name)
        late = run is None or run.started_at is None or now - run.started_at > chore.period * 3
        rows.append({"chore": chore, "run": run, "late": late})
    failed = Message.objects.filter(state=MessageState.FAILED, erased_at=None)
    context = {
        "rows": rows,
        "waiting": Message.objects.filter(state=MessageState.QUEUED).count(),
        "oldest": Message.objects.filter(state=MessageState.QUEUED).order_by("created_at").first(),
        "failed": failed[:50],
        "failed_count": failed.count(),
        "quarantined": StoredFile.objects.exclude(state=FileState.CLEAN).count(),
        "files": StoredFile.objects.count(),
    }
    return render(request, "desk/operations.html", context)


@require_POST
def retry_mail(request: HttpRequest, ref: str) -> HttpResponse:
    require(can_see_operations(request.user))
    message = get_object_or_404(Message, ref=ref, erased_at=None)
    try:
        move(message, "retry", by=request.user.ref, at=clock.now(), attempts=0, not_before=clock.now())  # type: ignore[union-attr]
    except MoveRefused as refusal:
        messages.warning(request, str(refusal.reason))
    return redirect("desk:operations")
