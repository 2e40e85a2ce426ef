"""A registration appended to the register, against one bare INSERT, a transaction each."""

import statistics
from itertools import count
from uuid import uuid4

import asyncpg

from backend.demo.people import FIRMS
from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.db import dumps, fetch_value
from backend.registry import service as registry
from backend.registry.service import ElsewhereIn, OutsideParty
from tests.bench.figures import Figure, spread, timed
from tests.bench.gazettes import packed, rows_of
from tests.bench.workshop import Workshop, bring_in

ROUNDS = 12
PER_ROUND = 15
WARM_UP = 10
FIRST_SERIAL = 200_000
PUDONG = "310115"


async def measure(workshop: Workshop) -> list[Figure]:
    patents = rows_of(ROUNDS * PER_ROUND + WARM_UP, first=FIRST_SERIAL, letter="B")
    await bring_in(packed(patents), by=workshop.cast.operator)
    _, officer = await workshop.person("district@demo")
    numbers = (row[4] for row in patents)
    serials = count(8_000_000)

    async def append() -> None:
        await registry.record_made_elsewhere(_stated(next(numbers), next(serials)), by=officer)

    bare = await asyncpg.connect(workshop.dsn)
    ours: list[float] = []
    theirs: list[float] = []
    before = await fetch_value("SELECT count(*) FROM registry_event")
    try:
        await bare.execute(
            "CREATE TABLE bare_registration (id uuid PRIMARY KEY, created_at timestamptz NOT NULL, "
            "number varchar(20) NOT NULL UNIQUE, secured_fen bigint NOT NULL, told jsonb NOT NULL)"
        )
        for _ in range(WARM_UP):
            await append()
            await _insert(bare, officer)
        for _ in range(ROUNDS):
            theirs += [await timed(lambda: _insert(bare, officer)) for _ in range(PER_ROUND)]
            ours += [await timed(append) for _ in range(PER_ROUND)]
        await bare.execute("DROP TABLE bare_registration")
    finally:
        await bare.close()
    written = await fetch_value("SELECT count(*) FROM registry_event") - before
    if written != len(ours) + WARM_UP:
        raise RuntimeError(f"{written} events for {len(ours) + WARM_UP} registrations.")
    return [
        Figure(
            what="registration append, with its registry_event",
            value=1 / statistics.median(ours),
            unit="commits/s",
            peer="bare INSERT",
            peer_value=1 / statistics.median(theirs),
            note=f"registry.record_made_elsewhere, one at a time; median "
            f"{statistics.median(ours) * 1000:.1f} ms against "
            f"{statistics.median(theirs) * 1000:.2f} ms",
            details=spread(ours)
            | {f"bare_{name}": value for name, value in spread(theirs).items()},
        )
    ]


def _stated(patent: str, serial: int) -> ElsewhereIn:
    firm = FIRMS[serial % len(FIRMS)]
    return ElsewhereIn(
        number=f"Y{clock.today().year}00{serial}",
        registered_on=clock.today(),
        secured_fen=5_000_000_00,
        pledgors=[OutsideParty(name=firm.name, division=PUDONG, street=firm.street)],
        pledgees=[OutsideParty(name="外部银行")],
        patents=[patent],
    )


async def _insert(bare: asyncpg.Connection, by: Actor) -> None:
    """One row of about the same content, in a transaction of its own."""
    async with bare.transaction():
        await bare.execute(
            "INSERT INTO bare_registration VALUES ($1, $2, $3, $4, $5)",
            uuid4(),
            clock.now(),
            uuid4().hex[:20],
            5_000_000_00,
            dumps({"actor": by.name, "organisation": by.organisation_name, "patents": ["x" * 13]}),
        )
