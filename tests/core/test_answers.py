import pytest
from django.core.exceptions import PermissionDenied

from tremplin.core.answers import No, Yes, require


def test_yes_is_true_and_no_is_false() -> None:
    assert (bool(Yes()), bool(No("Not today."))) == (True, False)


def test_answers_are_equal_by_what_they_say() -> None:
    assert (Yes() == Yes(), No("a") == No("a"), No("a") == No("b")) == (True, True, False)


def test_require_lets_yes_pass() -> None:
    require(Yes())


def test_require_refuses_no_with_its_sentence() -> None:
    with pytest.raises(PermissionDenied) as refusal:
        require(No("Not today."))
    assert refusal.value.args == ("Not today.",)
