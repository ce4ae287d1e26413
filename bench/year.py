"""What each page of the room of support costs after a year of fifteen supports: `make bench-year`.

A year is lived in a fresh database (`bench.living`), a third of the supports, then the others (SUPPORTS=15). Every page
of one support, every list and the overviews are asked of Django itself, without a server, as the officer, an agent of
the programme and the team: how many queries with five supports and with fifteen, how many milliseconds then. Pages are
found in the URL configuration; those that were not measured are named.

Ends with code 1 when a page fails, takes more than 300 ms (p95), or asks more queries for fifteen supports than for
five; 2 when the database is not a fresh one. Nothing else should run on the machine meanwhile: the milliseconds of
processor, which leave other programs out, tell a slow page from a busy machine.
"""

import contextlib
import multiprocessing
import os
import sys
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus

import django

ROUNDS, MOST = int(os.environ.get("ROUNDS") or 20), 300.0
MANY = int(os.environ.get("SUPPORTS") or 15)
FEW = max(1, MANY // 3)
SHOWN = 25


@dataclass(frozen=True)
class Page:
    who: str
    name: str
    address: str


@dataclass
class Cost:
    page: Page
    queries: int
    few: int = 0
    p50: float = 0
    p95: float = 0
    processor: float = 0
    broken: bool = False

    @property
    def is_wrong(self) -> bool:
        return self.broken or self.p95 > MOST or self.queries != self.few


def main() -> int:
    from django.core.management import call_command

    from tremplin.support.models import Accompaniment

    call_command("migrate", verbosity=0)
    if Accompaniment.objects.exists():
        print("This database holds supports already: give a fresh one.", file=sys.stderr)
        return 2
    from bench.living import Year

    started = time.monotonic()
    year = Year()
    for number in range(FEW):
        year.live()
        print(f"{number + 1} of {MANY} supports lived, {time.monotonic() - started:.0f} s", flush=True)
    year.gather()
    few = {cost.page: cost.queries for cost in _shared_out(year, rounds=0)}
    for number in range(FEW, MANY):
        year.live()
        print(f"{number + 1} of {MANY} supports lived, {time.monotonic() - started:.0f} s", flush=True)
    year.gather()
    _tell_rows()
    costs = _shared_out(year, rounds=ROUNDS)
    for cost in costs:
        cost.few = few.get(cost.page, cost.queries)
    return _report(costs)


def _tell_rows() -> None:
    from django.apps import apps

    rows = {model.__name__: model._default_manager.count() for model in apps.get_app_config("support").get_models()}
    print(f"{sum(rows.values())} rows of support: ", end="")
    print(", ".join(f"{name} {count}" for name, count in sorted(rows.items(), key=lambda one: -one[1]) if count))
    if empty := sorted(name for name, count in rows.items() if not count):
        print(f"none of: {', '.join(empty)}")


def _shared_out(year: object, *, rounds: int) -> list[Cost]:
    """One process a core; each has its own connection."""
    from django.db import connections

    people, pages = _people(year), list(_pages(year))
    cores = os.cpu_count() or 1
    with contextlib.suppress(Exception):
        cores = len(os.sched_getaffinity(0))
    todo = [Page(who, name, address) for who in people for name, address in pages]
    connections.close_all()
    context = multiprocessing.get_context("fork")
    with context.Pool(cores) as pool:
        found = pool.starmap(_measure, [(people[page.who], page, rounds) for page in todo], chunksize=4)
    return [cost for cost in found if cost is not None]


def _people(year: object) -> dict[str, str]:
    return {"officer": year.sam.ref, "agent": year.ada.ref, "team": year.leaders[0].ref}  # type: ignore[attr-defined]


def _measure(ref: str, page: Page, rounds: int) -> Cost | None:
    """None for a page this person does not read: what sends elsewhere, only writes, or is not theirs."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    import config.wsgi  # noqa: F401  as the server begins: the addresses read, what is loaded left alone by the collector
    from tremplin.people.models import Person

    client = Client(raise_request_exception=False)
    client.force_login(Person.objects.get(ref=ref))
    if (status := client.get(page.address).status_code) != HTTPStatus.OK:
        return Cost(page, 0, broken=True) if status >= HTTPStatus.INTERNAL_SERVER_ERROR else None
    with CaptureQueriesContext(connection) as queries:
        client.get(page.address)
    cost = Cost(page, len(queries))
    walls, processors = [], []
    for _round in range(rounds):
        began, worked = time.perf_counter(), time.process_time()
        deque(client.get(page.address), maxlen=0)  # read to its end, a file as a page
        walls.append((time.perf_counter() - began) * 1_000)
        processors.append((time.process_time() - worked) * 1_000)
    if rounds:
        cost.p50, cost.p95, cost.processor = _part(walls, 50), _part(walls, 95), _part(processors, 95)
    return cost


def _part(values: list[float], part: int) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * part // 100)]


def _pages(year: object) -> Iterator[tuple[str, str]]:
    """Every page of the room for the first support, then those of other rooms that tell of supports."""
    from django.urls import reverse

    from bench.objects import REST, objects_of
    from tremplin.support.urls import urlpatterns

    made = year.supports[0]  # type: ignore[attr-defined]
    objects, left = objects_of(made), []
    for pattern in urlpatterns:
        route, name = str(pattern.pattern), str(pattern.name)
        if any(part in route for part in REST):
            continue
        if route.count("<") == 0:
            yield name, reverse(f"support:{name}")
        elif (refs := objects.get(route.rpartition("<")[0])) is not None and route.count("<") == len(refs):
            yield name, reverse(f"support:{name}", args=refs)
        else:
            found = next((refs for start, refs in objects.items() if route.startswith(f"{start}<")), None)
            if found is not None and route.count("<") == len(found):
                yield name, reverse(f"support:{name}", args=found)
            else:
                left.append(name)
    for name in ("desk:home", "desk:week", "desk:file-list"):
        yield name, reverse(name)
    yield "programme:thread", reverse("programme:thread", args=[made.season.ref])
    if left and not _SAID:
        _SAID.append(True)
        print(f"not measured (no row of theirs here): {', '.join(sorted(left))}")


_SAID: list[bool] = []


def _report(costs: list[Cost]) -> int:
    costs.sort(key=lambda cost: (-cost.broken, -(cost.queries != cost.few), -cost.p95))
    wrong = [cost for cost in costs if cost.is_wrong]
    print(f"\n{'page':<26}{'read by':<9}{f'queries {FEW}':>11}{MANY:>5}{'p50 ms':>9}{'p95 ms':>9}{'processor p95':>15}")
    for cost in [*wrong, *(one for one in costs if not one.is_wrong)][: max(SHOWN, len(wrong))]:
        print(
            f"{cost.page.name:<26}{cost.page.who:<9}{cost.few:>11}{cost.queries:>5}"
            f"{cost.p50:>9.0f}{cost.p95:>9.0f}{cost.processor:>15.0f}"
        )
    if broken := sorted({cost.page.name for cost in costs if cost.broken}):
        print(f"these pages failed: {', '.join(broken)}")
    slow = sum(cost.p95 > MOST for cost in costs)
    growing = sum(cost.queries != cost.few for cost in costs)
    print(f"{len(costs)} pages read: {slow} above {MOST:.0f} ms, {growing} whose queries grow with the supports")
    load, cores = os.getloadavg()[0], os.cpu_count() or 1
    if load > cores + 1:
        print(f"The machine was busy (load {load:.1f} on {cores} cores): compare the milliseconds of processor.")
    return 1 if wrong else 0


if __name__ == "__main__":
    django.setup()
    sys.exit(main())
