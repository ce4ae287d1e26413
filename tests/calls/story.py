"""A call of two closings, and Alice's team that applies to it: made through the actions, at the instants they say."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django.test import Client
from django.urls import reverse

from tests import cast
from tests.calls.factories import TeamMemberFactory
from tests.factories import SeasonFactory
from tremplin.calls.actions.calls import load_form, prepare_call, publish_call, set_legal_text
from tremplin.calls.actions.drafts import Place, Saved, Typed, save_answers, start
from tremplin.calls.actions.submissions import sign_charter, submit
from tremplin.calls.engine.reading import read_form
from tremplin.calls.forms.typed import name_of, token_of
from tremplin.calls.models import Application, Call, Initiative, Submission, TeamMember
from tremplin.calls.queries import content_of, legal_text
from tremplin.calls.states import TeamRight
from tremplin.core import clock
from tremplin.people.models import Person

FORM: dict[str, Any] = {
    "title": "Formulaire d’essai",
    "minutes": 20,
    "sections": [
        {
            "key": "projet",
            "name": "Le projet",
            "name_en": "The project",
            "fields": [
                {"id": "summary", "type": "textarea", "label": "Résumé", "label_en": "Summary", "max_chars": 100},
                {
                    "id": "common",
                    "type": "single",
                    "label": "Genre",
                    "options": [{"value": "digital", "label": "Numérique"}, {"value": "other", "label": "Autre"}],
                    "routes": ["numerique", "autre"],
                },
                {"id": "licence", "type": "text", "label": "Licence", "shown_if": "common=digital"},
                {
                    "id": "needs",
                    "type": "multi",
                    "label": "Besoins",
                    "required": False,
                    "options": ["money", "experts", "name"],
                },
                {"id": "site", "type": "url", "label": "Site", "required": False},
                {"id": "budget", "type": "amount", "label": "Budget", "required": False},
                {"id": "people", "type": "integer", "label": "Personnes", "required": False},
                {"id": "since", "type": "date", "label": "Depuis", "required": False},
                {"id": "phone", "type": "phone", "label": "Téléphone", "required": False},
            ],
        },
        {
            "key": "equipe",
            "name": "L’équipe",
            "name_en": "The team",
            "fields": [
                {
                    "id": "referent",
                    "type": "repeatable",
                    "label": "Référent",
                    "min": 1,
                    "max": 2,
                    "fields": ["name", "email"],
                },
                {"id": "papers", "type": "files", "label": "Pièces", "items": ["statuts", "comptes"], "max": 3},
                {"id": "letter", "type": "bool", "label": "Lettre"},
            ],
        },
    ],
}
ANSWERS: dict[Place, str] = {
    ("summary", 0): "Un atlas des haies.",
    ("common", 0): "digital",
    ("licence", 0): "ODbL",
    ("referent.name", 1): "Zoé",
    ("referent.email", 1): "zoe@example.org",
}
OPENS = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)
FIRST = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)  # noon in Paris
SECOND = datetime(2026, 9, 7, 21, 59, tzinfo=UTC)  # 23 h 59 in Paris
TICK = timedelta(microseconds=1)
# an ordinary day of the story
DAY = datetime(2026, 4, 1, 8, 30, tzinfo=UTC)


def make_call(*, grace: timedelta = timedelta(0), form: Mapping[str, Any] = FORM, slug: str = "communs") -> Call:
    at = OPENS - timedelta(days=7)
    with clock.at(at):
        cast.ada()  # her mandate is in force from then on
    call = prepare_call(
        SeasonFactory.create(programme=cast.programme()),
        form=load_form(read_form(form), at=at),
        slug=slug,
        words={
            "title_fr": "Les communs",
            "title_en": "The commons",
            "summary_fr": "Ce qui est cherché.",
            "asks_fr": "Deux jours par mois.",
            "prepare_fr": "Vos comptes\nVos statuts",
        },
        tracks=[("numerique", "Numérique", "Digital"), ("autre", "Autre", "Other")],
        intakes=[(OPENS, FIRST), (OPENS, SECOND)],
        grace=grace,
        by=cast.ada(),
        at=at,
    )
    for kind, words in (("charter", "Nous partageons."), ("receipt", "Le service répond sous quatre mois.")):
        set_legal_text(call, kind=kind, words_fr=words, words_en=f"{words} (EN)", valid_from=at, by=cast.ada(), at=at)
    publish_call(call, by=cast.ada(), at=OPENS)
    return call


def begin(call: Call, *, by: Person | None = None, name: str = "Atlas des haies", at: datetime = DAY) -> Application:
    return start(call, name=name, bearers=[("association", "Les Haies")], by=by or cast.alice(), at=at)


def write(
    application: Application, answers: Mapping[Place, str] = ANSWERS, *, by: Person | None = None, at: datetime = DAY
) -> Saved:
    """Type these answers, having read what is there now."""
    revisions = content_of(application).revisions
    typed = {place: Typed(text, revisions.get(place, 0)) for place, text in answers.items()}
    return save_answers(application, typed, by=by or cast.alice(), at=at)


def send(application: Application, *, at: datetime = DAY, by: Person | None = None) -> Submission:
    by = by or cast.alice()
    charter = legal_text(application.call, "charter", at)
    assert charter is not None
    sign_charter(application, by=by, text=charter, at=at)
    return submit(Application.objects.get(pk=application.pk), by=by, at=at)


def join(initiative: Initiative, person: Person, right: str = TeamRight.WRITE) -> TeamMember:
    return TeamMemberFactory.create(initiative=initiative, person=person, right=right, joined=True)


def section_address(application: Application, key: str = "projet") -> str:
    return reverse("calls:section", args=[application.ref, key])


def page_data(application: Application, key: str = "projet", **then: str) -> dict[str, Any]:
    """What the section's page would post if nobody touched it."""
    content = content_of(application)
    [section] = [one for one in content.form.sections if one.key == key]
    data: dict[str, Any] = {"revision": [], **then}
    for question in section.questions:
        fields = [(field, 1) for field in question.fields] if question.fields else [(question, 0)]
        for one, entry in fields:
            if one.kind == "files":
                continue
            place = (one.key, entry)
            text = content.answers.get(place, "")
            data["revision"].append(token_of(place, text, content.revisions.get(place, 0)))
            data[name_of(place)] = text.split("\n") if one.kind == "multi" and text else text
    return data


def post_section(
    client: Client, application: Application, key: str = "projet", *, at: datetime = DAY, **typed: Any
) -> Any:
    """Post the section with some fields typed over: `summary="…"`, `then="next"`; a dot is two underscores."""
    data = page_data(application, key)
    for name, value in typed.items():
        data["then" if name == "then" else f"answer.{name.replace('__', '.')}"] = value
    with clock.at(at):
        return client.post(section_address(application, key), data)
