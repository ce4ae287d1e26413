"""A form file: the real one, a richer one, and everything that can be wrong in one, told at its place."""

import copy
import json

import pytest

from tests.shared_data import shared
from tremplin.calls.engine.naming import kind_of, readable, slug
from tremplin.calls.engine.reading import FormFileError, read, read_form
from tremplin.calls.engine.schema import Condition, Form, Kind, Option, Question, Section
from tremplin.calls.engine.writing import fingerprint, to_data


def one(**field) -> dict:
    """A form of one section and one question."""
    return {"sections": [{"name": "Le projet", "fields": [{"id": "asked", "type": "text"} | field]}]}


def asked(**field) -> Question:
    return read_form(one(**field)).by_key["asked"]


def several(*fields) -> dict:
    return {"sections": [{"name": "Le projet", "fields": list(fields)}]}


def problems(data) -> list[str]:
    with pytest.raises(FormFileError) as refused:
        read_form(data)
    assert str(refused.value) == "\n".join(refused.value.problems)
    return list(refused.value.problems)


@pytest.fixture
def season_2():
    return json.loads(shared("data/aic/candidature_form_saison2.json").read_text(encoding="utf-8"))


def test_the_form_of_season_2(season_2):
    reading = read(season_2)
    form = reading.form
    assert reading.warnings == ()
    assert [(section.key, section.title, len(section.questions)) for section in form.sections] == [
        ("identite-du-demandeur", "Identité du demandeur", 1),
        ("la-structure", "La structure", 16),
        ("referents", "Référents", 2),
        ("le-projet", "Le projet", 7),
        ("autres-questions", "Autres questions", 2),
    ]
    assert {key: question.condition for key, question in form.by_key.items() if question.condition} == {
        "digital_common_why": Condition("common_kind", "digital common"),
        "market": Condition("economic_activity", "yes"),
        "linked_entities_which": Condition("linked_entities", "yes"),
    }
    assert {key for key, question in form.by_key.items() if not question.required} == {
        "attachments",
        "photo_bio",
        "other_actors",
        "newsletter",
    }
    assert form.by_key["n_contributors"].label == "N contributors"
    assert form.by_key["summary"].max_chars == 800
    assert form.by_key["common_kind"].routes == ("DINUM", "DITP")
    assert form.by_key["attachments"].items[0] == "Statutes (association)"
    assert form.by_key["problem"].hints == ("size indicators",)
    assert form.by_key["market"].purpose == ""
    assert form.by_key["economic_activity"].purpose == "de minimis check"
    referent = form.by_key["referent"]
    assert (referent.least, referent.most, referent.help) == (1, 2, "2-3 days/month")
    assert [(field.key, field.kind, field.label) for field in referent.fields] == [
        ("referent.last_name", Kind.TEXT, "Last name"),
        ("referent.first_name", Kind.TEXT, "First name"),
        ("referent.phone", Kind.PHONE, "Phone"),
        ("referent.email", Kind.EMAIL, "Email"),
        ("referent.role", Kind.TEXT, "Role"),
    ]


def test_the_form_of_season_2_written_and_read_back(season_2):
    form = read_form(season_2)
    assert read_form(to_data(form)) == form
    assert fingerprint(read_form(copy.deepcopy(season_2))) == fingerprint(form)
    season_2["sections"][1]["fields"][2]["max_chars"] = 801
    assert fingerprint(read_form(season_2)) == fingerprint(form)  # a limit says nothing on a single choice
    season_2["sections"][1]["fields"][3]["max_chars"] = 801
    assert fingerprint(read_form(season_2)) != fingerprint(form)


