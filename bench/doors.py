"""The search of doors at 90,000 doors: seconds to build, memory, milliseconds by question, the same answers each time.

`python -m bench.doors FOLDER [DOORS]`: FOLDER holds doors.jsonl.gz and queries.jsonl.gz. The doors are those of the
file, then copies of them with another id, half of them with a word of their own; cases are the recorded questions.
"""

import hashlib
import json
import os
import resource
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

from tremplin.directory.engine.doors import Case, Door
from tremplin.directory.engine.evaluation import doors_of, questions_of
from tremplin.directory.engine.index import DoorIndex

SIZE = 90_000
SYLLABLES = ("ba", "cour", "dou", "fer", "gran", "lon", "mar", "neu", "pont", "roc", "saint", "ville", "val", "zé")


def multiplied(doors: list[Door], size: int) -> list[Door]:
    """The doors, then copies: every other one in a place of its own."""
    found = list(doors)
    copy = 0
    while len(found) < size:
        copy += 1
        for number, door in enumerate(doors[: size - len(found)]):
            place = copy * len(doors) + number
            own = "".join(SYLLABLES[place // 14**power % 14] for power in range(4))
            territory = (f"department-{place % 101:02d}", f"region-{place % 101 % 13:02d}")
            name = f"{door.name} {own}" if number % 2 else door.name
            found.append(replace(door, id=f"{door.id}-{copy}", name=name, territories=territory))
    return found


def measure(folder: Path, size: int) -> dict[str, object]:
    doors = multiplied(doors_of(folder / "doors.jsonl.gz"), size)
    questions = questions_of(folder / "queries.jsonl.gz")
    cases = [Case(one.text, door) for one in questions if one.split != "dev" for door in one.right]
    asked = [one.text for one in questions if one.split == "dev"]
    before, started, worked = _resident(), time.perf_counter(), time.process_time()
    index = DoorIndex(doors, cases)
    built, working = time.perf_counter() - started, time.process_time() - worked
    held, digest = _resident() - before, hashlib.sha256()
    found: dict[str, object] = {
        "doors": len(doors),
        "cases": len(cases),
        "build seconds": round(built, 2),
        "build seconds of processor": round(working, 2),
        "memory MB": round(held / 1e6),
        "peak MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3),
    }
    for name, texts, filters in (
        ("questions", [text.partition("\n")[0] for text in asked], None),
        ("questions with their context", asked, None),
        ("questions in a territory", asked, ("department-31", "region-05")),
    ):
        times, processor = [], []
        for text in texts:
            started, worked = time.perf_counter(), time.process_time()
            hits = index.search(text, territory=filters)
            times.append((time.perf_counter() - started) * 1_000)
            processor.append((time.process_time() - worked) * 1_000)  # what other programs take is left out
            digest.update(repr(hits).encode())
        found[name] = _percentiles("ms", times) | _percentiles("ms of processor", processor)
    found["digest"] = digest.hexdigest()
    return found


def _percentiles(unit: str, values: list[float]) -> dict[str, float]:
    ordered = sorted(values)
    return {
        f"p{part} {unit}": round(ordered[min(len(ordered) - 1, len(ordered) * part // 100)], 2) for part in (50, 99)
    }


def _resident() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[1]) if Path("/proc/self/statm").exists() else 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def main(folder: Path, size: int) -> int:
    """Twice, in processes whose sets and dictionaries are ordered by different seeds."""
    runs = []
    for seed in ("1", "2"):
        environment = os.environ | {"PYTHONHASHSEED": seed}
        command = [sys.executable, "-m", "bench.doors", str(folder), str(size), "--once"]
        runs.append(json.loads(subprocess.run(command, env=environment, check=True, capture_output=True).stdout))
    for name, value in runs[0].items():
        print(f"{name}: {json.dumps(value) if isinstance(value, dict) else value}")
    same = runs[0]["digest"] == runs[1]["digest"]
    print(f"two builds, two hash seeds: {'the same answers' if same else 'DIFFERENT ANSWERS'}")
    return 0 if same else 1


if __name__ == "__main__":
    at, count = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else SIZE
    if "--once" in sys.argv:
        print(json.dumps(measure(at, count)))
    else:
        sys.exit(main(at, count))
