"""Transactions of the ledger against bare INSERTs of the same rows, and messages of Stripe's."""

import asyncio
import json
import os
import statistics
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from uuid import UUID, uuid4

import asyncpg

from backend.kernel import clock, db
from backend.kernel.auth import SYSTEM
from backend.kernel.money import Fen
from backend.payments import queries, service
from backend.payments.rules import Line
from backend.payments.service import Cause
from backend.payments.states import Book
from tests.bench.figures import Figure
from tests.bench.workshop import Workshop
from tests.fakes.stripe.deliveries import signature
from tests.journeys.server import Server

ROUNDS = 6
PER_ROUND = 400
AT_ONCE = 8
WARM_UP = 50
#: Of the statement that the ledger writes with, tables without its triggers.
BARE = """
CREATE TABLE bare_transaction (LIKE payments_transaction INCLUDING ALL);
ALTER TABLE bare_transaction ALTER month DROP NOT NULL, ALTER xid DROP NOT NULL;
CREATE TABLE bare_posting (LIKE payments_posting INCLUDING ALL,
  FOREIGN KEY (transaction) REFERENCES bare_transaction (id),
  FOREIGN KEY (account) REFERENCES payments_account (id));
"""
SECRET = "whsec_of_the_measurement"
MESSAGES = 3_000
CONNECTIONS = 8

Write = Callable[[], Awaitable[object]]


async def measure(workshop: Workshop) -> list[Figure]:
    return [*await _ledger(), *await _messages(workshop)]


@dataclass
class Ways:
    """The same transaction of two postings, written three ways."""

    accounts: list[UUID]
    bare: str = field(
        default_factory=lambda: queries.POST.replace(
            "payments_transaction", "bare_transaction"
        ).replace("payments_posting", "bare_posting")
    )

    @staticmethod
    def head() -> queries.Head:
        new, today = uuid4(), clock.today()
        return (new, today, "received", new, str(new), b"x" * 32, None)

    def lines(self, head: queries.Head) -> list[queries.Line]:
        return [(head[0], self.accounts[0], 100), (head[0], self.accounts[1], -100)]

    async def constrained(self) -> None:
        async with db.transaction():
            head = self.head()
            await queries.post([head], self.lines(head), mode="info_only", by=head[0])

    async def plain(self) -> None:
        async with db.transaction():
            head = self.head()
            columns = [[each] for each in head]
            lines = [[*each] for each in zip(*self.lines(head), strict=True)]
            await db.fetch_value(self.bare, *columns, "info_only", head[0], *lines)

    async def whole(self) -> None:
        new = uuid4()
        cause = Cause(kind="received", id=new, key=str(new), occurred_on=clock.today())
        lines = [
            Line(Book.OWN, "bank", None, Fen(100)),
            Line(Book.OWN, "platform_fee", None, Fen(-100)),
        ]
        await service.post(cause, lines, by=SYSTEM)


async def _ledger() -> list[Figure]:
    ways = Ways(
        [
            await queries.account(Book.OWN, "bank", None, kind="asset"),
            await queries.account(Book.OWN, "platform_fee", None, kind="income"),
        ]
    )
    await db.run_script(BARE)
    constrained, plain, whole = await _rates(ways)
    await db.run_script("DROP TABLE bare_posting; DROP TABLE bare_transaction")
    await _check_balance(ways.accounts[0])
    return [
        Figure(
            what="ledger transactions with their constraints",
            value=constrained,
            unit="commits/s",
            peer="the same rows, bare INSERT",
            peer_value=plain,
            aim=0.5,
            aim_on="ratio",
            note=f"{AT_ONCE} at once, two postings each; with the service around it "
            f"{whole:.0f} commits/s",
            details={"whole_per_s": round(whole)},
        )
    ]


async def _rates(ways: Ways) -> list[float]:
    """Commits per second, the ways by turns; the median of the rounds."""
    writes: tuple[Write, ...] = (ways.constrained, ways.plain, ways.whole)
    for write in writes:
        await _per_second(write, WARM_UP)
    rounds = [[await _per_second(write, PER_ROUND) for write in writes] for _ in range(ROUNDS)]
    return [statistics.median(each) for each in zip(*rounds, strict=True)]


