"""How fast the programme page leaves: `make bench-site`, options from the environment.

Three servers with the same number of workers say the same bytes, on the loopback: the application without its page
cache, the application as `bin/serve` runs it in production, and nginx with the page as a file under the same headers.
wrk asks each in turn, several rounds. The page is not compressed, so that all three send exactly the same; CODING=br or
gzip measures the two that send it compressed, nginx giving away bytes compressed beforehand.

CONTENT=DIR (a content tree instead of the demonstration), WORKERS=1, SECONDS=5, ROUNDS=3, CONNECTIONS=32.
Ends with code 1 when a required ratio is not met, 2 when nothing could be measured.
"""

import http.client
import os
import re
import runpy
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
SERVE = runpy.run_path(str(ROOT / "bin" / "serve"))
CACHED_OF_NGINX, HOPED_OF_NGINX, CACHED_OF_UNCACHED = 0.10, 0.15, 40
PATIENCE = 60
UNSEEN = ("wagtail*", "dsfr/dist/*.css", "dsfr/dist/*.js", "dsfr/dist/artwork/pictograms", "django-dsfr", "css", "js")
NGINX = """
daemon off; worker_processes {workers}; pid {folder}/nginx.pid; error_log {folder}/nginx.log;
events {{ worker_connections 1024; }}
http {{
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000; open_file_cache max=100; etag off;
  client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
  uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
  default_type "text/html; charset=utf-8";
  server {{ listen 127.0.0.1:{port}; root {folder}/www; {headers} }}
}}
"""


@dataclass(frozen=True)
class Options:
    content: str
    workers: int
    seconds: int
    rounds: int
    connections: int
    coding: str


@dataclass(frozen=True)
class Sample:
    requests: float  # a second
    latency: dict[str, str]


def main() -> int:
    for name in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, lambda *_told: sys.exit(2))
    options = Options(
        content=os.environ.get("CONTENT", ""),
        coding=os.environ.get("CODING", "identity"),
        **{name: _number(name.upper(), usual) for name, usual in USUAL.items()},
    )
    folder = Path(tempfile.mkdtemp(prefix="tremplin-bench-"))
    try:
        folder.chmod(0o755)  # root's nginx reads the page as somebody else
        return measure(options, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


USUAL = {"workers": 1, "seconds": 5, "rounds": 3, "connections": 32}


def _number(name: str, usual: int) -> int:
    text = os.environ.get(name) or str(usual)
    if not text.isdecimal() or not int(text):
        print(f"{name}={text}: expected a whole number.", file=sys.stderr)
        sys.exit(2)
    return int(text)


def measure(options: Options, folder: Path) -> int:
    path = build(options, folder)
    with (
        served(options, folder, "bench.uncached:application") as uncached,
        served(options, folder, "config.wsgi:application") as cached,
    ):
        asked(cached, path, options.coding)
        page, headers = asked(cached, path, options.coding)
        if ("x-page-cache", "kept") not in headers:
            print("The page is not kept: nothing to measure.", file=sys.stderr)
            return 2
        with file_server(options, folder, path, page, headers) as nginx:
            servers = {"uncached": uncached, "cached": cached, "nginx": nginx}
            if options.coding != "identity":
                del servers["uncached"]  # who compresses is the cache
            for name, port in servers.items():
                if asked(port, path, options.coding)[0] != page:
                    print(f"{name} sends another page: nothing to compare.", file=sys.stderr)
                    return 2
            describe(options, path, page)
            return report(rounds(options, path, servers))


def build(options: Options, folder: Path) -> str:
    """The site in a database of its own; the address of its programme page."""
    demo = ["demo", "--stage", "site", *(["--content", options.content] if options.content else [])]
    find = "from tremplin.content.pages import ProgramPage as P; print(P.objects.live().order_by('path')[0].url)"
    for arguments in (["migrate", "--verbosity", "0"], demo, ["shell", "--verbosity", "0", "-c", find]):
        told = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT, env=environment(folder, "development"), check=True, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
    # the public page asks for none of what is left out, and compressing it all takes a minute
    left_out = [f"--ignore={pattern}" for pattern in UNSEEN]
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0", *left_out],
        cwd=ROOT, env=environment(folder, "production"), check=True,
    )  # fmt: skip
    return urlsplit(told.stdout.split()[-1]).path


