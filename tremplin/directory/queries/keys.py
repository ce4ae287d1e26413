"""Reading key cards: what one has to know before knocking at a body, from the nearest body that says it."""

from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from tremplin.core.offers import Words
from tremplin.directory.models import Body, KeyCard
from tremplin.directory.queries.bodies import bodies_above, standing_body

# what a card tells, in the order in which it is read
PARTS: dict[str, Words] = {
    "who_decides": _("Who decides"),
    "budget": _("Calendar of the budget"),
    "agreements": _("How an agreement is made"),
    "purchases": _("How a purchase is made"),
    "vocabulary": _("Words to know"),
}


class Part(NamedTuple):
    title: str
    words: str


@dataclass(frozen=True)
class FoundKeys:
    """A card offered for a body. `body` is the one it was written for: the body asked, one above it or after it."""

    card: KeyCard
    body: Body
    asked: Body

    @property
    def borrowed(self) -> bool:
        return self.body.pk != self.asked.pk

    @property
    def parts(self) -> list[Part]:
        """What the card says; what it leaves empty is not shown."""
        told = ((title, getattr(self.card, name).strip()) for name, title in PARTS.items())
        return [Part(str(title), words) for title, words in told if words]


def key_card_of(body: Body) -> FoundKeys | None:
    """Its own card; else that of the nearest body above it; else what its successor offers in the same way."""
    standing = standing_body(body)
    for asked in [body] if standing.pk == body.pk else [body, standing]:
        if found := _nearest(asked):
            return FoundKeys(found, found.body, body)
    return None


def _nearest(body: Body) -> KeyCard | None:
    order = {body.pk: 0} | {above.body.pk: place for place, above in enumerate(bodies_above(body), 1)}
    cards = KeyCard.objects.filter(body__in=order).select_related("body", "written_by")
    return min(cards, key=lambda card: order[card.body_id], default=None)


def written_card(body: Body) -> KeyCard | None:
    """The card written for this very body."""
    return KeyCard.objects.filter(body=body).select_related("body", "written_by").first()
