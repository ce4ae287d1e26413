"""The rooms in the order of the story, read where it is written: the import contract of pyproject.toml."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
CONTRACTS = {
    contract["id"]: contract
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
}
# first room first, with those that are not built yet
ROOMS: list[str] = [layer.strip("()") for layer in reversed(CONTRACTS["rooms"]["layers"])]


def built(root: Path = ROOT) -> list[str]:
    return [room for room in ROOMS if (root / "tremplin" / room / "__init__.py").exists()]


def later_than(room: str) -> list[str]:
    return ROOMS[ROOMS.index(room) + 1 :]
