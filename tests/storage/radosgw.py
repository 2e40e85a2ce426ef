"""A real S3 server for the tests: Debian's Ceph (monitor, one disk, gateway) on this machine.

With a certificate the gateway speaks TLS. It checks signatures and enforces COMPLIANCE locks,
which the doubles of S3 do not.
"""

import os
import shutil
import socket
import ssl
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

import httpx

PACKAGES = ("radosgw", "ceph-mon", "ceph-osd", "ceph-common")
PROGRAMS = ("radosgw", "radosgw-admin", "ceph-mon", "ceph-osd", "ceph", "monmaptool")
CAPS = ("mon", "osd", "mds", "mgr")
START_SECONDS = 120
STOP_SECONDS = 20


class Unobtainable(Exception):
    """Ceph cannot be had on this machine; the message says why."""


def install() -> None:
    """Install Debian's packages if they are not here."""
    if all(map(shutil.which, PROGRAMS)):
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise Unobtainable(f"needs {', '.join(PACKAGES)}, which only root can install with apt")
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *PACKAGES],
    ):
        done = subprocess.run(  # noqa: S603 - our own words
            command,
            capture_output=True,
            text=True,
            check=False,
            env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
        )
        if done.returncode:
            raise Unobtainable(f"{' '.join(command)}: {done.stderr.strip()[-300:]}")


class Gateway:
    """One Ceph of three processes under a folder."""

    access_key = "zhirong-tests"
    secret_key = "a secret of the tests"

    def __init__(self, folder: Path, *, certificate: Path | None = None) -> None:
        """`certificate` is a PEM file with the certificate and its key; without it plain HTTP."""
        self._folder, self._certificate = folder, certificate
        self._fsid, self._osd = str(uuid4()), str(uuid4())
        self._monitor_ports = free_port(), free_port()
        self.port = free_port()
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    @property
    def endpoint(self) -> str:
        return f"127.0.0.1:{self.port}"

    def start(self) -> None:
        for name in ("mon", "osd", "rgw", "run"):
            (self._folder / name).mkdir(parents=True)
        (self._folder / "ceph.conf").write_text(self._configuration())
        self._make_keys()
        keyring = "--keyring", self._path("keyring")
        self._run("ceph-mon", "--mkfs", "-i", "a", "--monmap", self._path("monmap"), *keyring)
        self._spawn("ceph-mon", "-i", "a", "-f")
        self._run("ceph", "osd", "create", self._osd, "0")
        self._run("ceph-osd", "-i", "0", "--mkfs", "--osd-uuid", self._osd)
        self._spawn("ceph-osd", "-i", "0", "-f")
        self.start_gateway()
        keys = f"--access-key={self.access_key}", f"--secret={self.secret_key}"
        user = "user", "create", "--uid=tests", "--display-name=tests"
        self._run("radosgw-admin", "-n", "client.rgw.a", *user, *keys)

    def start_gateway(self) -> None:
        """Start the S3 server on top, for the first time or again."""
        self._spawn("radosgw", "-n", "client.rgw.a", "-f")
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            if self._running["radosgw"].poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"The gateway does not start: {self._last_words()}")
            time.sleep(0.2)

    def _answers(self) -> bool:
        scheme, trusted = "http", ssl.create_default_context()
        if self._certificate:
            scheme, trusted = "https", ssl.create_default_context(cafile=str(self._certificate))
        with suppress(httpx.TransportError):
            address = f"{scheme}://{self.endpoint}/"
            return httpx.get(address, timeout=2, verify=trusted).is_success
        return False

    def _last_words(self) -> str:
        logs = sorted((self._folder / "run").glob("*.log"))
        return "\n".join(f"{log.name}: {log.read_text()[-1000:]}" for log in logs)

    def stop_gateway(self) -> None:
        self._stop("radosgw")

    def stop(self) -> None:
        for program in ("radosgw", "ceph-osd", "ceph-mon"):
            self._stop(program)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _make_keys(self) -> None:
        v2, v1 = self._monitor_ports
        address = f"[v2:127.0.0.1:{v2},v1:127.0.0.1:{v1}]"
        monitors, keyring = self._path("monmap"), self._path("keyring")
        self._run("monmaptool", "--create", "--fsid", self._fsid, "--addv", "a", address, monitors)
        new = ["--create-keyring"]
        for name in ("mon.", "client.admin", "osd.0", "client.rgw.a"):
            everything = [word for part in CAPS for word in ("--cap", part, "allow *")]
            self._run("ceph-authtool", *new, keyring, "--gen-key", "-n", name, *everything)
            new = []

    def _configuration(self) -> str:
        v2, v1 = self._monitor_ports
        return f"""[global]
fsid = {self._fsid}
keyring = {self._path("keyring")}
mon host = [v2:127.0.0.1:{v2},v1:127.0.0.1:{v1}]
mon initial members = a
public addr = 127.0.0.1
auth cluster required = cephx
auth service required = cephx
auth client required = cephx
auth allow insecure global id reclaim = true
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 8
osd pool default pgp num = 8
mon allow pool size one = true
osd crush chooseleaf type = 0
mon data avail crit = 1
osd objectstore = bluestore
bluestore block size = 8589934592
bluestore cache autotune = false
bluestore cache size = 67108864
osd memory target = 939524096
osd class load list = *
osd class default list = *
run dir = {self._path("run")}
log file = {self._path("run")}/$name.log
admin socket = {self._path("run")}/$name.asok
pid file = {self._path("run")}/$name.pid
[mon.a]
mon data = {self._path("mon")}
[osd.0]
osd data = {self._path("osd")}
[client.rgw.a]
rgw data = {self._path("rgw")}
rgw frontends = beast {self._listening()} tcp_nodelay=1
rgw dns name = 127.0.0.1
"""

    def _listening(self) -> str:
        if self._certificate is None:
            return f"endpoint={self.endpoint}"
        pem = self._certificate
        return f"ssl_endpoint={self.endpoint} ssl_certificate={pem} ssl_private_key={pem}"

    def _path(self, name: str) -> str:
        return str(self._folder / name)

    def _run(self, program: str, *words: str) -> None:
        """Run to the end; the monitor's first seconds are waited out by the client itself."""
        command = [program, "-c", self._path("ceph.conf"), *words]
        if program in {"monmaptool", "ceph-authtool"}:
            command = [program, *words]
        done = subprocess.run(  # noqa: S603 - our own words
            command, capture_output=True, text=True, check=False, timeout=START_SECONDS
        )
        if done.returncode:
            raise RuntimeError(f"{' '.join(command)}: {done.stderr}\n{self._last_words()}")

    def _spawn(self, program: str, *words: str) -> None:
        log = (self._folder / "run" / f"{program}.out").open("ab")
        with log:
            self._running[program] = subprocess.Popen(  # noqa: S603 - our own words
                [program, "-c", self._path("ceph.conf"), *words], stdout=log, stderr=log
            )

    def _stop(self, program: str) -> None:
        process = self._running.pop(program, None)
        if process is None:
            return
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
