"""Small content trees, written for one test."""

import io
from pathlib import Path

from PIL import Image

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
