"""A gazette from the accepted upload to the end of the run, against a bare COPY of its rows."""

import asyncio
import csv
import io
import statistics
import time
from typing import Any

import asyncpg

from tests.bench.figures import Figure
from tests.bench.gazettes import HEADER, Gazette, gazette
from tests.bench.workshop import Workshop, bring_in

ROUNDS = 3
AIM = 5000


async def measure(workshop: Workshop) -> list[Figure]:
    file = gazette()
    rows = file.cells()
    fresh: list[float] = []
    again: list[float] = []
    bare: list[float] = []
    told: dict[str, float | str] = {"source": file.source, "rows": float(len(rows))}
    for n in range(ROUNDS + 1):
        async with workshop.clone(f"import_{n}", template="blank") as dsn:
            copied = await _copy(dsn, rows)
            first, run = await _import(workshop, file)
            second, repeated = await _import(workshop, file)
        if run["rows_total"] != len(rows) or repeated["rows_duplicate"] != len(rows):
            raise RuntimeError(f"The import lost rows: {run}, {repeated}")
        if n:  # the first round only warms up
            fresh.append(len(rows) / first)
            again.append(len(rows) / second)
            bare.append(len(rows) / copied)
        for name in ("rows_accepted", "rows_duplicate", "rows_refused", "rows_warned"):
            told[name] = float(run[name])
    peer = statistics.median(bare)
    return [
        Figure(
            what=f"gazette of {len(rows):,} rows, end to end",
            value=statistics.median(fresh),
            unit="rows/s",
            peer="bare COPY",
            peer_value=peer,
            aim=AIM,
            note=f"{file.source}; {ROUNDS} fresh databases, median",
            details=told | {f"round_{n}": round(each) for n, each in enumerate(fresh, start=1)},
        ),
        Figure(
            what="the same gazette imported again",
            value=statistics.median(again),
            unit="rows/s",
            peer="bare COPY",
            peer_value=peer,
            details={f"round_{n}": round(each) for n, each in enumerate(again, start=1)},
        ),
    ]


async def _import(workshop: Workshop, file: Gazette) -> tuple[float, dict[str, Any]]:
    started = time.perf_counter()
    run = await bring_in(file.content, by=workshop.cast.operator)
    seconds = time.perf_counter() - started
    if run["state"] != "done":
        raise RuntimeError(f"The import ended as {run['state']}: {run['failure_detail']}")
    return seconds, run


async def _copy(dsn: str, rows: list[list[str]]) -> float:
    """The same cells into a table of text columns, committed."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    packed = text.getvalue().encode()
    columns = [f"c{n}" for n in range(len(HEADER))]
    connection = await asyncpg.connect(dsn)
    try:
        await connection.execute(
            f"CREATE TABLE bare_rows ({', '.join(f'{name} text' for name in columns)})"
        )
        started = time.perf_counter()
        await connection.copy_to_table("bare_rows", source=io.BytesIO(packed), format="csv")
        seconds = time.perf_counter() - started
        await connection.execute("DROP TABLE bare_rows")
    finally:
        await connection.close()
    await asyncio.sleep(0)
    return seconds
