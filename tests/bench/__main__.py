"""Measure what the issues name (2, section 7; 3, section 5; 4, section 9; 5, section 6; 7,
section 8): a table and var/bench.json."""

import argparse
import asyncio
import os
import platform
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from tests.bench import (
    appending,
    asking,
    booking,
    consenting,
    formats,
    governing,
    importing,
    issuing,
    marketing,
    papers,
    posting,
    premiums,
    quoting,
    sending,
    simulating,
    starting,
    statements,
    stock,
    storing,
    valuing,
    weighing,
)
from tests.bench.figures import Figure, say, store, table
from tests.bench.workshop import Workshop, furnish, opened
from tests.journeys.server import ROOT

RESULT = ROOT / "var" / "bench.json"
PARTS = (
    *("starts", "page", "store", "papers", "premiums", "formats", "import", "answers"),
    *("append", "consents", "issuing", "sending", "money", "statement"),
    *("values", "estimates", "what-if", "simulate", "quotes", "book", "district", "market"),
)
#: They need neither people nor patents.
BARE = {"starts", "page", "store", "papers", "premiums", "formats", "values"}

#: Sums without a database.
RECKONED = (
    ("papers", "papers and seals", papers.measure),
    ("premiums", "premiums", premiums.measure),
    ("values", "draws of a value", valuing.draws),
    ("values", "scores and citations", valuing.citations),
)

#: Measured on a connection to the workshop's database.
CONNECTED = {
    "append": ("appending registrations", appending.measure),
    "consents": ("consents to read", consenting.measure),
    "issuing": ("decisions and their papers", issuing.measure),
    "simulate": ("a plan on 10,000 stored risks", simulating.measure),
    "quotes": ("three insurers over HTTP", quoting.measure),
    "estimates": ("estimates over HTTP", valuing.estimate),
    "what-if": ("what if, over HTTP", valuing.what_if),
    "money": ("the ledger and Stripe's messages", posting.measure),
    "book": ("a bank's book of 10,000 cases", booking.measure),
    # Last: they leave many registrations and patents behind.
    "district": ("a dashboard of 100,000 registrations", governing.measure),
    "market": ("a market of 200,000 listings", marketing.measure),
}

Measure = Callable[[], Awaitable[list[Figure]]]


class Bench:
    """The figures so far; a part that fails is told and does not take the others with it."""

    def __init__(self) -> None:
        self.figures: list[Figure] = []
        self.failed = False

    async def take(self, what: str, measure: Measure) -> None:
        say(f"→ {what}")
        started = time.monotonic()
        try:
            self.figures += await measure()
        except Exception as error:  # noqa: BLE001 - the other parts still count
            self.failed = True
            said = f"{type(error).__name__}: {error}".strip()
            self.figures.append(
                Figure(what=what, value=None, unit="", note=f"failed: …{said[-300:]}")
            )
        say(f"  {time.monotonic() - started:.0f} s")


async def _starts(bench: Bench, homes: Path) -> None:
    for demo in (False, True):
        kind = "with" if demo else "without"

        async def measure(*, demo: bool = demo, kind: str = kind) -> list[Figure]:
            return await asyncio.to_thread(starting.measure, homes / kind, demo=demo)

        await bench.take(f"starts {kind} the demonstration", measure)


async def _page(bench: Bench, home: Path) -> None:
    await bench.take("the first page's script", lambda: asyncio.to_thread(weighing.script))
    await bench.take("Lighthouse", lambda: asyncio.to_thread(weighing.lighthouse, home))


async def _answers(bench: Bench, workshop: Workshop) -> None:
    from backend.kernel import db  # noqa: PLC0415 - beside its use: connected here only

    await db.connect(workshop.dsn)
    server = workshop.serving()
    laid_in: list[stock.Stock] = []

    async def lay_in() -> list[Figure]:
        laid_in.append(await stock.lay_in(workshop))
        await asyncio.to_thread(server.start)
        return []

    try:
        await bench.take("a firm, its request and a pledge", lay_in)
        if not laid_in:
            return
        things = laid_in[0]

        async def many() -> int:
            return await stock.more_products(workshop)

        port = server.port
        await bench.take("a patent of the portfolio", lambda: asking.asset(workshop, things, port))
        await bench.take("preflight", lambda: asking.preflight(things, port))
        await bench.take("matches", lambda: asking.matches(things, port, more=many))
    finally:
        await asyncio.to_thread(server.stop)
        await db.disconnect()


async def _connected(
    bench: Bench,
    workshop: Workshop,
    what: str,
    measure: Callable[[Workshop], Awaitable[list[Figure]]],
) -> None:
    from backend.kernel import db  # noqa: PLC0415

    await db.connect(workshop.dsn)
    try:
        await bench.take(what, lambda: measure(workshop))
    finally:
        await db.disconnect()


async def _bare(bench: Bench, parts: list[str], homes: Path) -> None:
    if "starts" in parts:
        await _starts(bench, homes)
    if "page" in parts:
        await _page(bench, homes / "page")
    if "store" in parts:
        for what, measure in (("embedded", storing.embedded), ("S3", storing.s3)):
            folder = homes / what
            folder.mkdir()
            await bench.take(f"a large document, {what}", partial(measure, folder))
    for part, what, count in RECKONED:
        if part in parts:
            await bench.take(what, partial(asyncio.to_thread, count))
    if "formats" in parts:
        await bench.take("each format", formats.measure)


async def _measure(bench: Bench, parts: list[str], homes: Path) -> None:
    await _bare(bench, parts, homes)
    if set(parts) <= BARE:
        return
    say("→ the workshop: people, patents, products")
    async with opened(homes / "workshop") as workshop:
        if "import" in parts:
            await bench.take("the gazette", lambda: importing.measure(workshop))
        if "answers" in parts:
            await _answers(bench, workshop)
        for part, (what, measure) in CONNECTED.items():
            if part in parts:
                await _connected(bench, workshop, what, measure)
        if "statement" in parts:
            await bench.take("a statement of the bank", lambda: statements.measure(workshop))
        if "sending" in parts:
            await bench.take("a scan over HTTP", lambda: sending.measure(workshop, homes))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS], help="only these")
    parts = parser.parse_args().parts or list(PARTS)
    started = time.monotonic()
    bench = Bench()
    with tempfile.TemporaryDirectory(prefix="zhirong-bench-") as folder:
        furnish(Path(folder) / "workshop")
        asyncio.run(_measure(bench, parts, Path(folder)))
    seconds = time.monotonic() - started
    busy = round(os.getloadavg()[0], 1)
    say("\n" + table(bench.figures))
    store(
        bench.figures,
        RESULT,
        about={
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "seconds": round(seconds),
            "cores": os.cpu_count(),
            "machine": platform.machine(),
            "python": platform.python_version(),
            "load_average": busy,
            "fsync": True,
            "parts": parts,
        },
    )
    say(
        f"\n{seconds:.0f} s, {os.cpu_count()} cores, load {busy}, fsync on; "
        f"{RESULT.relative_to(ROOT)} written."
    )
    sys.exit(1 if bench.failed else 0)


if __name__ == "__main__":
    main()
