"""What other rooms and the core read of the site's words: the frame around every page."""

from django.http import HttpRequest

from tremplin.content import pages, ways
from tremplin.content.models import MenuEntry, MenuPlace
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
