"""A bank's statement of fifty thousand lines: read, matched and in the ledger."""

import random
import time
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from backend.kernel import clock, db
from backend.kernel.auth import Actor
from backend.payments.rules import reference_of
from backend.treasury import service
from tests.bench.figures import Figure
from tests.bench.workshop import Workshop
from tests.treasury import make
from tests.treasury.make import Move

LINES = 50_000
AIM_SECONDS = 30.0
#: Of a hundred lines: paid by reference, by payer and amount alone, in part; nobody's, mistyped.
BY_REFERENCE, BY_AMOUNT, SHORT, NOBODYS = 80, 88, 92, 96
PER_INSERT = 500
BARE = """
CREATE TABLE bare_transaction (LIKE payments_transaction INCLUDING ALL);
ALTER TABLE bare_transaction ALTER month DROP NOT NULL, ALTER xid DROP NOT NULL;
CREATE TABLE bare_posting (LIKE payments_posting INCLUDING ALL,
  FOREIGN KEY (transaction) REFERENCES bare_transaction (id),
  FOREIGN KEY (account) REFERENCES payments_account (id));
"""
_BARE_ROWS = """
WITH head AS (
  INSERT INTO bare_transaction
    (id, occurred_on, cause_kind, cause_id, key, digest, subject, mode, posted_by)
  SELECT t.id, t.occurred_on, t.cause_kind, t.cause_id, t.key, t.digest, t.subject, t.mode,
    t.posted_by FROM payments_transaction t WHERE t.seq BETWEEN $1 AND $2
)
INSERT INTO bare_posting (id, transaction, account, amount_fen, currency)
SELECT p.id, p.transaction, p.account, p.amount_fen, p.currency FROM payments_posting p
JOIN payments_transaction t ON t.id = p.transaction WHERE t.seq BETWEEN $1 AND $2
"""


async def measure(workshop: Workshop) -> list[Figure]:
    async with workshop.clone("statement", template="blank"):
        by = workshop.cast.operator
        account = await make.account(by)
        told, content = await _told(by)
        started = time.perf_counter()
        row, _ = await service.import_statement(
            content, account_id=account, file_name="statement.csv", by=by
        )
        read = time.perf_counter() - started
        started = time.perf_counter()
        await service.match_statement(row["id"])
        placed = time.perf_counter() - started
        await _check(row["id"], told, by=by)
        bare = await _bare()
    return [
        Figure(
            what=f"statement of {LINES:,} lines, from its bytes into the ledger",
            value=read + placed,
            unit="s",
            peer="the ledger's rows of it, bare INSERT",
            peer_value=bare,
            aim=AIM_SECONDS,
            better="less",
            note=f"read in {read:.1f} s, placed in {placed:.1f} s, {LINES / placed:.0f} lines/s; "
            f"{PER_INSERT} rows at once either way",
            details={"read_s": round(read, 1), "placed_s": round(placed, 1)},
        )
    ]


@dataclass(frozen=True)
class Told:
    kept: int
    matched: int


async def _told(by: Actor) -> tuple[Told, bytes]:
    """Lines as a file, and a charge for each that names or owes one."""
    rnd = random.Random(4)  # noqa: S311 - told again the same way
    firms = await db.fetch("SELECT id, name FROM identity_organisation WHERE kind = 'firm'")
    day = clock.today() - timedelta(days=1)
    charges: list[tuple[UUID, str, UUID, int]] = []
    moves: list[Move] = []
    for n in range(LINES):
        kind, firm, amount = rnd.randrange(100), rnd.choice(firms), 100_000 + n
        reference = reference_of(f"CH-2026-{n:06d}")
        if kind < SHORT:
            charges.append((uuid4(), reference, firm["id"], amount))
        memo = f"技术服务费 {reference}" if kind < BY_REFERENCE else "货款"
        if BY_AMOUNT <= kind < SHORT:
            memo, amount = reference, amount - 1
        elif kind >= NOBODYS:
            memo = reference[:-2] + f"{(int(reference[-2:]) + 1) % 100:02d}"
        moves.append(Move(amount, day, name=firm["name"], memo=memo, serial=f"S{n}"))
    await db.execute(
        "INSERT INTO payments_charge (id, created_at, reference, payer, payee, purpose, book, "
        "amount_fen, due_on, about, raised_by, state) "
        "SELECT id, now(), reference, payer, $5, 'platform_fee', 'own', fen, $6, 'fee', $7, 'open' "
        "FROM unnest($1::uuid[], $2::varchar[], $3::uuid[], $4::bigint[]) "
        "AS t (id, reference, payer, fen)",
        *([*each] for each in zip(*charges, strict=True)),
        by.organisation_id,
        day,
        by.user_id,
    )
    await db.execute("ANALYZE")
    told = Told(sum(each.amount for each in moves), len(charges))
    return told, make.as_csv(make.table(moves))


async def _check(statement: UUID, told: Told, *, by: Actor) -> None:
    row = await service.statement(statement, by=by)
    kept = await db.fetch_value(
        "SELECT sum(b.fen) FROM payments_balance b JOIN payments_account a ON a.id = b.account "
        "WHERE a.purpose = 'bank'"
    )
    if row["matched_lines"] != told.matched or kept != told.kept:
        raise RuntimeError(f"{row['matched_lines']} of {told.matched} matched; {kept} fen kept.")


async def _bare() -> float:
    """The same transactions and postings into tables without triggers, as many at once."""
    await db.run_script(BARE)
    last = int(await db.fetch_value("SELECT max(seq) FROM payments_transaction"))
    started = time.perf_counter()
    for at in range(1, last + 1, PER_INSERT):
        await db.execute(_BARE_ROWS, at, at + PER_INSERT - 1)
    return time.perf_counter() - started