def test_a_richer_file():
    form = read_form({
        "title": "  Candidature ",
        "title_en": "Application",
        "minutes": 20,
        "sections": [
            {
                "key": "projet",
                "name": "Le projet",
                "name_en": "The project",
                "fields": [
                    {
                        "id": "kind",
                        "type": "single",
                        "label": "Nature",
                        "label_en": "Kind",
                        "help": "Une aide.",
                        "rule": "une règle",
                        "effort": "un effort",
                        "help_en": "Some help.",
                        "hint": "un",
                        "hints": ["deux"],
                        "purpose": "une raison",
                        "required": False,
                        "options": [{"value": "code", "label": "Logiciel", "label_en": "Software"}, "open data"],
                        "routes": ["A", "B"],
                    },
                    {
                        "id": "proof",
                        "type": "files",
                        "min": 1,
                        "shown_if": " kind = code ",
                        "items": ["statuts", {"label": "Comptes", "label_en": "Accounts"}],
                    },
                    {
                        "id": "members",
                        "type": "repeatable",
                        "required": False,
                        "fields": [{"id": "arrived", "type": "date", "label": "Arrivée", "required": False}, "rôle"],
                    },
                ],
            }
        ],
    })  # fmt: skip
    kind = Question(
        key="kind",
        kind=Kind.SINGLE,
        label="Nature",
        label_en="Kind",
        help="Une aide.\nune règle\nun effort",
        help_en="Some help.",
        hints=("un", "deux"),
        purpose="une raison",
        options=(Option("code", "Logiciel", "Software"), Option("open data", "Open data")),
        routes=("A", "B"),
    )
    proof = Question(
        key="proof",
        kind=Kind.FILES,
        label="Proof",
        required=True,
        condition=Condition("kind", "code"),
        items=("Statuts", "Comptes"),
        items_en=("Statuts", "Accounts"),
        least=1,
        most=10,
    )
    members = Question(
        key="members",
        kind=Kind.REPEATABLE,
        label="Members",
        fields=(
            Question("members.arrived", Kind.DATE, "Arrivée"),
            Question("members.role", Kind.TEXT, "Rôle", required=True),
        ),
        least=0,
        most=10,
    )
    section = Section("projet", "Le projet", "The project", (kind, proof, members))
    assert form == Form("Candidature", (section,), 20, "Application")
    assert read_form(to_data(form)) == form


@pytest.mark.parametrize(
    ("field", "required"),
    [
        ({"type": "text"}, True),
        ({"type": "multi", "options": ["a"]}, True),
        ({"type": "bool"}, False),
        ({"type": "bool", "required": True}, True),
        ({"type": "files"}, False),
        ({"type": "files", "min": 1}, True),
        ({"type": "files", "min": 2, "required": False}, False),
        ({"type": "repeatable", "fields": ["name"]}, True),
        ({"type": "repeatable", "fields": ["name"], "min": 0}, False),
        ({"type": "text", "required": False}, False),
    ],
)
def test_required_by_default(field, required):
    assert asked(**field).required is required


@pytest.mark.parametrize(
    ("field", "bounds"),
    [
        ({"type": "integer"}, (0, None)),
        ({"type": "amount", "max": 80000}, (0, 80000)),
        ({"type": "amount", "min": -10}, (-10, None)),
        ({"type": "amount", "max": -1}, (-999_999_999_999, -1)),
        ({"type": "files"}, (0, 10)),
        ({"type": "files", "required": True}, (1, 10)),
        ({"type": "repeatable", "fields": ["name"], "min": 12}, (12, 12)),
        ({"type": "multi", "options": ["a", "b"], "max": 1}, (None, 1)),
        ({"type": "text"}, (None, None)),
    ],
)
def test_bounds_by_default(field, bounds):
    question = asked(**field)
    assert (question.least, question.most) == bounds


def test_a_bare_value_refers_to_the_nearest_earlier_question():
    form = read_form(
        several(
            {"id": "far", "type": "single", "options": ["yes", "no"]},
            {"id": "near", "type": "bool"},
            {"id": "one", "type": "text", "shown_if": "yes"},
            {"id": "equals", "type": "multi", "options": ["a=b"]},
            {"id": "two", "type": "text", "shown_if": "a=b"},
            {"id": "three", "type": "text", "shown_if": "equals=a=b"},
            {"id": "four", "type": "text", "shown_if": "far=no"},
        )
    )
    assert [question.condition for question in form.questions()] == [
        None,
        None,
        Condition("near", "yes"),
        None,
        Condition("equals", "a=b"),
        Condition("equals", "a=b"),
        Condition("far", "no"),
    ]


def test_sections_of_the_same_name_have_two_keys():
    section = {"name": "Divers", "fields": [{"id": "a", "type": "text"}]}
    other = {"name": "Divers", "fields": [{"id": "b", "type": "text"}]}
    foreign = {"name": "项目", "fields": [{"id": "c", "type": "text"}]}
    form = read_form({"sections": [section, other, foreign]})
    assert [section.key for section in form.sections] == ["divers", "divers-2", "section"]


def test_what_says_nothing_is_only_a_warning():
    reading = read(
        one(max_chars=100, min=3, colour="red", section={"x": 1}) | {"source": "a file", "author": "somebody"}
    )
    assert reading.form == read_form(one(max_chars=100))
    assert list(reading.warnings) == [
        "sections[0].fields[0].min: this key says nothing here; ignored",
        "sections[0].fields[0].colour: this key says nothing here; ignored",
        "sections[0].fields[0].section: this key says nothing here; ignored",
        "author: this key says nothing here; ignored",
    ]


