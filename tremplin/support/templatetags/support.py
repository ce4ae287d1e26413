"""Who is beside an initiative, for the head of its pages."""

from django import template

from tremplin.support import queries
from tremplin.support.models import Accompaniment, Part

register = template.Library()


@register.simple_tag
def beside(accompaniment: Accompaniment) -> list[Part]:
    """`{% beside accompaniment as people %}`: its officer and its referents today."""
    return list(queries.parts_of(accompaniment))
