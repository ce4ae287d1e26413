"""The layouts of the format: which kind of ours each is, the keys it knows, and the fields of our pages they fill."""

from enum import StrEnum

from tremplin.content.engine.schema import (
    Address,
    Choice,
    Flag,
    Free,
    Group,
    Image,
    Instant,
    Kind,
    Listing,
    Terms,
    Text,
    Titles,
    Whole,
    Words,
)


class Shape(StrEnum):
    """What an entry becomes."""

    HOME = "home"
    PROGRAM = "program"
    LAUREATES = "laureates"
    LAUREATE = "laureate"
    FAQ = "faq"
    NEWS = "news"
    NEWS_ITEM = "news-item"
    PEOPLE = "people"
    PORTRAIT = "portrait"
    PARTICIPATE = "participate"
    CANDIDATES = "candidates"
    PROJECT = "project"
    CONTRIBUTE = "contribute"
    CONTACT = "contact"
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
    "talents": Shape.PEOPLE,
    "agents": Shape.PEOPLE,
    "communaute": Shape.PEOPLE,
    "equipe": Shape.PEOPLE,
    "participate": Shape.PARTICIPATE,
    "candidates": Shape.CANDIDATES,
    "apply": Shape.PROJECT,
    "project": Shape.PROJECT,
    "contribute": Shape.CONTRIBUTE,
    "contact": Shape.CONTACT,
    "faq_main": Shape.FAQ,
    "faq": Shape.FAQ,
    "page": Shape.PLAIN,
    "home": Shape.HOME,
}
# the layout a page made on the site is written with
LAYOUT_OF = {
    Shape.PROGRAM: "program",
    Shape.LAUREATES: "laureats",
    Shape.NEWS: "list",
    Shape.PEOPLE: "communaute",
    Shape.PARTICIPATE: "participate",
    Shape.CANDIDATES: "candidates",
    Shape.PROJECT: "project",
    Shape.CONTRIBUTE: "contribute",
    Shape.CONTACT: "contact",
    Shape.FAQ: "faq",
    Shape.PLAIN: "page",
}
ROLES = ("participant", "agent-programme", "agent-ecosysteme", "agent-participant", "agent-public")

_RELATIONS: dict[str, Kind] = {
    "themes": Terms("topics", collection="themes"),
    **{key: Terms("facets", collection=key) for key in TERMS if key != "themes"},
}
# `layout`, `url`, `visible` and `draft` say where a page is and whether it is shown: they are no field of it
_EVERYWHERE: dict[str, Kind] = {
    "layout": Text(),
    "title": Text("title"),
    "url": Text(),
    "aliases": Words(),
    "menu": Text("menu_mark"),
    "visible": Flag(),
    "draft": Flag(),
    "date": Instant("dated_at"),
    "expiryDate": Instant("expire_at"),
    "weight": Whole(),
    "image": Image("cover"),
}


def _with(**keys: Kind) -> Group:
    return Group({**_EVERYWHERE, **keys, "parts": Free("parts")})


def _button(name: str) -> Group:
    return Group({"title": Text(f"{name}_button"), "url": Address(f"{name}_url"), "external": Flag()})


def _section(name: str, **more: Kind) -> Group:
    """A title and words under it."""
    return Group({"title": Text(f"{name}_title"), "desc": Text(f"{name}_text"), **more}, bare="desc")


def _way(name: str) -> Group:
    """One of the ways in: the trees name its parts differently."""
    return Group(
        {
            "title": Text(f"{name}_title"),
            "sub": Text(f"{name}_sub"),
            "desc": Text(f"{name}_text"),
            "image": Image(f"{name}_image"),
            "btn": _button(name),
            "btnTitle": Text(f"{name}_button"),
            "btnUrl": Address(f"{name}_url"),
            "url": Address(f"{name}_url"),
            "link": Address(f"{name}_url"),
        },
        bare="desc",
    )


def _laureates() -> Group:
    """Some of the laureates, named by their titles, and words before them."""
    return Group(
        {
            "title": Text("profiles_title"),
            "sub": Text("profiles_sub"),
            "desc": Text("profiles_text"),
            "list": Titles("profiles", shape=Shape.LAUREATE),
        },
        bare="desc",
    )


_INVITATION: dict[str, Kind] = {
    "image": Image("invitation_image"),
    "title": Text("invitation_title"),
    "sub": Text("invitation_text"),
    "desc": Text("invitation_text"),
    "btn": _button("invitation"),
    "link": Address("invitation_url"),
}


