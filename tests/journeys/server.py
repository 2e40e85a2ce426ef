"""A real server in a process of its own, on a database and a HOME of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path

import httpx

ROOT = Path(__file__).parent.parent.parent
PASSWORD = "demonstration-only"
#: Of each worker.
PORTS = 2_500


def _own_ports() -> Iterator[int]:
    """This worker's, below those that the system gives away, from a place of this process on."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % 8
    own = range(11_000 + worker * PORTS, 11_000 + (worker + 1) * PORTS)
    place = os.getpid() % len(own)
    return cycle((*own[place:], *own[:place]))


_PORTS = _own_ports()


def free_port() -> int:
    """One that nobody else is given before it is listened on, or again while its server is down."""
    for port in islice(_PORTS, PORTS):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise RuntimeError("no port is free")


@dataclass
class Server:
    """`zhirong serve`, started and ended by the test that uses it."""

    home: Path
    database_url: str | None = None
    demo: bool = True
    worker: bool = True
    port: int = field(default_factory=free_port)
    environment: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def api(self) -> str:
        return f"{self.address}/api/v1"

    @property
    def log(self) -> Path:
        return self.home / "server.log"

    def start(self, *, within: float = 900) -> float:
        """Start and wait until it is ready; the seconds that it took."""
        self.home.mkdir(parents=True, exist_ok=True)
        environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith("ZHIRONG_")},
            "ZHIRONG_HOME": str(self.home),
            "ZHIRONG_PORT": str(self.port),
            "ZHIRONG_DEMO_PASSWORD": PASSWORD,
            **self.environment,
        }
        if self.database_url:
            environment["ZHIRONG_DATABASE_URL"] = self.database_url
        options = [*(["--demo"] if self.demo else []), *([] if self.worker else ["--no-worker"])]
        started = time.monotonic()
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, "-m", "backend", "serve", *options],
                cwd=ROOT,
                env=environment,
                stdout=log,
                stderr=log,
            )
        # One client for all its questions: to make one costs more than to ask.
        with httpx.Client(base_url=self.api, timeout=2, trust_env=False) as asking:
            while time.monotonic() - started < within:
                if self.process.poll() is not None:
                    raise RuntimeError(f"The server ended:\n{self.log.read_text()[-4000:]}")
                try:
                    if asking.get("/health/ready").status_code == 200:
                        return time.monotonic() - started
                except httpx.TransportError:
                    pass
                time.sleep(0.05)
        self.kill()
        raise RuntimeError(f"Not ready in {within} s:\n{self.log.read_text()[-4000:]}")

    def stop(self) -> None:
        """As Ctrl-C does."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(timeout=120)

    def kill(self) -> None:
        """As a power cut does."""
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait(timeout=60)
