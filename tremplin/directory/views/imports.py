"""Imports: a file is given, what it would change is read, it is applied; the last one may be undone."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
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
from tremplin.directory.forms import ApplyForm, UploadForm
from tremplin.directory.importing import exports, progress
from tremplin.directory.importing.sources import Source, sources
from tremplin.directory.importing.undo import undoing_of
from tremplin.directory.models import Import
from tremplin.directory.queries.imports import bodies_of_source
from tremplin.directory.states import ImportSource, ImportState
from tremplin.directory.views.doorkeeper import managed_import
from tremplin.people.doorkeeper import me

LARGEST = 100_000_000  # bytes
FAULTS_SHOWN = 100
IMPORTS_SHOWN = 20
AGAIN_IN = "4"  # seconds


def import_list(request: HttpRequest) -> HttpResponse:
    """What can be imported, and past imports."""
    require(rules.can_manage_doors(request.user))
    kinds = [
        {
            "source": source,
            "label": ImportSource(source.name).label,
            "columns": [(exports.heading(column), column.required) for column in source.columns],
        }
        for source in sources().values()
    ]
    imports = list(queries.imports_visible_to(me(request))[:IMPORTS_SHOWN])
    return render(request, "directory/import_list.html", {"kinds": kinds, "imports": imports})


def import_new(request: HttpRequest, source: str) -> HttpResponse:
    """The file of one source, read and compared at once."""
    require(rules.can_manage_doors(request.user))
    kind, person = _source(source), me(request)
    if already := replayed(request.POST.get("once", ""), by=person.ref):
        return redirect(already)
    form = UploadForm(request.POST or None, request.FILES or None, source=kind)
    if request.method == "POST" and form.is_valid() and (row := _given(form, kind, by=person.ref)) is not None:
        address = reverse("directory:import", args=[row.ref])
        return redirect(once(form.cleaned_data["once"], by=person.ref, at=clock.now(), do=lambda: address))
    context = {
        "form": form,
        "source": kind,
        "label": ImportSource(kind.name).label,
        "held": bodies_of_source(kind.name),
        "columns": [(exports.heading(column), column.required) for column in kind.columns],
    }
    return render(request, "directory/import_new.html", context)


def _given(form: UploadForm, kind: Source, *, by: str) -> Import | None:
    """The preview of the file that was given; None when it is refused, the form then says why."""
    now, owner = clock.now(), by if kind.personal else ""
    try:
        stored = files.receive(
            form.cleaned_data["file"],
            kind=rules.EXPORT_KIND,
            owner=owner,
            largest=LARGEST,
            by=by,
            at=now,
            only=set(kind.suffixes),
        )
    except files.FileRefused as refusal:
        form.add_error("file", str(refusal))
        return None
    reading = kind.reading(files.content_of(stored).read_bytes())
    whole = bool(form.cleaned_data.get("whole")) if kind.whole is None else kind.whole
    return actions.preview_import(
        reading, source=kind.name, file_name=stored.name, file=stored, by=by, at=now, whole=whole
    )


def _source(name: str) -> Source:
    found = sources().get(name)
    if found is None:
        raise Http404
    return found


def import_model(request: HttpRequest, source: str) -> HttpResponse:
    """An empty table with the columns of a source."""
    require(rules.can_manage_doors(request.user))
    kind = _source(source)
    if not kind.columns:
        raise Http404
    name = _("model-%(source)s.csv") % {"source": kind.name}
    return _table("".join(exports.model(kind)), name)


def import_page(request: HttpRequest, ref: str) -> HttpResponse:
    row = managed_import(request, ref)
    return _import_page(request, row, ApplyForm(rejected=row.rejected))


def _import_page(request: HttpRequest, row: Import, form: ApplyForm) -> HttpResponse:
    answer = rules.can_apply(request.user, row)
    page = Paginator(row.faults.all(), FAULTS_SHOWN).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "row": row,
        "form": form,
        "held": bodies_of_source(row.source),
        "may_apply": bool(answer),
        "why_not": answer.reason if isinstance(answer, No) else "",
        "may_undo": bool(rules.can_undo(request.user, row)),
        "page": page,
        "faults": [(sentences.place(one), sentences.fault(one.code, one.value)) for one in page],
        "progress": progress.told(row.ref),
    }
    response = render(request, "directory/import.html", context)
    if row.state == ImportState.RUNNING:
        response["Refresh"] = AGAIN_IN
    return response


def import_faults(request: HttpRequest, ref: str) -> HttpResponse | StreamingHttpResponse:
    row = managed_import(request, ref)
    return _table(exports.faults(row), _("points-%(ref)s.csv") % {"ref": row.ref})


def _table(content: Any, name: str) -> Any:
    kind = HttpResponse if isinstance(content, str) else StreamingHttpResponse
    response = kind(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_POST
def apply(request: HttpRequest, ref: str) -> HttpResponse:
    row = managed_import(request, ref)
    answer = rules.can_apply(request.user, row)
    form = ApplyForm(request.POST, rejected=row.rejected)
    if answer and not form.is_valid():
        return _import_page(request, row, form)
    try:
        if isinstance(answer, No):
            raise MoveRefused(answer.reason)
        actions.ask_for_import(row, by=me(request).ref, at=clock.now(), partly=bool(row.rejected))
    except MoveRefused as refusal:
        messages.warning(request, str(refusal.reason))
    else:
        messages.success(request, _("The import has begun. You may leave this page: it goes on without you."))
    return redirect("directory:import", row.ref)


def import_undo(request: HttpRequest, ref: str) -> HttpResponse:
    """What undoing does, then doing it."""
    row = managed_import(request, ref)
    answer = rules.can_undo(request.user, row)
    if isinstance(answer, No):
        messages.warning(request, str(answer.reason))
        return redirect("directory:import", row.ref)
    if request.method == "POST":
        try:
            actions.undo_import(row, by=me(request).ref, at=clock.now())
        except MoveRefused as refusal:
            messages.warning(request, str(refusal.reason))
        else:
            messages.success(request, _("The import was undone."))
        return redirect("directory:import", row.ref)
    tables = [
        (undone.model._meta.verbose_name_plural, undone)
        for undone in reversed(undoing_of(row))
        if undone.table.said and (undone.removed or undone.retired or undone.restored or undone.alone)
    ]
    return render(request, "directory/import_undo.html", {"row": row, "tables": tables})
