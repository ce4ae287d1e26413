"""Importing content files and writing the site out, without a terminal."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tremplin.content.actions import trees
from tremplin.content.exporter import export_archive
from tremplin.content.forms import TreeForm
from tremplin.content.models import TreeImport
from tremplin.content.rules import TREE_KIND, can_edit_site, can_start_import
from tremplin.core import clock, files
from tremplin.core.answers import require
from tremplin.core.moves import MoveRefused
from tremplin.core.once import once, replayed
from tremplin.people.doorkeeper import me, must_be_ref

LARGEST = 100_000_000  # bytes
SHOWN = 20
LINES_SHOWN = 300


def exchange(request: HttpRequest) -> HttpResponse:
    """Give an archive to import, download the site as one."""
    require(can_edit_site(request.user))
    person = me(request)
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    form = TreeForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload, now = form.cleaned_data["file"], clock.now()
        try:
            stored = files.receive(
                upload, kind=TREE_KIND, owner="", largest=LARGEST, by=person.ref, at=now, only={"zip"}
            )
        except files.FileRefused as refusal:
            form.add_error("file", str(refusal))
        else:
            row = trees.receive_tree(stored, by=person.ref, at=now)
            address = reverse("content:import", args=[row.ref])
            return redirect(once(form.cleaned_data["once"], by=person.ref, at=now, do=lambda: address))
    return render(request, "content/exchange.html", {"form": form, "imports": list(TreeImport.objects.all()[:SHOWN])})


def tree_import(request: HttpRequest, ref: str) -> HttpResponse:
    require(can_edit_site(request.user))
    row = get_object_or_404(TreeImport, ref=must_be_ref(ref))
    lines = row.report.get("lines", [])
    counts = row.report.get("counts", {})
    context = {
        "row": row,
        "counts": {name: counts.get(name, 0) for name in ("created", "updated", "unchanged", "pictures", "documents")},
        "lines": lines[:LINES_SHOWN],
        "line_count": len(lines) + row.report.get("more", 0),
        "may_start": can_start_import(request.user, row, clock.now()),
        "percent": 100 * row.done // row.total if row.total else 0,
    }
    return render(request, "content/import.html", context)


@require_POST
def import_start(request: HttpRequest, ref: str) -> HttpResponse:
    require(can_edit_site(request.user))
    row = get_object_or_404(TreeImport, ref=must_be_ref(ref))
    try:
        trees.ask_for_import(row, by=me(request), at=clock.now())
    except MoveRefused as refusal:
        messages.warning(request, str(refusal.reason))
    else:
        messages.success(request, _("The import has begun. You may leave this page: it goes on without you."))
    return redirect("content:import", row.ref)


def export(request: HttpRequest) -> HttpResponse:
    """The site as it is published, as an archive the import reads back."""
    require(can_edit_site(request.user))
    name = f"{slugify(request.get_host())}-{clock.today():%Y-%m-%d}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(export_archive(), content_type="application/zip", headers=headers)
