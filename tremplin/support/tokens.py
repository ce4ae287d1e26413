"""Links in mails to people without an account: signed, dated, for one object, useless once it has moved on."""

from datetime import timedelta

from django.core import signing

from tremplin.support.models import Introduction

VALID = timedelta(days=90)
_SALT = "tremplin.support.answer"


def answer_token(introduction: Introduction) -> str:
    """What the link of the message holds: the introduction and its contact's address, signed."""
    return signing.dumps([introduction.ref, introduction.contact_email], salt=_SALT, compress=False)


def read_answer_token(token: str) -> tuple[str, str] | None:
    """(reference, address) of a link we made that is still valid; None for a forged one or one that has expired."""
    try:
        ref, email = signing.loads(token, salt=_SALT, max_age=VALID)
    except (signing.BadSignature, ValueError):
        return None
    return str(ref), str(email)