SCHEMAS: dict[Shape, Group] = {
    Shape.HOME: _with(
        hero=Group({"title": Text("hero_title"), "btn": _button("hero")}),
        intro=_section("intro"),
        quote=Group(
            {
                "photo": Image("quote_photo"),
                "text": Text("quote_text"),
                "name": Text("quote_name"),
                "desc": Text("quote_role"),
            }
        ),
        laureats=Group({"sub": Text("laureates_title"), "desc": Text("laureates_text")}, bare="desc"),
        join=Group(_INVITATION, told_by="invitation_kind"),
        contact=Group(_INVITATION, told_by="invitation_kind"),
        medias=Group(
            {
                "desc": Text("press_text"),
                "tiles": Listing(
                    Group({"title": Text("title"), "image": Image("image"), "link": Address("link")}),
                    field="press",
                    block="article",
                ),
            },
        ),
    ),
    Shape.PROGRAM: _with(
        desc=Text("lead"),
        numbers=Listing(
            Group(
                {
                    "num": Text("num"),
                    "title": Text("title"),
                    "btnTitle": Text("button"),
                    "btnUrl": Address("url"),
                    "fact": Text("fact"),
                }
            ),
            most=3,
            field="numbers",
            block="number",
        ),
        how=Group(
            {
                "desc": Text("how_text"),
                "tiles": Listing(
                    Group({"title": Text("title"), "image": Image("image")}), field="how_tiles", block="tile"
                ),
            },
            bare="desc",
        ),
        steps=Group(
            {
                "title": Text("steps_title"),
                "list": Listing(
                    Group(
                        {
                            "icon": Image("icon"),
                            "step": Text("step"),
                            "duration": Text("duration"),
                            "title": Text("title"),
                            "dates": Text("dates"),
                            "desc": Text("desc"),
                        }
                    ),
                    field="steps",
                    block="step",
                ),
            }
        ),
        then=Group({"desc": Text("then_text")}, bare="desc"),
    ),
    Shape.LAUREATES: _with(desc=Text("lead")),
    Shape.LAUREATE: _with(
        description=Text("lead"),
        who=Text("bearer"),
        place=Text("place"),
        town=Text("town"),
        ogImage=Image("share_picture"),
        **_RELATIONS,
    ),
    Shape.FAQ: _with(
        desc=Text("lead"),
        questions=Listing(Group({"title": Text("title"), "desc": Text("desc")}), field="questions", block="question"),
        contact=Text("contact"),
    ),
    Shape.NEWS: _with(desc=Text("lead")),
    Shape.NEWS_ITEM: _with(
        author=Text("author"),
        description=Text("lead"),
        categories=Terms("facets", collection="categories"),
        related=Titles("related", most=2, shape=Shape.NEWS_ITEM),
    ),
    Shape.PEOPLE: _with(
        desc=Text("lead"),
        introProg=Text("intro_programme"),
        introEco=Text("intro_ecosystem"),
        introParticipants=Text("intro_participants"),
        join=Group(_INVITATION),
    ),
    Shape.PORTRAIT: _with(
        job=Text("job"),
        desc=Text("lead"),
        role=Choice(ROLES, "role"),
        promos=Terms("facets", collection="promos"),
        domains=Terms("facets", collection="domains"),
        laureats=Titles("laureates", shape=Shape.LAUREATE),
        linkedin=Text("linkedin"),
        github=Text("github"),
        weight=Whole("weight"),
    ),
    Shape.PARTICIPATE: _with(desc=Text("lead"), apply=_way("apply"), contribute=_way("contribute")),
    Shape.CANDIDATES: _with(
        desc=Text("lead"),
        open=Flag("is_open"),
        head=Group(
            {
                "questions": Listing(Group({"question": Text("question")}), field="questions", block="question"),
                "sub": Text("head_text"),
                "apply": _button("apply"),
                "call": _button("call"),
            }
        ),
        **{
            "def": Group(
                {
                    "title": Text("definition_title"),
                    "info": Group({"title": Text("definition_info_title"), "desc": Text("definition_info_text")}),
                }
            )
        },
        what=Group(
            {
                "title": Text("what_title"),
                "defs": Listing(Group({"def": Text("desc")}), field="what", block="definition"),
            }
        ),
        profiles=_laureates(),
        how=_section("how"),
        criteria=_section(
            "criteria",
            list=Listing(
                Group({"num": Text("num"), "name": Text("name"), "desc": Text("desc")}),
                field="criteria",
                block="criterion",
            ),
        ),
        wait=_section("wait"),
    ),
    Shape.PROJECT: _with(
        desc=Text("lead"),
        callout=_section("callout"),
        how=_section("how"),
        steps=Group(
            {
                "title": Text("steps_title"),
                "dates": Listing(Group({"date": Text("date"), "desc": Text("desc")}), field="steps", block="date"),
            }
        ),
        laureats=_laureates(),
        questions=Text("questions_text"),
        join=Group(_INVITATION),
        com=Text("contact_text"),
    ),
    Shape.CONTRIBUTE: _with(
        desc=Text("lead"),
        open=Flag("is_open"),
        head=_section("head", apply=_button("apply"), call=_button("call")),
        program=_section("programme"),
        steps=Text("steps_text"),
        profiles=_laureates(),
    ),
    Shape.CONTACT: _with(desc=Text("lead"), confidentiality=Text("confidentiality")),
    Shape.TOPIC: Group({"title": Text()}),
    Shape.FACET: Group({"title": Text()}),
    Shape.PLAIN: _with(
        desc=Text("lead"),
        description=Text("lead"),
        laureats=Titles("laureates", shape=Shape.LAUREATE),
        **_RELATIONS,
    ),
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
        if collection == "personnes":
            return (Shape.PEOPLE, "communaute") if index else (Shape.PORTRAIT, "personnes")
        if collection == "faq" and index:
            return Shape.FAQ, "faq_main"
    return Shape.PLAIN, collection or "page"


def walk(group: Group, prefix: str = "") -> list[tuple[str, Kind]]:
    """Every single kind of a schema with its dotted key, in order; rows are not entered."""
    found: list[tuple[str, Kind]] = []
    for key, kind in group.keys.items():
        found += walk(kind, f"{prefix}{key}.") if isinstance(kind, Group) else [(f"{prefix}{key}", kind)]
    return found


def first_keys(schema: Group) -> set[str]:
    """The keys that fill their field unless another is said to: the first of each field, in each group told apart."""
    seen: set[tuple[str, str]] = set()
    found = set()
    for key, kind in walk(schema):
        top, _dot, _rest = key.partition(".")
        above = schema.keys[top]
        place = (top if isinstance(above, Group) and above.told_by else "", getattr(kind, "field", ""))
        if place not in seen:
            seen.add(place)
            found.add(key)
    return found


def titles_of(shape: Shape) -> list[tuple[str, Titles]]:
    """The keys of a layout that name other pages by their titles."""
    return [(key, kind) for key, kind in walk(SCHEMAS[shape]) if isinstance(kind, Titles)]
