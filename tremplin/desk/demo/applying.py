"""Teams of the demonstration apply: through the same actions as anybody, at the instants of their story."""

import json
import random
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from tremplin.calls.actions.calls import load_form, prepare_call, publish_call, set_legal_text
from tremplin.calls.actions.drafts import Place, Typed, save_answers, start
from tremplin.calls.actions.submissions import sign_charter, submit
from tremplin.calls.engine import schema
from tremplin.calls.engine.conditions import shown
from tremplin.calls.engine.reading import read_form
from tremplin.calls.formversions import as_engine_form
from tremplin.calls.models import Application, Call, FormVersion
from tremplin.calls.queries import legal_text
from tremplin.calls.states import ApplicationState, LegalKind
from tremplin.core import clock
from tremplin.desk.demo import words
from tremplin.desk.demo.draws import drawn
from tremplin.people.actions import confirm, welcome
from tremplin.people.models import Person
from tremplin.programme.models import Season

FORMS: Path = settings.BASE_DIR / "demo" / "calls"


def instant(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), ZoneInfo(settings.TIME_ZONE))


def days_from_today(count: int) -> date:
    return clock.today() + timedelta(days=count)


def form_of(name: str, *, at: datetime) -> FormVersion:
    """The version of a form of `demo/calls/`, loaded once."""
    with drawn(f"form/{name}"):
        return load_form(read_form(json.loads((FORMS / name).read_text(encoding="utf-8"))), at=at)


def call_of(
    season: Season,
    slug: str,
    *,
    form: str,
    texts: Mapping[str, str],
    tracks: Collection[tuple[str, str, str]],
    intakes: Collection[tuple[datetime, datetime]],
    by: Person,
) -> Call:
    """The call of this address: prepared, with its texts, and published the day it opens; or as it already is."""
    known = Call.objects.filter(slug=slug).first()
    if known is not None:
        return known
    opens_at = min(opens for opens, _closes in intakes)
    before = opens_at - timedelta(days=7)
    version = form_of(form, at=before)
    with clock.at(before), drawn(f"call/{slug}"):
        call = prepare_call(
            season, form=version, slug=slug, words=texts, tracks=list(tracks), intakes=list(intakes), by=by, at=before
        )
        for kind, french, english in (
            (LegalKind.CHARTER, words.CHARTER_FR, words.CHARTER_EN),
            (LegalKind.RECEIPT, words.RECEIPT_FR, words.RECEIPT_EN),
        ):
            set_legal_text(call, kind=kind, words_fr=french, words_en=english, valid_from=before, by=by, at=before)
    with clock.at(opens_at):
        publish_call(call, by=by, at=opens_at)
    return call


def person_of(name: str, address: str, *, at: datetime) -> Person:
    """Somebody of the demonstration, who confirmed their address when they came."""
    with drawn(f"person/{address}"):
        person = welcome(f"{address}@demonstration.invalid", full_name=name, at=at)
    if person.confirmed_at is None:
        confirm(person, at=at)
    return person


@dataclass
class Story:
    """One application: who, for what, with which answers, from when to when. `submits`: None stays a draft."""

    name: str
    bearers: Collection[tuple[str, str]]
    leader: Person
    starts: datetime
    submits: datetime | None
    seed: random.Random
    answers: Mapping[Place, str] = field(default_factory=dict)
    done: float = 1.0
    document: str = ""


def tell(call: Call, story: Story) -> Application:
    """Make the application be, as far as its story goes. Told twice, it is told once."""
    seed = f"{call.slug}/{story.name}"
    application = Application.objects.filter(call=call, initiative__name=story.name).first()
    if application is None:
        with clock.at(story.starts), drawn(f"{seed}/start"):
            application = start(call, name=story.name, bearers=story.bearers, by=story.leader, at=story.starts)
    if application.state != ApplicationState.DRAFT:
        return application
    read = as_engine_form(application.form)
    typed = fill(read, story.answers, story.seed)
    if story.done < 1:
        typed = dict(list(typed.items())[: int(len(typed) * story.done)])
    saves = story.starts + timedelta(minutes=20)
    with clock.at(saves), drawn(f"{seed}/save"):
        if not application.answers.exists():
            save_answers(
                application, {place: Typed(text, 0) for place, text in typed.items()}, by=story.leader, at=saves
            )
    _attach(application, story, read, typed, saves)
    if story.submits is not None:
        with clock.at(story.submits), drawn(f"{seed}/submit"):
            charter = legal_text(call, LegalKind.CHARTER, story.submits)
            if charter is not None:
                sign_charter(application, by=story.leader, text=charter, at=story.submits)
            submit(application, by=story.leader, at=story.submits)
    application.refresh_from_db()
    return application


