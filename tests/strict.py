"""A test client that reads every page as a careful person would: whatever we serve outside the editor must be sound."""

from itertools import pairwise
from typing import Any

from bs4 import BeautifulSoup, Tag
from django.http import HttpResponseBase
from django.test import Client

_FIELDS = ("input", "select", "textarea")
_BUTTONS = {"hidden", "submit", "button", "image", "reset"}


class StrictClient(Client):
    """Fails the test when a page breaks a rule of the house."""

    def request(self, **request: Any) -> Any:
        response = super().request(**request)
        path = str(request.get("PATH_INFO", ""))
        if not path.startswith("/cms/") and _is_page(response):
            faults = faults_of(response.content.decode())  # type: ignore[attr-defined]
            assert faults == [], f"{path}: {faults}"
        return response


def _is_page(response: HttpResponseBase) -> bool:
    return response.headers.get("Content-Type", "").startswith("text/html") and not response.streaming


def faults_of(html: str) -> list[str]:
    """What is wrong with a page: labels, alternatives, ids, headings, inline code, stray braces, unprotected forms."""
    page = BeautifulSoup(html, "html.parser")
    if not page.find("html"):
        return []
    faults = [f"stray {mark}" for mark in ("{{", "{%") if mark in page.get_text()]
    root = page.find("html")
    if isinstance(root, Tag) and not root.get("lang"):
        faults.append("no language")
    if not (page.title and page.title.get_text(strip=True).strip(" –")):
        faults.append("no title")
    faults += _headings(page) + _ids(page) + _labels(page) + _code(page)
    faults += [f"image without alt: {image.get('src')}" for image in page.find_all("img") if image.get("alt") is None]
    for form in page.find_all("form"):
        if str(form.get("method", "get")).lower() == "post" and not form.find(
            "input", attrs={"name": "csrfmiddlewaretoken"}
        ):
            faults.append(f"form without protection: {form.get('action')}")
    faults += [f"empty link: {link.get('href')}" for link in page.find_all("a") if not _says_something(link)]
    return faults


def _says_something(link: Tag) -> bool:
    images = [image for image in link.find_all("img") if image.get("alt")]
    return bool(link.get_text(strip=True) or link.get("aria-label") or images)


def _headings(page: BeautifulSoup) -> list[str]:
    levels = [int(heading.name[1]) for heading in page.find_all(["h1", "h2", "h3", "h4", "h5", "h6"])]
    faults = [] if levels.count(1) == 1 else [f"{levels.count(1)} h1"]
    for before, level in pairwise(levels):
        if level > before + 1:
            faults.append(f"h{level} after h{before}")
    return faults


def _ids(page: BeautifulSoup) -> list[str]:
    ids = [str(element["id"]) for element in page.find_all(id=True)]
    faults = sorted({f"id twice: {name}" for name in ids if ids.count(name) > 1})
    for attribute in ("aria-describedby", "aria-labelledby", "aria-controls"):
        for element in page.find_all(attrs={attribute: True}):
            faults += [f"{attribute} to nothing: {name}" for name in str(element[attribute]).split() if name not in ids]
    return faults


def _labels(page: BeautifulSoup) -> list[str]:
    named = {str(label["for"]) for label in page.find_all("label") if label.get("for") and label.get_text(strip=True)}
    fields = [field for field in page.find_all(_FIELDS) if field.get("type") not in _BUTTONS]
    return [
        f"field without label: {field.get('name')}"
        for field in fields
        if field.get("id") not in named and not field.get("aria-label") and not field.get("aria-labelledby")
    ]


def _code(page: BeautifulSoup) -> list[str]:
    # a block of data is no script: a browser runs nothing of it
    scripts = [script for script in page.find_all("script") if script.get("type") != "application/ld+json"]
    faults = [f"inline script: {script.get_text()[:40]}" for script in scripts if not script.get("src")]
    faults += ["inline style element" for _style in page.find_all("style")]
    for element in page.find_all(True):
        faults += [
            f"inline {name} on {element.name}" for name in element.attrs if name == "style" or name.startswith("on")
        ]
    return faults
