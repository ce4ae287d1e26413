"""Small content trees, written for one test."""

import io
from pathlib import Path

from PIL import Image
from wagtail.models import Page

from tremplin.content import pages

CONFIG = """
title = "Our site"
[[menu.nav]]
name = "Programme"
url = "/programme"
identifier = "program"
weight = 2
[[menu.nav]]
name = "Nowhere"
url = "/nowhere"
weight = 1
"""


def tree(folder: Path, files: dict[str, str | bytes]) -> Path:
    """Write files (`content/…`, `config.toml`, `static/…`) under a folder, and give it back."""
    (folder / "content").mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
    return folder


def page(body: str = "", **keys: str) -> str:
    head = "\n".join(f"{key}: {value}" for key, value in keys.items())
    return f"---\n{head}\n---\n{body}"


def png(colour: str = "red", size: tuple[int, int] = (40, 30)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


PROGRAM = """---
title: The programme
layout: program
url: /programme
image: img/cover.png
desc: Lead **words**
numbers: null
steps:
  title: Three steps
  list:
    - {icon: img/one.png, step: "1", duration: d1, title: First, dates: t1, desc: a}
    - {step: "2", title: Second}
how: {desc: "## How", tiles: null}
then: {desc: "## Then"}
menu: program
---
"""


PICTURES = {"static/img/cover.png": png("red"), "static/img/one.png": png("blue")}


def small(folder, **more):
    files = {"config.toml": CONFIG, "content/_index.md": page(hero="{title: Welcome}"), "content/program.md": PROGRAM}
    return tree(folder, {**files, **PICTURES, **more})


def codes(outcome):
    return sorted(line.code for line in outcome.report.lines if line.code not in ("menu-dead", "button-dead"))


def counts(outcome):
    found = outcome.report.counts
    return found["created"], found["updated"], found["unchanged"]


def at(address, language="fr"):
    home = pages.HomePage.objects.get(locale__language_code=language)
    return Page.objects.get(url_path=home.url_path + address.strip("/") + "/").specific
