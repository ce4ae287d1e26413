"""A call open now and the applications it receives, all made through the actions."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests import cast
from tests.factories import PersonFactory, SeasonFactory
from tremplin.calls.actions.attachments import add_file
from tremplin.calls.actions.calls import load_form, prepare_call, publish_call, set_legal_text
from tremplin.calls.actions.drafts import Typed, save_answers, start
from tremplin.calls.actions.submissions import sign_charter, submit
from tremplin.calls.engine.reading import read_form
from tremplin.calls.models import Application, Call, Question
from tremplin.calls.queries import legal_text
from tremplin.core import clock, files
from tremplin.core.models import StoredFile
from tremplin.core.moves import move
from tremplin.programme.models import Programme

FORM = {
    "title": "Formulaire d’essai",
    "minutes": 7,
    "sections": [
        {
            "name": "L’initiative",
            "fields": [
                {
                    "id": "summary",
                    "type": "textarea",
                    "label": "Résumé",
                    "label_en": "Summary",
                    "max_chars": 400,
                    "hint": "court",
                },
                {
                    "id": "kind",
                    "type": "single",
                    "label": "Genre",
                    "options": [{"value": "digital", "label": "Numérique"}, {"value": "field", "label": "Terrain"}],
                    "routes": ["a", "b"],
                },
                {
                    "id": "open",
                    "type": "single",
                    "label": "Code ouvert",
                    "options": ["full", "part"],
                    "shown_if": "kind=digital",
                },
                {"id": "needs", "type": "multi", "label": "Besoins", "min": 1, "options": ["money", "experts", "name"]},
                {"id": "contact", "type": "email", "label": "Adresse", "purpose": "vous répondre"},
                {"id": "budget", "type": "amount", "label": "Budget", "required": False},
            ],
        },
        {
            "name": "L’équipe",
            "fields": [
                {
                    "id": "referent",
                    "type": "repeatable",
                    "label": "Référent",
                    "min": 1,
                    "max": 2,
                    "fields": ["name", "email"],
                },
                {"id": "papers", "type": "files", "label": "Pièces", "items": ["statuts"], "max": 2},
                {"id": "letter", "type": "bool", "label": "Lettre"},
            ],
        },
    ],
}
ANSWERS = {
    ("summary", 0): "Un résumé sans malice.",
    ("kind", 0): "digital",
    ("open", 0): "full",
    ("needs", 0): "money",
    ("contact", 0): "equipe@example.org",
    ("referent.name", 1): "Zoé Exemple",
    ("referent.email", 1): "zoe@example.org",
}
Receive = Callable[..., Application]


def make_call(slug: str = "essai", title: str = "Appel d’essai", programme: Programme | None = None) -> Call:
    """Open since ten days, for ten more; a second closing in forty."""
    now = clock.now()
    opens_at = now - timedelta(days=10)
    form = load_form(read_form(FORM), at=opens_at)
    call = prepare_call(
        SeasonFactory.create(programme=programme or cast.programme()),
        form=form,
        slug=slug,
        words={"title_fr": title, "summary_fr": "Ce qui est cherché."},
        tracks=[("a", "Filière A", "Track A"), ("b", "Filière B", "Track B")],
        intakes=[(opens_at, now + timedelta(days=10)), (opens_at, now + timedelta(days=40))],
        by=cast.ada(),
        at=opens_at,
    )
    set_legal_text(
        call,
        kind="charter",
        words_fr="La charte.",
        words_en="The charter.",
        valid_from=opens_at,
        by=cast.ada(),
        at=opens_at,
    )
    publish_call(call, by=cast.ada(), at=opens_at)
    return call


def receive_application(
    call: Call,
    name: str,
    *,
    kind: str = "association",
    answers: Mapping[tuple[str, int], str] | None = None,
    files: int = 0,
    days: float = 1,
    submits: bool = True,
    leader: Any = None,
) -> Application:
    leader = leader or PersonFactory.create()
    at = clock.now() - timedelta(days=days)
    with clock.at(at):
        application = start(call, name=name, bearers=[(kind, f"Porteur de {name}")], by=leader, at=at)
        typed = {place: Typed(text, 0) for place, text in {**ANSWERS, **(answers or {})}.items()}
        save_answers(application, typed, by=leader, at=at)
        for number in range(files):
            attach(application, f"papier-{number}.txt")
        if submits:
            charter = legal_text(call, "charter", at)
            assert charter is not None
            sign_charter(application, by=leader, text=charter, at=at)
            submit(application, by=leader, at=at)
    return Application.objects.get(pk=application.pk)


def attach(application: Application, name: str) -> StoredFile:
    at, leader = clock.now(), application.started_by
    upload = SimpleUploadedFile(name, f"Contenu de {name} de {application.initiative}".encode())
    stored = files.receive(upload, kind="calls.attachment", owner=application.ref, largest=10**6, by=leader.ref, at=at)
    move(stored, "wave_through", by="", at=at)
    question = Question.objects.get(section__form=application.form, key="papers")
    add_file(application, question, item="statuts", file=stored, by=leader, at=at)
    return stored
