"""The engine's words in the language in use: `{{ section|said:"title" }}`."""

from typing import Any

from django import template

from tremplin.calls.formversions import said as said_in_the_language

register = template.Library()


@register.filter
def said(thing: Any, name: str) -> str:
    return str(said_in_the_language(thing, name))
