"""Real servers for what the core talks to: mail and antivirus."""

import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

# The test file every antivirus agrees on; written in two halves so that no antivirus finds it in this source.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
_SIGNATURE = "44d88612fea8a8f36de82e1278abb02f:68:Eicar-Test-Signature\n"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Mailbox:
    """An SMTP server that keeps what it takes, and refuses the recipients it is told to."""

    port: int
    mails: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    refuses: dict[str, str] = field(default_factory=dict)  # recipient → the server's answer
    hangs_up_on: set[str] = field(default_factory=set)
    refuses_mails: str = ""  # the answer to every mail, once it was read
    refuses_senders: str = ""

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:  # noqa: N802
        if self.refuses_senders:
            return self.refuses_senders
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:  # noqa: N802
        if address in self.hangs_up_on:
            server.transport.close()
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.refuses_mails:
            return self.refuses_mails
        self.mails.append(message_from_bytes(envelope.content, _class=EmailMessage, policy=policy.default))
        self.recipients += envelope.rcpt_tos
        return "250 OK"


@pytest.fixture
def mailbox(settings: Any) -> Iterator[Mailbox]:
    box = Mailbox(free_port())
    server = Controller(box, hostname="127.0.0.1", port=box.port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", box.port, 5
    yield box
    server.stop()


@dataclass(frozen=True)
class Antivirus:
    """A real clamd, with the EICAR test file as its only signature; it takes at most one megabyte."""

    port: int
    socket: Path
    log: Path

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"


@pytest.fixture(scope="session")
def antivirus() -> Iterator[Antivirus]:
    program = shutil.which("clamd") or "/usr/sbin/clamd"
    folder = Path(tempfile.mkdtemp(prefix="clamd-"))
    clamd = Antivirus(free_port(), folder / "clamd.sock", folder / "clamd.log")
    (folder / "signatures").mkdir()
    (folder / "signatures" / "eicar.hdb").write_text(_SIGNATURE)
    (folder / "clamd.conf").write_text(
        f"Foreground yes\nLogFile {clamd.log}\nDatabaseDirectory {folder / 'signatures'}\nTemporaryDirectory {folder}\n"
        f"TCPAddr 127.0.0.1\nTCPSocket {clamd.port}\nLocalSocket {clamd.socket}\nStreamMaxLength 1M\nMaxThreads 2\n"
    )
    with subprocess.Popen(
        [program, "--config-file", folder / "clamd.conf"], stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT
    ) as process:
        try:
            _wait_for(clamd, process)
            yield clamd
        finally:
            process.terminate()
    shutil.rmtree(folder, ignore_errors=True)


def _wait_for(clamd: Antivirus, process: "subprocess.Popen[bytes]") -> None:
    for _attempt in range(300):
        try:
            with socket.create_connection(("127.0.0.1", clamd.port), timeout=1) as probe:
                probe.sendall(b"zPING\0")
                if probe.recv(10) == b"PONG\0":
                    return
        except OSError:
            if process.poll() is not None:
                break
        time.sleep(0.1)
    log = clamd.log.read_text() if clamd.log.exists() else ""
    raise RuntimeError(f"clamd did not start: {log[-2000:]}")
