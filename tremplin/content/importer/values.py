"""What a file says, in the fields of our pages: JSON values that can be compared, kept and written."""

from collections.abc import Callable, Mapping
from typing import Any

from tremplin.content import links, pages
from tremplin.content.engine.layouts import TERMS, Shape
from tremplin.content.engine.report import Report
from tremplin.content.engine.schema import Word
from tremplin.content.engine.tree import Entry
from tremplin.content.importer.terms import Terms

MODELS: dict[Shape, type[pages.BasePage]] = {
    Shape.HOME: pages.HomePage,
    Shape.PROGRAM: pages.ProgramPage,
    Shape.LAUREATES: pages.LaureateIndexPage,
    Shape.LAUREATE: pages.LaureatePage,
    Shape.FAQ: pages.FaqPage,
    Shape.NEWS: pages.NewsIndexPage,
    Shape.NEWS_ITEM: pages.NewsPage,
    Shape.PLAIN: pages.PlainPage,
}


class Reader:
    """Turns entries into values. `pictures` gives the key of a picture by its digest, `titles` the site's."""

    def __init__(self, pictures: Mapping[str, int], terms: Terms, report: Report, titles: Mapping[str, str]) -> None:
        self.pictures, self.terms, self.report, self.titles = pictures, terms, report, titles

    def read(self, entry: Entry) -> dict[str, Any]:
        """The fields of the entry's page, `published` and `address` included."""
        values: dict[str, Any] = {
            "title": entry.title or (self.title_of_site(entry.language) if entry.shape is Shape.HOME else ""),
            "cover": self.picture(entry, entry.values.get("image")),
            "dated_at": entry.date.isoformat() if entry.date else None,
            "menu_mark": _text(entry.values, "menu"),
            "layout": entry.layout,
            "published": entry.published,
            "address": entry.address,
        }
        readers: dict[Shape, Callable[[Entry], dict[str, Any]]] = {
            Shape.HOME: self.home,
            Shape.PROGRAM: self.program,
            Shape.LAUREATES: lambda entry: {"lead": _text(entry.values, "desc")},
            Shape.NEWS: lambda entry: {"lead": _text(entry.values, "desc")},
            Shape.LAUREATE: self.laureate,
            Shape.FAQ: self.faq,
            Shape.NEWS_ITEM: self.news,
            Shape.PLAIN: self.plain,
        }
        values |= readers[entry.shape](entry)
        values["kept"] = self.kept(entry)
        return self.fitted(entry, values)

    def title_of_site(self, language: str) -> str:
        return self.titles.get(language) or self.titles.get("fr", "")

    def kept(self, entry: Entry) -> dict[str, Any]:
        """What no field holds: unknown keys, and known ones that this page has no place for."""
        kept = dict(entry.kept)
        used = {"url", "weight", "visible", "draft", "related"}
        kept |= {key: _json(value) for key, value in entry.values.items() if key in used}
        if entry.body and entry.shape in (Shape.PROGRAM, Shape.LAUREATES, Shape.NEWS, Shape.FAQ):
            kept["body"] = entry.body
            self.report.warning(entry.path, entry.body_line, "body-not-shown")
        if entry.shape is Shape.HOME and entry.values.get("join") and entry.values.get("contact"):
            kept["contact"] = _json(entry.values["contact"])
        if entry.shape is Shape.PLAIN:
            kept |= {key: _json(entry.values[key]) for key in ("laureats",) if entry.values.get(key)}
            if entry.values.get("desc") and entry.values.get("description"):
                kept["description"] = entry.values["description"]
        return kept

    def fitted(self, entry: Entry, values: dict[str, Any]) -> dict[str, Any]:
        """Values cut to what their column holds, each cut told; the whole stays in `kept`."""
        model = MODELS[entry.shape]
        for name, value in values.items():
            if not isinstance(value, str) or name in ("published", "address"):
                continue
            longest = getattr(model._meta.get_field(name), "max_length", None)
            if longest and len(value) > longest:
                values["kept"][f"whole_{name}"] = value
                values[name] = value[: longest - 1].rstrip() + "…"
                self.report.warning(entry.path, entry.lines.get(name, 0), "too-long", key=name, limit=longest)
        if not values["title"]:
            values["title"] = "Tremplin" if entry.shape is Shape.HOME else entry.stem[:255]
        return values

    def picture(self, entry: Entry, word: Any) -> int | None:
        found = entry.pictures.get(word.text) if isinstance(word, Word) else None
        return self.pictures[found.sha1] if found else None

    def address(self, entry: Entry, url: str, key: str) -> str:
        """An address fit for a link; another (a script…) is refused and told."""
        if url and not (fit := links.fit(url)):
            line = entry.lines.get(key.partition(".")[0], 0)
            self.report.warning(entry.path, line, "link-refused", key=key, url=url[:200])
            return ""
        return fit[:500] if url else ""

    def rows(
        self, entry: Entry, rows: list[dict[str, Any]], kind: str, texts: Mapping[str, str], **more: Any
    ) -> list[Any]:
        """A list of blocks: `texts` gives our name for each key; `image` and `url` in `more` name the other keys."""
        blocks = []
        for row in rows:
            value: dict[str, Any] = {ours: _text(row, theirs)[: _LONGEST.get(ours)] for theirs, ours in texts.items()}
            if "image" in more:
                value[more["image"]] = self.picture(entry, row.get(more["image"]))
            if "url" in more:
                theirs, ours, key = more["url"]
                value[ours] = self.address(entry, _text(row, theirs), key)
            if any(value.values()):
                blocks.append({"type": kind, "value": value})
        return blocks

    def home(self, entry: Entry) -> dict[str, Any]:
        says = entry.values
        hero, intro, quote = says.get("hero", {}), says.get("intro", {}), says.get("quote", {})
        laureates, press = says.get("laureats", {}), says.get("medias", {})
        kind = "join" if says.get("join") else "contact" if says.get("contact") else ""
        invitation = says.get(kind, {})
        button, invites = hero.get("btn", {}), invitation.get("btn", {})
        return {
            "hero_title": _text(hero, "title"),
            "hero_button": _text(button, "title"),
            "hero_url": self.address(entry, _text(button, "url"), "hero.btn.url"),
            "intro_title": _text(intro, "title"),
            "intro_text": _text(intro, "desc"),
            "quote_photo": self.picture(entry, quote.get("photo")),
            "quote_text": _text(quote, "text"),
            "quote_name": _text(quote, "name"),
            "quote_role": _text(quote, "desc"),
            "body": entry.body,
            "laureates_title": _text(laureates, "sub"),
            "laureates_text": _text(laureates, "desc"),
            "invitation_kind": kind,
            "invitation_image": self.picture(entry, invitation.get("image")),
            "invitation_title": _text(invitation, "title"),
            "invitation_text": _text(invitation, "sub"),
            "invitation_button": _text(invites, "title"),
            "invitation_url": self.address(entry, _text(invites, "url"), f"{kind}.btn.url"),
            "press_text": _text(press, "desc"),
            "press": self.rows(
                entry,
                press.get("tiles", []),
                "article",
                {"title": "title"},
                image="image",
                url=("link", "link", "medias.tiles.link"),
            ),
        }

    def program(self, entry: Entry) -> dict[str, Any]:
        says = entry.values
        how, steps = says.get("how", {}), says.get("steps", {})
        return {
            "lead": _text(says, "desc"),
            "numbers": self.rows(
                entry,
                says.get("numbers", []),
                "number",
                {"num": "num", "title": "title", "btnTitle": "button"},
                url=("btnUrl", "url", "numbers.btnUrl"),
            ),
            "steps_title": _text(steps, "title"),
            "steps": self.rows(
                entry,
                steps.get("list", []),
                "step",
                {"step": "step", "duration": "duration", "title": "title", "dates": "dates", "desc": "desc"},
                image="icon",
            ),
            "how_text": _text(how, "desc"),
            "how_tiles": self.rows(entry, how.get("tiles", []), "tile", {"title": "title"}, image="image"),
            "then_text": _text(says.get("then", {}), "desc"),
        }

    def laureate(self, entry: Entry) -> dict[str, Any]:
        says = entry.values
        return {
            "lead": _text(says, "description"),
            "bearer": _text(says, "who"),
            "place": _text(says, "place"),
            "town": _text(says, "town"),
            "share_picture": self.picture(entry, says.get("ogImage")),
            "body": entry.body,
            **self.relations(entry),
        }

    def relations(self, entry: Entry) -> dict[str, Any]:
        facets: list[int] = []
        for collection in TERMS:
            if collection != "themes":
                facets += self.terms.keys(collection, entry.values.get(collection, []), entry.path)
        return {
            "topics": self.terms.keys("themes", entry.values.get("themes", []), entry.path),
            "facets": sorted(facets),
        }

    def faq(self, entry: Entry) -> dict[str, Any]:
        texts = {"title": "title", "desc": "desc"}
        questions = self.rows(entry, entry.values.get("questions", []), "question", texts)
        return {"questions": questions, "contact": _text(entry.values, "contact")}

    def news(self, entry: Entry) -> dict[str, Any]:
        return {
            "lead": _text(entry.values, "description"),
            "author": _text(entry.values, "author"),
            "facets": self.terms.keys("categories", entry.values.get("categories", []), entry.path),
            "body": entry.body,
        }

    def plain(self, entry: Entry) -> dict[str, Any]:
        says = entry.values
        return {"lead": _text(says, "desc") or _text(says, "description"), "body": entry.body, **self.relations(entry)}


# the longest a line of a block may be; the rest is Markdown
_LONGEST = {"num": 40, "title": 500, "button": 120, "step": 20, "duration": 500, "dates": 500}


def _text(values: Mapping[str, Any], key: str) -> str:
    return str(values.get(key) or "")


def _json(value: Any) -> Any:
    if isinstance(value, Word):
        return value.text
    if isinstance(value, dict):
        return {key: _json(child) for key, child in value.items()}
    if isinstance(value, list):
        return [_json(child) for child in value]
    return value if isinstance(value, (str, int, float, bool, type(None))) else value.isoformat()
