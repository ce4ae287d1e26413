"""What other rooms and the core read of the site's words: the frame around every page."""

from django.conf import settings
from django.http import HttpRequest
from wagtail.models import Locale, Page

from tremplin.content import lists, pages, ways
from tremplin.content.engine.addresses import segment
from tremplin.content.models import MenuEntry, MenuPlace
from tremplin.core import segments
from tremplin.core.offers import Frame, Link


def frame(request: HttpRequest) -> Frame:
    """The site's name, its menu and its footer, in the language of the moment."""
    language = ways.language()
    homes = {home.locale.language_code: home for home in pages.HomePage.objects.select_related("locale")}
    home = homes.get(language) or homes.get("fr")
    if home is None:
        return Frame(title="Tremplin")
    french = homes.get("fr", home)
    entries = list(MenuEntry.objects.all())
    found_at = ways.addresses(entries, french, homes.get(language, french))
    here = request.path_info
    links: dict[str, list[Link]] = {place: [] for place in MenuPlace.values}
    for entry in entries:
        if (found := found_at.get(entry.pk)) is not None:
            url, title = found
            label = entry.label_fr if language == "fr" else entry.label_en or title or entry.label_fr
            current = url not in ("/", "/en/") and url.startswith("/") and here.startswith(url)
            links[entry.place].append(Link(label, url, current))
    return Frame(
        title=home.site_title or french.site_title or home.title,
        tagline=home.site_tagline,
        authority=home.site_authority or french.site_authority,
        menu=links[MenuPlace.MENU],
        footer=links[MenuPlace.FOOTER],
        footer_text=home.footer_text,
    )


def place_of_laureates(language: str) -> Page | None:
    """The page under which laureates are published in a language: their list, else the home page."""
    locale = Locale.objects.filter(language_code=language).first()
    if locale is None:
        return None
    return lists.index_of(pages.LaureateIndexPage, locale) or lists.index_of(pages.HomePage, locale)


def laureate_slug(above: Page, title: str) -> str:
    """The end of the address of a laureate to come: its name, numbered when it is taken or is a room's."""
    stem = segment(title)[:190] or "laureat"
    taken = {*above.get_children().values_list("slug", flat=True), *segments.RESERVED}
    names = (stem if number == 1 else f"{stem}-{number}" for number in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)


def laureate_address(page: pages.LaureatePage, language: str) -> str:
    """Where a laureate is read, in full: in this language if it is there, else in French."""
    others = {str(other.locale.language_code): other for other in page.get_translations(inclusive=True).live()}
    code = language if language in others else "fr"
    home = ways.home_in(code)
    return f"{settings.BASE_URL}{ways.address_of(others.get(code, page), home)}" if home else ""


def laureate_address_to_come(title: str, language: str) -> str:
    """Where a laureate of this name would be read, were it published now; "" when there is nowhere to publish."""
    french = place_of_laureates("fr")
    if french is None:
        return ""
    other = ways.home_in(language)
    above = (french.get_translation_or_none(other.locale) if other else None) or french
    home = ways.home_in(above.locale.language_code)
    return f"{settings.BASE_URL}{ways.address_of(above, home)}{laureate_slug(french, title)}/" if home else ""
