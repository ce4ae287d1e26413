"""What a deployment must not get wrong."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning
from django.core.checks import register as register_check

from tremplin.core import pdf

LOCAL = {"localhost", "127.0.0.1", "::1", "testserver"}


def register() -> None:
    register_check(brand, Tags.security)
    register_check(antivirus, Tags.security, deploy=True)
    register_check(mail_server, Tags.security, deploy=True)
    register_check(mode, Tags.security, deploy=True)
    register_check(documents, Tags.compatibility, deploy=True)


def _host() -> str:
    return urlsplit(settings.BASE_URL).hostname or ""


def brand(app_configs: Any, **options: Any) -> list[CheckMessage]:
    if settings.BRAND == "etat" and not (_host() in LOCAL or _host().endswith(".gouv.fr")):
        return [
            Warning(
                "The State's design system is reserved to services of the State.",
                hint="TREMPLIN_BRAND=etat is for hosts under .gouv.fr.",
                id="tremplin.W001",
            )
        ]
    return []


def antivirus(app_configs: Any, **options: Any) -> list[CheckMessage]:
    if not settings.ANTIVIRUS:
        return [
            Warning(
                "No antivirus is set: uploads stay in quarantine.", hint="Set TREMPLIN_ANTIVIRUS.", id="tremplin.W002"
            )
        ]
    if settings.ANTIVIRUS == "off":
        return [Warning("The antivirus is off: files are served unchecked.", id="tremplin.W003")]
    return []


def mail_server(app_configs: Any, **options: Any) -> list[CheckMessage]:
    if not settings.MAIL_DELIVERED:
        return [
            Warning(
                "No mail server is set: nobody can receive a sign-in code.",
                hint="Set TREMPLIN_MAIL_URL.",
                id="tremplin.W004",
            )
        ]
    return []


def mode(app_configs: Any, **options: Any) -> list[CheckMessage]:
    if settings.DEVELOPMENT:
        return [
            Warning(
                "The development pages open every account: never on a host others reach.",
                hint="Set TREMPLIN_MODE=production.",
                id="tremplin.W005",
            )
        ]
    return []


def documents(app_configs: Any, **options: Any) -> list[CheckMessage]:
    try:
        pdf.load_engine()
    except pdf.EngineMissing as missing:
        return [Warning(f"{missing}.", id="tremplin.W006")]
    return []
