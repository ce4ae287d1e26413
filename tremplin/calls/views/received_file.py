"""One application as the programme team reads it: what was submitted, its files, team, versions and history.

Its pages share a head, `head_of`; what the team does with it stands in `instruction`.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from tremplin.calls import copies, queries, rules
from tremplin.calls.engine.differences import differences
from tremplin.calls.engine.freezing import FrozenCopy
from tremplin.calls.happenings import happening
from tremplin.calls.models import Application
from tremplin.calls.queries import received
from tremplin.core import clock, files
from tremplin.core.answers import require
from tremplin.people.doorkeeper import must_be_ref


def application_read(request: HttpRequest, ref: str) -> Application:
    """A file the person may read; anything else, a file in conflict too, does not exist."""
    return get_object_or_404(queries.submitted_visible_to(request.user), ref=must_be_ref(ref))


def head_of(request: HttpRequest, application: Application, view: str) -> dict[str, Any]:
    """What stands above every page of a file: its state, the date that matters, who has the ball."""
    correction = queries.correction_of(application)
    return {
        "application": application,
        "zone": application.call.season.programme.time_zone,
        "correction": correction,
        "late": correction is not None and correction.until <= clock.now(),
        "may_send_back": rules.can_send_back(request.user, application),
        "submissions": received.submissions_of(application),
        "note_count": application.notes.count(),
        "view": view,
    }


def _sections(application: Application, frozen: dict[str, Any]) -> list[Any]:
    return copies.sections_of(frozen, received.submitted_attachments_of(application))


def application(request: HttpRequest, ref: str) -> HttpResponse:
    """What was submitted last, never what is being typed."""
    found = application_read(request, ref)
    head = head_of(request, found, "copy")
    last = head["submissions"][0]
    parts = _sections(found, last.frozen)
    return render(request, "calls/received_copy.html", head | {"submission": last, "parts": parts})


def file_list(request: HttpRequest, ref: str) -> HttpResponse:
    found = application_read(request, ref)
    head = head_of(request, found, "files")
    last = head["submissions"][0]
    rows = []
    for line, file in copies.files_of(_sections(found, last.frozen)):
        stored = file.attachment.file if file.attachment else None
        rows.append({"line": line, "file": file, "may": files.may_download(request.user, stored) if stored else None})
    return render(request, "calls/received_files.html", head | {"submission": last, "rows": rows})


def download(request: HttpRequest, ref: str, attachment_ref: str) -> HttpResponse:
    """To the signed address of a file, if a version submitted names it."""
    found = application_read(request, ref)
    attachments = list(received.submitted_attachments_of(found))
    for submission in received.submissions_of(found):
        for _line, file in copies.files_of(copies.sections_of(submission.frozen, attachments)):
            if file.attachment and file.attachment.ref == attachment_ref:
                require(files.may_download(request.user, file.attachment.file))
                return redirect(files.download_address(file.attachment.file, request.user))
    raise Http404


def team(request: HttpRequest, ref: str) -> HttpResponse:
    found = application_read(request, ref)
    context = {
        "bearers": found.initiative.bearers.all(),
        "members": received.team_of(found),
        "conflicts": received.conflicts_of(found),
        "today": clock.today(),
    }
    return render(request, "calls/received_team.html", head_of(request, found, "team") | context)


def versions(request: HttpRequest, ref: str) -> HttpResponse:
    """Every version, and what changed between two: by default the last two."""
    found = application_read(request, ref)
    head = head_of(request, found, "versions")
    by_number = {str(one.version): one for one in head["submissions"]}
    after = by_number.get(request.GET.get("a", ""), head["submissions"][0])
    before = by_number.get(request.GET.get("de", ""), by_number.get(str(after.version - 1)))
    rows = _changed(before.frozen, after.frozen) if before else []
    return render(request, "calls/received_versions.html", head | {"before": before, "after": after, "rows": rows})


def _changed(before: FrozenCopy, after: FrozenCopy) -> list[dict[str, Any]]:
    lines = [line for copy in (before, after) for part in copy["sections"] for line in part["answers"]]
    kinds = {line["key"]: line["kind"] for line in lines}
    return [
        {
            "one": one,
            "before": copies.words_of(kinds.get(one.key, ""), one.before),
            "after": copies.words_of(kinds.get(one.key, ""), one.after),
        }
        for one in differences(before, after)
    ]


def history(request: HttpRequest, ref: str) -> HttpResponse:
    found = application_read(request, ref)
    rows = [(one.entry.at, happening(one.entry, one.person)) for one in received.history_of(found)]
    return render(request, "calls/received_history.html", head_of(request, found, "history") | {"rows": rows})
