"""kill -9 in the middle of matching a statement: nothing is lost, nothing happens twice."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from backend.kernel import clock, db
from backend.kernel.auth import Actor
from backend.kernel.money import Fen
from backend.payments import service as payments
from backend.payments.service import Owed
from backend.payments.states import Purpose
from backend.treasury import service
from backend.treasury.service.matching import BATCH
from tests import make as people
from tests.journeys.server import ROOT
from tests.treasury import make
from tests.treasury.make import Move, as_csv, days, table

pytestmark = pytest.mark.slow
LINES, CHARGES, KILLS = 4 * BATCH, 60, 2
WITHIN = 240


@contextmanager
def worker(dsn: str, home: Path) -> Any:
    """`zhirong work` in a process of its own."""
    home.mkdir(exist_ok=True)
    environment = {
        **{k: v for k, v in os.environ.items() if not k.startswith("ZHIRONG_")},
        "ZHIRONG_HOME": str(home),
        "ZHIRONG_DATABASE_URL": dsn,
    }
    with (home / "worker.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "backend", "work"],
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=log,
        )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=40)


async def _until(reached: Callable[[], Awaitable[bool]]) -> None:
    deadline = time.monotonic() + WITHIN
    while not await reached():
        assert time.monotonic() < deadline
        await asyncio.sleep(0.05)


async def _placed() -> int:
    return int(await db.fetch_value("SELECT count(*) FROM treasury_line WHERE state <> 'new'"))


async def _posted() -> int:
    return int(await db.fetch_value("SELECT count(*) FROM payments_transaction"))


async def _posting() -> bool:
    """The worker has written the transactions of a batch and waits to write their postings."""
    return bool(
        await db.fetch_value(
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' "
            "AND datname = current_database() AND query ILIKE '%payments_posting%'"
        )
    )


async def _nobody_else() -> bool:
    """The dead worker's connections are gone, and what they had begun with them."""
    left = await db.fetch_value(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
        "AND state LIKE '%transaction%'"
    )
    return int(left) == 0


async def _unexplained(by: Actor) -> dict[str, tuple[int, int]]:
    """Of each side what is unexplained, and how many differences have a cause."""
    found = await service.reconciliation(by=by)
    return {side.side: (side.unexplained_fen, len(side.differences)) for side in found.sides}


async def _told(by: Actor) -> tuple[UUID, dict[UUID, int], int]:
    """A statement: each third line pays its charge, in turns; what each is to keep, and the sum."""
    firm = await people.organisation("firm")
    charges = [
        await payments.owe(
            Owed(
                payer_id=firm.id,
                payee_id=by.organisation_id,
                purpose=Purpose.PLATFORM_FEE,
                amount=Fen(10_000),
                due_on=clock.today(),
                about="fee",
            ),
            by=by,
        )
        for _ in range(CHARGES)
    ]
    kept = {charge["id"]: 0 for charge in charges}
    moves = []
    for n in range(LINES):
        charge = charges[n % CHARGES]
        pays = n % 3 == 0
        if pays:
            kept[charge["id"]] += n + 1
        memo = str(charge["reference"]) if pays else "货款"
        name = firm.name if pays else "李四"
        moves.append(Move(n + 1, days(2), name=name, memo=memo, serial=f"S{n}"))
    account = await make.account(by)
    row, _ = await service.import_statement(
        as_csv(table(moves)), account_id=account, file_name="a.csv", by=by
    )
    return row["id"], kept, sum(move.amount for move in moves)


async def _kill(dsn: str, home: Path) -> None:
    """Let a worker place some lines and begin on more, and end it there."""
    before = await _placed()
    holder = await asyncpg.connect(dsn)
    try:
        with worker(dsn, home) as process:
            if before == 0:
                await _until(_some)
            await holder.execute("BEGIN")
            await holder.execute("LOCK TABLE payments_posting IN SHARE MODE")
            await _until(_posting)
            process.kill()
            process.wait(timeout=10)
    finally:
        await holder.execute("ROLLBACK")
        await holder.close()
    await _until(_nobody_else)


async def _some() -> bool:
    return await _placed() > 0


async def test_a_worker_killed_while_it_matches_loses_and_doubles_nothing(
    committed: str, tmp_path: Path
) -> None:
    admin, _ = await make.desk()
    statement, kept, total = await _told(admin)
    seen = []

    for _ in range(KILLS):
        await _kill(committed, tmp_path / "home")
        seen.append((await _placed(), await _posted(), await _unexplained(admin)))

    async def done() -> bool:
        return bool((await service.statement(statement, by=admin))["new_lines"] == 0)

    async def told() -> bool:
        return bool(
            await db.fetch_value(
                "SELECT count(*) FROM kernel_event WHERE name = 'treasury.statement_matched'"
            )
        )

    with worker(committed, tmp_path / "home"):
        await _until(done)
        await _until(told)

    for placed, posted, sides in seen:
        assert 0 < placed < LINES
        assert placed % BATCH == 0
        assert posted == placed
        assert {unexplained for unexplained, _ in sides.values()} == {0}
        assert sides["bank_own"][1] == min(LINES - placed, 500)
    assert await _posted() == LINES
    row = await service.statement(statement, by=admin)
    paying = (LINES + 2) // 3
    assert (row["matched_lines"], row["suspense_lines"]) == (paying, LINES - paying)
    assert set((await _unexplained(admin)).values()) == {(0, 0)}
    bank = await db.fetch_value(
        "SELECT sum(b.fen) FROM payments_balance b JOIN payments_account a ON a.id = b.account "
        "WHERE a.purpose = 'bank'"
    )
    assert bank == total
    for charge, amount in kept.items():
        assert (await payments.charge(charge, by=admin))["kept"] == amount
