"""For any form and any texts: what was said to be saved is what is read back, by the page as by the script."""

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import cast
from tests.calls.story import DAY, begin, make_call, section_address
from tremplin.calls.engine.reading import read_form
from tremplin.calls.engine.schema import Kind, Question
from tremplin.calls.forms.typed import name_of
from tremplin.calls.queries import content_of
from tremplin.core import clock
from tremplin.core.refs import new_ref

pytestmark = pytest.mark.django_db

_LINES = st.sampled_from(list("abéœ 0129,.-+€@/:'\"<>&{}%=\t\x00\x1f\u2028\ufeff👩‍🌾")) | st.characters(codec="utf-8")
_TEXTS = st.text(_LINES, max_size=40)
_OPTIONS = st.lists(
    st.sampled_from(["rouge", "vert", "bleu", "très & <long>", "a=b"]), min_size=1, max_size=4, unique=True
)
_PLAIN = ["email", "text", "textarea", "url", "phone", "amount", "integer", "date", "bool"]


@st.composite
def _fields(draw: Any, identifier: str) -> dict[str, Any]:
    kind = draw(st.sampled_from([*_PLAIN, "single", "multi", "repeatable"]))
    field: dict[str, Any] = {"id": identifier, "type": kind, "label": f"Question {identifier}"}
    if kind in ("single", "multi"):
        field["options"] = draw(_OPTIONS)
    elif kind == "repeatable":
        kinds = draw(st.lists(st.sampled_from(_PLAIN), min_size=1, max_size=2))
        field["fields"] = [
            {"id": f"s{at}", "type": one, "label": f"Sous-question {at}"} for at, one in enumerate(kinds)
        ]
    elif kind in ("text", "textarea"):
        field["max_chars"] = draw(st.integers(1, 30))
    if kind != "repeatable":
        field["required"] = draw(st.booleans())
    return field


@st.composite
def _forms(draw: Any) -> dict[str, Any]:
    count = draw(st.integers(1, 4))
    return {
        "title": "Formulaire",
        "sections": [{"key": "s", "name": "Section", "fields": [draw(_fields(f"q{at}")) for at in range(count)]}],
    }


def _values(draw: Any, question: Question) -> list[str]:
    """What a browser posts for a field: chosen values, or a text."""
    if question.kind is Kind.MULTI:
        return draw(st.lists(st.sampled_from(question.choices), unique=True))
    if question.choices:
        return [draw(st.sampled_from(["", *question.choices]))]
    return [draw(_TEXTS)]


def _shown(page: BeautifulSoup, name: str) -> list[str]:
    """What the field of the page holds."""
    found = []
    for field in page.find_all(attrs={"name": name}):
        if field.name == "textarea":
            found.append(field.text.removeprefix("\n"))
        elif field.get("type") not in ("radio", "checkbox") or field.has_attr("checked"):
            found.append(str(field["value"]))
    return found


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(data=st.data(), by_script=st.booleans())
def test_what_was_shown_as_saved_is_what_is_read_back(data: Any, by_script: bool, db: None, client: Any) -> None:
    description = data.draw(_forms())
    read_form(description)
    with clock.at(DAY):
        application = begin(make_call(form=description, slug=new_ref()))
        client.force_login(cast.alice())
        form = content_of(application).form
        posted: dict[str, list[str]] = {"revision": []}
        for question in form.questions():
            for one, entry in [(field, 1) for field in question.fields] or [(question, 0)]:
                name = name_of((one.key, entry))
                posted[name] = _values(data.draw, one)
                posted["revision"].append(f"{name}=0=")
        if by_script:
            answer = client.post(reverse("calls:section-autosave", args=[application.ref, "s"]), posted).json()
            assert (set(answer["saved"]), answer["rivals"]) == (set(posted) - {"revision"}, [])
        else:
            assert client.post(section_address(application, "s"), posted).status_code == 302
        kept = content_of(application)
        page = BeautifulSoup(client.get(section_address(application, "s")).content, "html.parser")
        for field in page.select("[data-field]"):
            name = str(field["data-field"])
            place = next((one for one in kept.answers if name_of(one) == name), None)
            text = kept.answers[place] if place else ""
            assert "\n".join(_shown(page, name)) == text
            if name in posted:
                several = len(posted[name]) > 1
                assert _bare("\n".join(sorted(posted[name]))) == _bare(
                    "\n".join(sorted(text.split("\n"))) if several else text
                )
        # posted again as it is shown, nothing changes
        again = {
            str(field["data-field"]): _shown(page, str(field["data-field"])) for field in page.select("[data-field]")
        }
        again["revision"] = [str(one["value"]) for one in page.select("[name=revision]")]
        client.post(section_address(application, "s"), again)
        assert content_of(application) == kept


def _bare(text: str) -> str:
    """The words of a text, whatever is done to its spaces, its line ends and what nobody sees."""
    import unicodedata

    normal = unicodedata.normalize("NFC", re.sub(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff]", "", text))
    return "".join(normal.split())
