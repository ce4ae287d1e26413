"""The layouts of the format: which kind of ours each one is, and the keys it knows."""

from enum import StrEnum

from tremplin.content.engine.schema import Flag, Group, Image, Instant, Kind, Listing, Text, Whole, Words


class Shape(StrEnum):
    """What an entry becomes."""

    HOME = "home"
    PROGRAM = "program"
    LAUREATES = "laureates"
    LAUREATE = "laureate"
    FAQ = "faq"
    NEWS = "news"
    NEWS_ITEM = "news-item"
    TOPIC = "topic"
    FACET = "facet"
    PLAIN = "plain"


TERMS: dict[str, str] = {
    "themes": "theme",
    "domains": "domain",
    "impacts": "impact",
    "promos": "promo",
    "categories": "category",
}
COLLECTIONS = ("laureats", "actualites", "personnes", *TERMS)
OF_LAYOUT = {
    "program": Shape.PROGRAM,
    "accompagnement": Shape.PROGRAM,
    "laureats": Shape.LAUREATES,
    "list": Shape.NEWS,
    "faq_main": Shape.FAQ,
    "faq": Shape.FAQ,
    "page": Shape.PLAIN,
    "home": Shape.HOME,
}

_BUTTON = Group({"title": Text(), "url": Text(), "external": Flag()})
_RELATIONS: dict[str, Kind] = {key: Words() for key in TERMS}
_EVERYWHERE: dict[str, Kind] = {
    "layout": Text(),
    "url": Text(),
    "menu": Text(),
    "visible": Flag(),
    "draft": Flag(),
    "date": Instant(),
    "weight": Whole(),
    "title": Text(),
    "image": Image(),
}
_INVITATION = Group({"image": Image(), "title": Text(), "sub": Text(), "btn": _BUTTON})


def _with(**keys: Kind) -> Group:
    return Group({**_EVERYWHERE, **keys})


SCHEMAS: dict[Shape, Group] = {
    Shape.HOME: _with(
        hero=Group({"title": Text(), "btn": _BUTTON}),
        intro=Group({"title": Text(), "desc": Text()}),
        quote=Group({"photo": Image(), "text": Text(), "name": Text(), "desc": Text()}),
        laureats=Group({"sub": Text(), "desc": Text()}),
        join=_INVITATION,
        contact=_INVITATION,
        medias=Group(
            {"desc": Text(), "tiles": Listing(Group({"title": Text(), "image": Image(), "link": Text()}))},
        ),
    ),
    Shape.PROGRAM: _with(
        desc=Text(),
        numbers=Listing(Group({"num": Text(), "title": Text(), "btnTitle": Text(), "btnUrl": Text()}), most=3),
        how=Group({"desc": Text(), "tiles": Listing(Group({"title": Text(), "image": Image()}))}),
        steps=Group(
            {
                "title": Text(),
                "list": Listing(
                    Group(
                        {
                            "icon": Image(),
                            "step": Text(),
                            "duration": Text(),
                            "title": Text(),
                            "dates": Text(),
                            "desc": Text(),
                        }
                    )
                ),
            }
        ),
        then=Group({"desc": Text()}),
    ),
    Shape.LAUREATES: _with(desc=Text()),
    Shape.LAUREATE: _with(description=Text(), who=Text(), place=Text(), town=Text(), ogImage=Image(), **_RELATIONS),
    Shape.FAQ: _with(questions=Listing(Group({"title": Text(), "desc": Text()})), contact=Text()),
    Shape.NEWS: _with(desc=Text()),
    Shape.NEWS_ITEM: _with(author=Text(), description=Text(), categories=Words(), related=Words(most=2)),
    Shape.TOPIC: Group({"title": Text()}),
    Shape.FACET: Group({"title": Text()}),
    Shape.PLAIN: _with(desc=Text(), description=Text(), laureats=Words(), **_RELATIONS),
}


_ROLES = ("introProg", "introEco", "introParticipants", "join")
_APPLYING = ("callout", "how", "steps", "laureats", "questions", "join", "com")
# the keys that the format gives to layouts we have no page for yet: kept as they are, told in one line
APART: dict[str, tuple[str, ...]] = {
    "candidates": ("open", "head", "def", "what", "profiles", "how", "criteria", "wait"),
    "apply": _APPLYING,
    "project": _APPLYING,
    "contribute": ("open", "head", "program", "steps", "profiles"),
    "participate": ("apply", "contribute"),
    "contact": ("confidentiality",),
    "communaute": _ROLES,
    "equipe": _ROLES,
    "personnes": ("job", "role", "laureats", "linkedin", "github"),
}


def shape_of(layout: str, collection: str, stem: str, depth: int) -> tuple[Shape, str]:
    """The shape of a file, and the layout it goes by. `depth` is the number of folders above it."""
    index = stem == "_index"
    if collection in TERMS and not index:
        return (Shape.TOPIC if collection == "themes" else Shape.FACET), collection
    if layout:
        return OF_LAYOUT.get(layout, Shape.PLAIN), layout
    if index and depth == 0:
        return Shape.HOME, "home"
    if depth == 1 or not index:
        if collection == "laureats":
            return (Shape.LAUREATES, "laureats") if index else (Shape.LAUREATE, "laureats")
        if collection == "actualites":
            return (Shape.NEWS, "list") if index else (Shape.NEWS_ITEM, "actualites")
        if collection == "faq" and index:
            return Shape.FAQ, "faq_main"
    return Shape.PLAIN, collection or "page"
