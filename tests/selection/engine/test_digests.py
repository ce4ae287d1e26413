"""One document, one writing, one fingerprint; to the byte."""

import json
import re
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tremplin.selection.engine.digests import canonical, digest

many = settings(max_examples=100, deadline=None)
texts = st.text(st.characters(exclude_categories=["Cs"])).map(lambda text: normalize("NFC", text))
documents = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), texts),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(texts, inner, max_size=3)),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("document", "written"),
    [
        (None, "null"),
        (True, "true"),
        (-12, "-12"),
        ('été «\n» "/" 😀', '"été «\\n» \\"/\\" 😀"'),
        ("e\u0301te\u0301", '"été"'),
        ({"b": 1, "a": [1, "2", ()], "é": {}, "B": None}, '{"B":null,"a":[1,"2",[]],"b":1,"é":{}}'),
        (MappingProxyType({"e\u0301": 1}), '{"é":1}'),
    ],
)
def test_canonical(document, written):
    assert canonical(document) == written.encode()


def test_digest():
    assert digest({}) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        (1.0, "A document holds no float."),
        ({"a": [{"b": float("nan")}]}, "A document holds no float."),
        (Decimal(1), "A document holds no Decimal."),
        (date(2022, 1, 26), "A document holds no date."),
        ([b"a"], "A document holds no bytes."),
        ({1, 2}, "A document holds no set."),
        ({1: "a"}, "A key is a text, not int."),
    ],
)
def test_what_has_no_single_writing(document, sentence):
    with pytest.raises(TypeError, match=f"^{re.escape(sentence)}$"):
        canonical(document)


def test_two_keys_that_are_the_same():
    with pytest.raises(ValueError, match=r"^Two keys are written 'é'\.$"):
        canonical({"é": 1, "e\u0301": 2})


def test_half_a_surrogate():
    with pytest.raises(UnicodeEncodeError):
        canonical("\ud800")


@many
@given(documents)
def test_what_is_written_is_read_back(document):
    assert json.loads(canonical(document)) == document
    assert canonical(json.loads(canonical(document))) == canonical(document)


@many
@given(documents, documents)
def test_two_documents_have_one_writing_iff_they_say_the_same(one, other):
    # Python takes 1 for True; the dump does not
    same = json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
    assert (canonical(one) == canonical(other)) == (digest(one) == digest(other)) == same


@many
@given(st.dictionaries(texts, documents))
def test_the_order_of_keys_does_not_count(document):
    assert digest(dict(reversed(document.items()))) == digest(document)
    decomposed = {normalize("NFD", key): value for key, value in document.items()}
    assert digest(decomposed) == digest(document)
