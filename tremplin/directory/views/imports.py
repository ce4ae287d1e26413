"""Importing the official directory: a file is given, what it would change is read, then it is applied."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tremplin.core import clock, files
from tremplin.core.answers import No, require
from tremplin.core.moves import MoveRefused
from tremplin.core.once import once, replayed
from tremplin.directory import queries, rules, sentences
from tremplin.directory.actions import imports as actions
from tremplin.directory.engine.official import read
from tremplin.directory.forms import UploadForm
from tremplin.directory.queries.imports import official_count
from tremplin.directory.views.doorkeeper import managed_import
from tremplin.people.doorkeeper import me

LARGEST = 100_000_000  # bytes
FAULTS_SHOWN = 200
IMPORTS_SHOWN = 20


def import_list(request: HttpRequest) -> HttpResponse:
    """Past imports, and the file of the next one."""
    require(rules.can_manage_doors(request.user))
    person = me(request)
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        now = clock.now()
        upload = form.cleaned_data["file"]
        try:
            stored = files.receive(
                upload, kind=rules.EXPORT_KIND, owner="", largest=LARGEST, by=person.ref, at=now, only={"json"}
            )
        except files.FileRefused as refusal:
            form.add_error("file", str(refusal))
        else:
            export = read(files.content_of(stored).read_bytes())
            row = actions.preview_import(export, file_name=stored.name, file=stored, by=person.ref, at=now)
            address = reverse("directory:import", args=[row.ref])
            return redirect(once(form.cleaned_data["once"], by=person.ref, at=now, do=lambda: address))
    imports = list(queries.imports_visible_to(person)[:IMPORTS_SHOWN])
    return render(request, "directory/import_list.html", {"form": form, "imports": imports, "held": official_count()})


def import_page(request: HttpRequest, ref: str) -> HttpResponse:
    row = managed_import(request, ref)
    answer = rules.can_apply(request.user, row)
    faults = list(row.faults.all()[:FAULTS_SHOWN])
    context = {
        "row": row,
        "held": official_count(),
        "may_apply": bool(answer),
        "why_not": answer.reason if isinstance(answer, No) else "",
        "faults": [(one, sentences.fault(one.code, one.value)) for one in faults],
        "more_faults": row.fault_count - len(faults),
        "percent": 100 * row.done // row.total if row.total else 100,
    }
    return render(request, "directory/import.html", context)


@require_POST
def apply(request: HttpRequest, ref: str) -> HttpResponse:
    row = managed_import(request, ref)
    answer = rules.can_apply(request.user, row)
    try:
        if isinstance(answer, No):
            raise MoveRefused(answer.reason)
        actions.ask_for_import(row, by=me(request).ref, at=clock.now())
    except MoveRefused as refusal:
        messages.warning(request, str(refusal.reason))
    else:
        messages.success(request, _("The import has begun. You may leave this page: it goes on without you."))
    return redirect("directory:import", row.ref)
