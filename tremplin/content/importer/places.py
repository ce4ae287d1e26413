"""Where pages stand: the home page of each language, parents made when they are missing, moves when a file says so."""

from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page, Site

from tremplin.content import pages
from tremplin.content.engine.layouts import Shape
from tremplin.content.engine.report import Report
from tremplin.content.engine.tree import Entry

# what `kept` says of a page made only to hold others
PLACEHOLDER = {"placeholder": True}


class Places:
    """The site's tree during an import. Pages are cached by address: their tree columns must stay fresh."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.homes: dict[str, pages.HomePage] = {
            home.locale.language_code: home for home in pages.HomePage.objects.select_related("locale")
        }
        self.cache: dict[tuple[str, str], Page] = {}

    def home(self, language: str) -> pages.HomePage:
        """The home page of a language; the English one, made when first needed, speaks French until it is written."""
        if language not in self.homes:
            locale, _created = Locale.objects.get_or_create(language_code=language)
            if language == "fr":
                home = pages.HomePage(title="Tremplin", slug="accueil", locale=locale)
                Page.objects.get(depth=1).add_child(instance=home)
                Site.objects.filter(is_default_site=True).update(root_page=home)
            else:
                home = self.home("fr").copy_for_translation(locale, alias=True).specific
            self.homes[language] = home
        return self.homes[language]

    def at(self, language: str, address: str) -> Page | None:
        """The page at an address, as its own type."""
        home = self.home(language)
        if address == "/":
            return home
        key = (language, address)
        if key not in self.cache:
            page = Page.objects.filter(url_path=home.url_path + address[1:]).first()
            if page is None:
                return None
            self.cache[key] = page.specific
        return self.cache[key]

    def address(self, page: Page) -> str:
        home = self.home(Locale.objects.get_for_language(page.locale.language_code).language_code)
        return "/" + page.url_path.removeprefix(home.url_path)

    def parent(self, language: str, address: str, entry: Entry) -> Page:
        """The parent of an address, made with its own parents when missing."""
        above = address.rstrip("/").rpartition("/")[0] + "/"
        found = self.at(language, above)
        if found is None:
            found = self._make(language, above, entry)
        return found

    def _make(self, language: str, address: str, entry: Entry) -> Page:
        grandparent = self.parent(language, address, entry)
        slug = address.rstrip("/").rpartition("/")[2]
        listed: dict[Shape, type[pages.BasePage]] = {
            Shape.LAUREATE: pages.LaureateIndexPage,
            Shape.NEWS_ITEM: pages.NewsIndexPage,
        }
        kind = listed.get(entry.shape, pages.PlainPage) if len(entry.folders) == 1 else pages.PlainPage
        french = self.at("fr", address) if language != "fr" else None
        if french is not None and french.alias_of_id is None:
            page = french.copy_for_translation(self.home(language).locale, copy_parents=True, alias=True).specific
        else:
            with translation.override(language):
                names = {Shape.LAUREATE: _("Laureates"), Shape.NEWS_ITEM: _("News")}
            title = names.get(entry.shape, slug) if kind is not pages.PlainPage else slug.replace("-", " ").capitalize()
            listing = kind is not pages.PlainPage
            page = kind(title=title, slug=slug, locale=grandparent.locale, live=listing, kept=PLACEHOLDER)
            grandparent.add_child(instance=page)
            self.report.info(entry.path, 0, "parent-made" if listing else "parent-hidden", address=address)
        self.cache[(language, address)] = page
        return page

    def put(self, page: Page, language: str, address: str, entry: Entry) -> None:
        """Add a new page at an address; a placeholder that stands there gives way, with its children."""
        parent = self.parent(language, address, entry)
        there = self.at(language, address)
        page.slug = address.rstrip("/").rpartition("/")[2]
        page.locale = self.home(language).locale
        if there is not None:
            there.slug = f"{there.slug[:200]}-{there.pk}"
            there.save(clean=False)
        parent.add_child(instance=page)
        if there is not None:
            for child in there.get_children():
                child.move(Page.objects.get(pk=page.pk), pos="last-child")
            type(there).objects.get(pk=there.pk).delete()
            self.cache.clear()
            page.refresh_from_db(fields=["numchild"])
        self.cache[(language, address)] = page

    def move(self, page: Page, language: str, address: str, entry: Entry) -> bool:
        """Give a page the new address its file asks for, unless another page is there."""
        if self.at(language, address) is not None or address == "/" or isinstance(page, pages.HomePage):
            return False
        parent = self.parent(language, address, entry)
        self.cache.clear()
        fresh = Page.objects.get(pk=page.pk).specific
        fresh.slug = f"moving-{fresh.pk}"
        fresh.save(clean=False)
        if fresh.get_parent().pk != parent.pk:
            fresh.move(Page.objects.get(pk=parent.pk), pos="last-child")
            fresh = Page.objects.get(pk=page.pk).specific
        fresh.slug = address.rstrip("/").rpartition("/")[2]
        fresh.save(clean=False)
        for name in ("slug", "path", "depth", "url_path"):
            setattr(page, name, getattr(fresh, name))
        self.cache.clear()
        return True
