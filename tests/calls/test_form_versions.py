"""A form file becomes a version that never changes, and says the same again."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.calls.factories import QuestionFactory
from tests.calls.story import DAY, FORM
from tests.shared_data import shared
from tremplin.calls.actions.calls import load_form
from tremplin.calls.engine.reading import fingerprint, read_form
from tremplin.calls.formversions import as_engine_form, said
from tremplin.calls.models import FormVersion, Question
from tremplin.calls.models.forms import NeverChanged

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parent.parent.parent
DEMO = ROOT / "demo" / "calls" / "form-2026.json"


def _load(path: Path) -> tuple[str, str, int]:
    out, error = StringIO(), StringIO()
    code = 0
    try:
        call_command("load_form", str(path), stdout=out, stderr=error)
    except SystemExit as stop:
        code = int(stop.code or 0)
    return out.getvalue(), error.getvalue(), code


def test_rows_say_what_the_file_said() -> None:
    for data in (FORM, json.loads(DEMO.read_text())):
        form = read_form(data)
        version = load_form(form, at=DAY)
        assert as_engine_form(FormVersion.objects.get(pk=version.pk)) == form
        assert version.fingerprint == fingerprint(form)


def test_the_real_form_is_loaded_and_read_back() -> None:
    path = shared("data/aic/candidature_form_saison2.json")
    out, error, code = _load(path)
    assert (code, error) == (0, "")
    form = read_form(json.loads(path.read_text()))
    assert as_engine_form(FormVersion.objects.get()) == form
    assert "5 sections, 28 questions" in out


def test_our_demonstration_asks_what_the_real_form_asks() -> None:
    real, ours = (
        read_form(json.loads(path.read_text())) for path in (shared("data/aic/candidature_form_saison2.json"), DEMO)
    )
    assert [question.kind for question in ours.questions()] == [question.kind for question in real.questions()]
    assert all(question.label_en and question.label != question.label_en for question in ours.questions())


def test_loading_twice_gives_one_version() -> None:
    first, again = load_form(read_form(FORM), at=DAY), load_form(read_form(FORM), at=DAY)
    assert (first, FormVersion.objects.count()) == (again, 1)


def test_other_words_give_another_version() -> None:
    other = json.loads(json.dumps(FORM))
    other["sections"][0]["fields"][0]["label"] = "Résumé court"
    assert load_form(read_form(FORM), at=DAY) != load_form(read_form(other), at=DAY)


def test_a_row_of_a_version_cannot_be_saved_again() -> None:
    question = QuestionFactory.create()
    for row in (question, question.section, question.section.form):
        with pytest.raises(NeverChanged):
            row.save()


def test_sub_questions_are_keyed_under_their_group() -> None:
    load_form(read_form(FORM), at=DAY)
    assert set(Question.objects.filter(parent__key="referent").values_list("key", flat=True)) == {
        "referent.name",
        "referent.email",
    }


def test_words_fall_back_on_french(settings: object) -> None:
    from django.utils import translation

    form = read_form(FORM)
    with translation.override("en"):
        assert [said(form.by_key[key], "label") for key in ("summary", "licence")] == ["Summary", "Licence"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('{"a": 1', "not JSON: line 1, column 8"),
        ('{"sections": []}', "sections: a form has at least one section"),
        (
            '{"sections": [{"name": "x", "fields": [{"id": "a", "type": "zzz"}]}]}',
            "sections[0].fields[0].type: “zzz” is not a kind",
        ),
        ("[" * 100_000, "not JSON"),
    ],
)
def test_a_wrong_file_is_told_by_path_and_code_2(content: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "form.json"
    path.write_text(content)
    out, error, code = _load(path)
    assert (out, code, FormVersion.objects.count()) == ("", 2, 0)
    assert told in error


@pytest.mark.parametrize("name", ["missing.json", "."])
def test_a_file_that_cannot_be_read_is_told(name: str, tmp_path: Path) -> None:
    _out, error, code = _load(tmp_path / name)
    assert (code, "cannot be read" in error) == (2, True)


def test_bytes_that_are_no_text_are_told(tmp_path: Path) -> None:
    path = tmp_path / "form.json"
    path.write_bytes(b'{"title": "\xff\xfe"}')
    assert _load(path)[2] == 2


def test_warnings_are_printed_and_do_not_refuse(tmp_path: Path) -> None:
    path = tmp_path / "form.json"
    path.write_text(json.dumps({**FORM, "colour": "blue"}))
    _out, error, code = _load(path)
    assert (code, FormVersion.objects.count()) == (0, 1)
    assert error == "warning: colour: this key says nothing here; ignored\n"
