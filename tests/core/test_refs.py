from tremplin.core.refs import ALPHABET, LENGTH, new_ref


def test_alphabet_is_crockfords() -> None:
    assert "".join(sorted(ALPHABET)) == "".join(sorted(set("0123456789abcdefghijklmnopqrstuvwxyz") - set("ilou")))


def test_new_refs_are_ten_characters_of_the_alphabet_and_all_different() -> None:
    refs = [new_ref() for _ in range(2000)]
    assert {len(ref) for ref in refs} == {LENGTH}
    assert set("".join(refs)) == set(ALPHABET)
    assert len(set(refs)) == 2000
