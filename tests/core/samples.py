"""Small true files of each accepted kind, made on the spot."""

import zipfile
from io import BytesIO

from PIL import Image

_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."


def archive(**parts: str | bytes) -> bytes:
    """A zip whose parts are named with __ for / and _ for . (`word__document_xml`)."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name.replace("__", "/").replace("_", "."), content)
    return buffer.getvalue()


def picture(kind: str) -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (3, 2), "navy").save(buffer, kind)
    return buffer.getvalue()


PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)
DOCX = archive(word__document_xml="<document/>")
ODT = archive(mimetype=f"{_OPEN}text", content_xml="<office/>")

SAMPLES: dict[str, tuple[bytes, str]] = {
    "pdf": (PDF, "application/pdf"),
    "png": (picture("PNG"), "image/png"),
    "jpg": (picture("JPEG"), "image/jpeg"),
    "jpeg": (picture("JPEG"), "image/jpeg"),
    "webp": (picture("WEBP"), "image/webp"),
    "docx": (DOCX, f"{_OFFICE}wordprocessingml.document"),
    "xlsx": (archive(xl__workbook_xml="<workbook/>"), f"{_OFFICE}spreadsheetml.sheet"),
    "pptx": (archive(ppt__presentation_xml="<presentation/>"), f"{_OFFICE}presentationml.presentation"),
    "odt": (ODT, f"{_OPEN}text"),
    "ods": (archive(mimetype=f"{_OPEN}spreadsheet"), f"{_OPEN}spreadsheet"),
    "odp": (archive(mimetype=f"{_OPEN}presentation"), f"{_OPEN}presentation"),
    "txt": ("Été".encode(), "text/plain"),
    "csv": ("nom;ville\nÉlise;Évry\n".encode("cp1252"), "text/csv"),
    "md": (b"# Title\n", "text/markdown"),
}
