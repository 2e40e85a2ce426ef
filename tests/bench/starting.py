"""Seconds to ready, cold and warm, and the memory of a server at rest."""

import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.figures import Figure
from tests.journeys.server import Server

WARM_STARTS = 3
#: Issue 2, section 1: a second start.
AIM_WARM = 5
MEBI = 1024 * 1024
REST_SECONDS = 2


def measure(home: Path, *, demo: bool) -> list[Figure]:
    """Start on an empty HOME and again; `home` is left stopped, with its data."""
    server = Server(home=home, demo=demo)
    kind = "with the demonstration" if demo else "without the demonstration"
    cold = server.start(within=150)
    after_seed = _at_rest(server) if demo else (0.0, 0.0)
    server.stop()
    warm, at_rest = [], after_seed
    for _ in range(WARM_STARTS):
        warm.append(server.start(within=60))
        if demo:
            at_rest = _at_rest(server)
        server.stop()
    found = [
        Figure(
            what=f"seconds to ready, cold, {kind}",
            value=cold,
            unit="s",
            better="less",
            note="empty HOME: initdb, migrations" + (", seed" if demo else "") + "; one start",
        ),
        Figure(
            what=f"seconds to ready, warm, {kind}",
            value=statistics.median(warm),
            unit="s",
            better="less",
            aim=AIM_WARM,
            details={f"start_{n}": round(each, 2) for n, each in enumerate(warm, start=1)},
        ),
    ]
    if demo:
        found.append(
            Figure(
                what="memory at rest of `zhirong serve --demo`",
                value=at_rest[0],
                unit="MiB",
                better="less",
                note=(
                    f"resident, warm start; its PostgreSQL takes {at_rest[1]:.0f} MiB more "
                    f"(proportional); right after seeding {after_seed[0]:.0f} MiB"
                ),
                details={
                    "postgres_pss_mib": round(at_rest[1], 1),
                    "after_seed_mib": round(after_seed[0], 1),
                },
            )
        )
    return found


def _at_rest(server: Server) -> tuple[float, float]:
    """MiB resident in the server; MiB of its PostgreSQL, shared pages counted by their share."""
    if server.process is None:
        raise RuntimeError("The server does not run.")
    time.sleep(REST_SECONDS)
    resident = _line(Path(f"/proc/{server.process.pid}/status"), "VmRSS:")
    pid_file = server.home / "postgres" / "postmaster.pid"
    postmaster = int(pid_file.read_text().splitlines()[0])
    postgres = sum(_line(Path(f"/proc/{pid}/smaps_rollup"), "Pss:") for pid in _family(postmaster))
    return resident, postgres


def _line(path: Path, name: str) -> float:
    """A figure in kB of a file of /proc, in MiB; 0 when the process has gone."""
    try:
        for line in path.read_text().splitlines():
            if line.startswith(name):
                return int(line.split()[1]) * 1024 / MEBI
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return 0.0
    return 0.0


def _family(parent: int) -> Iterator[int]:
    yield parent
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            lines = status.read_text().splitlines()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if f"PPid:\t{parent}" in lines:
            yield int(status.parent.name)