async def _check_balance(account: UUID) -> None:
    off = await db.fetch_value(
        "SELECT (SELECT sum(amount_fen) FROM payments_posting WHERE account = $1) "
        "- (SELECT sum(fen) FROM payments_balance WHERE account = $1)",
        account,
    )
    if off:
        raise RuntimeError(f"The balance is off by {off} fen.")


async def _per_second(write: Write, count: int) -> float:
    async def some(n: int) -> None:
        for _ in range(n):
            await write()

    started = time.perf_counter()
    await asyncio.gather(*(some(count // AT_ONCE) for _ in range(AT_ONCE)))
    return count // AT_ONCE * AT_ONCE / (time.perf_counter() - started)


async def _messages(workshop: Workshop) -> list[Figure]:
    """Genuine messages of payments, over HTTP, each kept with the job that it asks for."""
    server = Server(
        home=workshop.home,
        database_url=workshop.dsn,
        demo=False,
        worker=False,
        environment={
            "ZHIRONG_STRIPE_SECRET_KEY": "sk_test_of_the_measurement",
            "ZHIRONG_STRIPE_WEBHOOK_SECRET": SECRET,
            "ZHIRONG_STRIPE_API_BASE": "http://127.0.0.1:9",
        },
    )
    await asyncio.to_thread(server.start)
    try:
        prepared = [_message(number, server.port) for number in range(MESSAGES)]
        started = time.perf_counter()
        waiting = iter(prepared)
        await asyncio.gather(*(_send(waiting, server.port) for _ in range(CONNECTIONS)))
        seconds = time.perf_counter() - started
    finally:
        await asyncio.to_thread(server.stop)
    kept = await db.fetch_value("SELECT count(*) FROM payments_webhook_receipt")
    if kept != MESSAGES:
        raise RuntimeError(f"{kept} receipts of {MESSAGES} messages.")
    bare = await _receipts_bare(workshop, [body for body, _ in prepared])
    return [
        Figure(
            what="receipts of Stripe's messages, verified and kept, over HTTP",
            value=MESSAGES / seconds,
            unit="per s",
            peer="bare INSERT of the same bytes",
            peer_value=bare,
            note=f"{CONNECTIONS} connections, one process, each with its job; {os.cpu_count()} "
            "cores carry the sender too",
        )
    ]


def _message(number: int, port: int) -> tuple[bytes, bytes]:
    event = {
        "id": f"evt_{number:012d}",
        "type": "payment_intent.succeeded",
        "data": {"object": {"id": f"pi_{number:012d}", "amount": number, "fill": "x" * 1500}},
    }
    body = json.dumps(event).encode()
    signed = signature(body, secret=SECRET, at=int(time.time()))
    head = (
        f"POST /api/v1/webhooks/stripe HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\n"
        f"content-type: application/json\r\ncontent-length: {len(body)}\r\n"
        f"stripe-signature: {signed}\r\n\r\n"
    )
    return body, head.encode()


async def _send(waiting: Iterator[tuple[bytes, bytes]], port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for body, head in waiting:
        writer.write(head + body)
        answer = await reader.readuntil(b"\r\n\r\n")
        if b" 204 " not in answer[:16]:
            raise RuntimeError(answer[:200])
    writer.close()
    await writer.wait_closed()


async def _receipts_bare(workshop: Workshop, bodies: list[bytes]) -> float:
    """One row per message, a transaction each, over as many connections."""
    await db.execute("CREATE TABLE bare_receipt (event_id varchar(255) UNIQUE, body bytea)")
    waiting = iter(enumerate(bodies))

    async def some() -> None:
        own = await asyncpg.connect(workshop.dsn)
        try:
            for number, body in waiting:
                await own.execute("INSERT INTO bare_receipt VALUES ($1, $2)", f"evt_{number}", body)
        finally:
            await own.close()

    started = time.perf_counter()
    await asyncio.gather(*(some() for _ in range(CONNECTIONS)))
    seconds = time.perf_counter() - started
    await db.execute("DROP TABLE bare_receipt")
    return len(bodies) / seconds
