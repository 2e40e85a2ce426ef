"""Statements, Stripe's balance and the ledger side by side: every difference has its cause, and
one that stays for a day has a task."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from backend.kernel import clock
from backend.kernel.auth import Actor, Permission
from backend.payments import service as payments
from backend.payments.states import (
    BETWEEN,
    DISPUTED,
    PAYOUTS,
    REFUNDS,
    SUSPENSE,
    TRANSIT,
    Book,
    TaskKind,
)
from backend.treasury.queries import reconciling as queries
from backend.treasury.states import YUAN

#: Rows that are told at once; in the good case there is none.
MOST = 500
#: For so long a difference may settle itself: a statement, a message under way.
PATIENCE = timedelta(days=1)
GATEWAY = "gateway"
#: What stands there waits for something.
WAITING = (SUSPENSE, REFUNDS, PAYOUTS, TRANSIT, DISPUTED, BETWEEN)


@dataclass(frozen=True, kw_only=True)
class Difference:
    """`off_fen` is what the ledger has more than the other side."""

    side: str
    cause: str
    external_id: str
    off_fen: int
    since: datetime
    task_id: UUID | None = None

    @property
    def task(self) -> tuple[TaskKind, str]:
        """Under which a person is asked to look at it."""
        if self.cause == TaskKind.UNKNOWN_LINE:
            return TaskKind.UNKNOWN_LINE, self.external_id
        return TaskKind.DIFFERENCE, f"{self.side}:{self.cause}:{self.external_id}"


@dataclass(frozen=True, kw_only=True)
class Side:
    """The bank accounts of one book, or Stripe, against the ledger."""

    side: str
    outside_fen: int
    ledger_fen: int
    unexplained_fen: int
    differences: list[Difference] = field(default_factory=list)
    #: Since when the other side cannot be read: what stands here is what it said before.
    unread_since: datetime | None = None
    currency: str = YUAN


@dataclass(frozen=True, kw_only=True)
class Reconciliation:
    at: datetime
    sides: list[Side]
    waiting: list[dict[str, Any]]


async def reconciliation(*, by: Actor) -> Reconciliation:
    """What each side says now; zero unexplained, or somebody has to find out why."""
    by.require(Permission.VIEW_OPERATOR)
    abroad = await queries.foreign_sums()
    sides = await _sides(abroad)
    keys = [each.task for side in sides for each in side.differences]
    tasks = await payments.tasks_of(keys)
    return Reconciliation(
        at=clock.now(),
        sides=[_with_tasks(side, tasks) for side in sides],
        waiting=[*await queries.open_balances(WAITING), *_waiting(abroad)],
    )


def _waiting(abroad: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What waits, and is on its way back, in other currencies than the ledger's."""
    return [
        {"purpose": purpose, "book": row["book"], "currency": row["currency"], "fen": row[name]}
        for row in abroad
        for purpose, name in ((SUSPENSE, "waiting_fen"), (PAYOUTS, "ordered_fen"))
        if row[name]
    ]


def _with_tasks(side: Side, tasks: dict[tuple[str, str], UUID]) -> Side:
    told = [
        Difference(**{**vars(each), "task_id": tasks.get(each.task)}) for each in side.differences
    ]
    return Side(**{**vars(side), "differences": told})


async def _sides(abroad: list[dict[str, Any]]) -> list[Side]:
    banks = [await _bank(row) for row in await queries.bank_sums()]
    foreign = [await _foreign(row) for row in abroad]
    standing = await payments.standing()
    rows = [_difference(GATEWAY, row) for row in standing["differences"]]
    return [
        *banks,
        *foreign,
        Side(
            side=GATEWAY,
            outside_fen=standing["gateway_fen"],
            ledger_fen=standing["ledger_fen"],
            unexplained_fen=standing["unexplained_fen"],
            differences=rows,
            unread_since=standing["unread_since"],
        ),
    ]


async def _foreign(row: dict[str, Any]) -> Side:
    """An account in another currency, which no ledger holds: each line has its end, or waits."""
    side = f"bank_{row['book']}:{row['currency']}"
    found = []
    if row["new_fen"]:
        found = await queries.new_lines(row["book"], currency=row["currency"], limit=MOST)
    known = row["waiting_fen"] + row["ordered_fen"] - row["kept_fen"]
    return Side(
        side=side,
        outside_fen=row["statement_fen"],
        ledger_fen=known,
        unexplained_fen=known - row["statement_fen"] + row["new_fen"],
        differences=[_difference(side, each) for each in found],
        currency=row["currency"],
    )


async def _bank(row: dict[str, Any]) -> Side:
    book, side = Book(row["book"]), f"bank_{row['book']}"
    found = []
    if row["new_fen"]:
        found = await queries.new_lines(book, currency=YUAN, limit=MOST)
    off = row["ledger_fen"] - row["statement_fen"]
    rest = off + row["new_fen"] - row["reported_fen"]
    if rest:
        found += await queries.postings_without_line(book, limit=MOST)
        rest -= sum(each["off_fen"] for each in found if each["cause"] == "posting_without_line")
    return Side(
        side=side,
        outside_fen=row["statement_fen"],
        ledger_fen=row["ledger_fen"],
        unexplained_fen=rest,
        differences=[_difference(side, each) for each in found],
    )


def _difference(side: str, row: dict[str, Any]) -> Difference:
    return Difference(
        side=side,
        cause=row["cause"],
        external_id=row["external_id"],
        off_fen=row["off_fen"],
        since=row["moment"],
    )


async def note_differences() -> None:
    """Every morning: whatever has differed for a day is somebody's to look at."""
    long_ago = clock.now() - PATIENCE
    for side in await _sides(await queries.foreign_sums()):
        for each in side.differences:
            if each.since <= long_ago:
                kind, external_id = each.task
                await payments.open_task(
                    kind,
                    external_id,
                    amount=abs(each.off_fen),
                    facts=_facts(side, each.cause, each.off_fen),
                )
        if side.unexplained_fen:
            await payments.open_task(
                TaskKind.DIFFERENCE,
                f"{side.side}:unexplained:{clock.today()}",
                amount=abs(side.unexplained_fen),
                facts=_facts(side, "unexplained", side.unexplained_fen),
            )


def _facts(side: Side, cause: str, off: int) -> dict[str, Any]:
    told: dict[str, Any] = {"side": side.side, "cause": cause, "off_fen": off}
    return told if side.currency == YUAN else told | {"currency": side.currency}