def _attach(
    application: Application, story: Story, read: schema.Form, typed: Mapping[Place, str], at: datetime
) -> None:
    """The files a form requires, and the one a story brings."""
    from tremplin.calls.actions.attachments import add_file
    from tremplin.calls.models import Question
    from tremplin.core.files import receive

    visible = shown(read, typed)
    for question in read.questions():
        wanted = max(question.least or 0, int(question.required)) if question.kind is schema.Kind.FILES else 0
        if story.document == question.key:
            wanted = max(wanted, 1)
        if question.key not in visible or application.attachments.filter(question__key=question.key).exists():
            continue
        for number in range(wanted):
            item = question.items[number] if number < len(question.items) else ""
            upload = SimpleUploadedFile(f"presentation-{number + 1}.txt", f"{story.name}\n{words.INVENTED}\n".encode())
            with clock.at(at), drawn(f"{application.call.slug}/{story.name}/file/{question.key}/{number}"):
                stored = receive(
                    upload, kind="calls.attachment", owner=application.ref, largest=10**6, by=story.leader.ref, at=at
                )
                row = Question.objects.get(section__form=application.form, key=question.key)
                add_file(application, row, item=item, file=stored, by=story.leader, at=at)


def fill(form: schema.Form, known: Mapping[Place, str], seed: random.Random) -> dict[Place, str]:
    """Answers to every required question shown, those `known` first; plausible whatever the form."""
    found: dict[Place, str] = dict(known)
    for question in form.questions():
        if question.kind is schema.Kind.FILES or question.key not in shown(form, found):
            continue
        if question.kind is schema.Kind.REPEATABLE:
            if any(key.startswith(f"{question.key}.") for key, _entry in found):
                continue
            for entry in range(1, max(question.least or 0, int(question.required)) + 1):
                for one in question.fields:
                    found[one.key, entry] = _answer(one, seed)
        elif question.required and (question.key, 0) not in found:
            found[question.key, 0] = _answer(question, seed)
    return found


def _answer(question: schema.Question, seed: random.Random) -> str:
    """A plausible answer to one question, within its limits."""
    if question.kind in (schema.Kind.SINGLE, schema.Kind.BOOL):
        return seed.choice(question.choices)
    if question.kind is schema.Kind.MULTI:
        count = max(question.least or 1, seed.randrange(1, 3))
        chosen = set(seed.sample(question.choices, min(len(question.choices), count)))
        return "\n".join(choice for choice in question.choices if choice in chosen)
    text = _text(question, seed)
    return text[: question.max_chars or len(text)]


def _text(question: schema.Question, seed: random.Random) -> str:
    match question.kind:
        case schema.Kind.EMAIL:
            return f"{seed.choice(('contact', 'equipe', 'bonjour'))}@demonstration.invalid"
        case schema.Kind.URL:
            return "https://demonstration.invalid/"
        case schema.Kind.PHONE:
            return f"01 99 00 {seed.randrange(10, 99)} {seed.randrange(10, 99)}"
        case schema.Kind.AMOUNT:
            return str(seed.randrange(4, 90) * 1000)
        case schema.Kind.INTEGER:
            return str(max(question.least or 0, min(question.most or 60, seed.randrange(3, 60))))
        case schema.Kind.DATE:
            return f"{seed.randrange(2012, 2022)}-0{seed.randrange(1, 9)}-1{seed.randrange(0, 9)}"
        case schema.Kind.TEXTAREA:
            return " ".join(seed.sample(words.SENTENCES, 3))
    return _line(question.key, seed)


def _line(key: str, seed: random.Random) -> str:
    if "role" in key or "fonction" in key:
        return seed.choice(words.ROLES)
    if "name" in key or "nom" in key:
        return seed.choice(words.FIRST_NAMES)
    return f"{seed.choice(words.WHAT)} {seed.choice(words.OF)}"
