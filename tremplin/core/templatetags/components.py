"""The components of the interface: one markup, a skin is a stylesheet. Every page of ours is built from these."""

from datetime import datetime
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BoundField, Form
from django.http import HttpRequest
from django.urls import Resolver404, resolve, translate_url
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tremplin.core import dates, offers, structured
from tremplin.core.offers import Link
from tremplin.core.plots import Plot

register = template.Library()

_LANGUAGES = (("fr", "Français"), ("en", "English"))
_LOCALES = {"fr": "fr_FR", "en": "en_GB"}


@register.inclusion_tag("core/components/alert.html")
def alert(kind: str, title: str, text: str = "") -> dict[str, Any]:
    """A message that matters now; `kind` is info, success, warning or error."""
    return {"kind": kind, "title": title, "text": text}


@register.inclusion_tag("core/components/badge.html")
def badge(label: str, kind: str = "") -> dict[str, Any]:
    """A state in a word; `kind` is empty, info, success, warning, error or new."""
    return {"label": label, "kind": kind}


@register.inclusion_tag("core/components/empty.html")
def empty(text: str, label: str = "", url: str = "") -> dict[str, Any]:
    """What an empty list says: why it is empty, and the button that fills it."""
    return {"text": text, "label": label, "url": url}


@register.inclusion_tag("core/components/save_state.html")
def save_state(words: str) -> dict[str, Any]:
    """The bar of the form `draft`, which `core/draft.js` saves; `words` until the script has something to say."""
    return {"words": words}


@register.inclusion_tag("core/components/rival_choice.html")
def rival_choice() -> dict[str, Any]:
    """After such a form: what the script shows when somebody saved another text meanwhile."""
    return {}


@register.inclusion_tag("core/components/plot.html")
def plot(plot: Plot) -> dict[str, Any]:
    """A drawing made by a builder of `core.plots`, and the table that says the same."""
    return {"plot": plot}


@register.inclusion_tag("core/components/links_about.html", takes_context=True)
def links_about(context: template.Context, row: Any) -> dict[str, Any]:
    """The pages later rooms hold about an object, as the person may open them; nothing when there is none."""
    about = row._meta.label
    found = [offer.find(context["user"], row) for offer in offers.object_links if offer.about == about]
    return {"links": [link for links in found for link in links]}


@register.inclusion_tag("core/components/breadcrumb.html", takes_context=True)
def breadcrumb(context: template.Context, here: str, *steps: Any) -> dict[str, Any]:
    """`{% breadcrumb here label url label url … %}`: where am I, from the home page down."""
    pairs = [Link(label, url) for label, url in zip(steps[::2], steps[1::2], strict=True)]
    links = [Link(_("Home"), home_address()), *pairs]
    request: HttpRequest | None = context.get("request")
    things = []
    # machines read what anybody may
    person = getattr(request, "user", None)
    if request is not None and not (person and person.is_authenticated):
        absolute = [(str(link.label), request.build_absolute_uri(link.url)) for link in links]
        things = [structured.breadcrumb([*absolute, (str(here), request.build_absolute_uri(request.path))])]
    return {"here": here, "steps": links, "things": things}


@register.simple_tag
def machine_words(things: list[structured.Thing]) -> SafeString:
    """What the page says of itself to machines."""
    return structured.script(things)


@register.inclusion_tag("core/components/share.html", takes_context=True)
def share(
    context: dict[str, Any],
    title: str,
    words: str,
    kind: str = "website",
    image: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """What stands for a public page elsewhere: its one address, its other language, and the card others show of it."""
    request: HttpRequest = context["request"]
    frame = context.get("frame")
    others = [link for link in languages(context) if _of_link(link, "translated", True)]
    absolute = {str(_of_link(link, "code")): request.build_absolute_uri(_of_link(link, "url")) for link in others}
    return {
        "title": title,
        "words": words,
        "kind": kind,
        "image": image,
        "site": frame.title if frame else "",
        "url": context.get("canonical") or request.build_absolute_uri(request.path),
        "absolute": absolute,
        "locale": _LOCALES[(get_language() or "fr")[:2]],
        "other_locales": [_LOCALES[code] for code in absolute if code != (get_language() or "fr")[:2]],
    }


def _of_link(link: Any, name: str, default: Any = "") -> Any:
    return link.get(name, default) if isinstance(link, dict) else getattr(link, name)


@register.inclusion_tag("core/components/form_errors.html")
def form_errors(form: Form) -> dict[str, Any]:
    """The summary of what to correct, each line a link to its field."""
    fields: list[BoundField] = [field for field in form if field.errors and not field.is_hidden]
    loose = [*form.non_field_errors(), *(error for field in form if field.is_hidden for error in field.errors)]
    return {"fields": fields, "loose": loose, "count": len(fields) + len(loose)}


@register.inclusion_tag("core/components/fields.html")
def form_fields(form: Form) -> dict[str, Any]:
    """Every field of a form, hidden ones included; the page writes the form element and its buttons."""
    return {"form": form}


@register.inclusion_tag("core/components/pagination.html", takes_context=True)
def pagination(context: dict[str, Any], page: Page[Any]) -> dict[str, Any]:
    """Links to the pages of a list; the filters in the address are kept."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    return {
        "page": page,
        "numbers": [
            number if isinstance(number, int) else None for number in page.paginator.get_elided_page_range(page.number)
        ],
        "query": query.urlencode() + "&" if query else "",
    }


@register.filter
def instant(at: datetime, zone: str = "") -> str:
    """`{{ intake.closes_at|instant:programme.time_zone }}`: « 26 janvier 2022 à 23 h 59 »."""
    return dates.instant(at, zone)


@register.filter
def instant_to_the_second(at: datetime, zone: str = "") -> str:
    return dates.instant(at, zone, seconds=True)


@register.simple_tag
def home_address() -> str:
    return "/en/" if (get_language() or "fr").startswith("en") else "/"


@register.simple_tag(takes_context=True)
def languages(context: dict[str, Any]) -> list[dict[str, Any]]:
    """The links of the language switch: the page's own (`language_links`), else the same address in the other
    language.
    """
    if given := context.get("language_links"):
        links: list[dict[str, Any]] = given
        return links
    request: HttpRequest | None = context.get("request")
    current = (get_language() or "fr")[:2]
    links = []
    for code, label in _LANGUAGES:
        home = "/" if code == "fr" else "/en/"
        url = home
        if request is not None:
            try:
                named = bool(resolve(request.path_info).view_name)
            except Resolver404:
                named = False
            # a page kept for everybody holds nothing of one visitor's address
            person = getattr(request, "user", None)
            here = request.get_full_path() if person and person.is_authenticated else request.path
            url = translate_url(here, code) if named else home
        links.append({"code": code, "label": label, "url": url, "current": code == current})
    return links
