"""Who is beside an initiative, for the head of its pages, and what its pages offer."""

from decimal import Decimal

from django import template

from tremplin.core.answers import Answer
from tremplin.core.offers import Link
from tremplin.support import queries, rules
from tremplin.support.models import Accompaniment, Part
from tremplin.support.sentences.hours import said_hours
from tremplin.support.tabs import tabs_of

register = template.Library()


@register.filter
def hours(given: Decimal) -> str:
    """`{{ line.left|hours }}`: “1 h 15”, “45 minutes”, “nothing”."""
    return said_hours(given)


@register.simple_tag
def beside(accompaniment: Accompaniment) -> list[Part]:
    """`{% beside accompaniment as people %}`: its officer and its referents today."""
    return list(queries.parts_of(accompaniment))


@register.simple_tag(takes_context=True)
def asks_supporters(context: template.Context, accompaniment: Accompaniment) -> Answer:
    """`{% asks_supporters accompaniment as asks %}`: may the person of the page ask supporters for this initiative?"""
    person = context["user"]
    return rules.can_see_supporters(person) and rules.can_write_introduction(person, accompaniment)


@register.simple_tag(takes_context=True)
def tabs(context: template.Context, accompaniment: Accompaniment, view: str) -> dict[str, list[Link]]:
    """The views of a support, as the person who reads may open them: `tabs`, and those `under` the current one."""
    shown, under = tabs_of(context["user"], accompaniment, view)
    return {"tabs": shown, "under": under}