KINDS = "email, text, textarea, url, phone, amount, integer, date, bool, single, multi, files, repeatable"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (None, ["form: must be an object, not nothing"]),
        ([], ["form: must be an object, not a list"]),
        ({}, ["sections: a form has at least one section"]),
        ({"sections": []}, ["sections: a form has at least one section"]),
        ({"sections": {}}, ["sections: must be a list, not an object"]),
        ({"sections": ["x"]}, ["sections[0]: must be an object, not a text"]),
        ({"sections": [{"name": "A"}] * 51}, ["sections: has 51 elements, more than 50"]),
        (
            {"title": 3, "minutes": 0, "sections": [{"name": "A"}]},
            [
                "title: must be a text, not a number",
                "minutes: must be between 1 and 600",
                "sections[0].fields: a section has at least one question",
            ],
        ),
        (one() | {"minutes": True}, ["minutes: must be a whole number, not true or false"]),
        (one() | {"minutes": 2.5}, ["minutes: must be a whole number, not a number"]),
        (one() | {"title": "x" * 201}, ["title: has 201 characters, more than 200"]),
        ({"sections": [{"fields": [{"id": "a", "type": "text"}]}]}, ["sections[0].name: must be a text, not nothing"]),
    ],
)
def test_what_is_wrong_with_a_file(data, told):
    assert problems(data) == told


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ({"id": None}, "id: must be a text, not nothing"),
        ({"id": ""}, "id: is empty"),
        ({"id": "a.b"}, "id: “a.b” may only hold letters without accents, digits, _ and -, 50 at most"),
        ({"id": "x" * 51}, f"id: “{'x' * 51}” may only hold letters without accents, digits, _ and -, 50 at most"),
        ({"type": None}, "type: must be a text, not nothing"),
        ({"type": "checkbox"}, f"type: “checkbox” is not a kind of question; the kinds are {KINDS}"),
        ({"type": ["text"]}, "type: must be a text, not a list"),
        ({"required": "yes"}, "required: must be true or false, not a text"),
        ({"max_chars": 0}, "max_chars: must be between 1 and 100000"),
        ({"max_chars": -1}, "max_chars: must be between 1 and 100000"),
        ({"max_chars": 100_001}, "max_chars: must be between 1 and 100000"),
        ({"max_chars": "800"}, "max_chars: must be a whole number, not a text"),
        ({"label": "two\nlines"}, "label: must hold on one line"),
        ({"label": "x" * 501}, "label: has 501 characters, more than 500"),
        ({"help": "x" * 4001}, "help: has 4001 characters, more than 4000"),
        ({"help": "x" * 3000, "rule": "x" * 1000}, "help: has 4001 characters with rule and effort, more than 4000"),
        ({"label": "\u0301a"}, "label: begins with a combining mark"),
        ({"hints": "one"}, "hints: must be a list, not a text"),
        ({"hints": ["", 3]}, "hints[0]: is empty"),
        ({"options": ["a"]}, "options: only for single and multi"),
        ({"fields": ["a"]}, "fields: only for repeatable"),
        ({"routes": ["a"]}, "routes: only a single choice can lead to a track"),
        ({"type": "single"}, "options: a choice has at least one option"),
        ({"type": "multi", "options": []}, "options: a choice has at least one option"),
        ({"type": "multi", "options": ["a", "a"]}, "options[1]: “a” is already an option"),
        ({"type": "multi", "options": ["a", 3]}, "options[1]: must be a text, not a number"),
        ({"type": "multi", "options": [{"label": "A"}]}, "options[0].value: must be a text, not nothing"),
        ({"type": "multi", "options": ["a", "b\nc"]}, "options[1]: must hold on one line"),
        ({"type": "multi", "options": ["x" * 201]}, "options[0]: has 201 characters, more than 200"),
        ({"type": "multi", "options": ["a"] * 201}, "options: has 201 elements, more than 200"),
        ({"type": "multi", "options": ["a"], "min": 2}, "min: is more than the 1 options"),
        ({"type": "single", "options": ["a", "b"], "routes": ["A"]}, "routes: 1 for 2 options; there must be one each"),
        ({"type": "integer", "min": 3, "max": 2}, "min: 3 is more than max, 2"),
        ({"type": "integer", "max": 10**12}, "max: must be between -999999999999 and 999999999999"),
        ({"type": "files", "max": 0}, "max: must be between 1 and 50"),
        ({"type": "files", "required": True, "min": 0}, "min: is 0, but the question is required"),
        ({"type": "files", "items": ["a", "A"]}, "items[1]: “A” is already expected"),
        ({"type": "repeatable"}, "fields: a group has at least one sub-question"),
        ({"type": "repeatable", "fields": []}, "fields: a group has at least one sub-question"),
        ({"type": "repeatable", "fields": "name"}, "fields: must be a list, not a text"),
        ({"type": "repeatable", "fields": ["name"], "min": 3, "max": 2}, "min: 3 is more than max, 2"),
        (
            {"type": "repeatable", "fields": ["name", "Name"]},
            "fields[1].id: “name” is already the id of a sub-question",
        ),
        (
            {"type": "repeatable", "fields": ["项目"]},
            "fields[0]: no id can be made from this name; write an object with an id",
        ),
        ({"type": "repeatable", "fields": [3]}, "fields[0]: must be an object, not a number"),
        (
            {"type": "repeatable", "fields": [{"id": "a", "type": "files"}]},
            "fields[0].type: a group holds no files question",
        ),
        (
            {"type": "repeatable", "fields": [{"id": "a", "type": "text", "shown_if": "x"}]},
            "fields[0].shown_if: a sub-question cannot have a condition",
        ),
        ({"shown_if": "asked=yes"}, "shown_if: a question cannot depend on itself"),
        ({"shown_if": "yes"}, "shown_if: no earlier question offers “yes”"),
        ({"shown_if": "other=yes"}, "shown_if: no question has the id “other”"),
        ({"shown_if": ""}, "shown_if: is empty"),
        ({"shown_if": True}, "shown_if: must be a text, not true or false"),
    ],
)
def test_what_is_wrong_with_a_question(field, told):
    assert problems(one(**field))[0] == f"sections[0].fields[0].{told}"


