"""Two people, or two tabs, in one form: field by field, and no text is lost."""

from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from tremplin.core.drafts import Typed, mark_of, merge, token_of, typed_in, typed_over


def _posted(**fields: str) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, (standing, text) in {name: value.split("|") for name, value in fields.items()}.items():
        data.appendlist("revision", token_of(name, standing))
        data[name] = text
    return data


def test_what_was_not_touched_or_not_asked_is_not_read() -> None:
    data = _posted(one="avant|avant", two="avant|après", other="|x")
    assert typed_in(data, {"one", "two"}) == {"two": Typed("après", mark_of("avant"))}


def test_field_without_its_revision_or_with_a_broken_one_is_not_ours() -> None:
    data = QueryDict("one=x&revision=&revision=two&two=y&revision==&")
    assert typed_in(data, {"one"}) == {}
    assert merge({"two": Typed("y", "")}, {"two": "z"}, {}).rivals["two"].theirs == "z"


texts = st.dictionaries(st.sampled_from("abc"), st.text(max_size=5))


@given(texts, texts, texts)
def test_every_text_typed_stands_or_is_shown(
    read: dict[str, str], typed: dict[str, str], standing: dict[str, str]
) -> None:
    saved = merge(typed_over(typed, read), standing, {})
    for name, text in typed.items():
        there = standing.get(name, "")
        if name in saved.rivals:
            assert (saved.texts[name], saved.rivals[name].mine) == (there, text)
            assert text != there != read.get(name, "")
        else:
            assert saved.texts[name] == text
    assert saved.changed == {name for name, text in saved.texts.items() if text != standing.get(name, "")}