def environment(folder: Path, mode: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TREMPLIN_", "MAKE"))}
    return kept | {
        "TREMPLIN_MODE": mode,
        "TREMPLIN_VAR": str(folder / "var"),
        "TREMPLIN_ANTIVIRUS": "off",
        "TREMPLIN_SECRET_KEY": secrets.token_urlsafe(50),
        "TREMPLIN_HOSTS": "127.0.0.1",
        "TREMPLIN_BASE_URL": "https://127.0.0.1",
        "PYTHONPATH": str(ROOT),
    }


@contextmanager
def served(options: Options, folder: Path, application: str) -> Iterator[int]:
    """An application under the very command of `bin/serve`; its port."""
    port = free_port()
    threads = SERVE["usual_threads"]()
    command = SERVE["web_command"]("127.0.0.1", port, options.workers, threads, application)
    with running(command, environment(folder, "production")) as process:
        wait_for(port, process)
        yield port


@contextmanager
def file_server(
    options: Options, folder: Path, path: str, page: bytes, headers: list[tuple[str, str]]
) -> Iterator[int]:
    """nginx with the page as a file; its port."""
    port = free_port()
    file = folder / "www" / path.strip("/") / "index.html"
    file.parent.mkdir(parents=True)
    file.write_bytes(page)
    own = ("content-type", "content-length", "date", "server", "connection", "transfer-encoding")
    said = " ".join(f'add_header {name} "{value.replace(chr(34), "")}";' for name, value in headers if name not in own)
    configuration = folder / "nginx.conf"
    configuration.write_text(NGINX.format(workers=options.workers, folder=folder, port=port, headers=said))
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    with running([program, "-c", str(configuration)], dict(os.environ)) as process:
        wait_for(port, process)
        yield port


@contextmanager
def running(command: list[str], variables: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """A process that ends with this one, whatever happens to it."""
    process = subprocess.Popen(
        command, cwd=ROOT, env=variables, start_new_session=True, preexec_fn=SERVE["follow_parent"](os.getpid())
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    sys.exit("A server did not start: see the lines above.")


def asked(port: int, path: str, coding: str) -> tuple[bytes, list[tuple[str, str]]]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    as_a_proxy = {"Host": "127.0.0.1", "X-Forwarded-Proto": "https", "Accept-Encoding": coding}
    connection.request("GET", path, headers=as_a_proxy)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    if answer.status != 200:
        sys.exit(f"{path} answers {answer.status}.")
    return body, [(name.lower(), value) for name, value in answer.getheaders()]


def rounds(options: Options, path: str, servers: dict[str, int]) -> dict[str, list[Sample]]:
    found: dict[str, list[Sample]] = {name: [] for name in servers}
    names = list(servers)
    for turn in range(options.rounds):
        for name in names[turn % len(names) :] + names[: turn % len(names)]:
            wrk(options, servers[name], path, 1)  # warm-up
            found[name].append(wrk(options, servers[name], path, options.seconds))
    return found


def wrk(options: Options, port: int, path: str, seconds: int) -> Sample:
    command = [
        "wrk", "--threads", "1", "--connections", str(options.connections), "--duration", f"{seconds}s", "--latency",
        "--timeout", "10s", "-H", "Host: 127.0.0.1", "-H", "X-Forwarded-Proto: https",
        "-H", f"Accept-Encoding: {options.coding}", f"http://127.0.0.1:{port}{path}",
    ]  # fmt: skip
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    rate = re.search(r"Requests/sec:\s+([\d.]+)", told)
    if rate is None or "Non-2xx" in told:
        sys.exit(f"wrk was refused:\n{told}")
    if not float(rate[1]) and seconds > 1:
        print(f"No answer in {seconds} s: this machine is too busy, or SECONDS too small.", file=sys.stderr)
        sys.exit(2)
    return Sample(float(rate[1]), dict(re.findall(r"^\s+(50|90|99)%\s+(\S+)", told, re.MULTILINE)))


def describe(options: Options, path: str, page: bytes) -> None:
    load = " ".join(f"{number:.1f}" for number in os.getloadavg())
    print(f"Machine: {len(os.sched_getaffinity(0))} cores, load {load} before starting.")
    print(
        f"Page: {path}, {len(page):,} bytes ({options.coding}). Workers: {options.workers}; connections kept alive: "
        f"{options.connections}; {options.rounds} rounds of {options.seconds} s each."
    )


def report(found: dict[str, list[Sample]]) -> int:
    rates = {name: median(sample.requests for sample in samples) for name, samples in found.items()}
    print(f"{'':10}{'requests/s':>12}{'lowest':>10}{'highest':>10}{'p50':>10}{'p90':>10}{'p99':>10}")
    for name, samples in found.items():
        middle = min(samples, key=lambda sample: abs(sample.requests - rates[name]))
        all_rates = sorted(sample.requests for sample in samples)
        columns: list[Any] = [f"{number:,.0f}" for number in (rates[name], all_rates[0], all_rates[-1])]
        columns += [middle.latency.get(part, "") for part in ("50", "90", "99")]
        print(f"{name:10}{columns[0]:>12}" + "".join(f"{column:>10}" for column in columns[1:]))
    of_nginx = rates["cached"] / rates["nginx"]
    print(f"cached / nginx: {of_nginx:.1%} (required {CACHED_OF_NGINX:.0%}, hoped {HOPED_OF_NGINX:.0%})")
    met = of_nginx >= CACHED_OF_NGINX
    if "uncached" in rates:
        times = rates["cached"] / rates["uncached"]
        print(f"cached / uncached: {times:.0f} times (required {CACHED_OF_UNCACHED})")
        met = met and times >= CACHED_OF_UNCACHED
    print("The required ratios are met." if met else "A required ratio is not met.")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