@pytest.mark.parametrize(
    ("shown_if", "told"),
    [
        ("later=yes", "“later” is asked later"),
        ("words=yes", "“words” offers no choice"),
        ("choice=c", "“choice” does not offer “c”"),
        ("c", "no earlier question offers “c”"),
    ],
)
def test_what_is_wrong_with_a_condition(shown_if, told):
    data = several(
        {"id": "words", "type": "text"},
        {"id": "choice", "type": "single", "options": ["a", "b"]},
        {"id": "asked", "type": "text", "shown_if": shown_if},
        {"id": "later", "type": "bool"},
    )
    assert problems(data) == [f"sections[0].fields[2].shown_if: {told}"]


def test_everything_wrong_is_told_at_once_and_nothing_twice():
    data = several(
        {"id": "a", "type": "choice"},
        {"id": "b", "type": "text", "shown_if": "a=yes"},
        {"id": "b", "type": "integer", "min": "x"},
        {"id": "c", "type": "single", "options": ["x"], "routes": ["A"]},
        {"id": "d", "type": "single", "options": ["x"], "routes": ["A"]},
    )
    assert problems(data) == [
        f"sections[0].fields[0].type: “choice” is not a kind of question; the kinds are {KINDS}",
        "sections[0].fields[2].id: “b” is already the id of a question",
        "sections[0].fields[2].min: must be a whole number, not a text",
        "sections[0].fields[4].routes: “c” already chooses the track",
    ]


def test_two_sections_with_one_key():
    section = {"key": "x", "name": "A", "fields": [{"id": "a", "type": "text"}]}
    other = {"key": "x", "name": "B", "fields": [{"id": "a", "type": "text"}]}
    assert problems({"sections": [section, other]}) == [
        "sections[1].key: “x” is already a section",
        "sections[1].fields[0].id: “a” is already the id of a question",
    ]


@pytest.mark.parametrize(("count", "told"), [(300, []), (301, ["sections: 301 questions in all, more than 300"])])
def test_three_hundred_questions_at_most_sub_questions_included(count, told):
    group = {"id": "group", "type": "repeatable", "fields": [f"name {number}" for number in range(99)]}
    fields = [{"id": f"q{number}", "type": "text"} for number in range(count - 100)]
    data = {"sections": [{"name": "A", "fields": [group]}, {"name": "B", "fields": fields}]}
    assert (problems(data) if told else list(read(data).warnings)) == told


@pytest.mark.parametrize(
    ("name", "label", "key", "kind"),
    [
        ("n_contributors", "N contributors", "n_contributors", Kind.TEXT),
        ("e-mail address", "E-mail address", "e_mail_address", Kind.EMAIL),
        ("Téléphone", "Téléphone", "telephone", Kind.PHONE),
        ("date of birth", "Date of birth", "date_of_birth", Kind.DATE),
        ("site web", "Site web", "site_web", Kind.URL),
        ("biographie", "Biographie", "biographie", Kind.TEXTAREA),
        ("montant demandé", "Montant demandé", "montant_demande", Kind.AMOUNT),
        ("phone_number", "Phone number", "phone_number", Kind.PHONE),
        ("__", "__", "", Kind.TEXT),
    ],
)
def test_names_made_from_names(name, label, key, kind):
    assert (readable(name), slug(name, "_"), kind_of(name)) == (label, key, kind)
