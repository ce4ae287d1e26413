"""Every mail the product can send renders in both languages, as a person wants to read it."""

import re

import pytest

from tremplin.core import mail, offers

KINDS = [kind.name for kind in offers.mails]


def test_there_are_mails() -> None:
    assert KINDS


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", KINDS)
def test_mail_renders_with_its_example(name: str, language: str) -> None:
    kind = offers.mails.get(name)
    assert kind is not None
    subject, text, html = mail.render(name, kind.sample(), language)
    assert 0 < len(subject) < 78
    assert "\n" not in subject
    assert len(text.split()) < 150
    assert f'<html lang="{language}">' in html
    addresses = re.findall(r"(?<![\w@.])(?:https?://|/)\S+", text)
    assert addresses
    assert [address for address in addresses if not address.startswith("http")] == []


@pytest.mark.parametrize("name", KINDS)
def test_mail_is_translated(name: str) -> None:
    kind = offers.mails.get(name)
    assert kind is not None
    assert mail.render(name, kind.sample(), "fr")[0] != mail.render(name, kind.sample(), "en")[0]
