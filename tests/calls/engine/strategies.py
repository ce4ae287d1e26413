"""Forms, answers and files, generated: any form that a file can describe, and anything that a person can send.

`forms()` gives forms as reading gives them. `answers_for(form)` and `files_for(form)` give what may be stored for one,
valid or not. `typed()` is raw text: emoji, control characters, half surrogates, runs of combining marks.
"""

from collections.abc import Sequence

from hypothesis import strategies as st

from tremplin.calls.engine.answers import Answers, Files, store
from tremplin.calls.engine.schema import Condition, Form, Kind, Option, Question, Section
from tremplin.calls.engine.typed import normalise, one_line

GROUPED = [kind for kind in Kind if kind not in (Kind.FILES, Kind.REPEATABLE)]
WRITTEN = (Kind.EMAIL, Kind.TEXT, Kind.TEXTAREA, Kind.URL, Kind.PHONE)

_KEYS = st.text("abXY09_-", min_size=1, max_size=6).filter(lambda key: key[0] != "-")
_WORDS = ["Résumé", "yes", "a=b", "Où en est-on ?", "n_contributors", "été 😀", "é", "ß", "<b>&", "other", "l’État"]
_LETTERS = "abcéàœ ='\"<&_,.0-1😀中\u0301\u200d"

VALID = {
    Kind.EMAIL: st.sampled_from(["alice@example.org", "a.b+c@Éclair.FR"]),
    Kind.TEXT: st.sampled_from(["Atlas des haies", "一"]),
    Kind.TEXTAREA: st.sampled_from(["Un.\n\nDeux.", "Trois 😀"]),
    Kind.URL: st.sampled_from(["example.org", "https://www.example.org/a?b=c#d"]),
    Kind.PHONE: st.sampled_from(["01 23 45 67 89", "+32 2 123 45 67"]),
    Kind.AMOUNT: st.sampled_from(["0", "12 500,50 €", "12,500.50"]),
    Kind.INTEGER: st.sampled_from(["0", "1 200"]),
    Kind.DATE: st.sampled_from(["26/01/2022", "2022-01-26"]),
    Kind.BOOL: st.sampled_from(["yes", "no"]),
}


def typed() -> st.SearchStrategy[str]:
    """What a request may hold: mostly short, sometimes strange."""
    strange = st.sampled_from(
        ["\r\n", "\r", "\t", "\x00", "\x0b", "\x85", "\u2028", "\ufeff", "\ud800", "\u0344", "\u0f73"]
    )
    marks = st.integers(1, 40).map(lambda count: "é" + "\u0323\u0301" * count)
    piece = st.one_of(st.text(max_size=8), st.text(_LETTERS, max_size=8), strange, marks)
    return st.lists(piece, max_size=6).map("".join)


def words() -> st.SearchStrategy[str]:
    """A text of one line as a form holds it."""
    return st.one_of(st.sampled_from(_WORDS), st.text(_LETTERS, min_size=1, max_size=6).map(_tidy).filter(_begins_well))


def _begins_well(text: str) -> bool:
    return bool(text) and text[0] != "\u0301"


def _tidy(text: str) -> str:
    return one_line(text).strip()


