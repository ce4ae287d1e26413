"""Who is beside an initiative, for the head of its pages, and what its pages offer."""

from django import template

from tremplin.core.answers import Answer
from tremplin.support import queries, rules
from tremplin.support.models import Accompaniment, Part

register = template.Library()


@register.simple_tag
def beside(accompaniment: Accompaniment) -> list[Part]:
    """`{% beside accompaniment as people %}`: its officer and its referents today."""
    return list(queries.parts_of(accompaniment))


@register.simple_tag(takes_context=True)
def asks_supporters(context: template.Context, accompaniment: Accompaniment) -> Answer:
    """`{% asks_supporters accompaniment as asks %}`: may the person of the page ask supporters for this initiative?"""
    person = context["user"]
    return rules.can_see_supporters(person) and rules.can_write_introduction(person, accompaniment)
