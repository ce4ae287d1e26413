"""A small form with one of everything that conditions, progress and copies look at."""

from tremplin.calls.engine.reading import read_form

FORM = read_form({
    "title": "Candidature",
    "minutes": 20,
    "sections": [
        {
            "name": "La structure",
            "fields": [
                {"id": "kind", "type": "single", "options": ["code", "land"], "routes": ["DINUM", "DITP"]},
                {"id": "licence", "type": "single", "options": ["free", "other"], "shown_if": "kind=code"},
                {"id": "why", "type": "textarea", "max_chars": 800, "shown_if": "licence=other"},
                {"id": "site", "type": "url", "required": False},
            ],
        },
        {
            "name": "L’équipe",
            "fields": [
                {
                    "id": "referent",
                    "type": "repeatable",
                    "min": 1,
                    "max": 2,
                    "fields": ["name", "email", {"id": "lead", "type": "bool"}],
                },
                {"id": "proof", "type": "files", "min": 1, "max": 2},
            ],
        },
        {"name": "Encore", "fields": [{"id": "more", "type": "text", "shown_if": "licence=other"}]},
    ],
})  # fmt: skip

FILE = {"name": "statuts.pdf", "sha256": "a" * 64, "size": 12}
COMPLETE = {
    ("kind", 0): "code",
    ("licence", 0): "other",
    ("why", 0): "Parce que.",
    ("referent.name", 1): "Alice",
    ("referent.email", 1): "alice@example.org",
    ("more", 0): "Rien.",
}
