from typing import Any

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.template import Context, Template
from django.utils import translation

from tremplin.core.forms import Form


class Sample(Form):
    name = forms.CharField(label="Name", max_length=20, help_text="As on the letters.")
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea)
    kind = forms.ChoiceField(label="Kind", choices=[("a", "A"), ("b", "B")])
    agreed = forms.BooleanField(label="Agreed", required=False)
    topics = forms.MultipleChoiceField(
        label="Topics", choices=[("x", "X"), ("y", "Y")], widget=forms.CheckboxSelectMultiple
    )
    file = forms.FileField(label="File", required=False)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def _page(form: Form) -> BeautifulSoup:
    html = Template("{% form_errors form %}{% form_fields form %}").render(Context({"form": form}))
    return BeautifulSoup(html, "html.parser")


def _one(page: BeautifulSoup, selector: str) -> Any:
    [found] = page.select(selector)
    return found


@pytest.mark.parametrize(
    ("typed", "kept"), [("a\x00b", None), ("a\x07b", "ab"), ("e\u0301", "é"), ("  a  ", "a"), ("\x01 a \x01", "a")]
)
def test_typed_text_is_cleaned(typed: str, kept: str | None) -> None:
    form = Sample({"name": typed, "kind": "a", "topics": ["x"]})
    form.is_valid()
    assert form.cleaned_data.get("name") == kept


def test_line_ends_are_one_kind() -> None:
    form = Sample({"name": "a", "note": "one\r\ntwo\rthree", "kind": "a", "topics": ["x"]})
    assert form.is_valid()
    assert form.cleaned_data["note"] == "one\ntwo\nthree"


def test_required_text_made_of_control_characters_is_missing() -> None:
    form = Sample({"name": "\x01\x02", "kind": "a", "topics": ["x"]})
    assert (form.is_valid(), list(form.errors)) == (False, ["name"])


def test_optional_text_made_of_control_characters_is_empty() -> None:
    form = Sample({"name": "a", "note": "\x01", "kind": "a", "topics": ["x"]})
    assert form.is_valid()
    assert form.cleaned_data["note"] == ""


def test_optional_fields_say_so() -> None:
    with translation.override("en"):
        page = _page(Sample())
    labels = [label.get_text(" ", strip=True) for label in page.select("label[for^=id_n], legend, label[for=id_kind]")]
    assert labels == ["Name As on the letters.", "Note (optional)", "Kind", "Topics"]


def test_errors_are_told_at_the_top_and_tied_to_their_fields() -> None:
    page = _page(Sample({"name": "", "kind": "c", "topics": []}))
    assert [link["href"] for link in page.select("#errors a")] == ["#id_name", "#id_kind", "#id_topics"]
    name = _one(page, "#id_name")
    assert (name["aria-invalid"], name["aria-describedby"]) == ("true", "id_name_helptext id_name_error")
    assert [
        bool(page.select(f"#{name}"))
        for name in ("id_name_helptext", "id_name_error", "id_kind_error", "id_topics_error")
    ] == [True] * 4


def test_sound_form_has_no_summary() -> None:
    assert _page(Sample()).select("#errors") == []


def test_fields_wear_the_classes_of_their_kind() -> None:
    page = _page(Sample())
    classes = {
        name: _one(page, f"[name={name}]").get("class") for name in ("name", "note", "kind", "file", "agreed", "secret")
    }
    assert classes == {
        "name": ["fr-input"],
        "note": ["fr-input"],
        "kind": ["fr-select"],
        "file": ["fr-upload"],
        "agreed": None,
        "secret": None,
    }


def test_what_was_typed_is_shown_again_and_inert() -> None:
    page = _page(Sample({"name": '"><script>alert(1)</script>', "kind": "a", "topics": []}))
    assert (_one(page, "#id_name")["value"], page.select("script")) == ('"><script>alert(1)</script>', [])
