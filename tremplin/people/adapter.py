"""How allauth's sign-in by code meets our house: its mail goes through the outbox, its codes are easy to read aloud."""

import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import get_language

from tremplin.core import clock, mail
from tremplin.core.refs import ALPHABET


class Adapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """There is one way in: the code. It welcomes a new address as it does a known one."""
        return False

    def generate_login_code(self) -> str:
        letters = ALPHABET.upper().replace("0", "").replace("1", "")
        return "".join(secrets.choice(letters) for _ in range(6))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Only the code is ever sent; anything else allauth may think of is not ours."""
        if template_prefix != "account/email/login_code":
            raise LookupError(f"allauth asked for a mail that is not ours: {template_prefix}")
        mail.post(
            "people-code",
            to=email,
            language=(get_language() or "fr")[:2],
            context={"code": context["code"]},
            at=clock.now(),
            occasion=secrets.token_hex(8),
        )