def _maybe(strategy: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(st.just(""), strategy)


def _paragraphs() -> st.SearchStrategy[str]:
    return _maybe(st.lists(words(), min_size=1, max_size=2).map("\n".join))


@st.composite
def forms(draw: st.DrawFn) -> Form:
    """Any form of one or two sections."""
    keys = iter(draw(st.lists(_KEYS, min_size=6, max_size=6, unique=True)))
    section_keys = draw(st.lists(_KEYS, min_size=2, max_size=2, unique=True))
    before: list[Question] = []
    sections = []
    for section_key in section_keys[: draw(st.integers(1, 2))]:
        questions = []
        for _ in range(draw(st.integers(1, 3))):
            question = draw(_questions(next(keys), before))
            questions.append(question)
            before.append(question)
        sections.append(Section(section_key, draw(words()), draw(_maybe(words())), tuple(questions)))
    minutes = draw(st.one_of(st.none(), st.integers(1, 600)))
    return Form(draw(_maybe(words())), tuple(sections), minutes, draw(_maybe(words())))


@st.composite
def _questions(draw: st.DrawFn, key: str, before: Sequence[Question]) -> Question:
    kind = draw(st.sampled_from(Kind))
    condition = None
    offering = [question for question in before if question.choices]
    if offering and draw(st.booleans()):
        other = draw(st.sampled_from(offering))
        condition = Condition(other.key, draw(st.sampled_from(other.choices)))
    routed = kind is Kind.SINGLE and not any(question.routes for question in before) and draw(st.booleans())
    return draw(questions_of(kind, key, condition=condition, routed=routed))


@st.composite
def questions_of(
    draw: st.DrawFn, kind: Kind, key: str, *, condition: Condition | None = None, routed: bool = False
) -> Question:
    """Any question of a kind."""
    required = draw(st.booleans())
    options: tuple[Option, ...] = ()
    if kind in (Kind.SINGLE, Kind.MULTI):
        values = draw(st.lists(words(), min_size=1, max_size=4, unique=True))
        options = tuple(Option(value, draw(words()), draw(_maybe(words()))) for value in values)
    least, most = draw(_bounds(kind, required, len(options)))
    fields: tuple[Question, ...] = ()
    if kind is Kind.REPEATABLE:
        keys = draw(st.lists(_KEYS, min_size=1, max_size=3, unique=True))
        fields = tuple(draw(questions_of(draw(st.sampled_from(GROUPED)), f"{key}.{sub}")) for sub in keys)
    hints = tuple(draw(st.lists(words(), max_size=2)))
    items = tuple(draw(st.lists(_items(), max_size=3, unique=True))) if kind is Kind.FILES else ()
    return Question(
        key=key,
        kind=kind,
        label=draw(words()),
        label_en=draw(_maybe(words())),
        help=draw(_paragraphs()),
        help_en=draw(_paragraphs()),
        required=required,
        max_chars=draw(st.one_of(st.none(), st.integers(1, 30))) if kind in WRITTEN else None,
        options=options,
        condition=condition,
        hints=hints,
        hints_en=draw(st.sampled_from([(), tuple(reversed(hints))])),
        items=items,
        items_en=draw(st.sampled_from([(), tuple(reversed(items))])),
        fields=fields,
        least=least,
        most=most,
        routes=tuple(draw(words()) for _ in options) if routed else (),
        purpose=draw(_paragraphs()),
        purpose_en=draw(_paragraphs()),
    )


def _items() -> st.SearchStrategy[str]:
    return st.sampled_from(["Statutes", "Accounts of 2022", "Logo HD", "Déclaration"])


@st.composite
def _bounds(draw: st.DrawFn, kind: Kind, required: bool, options: int) -> tuple[int | None, int | None]:
    if kind in (Kind.INTEGER, Kind.AMOUNT):
        least = draw(st.integers(-5, 5))
        return least, draw(st.one_of(st.none(), st.integers(least, 2_000)))
    if kind is Kind.MULTI:
        lower = draw(st.one_of(st.none(), st.integers(1, options)))
        return lower, draw(st.one_of(st.none(), st.integers(lower or 1, 5)))
    if kind in (Kind.FILES, Kind.REPEATABLE):
        least = draw(st.integers(1 if required else 0, 3))
        return least, draw(st.integers(max(least, 1), 4))
    return None, None


def raw_for(question: Question) -> st.SearchStrategy[str]:
    """One text for a question: a valid one, or anything."""
    if question.options:
        return st.one_of(
            st.sampled_from(question.choices), st.lists(st.sampled_from(question.choices)).map("\n".join), typed()
        )
    return st.one_of(VALID[question.kind], typed()) if question.kind in VALID else typed()


@st.composite
def answers_for(draw: st.DrawFn, form: Form) -> Answers:
    """Stored answers, some missing, with up to three entries per group and gaps between them."""
    found: dict[tuple[str, int], str] = {}
    for question in form.questions():
        places = [(question, 0)] if question.kind in GROUPED else []
        places += [
            (field, entry) for entry in draw(st.sets(st.integers(1, 4), max_size=3)) for field in question.fields
        ]
        for asked, entry in places:
            if draw(st.integers(0, 3)):
                found[asked.key, entry] = store(asked, draw(raw_for(asked)))
    return found


@st.composite
def files_for(draw: st.DrawFn, form: Form) -> Files:
    """Files of the files questions, some with the same name."""
    file = st.fixed_dictionaries({
        "name": st.sampled_from(["statuts.pdf", "logo.png", "été 😀.odt"]),
        "sha256": st.sampled_from(["a" * 64, "b" * 64]),
        "size": st.integers(0, 9),
    })  # fmt: skip
    asked = [question for question in form.questions() if question.kind is Kind.FILES]
    return {question.key: draw(st.lists(file, max_size=3)) for question in asked if draw(st.booleans())}


def same(text: str) -> bool:
    """A text that keeping leaves as it is."""
    return normalise(text) == text
