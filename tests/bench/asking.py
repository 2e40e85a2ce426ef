"""What an answer over HTTP costs: a patent of the portfolio, matches, a large preflight."""

import asyncio
import statistics
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from tests.bench.client import Target, latencies, once, throughput
from tests.bench.figures import Figure, percentile, spread
from tests.bench.stock import Stock
from tests.bench.workshop import Workshop
from tests.journeys.server import ROOT, free_port

CONNECTIONS = 8
ROUNDS = 5
SECONDS = 1.2
WARM_UP = 40


@asynccontextmanager
async def _bare(workshop: Workshop) -> AsyncIterator[int]:
    """The peer in a process of its own; its port."""
    port = free_port()
    process = subprocess.Popen(  # noqa: ASYNC220, S603 - our own program
        [sys.executable, "-m", "tests.bench.peer", workshop.dsn, str(port)], cwd=ROOT
    )
    try:
        for _ in range(200):
            try:
                await once(Target(port=port, path="/ready"))
                break
            except OSError:
                await asyncio.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


async def asset(workshop: Workshop, stock: Stock, port: int) -> list[Figure]:
    """Alternating rounds against the peer, each with the same load."""
    subject = Target(
        port=port, path=f"/api/v1/portfolio/assets/{stock.asset_id}", token=stock.firm_token
    )
    async with _bare(workshop) as bare_port:
        peer = Target(port=bare_port, path=f"/assets/{stock.asset_id}")
        for each in (peer, subject):
            await throughput(each, connections=CONNECTIONS, seconds=0.5)
        ours: list[float] = []
        theirs: list[float] = []
        for _ in range(ROUNDS):
            theirs.append(await throughput(peer, connections=CONNECTIONS, seconds=SECONDS))
            ours.append(await throughput(subject, connections=CONNECTIONS, seconds=SECONDS))
        alone = await latencies(subject, count=150)
        bare_alone = await latencies(peer, count=150)
    return [
        Figure(
            what="GET /portfolio/assets/{id}, session and permission",
            value=statistics.median(ours),
            unit="req/s",
            peer="bare Litestar + asyncpg",
            peer_value=statistics.median(theirs),
            aim=0.5,
            aim_on="ratio",
            note=f"{CONNECTIONS} connections, {ROUNDS} alternating rounds; one at a time "
            f"{statistics.median(alone) * 1000:.1f} ms against "
            f"{statistics.median(bare_alone) * 1000:.1f} ms",
            details=spread(alone),
        )
    ]


async def _latency(
    what: str, target: Target, *, aim_ms: float, count: int, note: str = ""
) -> Figure:
    await latencies(target, count=WARM_UP)
    samples = await latencies(target, count=count)
    return Figure(
        what=f"{what}, p95",
        value=percentile(samples, 0.95) * 1000,
        unit="ms",
        aim=aim_ms,
        better="less",
        note=f"median {statistics.median(samples) * 1000:.1f} ms" + (f"; {note}" if note else ""),
        details=spread(samples),
    )


async def preflight(stock: Stock, port: int) -> list[Figure]:
    target = Target(
        port=port, path=f"/api/v1/pledges/{stock.pledge_id}/preflight", token=stock.desk_token
    )
    return [
        await _latency(
            f"preflight of a {stock.bundle}-right bundle",
            target,
            aim_ms=50,
            count=120,
            note="GET /pledges/{id}/preflight; an extract and a statement of the desk per right",
        )
    ]


async def matches(stock: Stock, port: int, *, more: Callable[[], Awaitable[int]]) -> list[Figure]:
    """With the demonstration's products, then with as many as `more` makes of them."""
    target = Target(
        port=port,
        path=f"/api/v1/financing-requests/{stock.request_id}/matches",
        token=stock.firm_token,
    )
    few = await _latency(
        f"matches, {stock.products} products",
        target,
        aim_ms=100,
        count=150,
        note=f"{stock.requested} rights",
    )
    count = await more()
    many = await _latency(f"matches, {count} products", target, aim_ms=100, count=150)
    return [few, many]
