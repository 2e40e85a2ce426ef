"""Lines into the ledger: by rule where reference, payer and amount say so, else into suspense."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from backend.kernel.auth import SYSTEM, Actor
from backend.kernel.db import look_up, transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import emit
from backend.kernel.money import Fen
from backend.payments import service as payments
from backend.payments.states import Book, Source
from backend.treasury import events, matching, queries
from backend.treasury.matching import Candidate
from backend.treasury.service.orders import confirm_paid
from backend.treasury.states import LineState, Reason

#: Of a line: its id, state, reason and charge.
Ended = tuple[UUID, str, str | None, UUID | None]
#: Lines of one database transaction: what a crash undoes, and how long charges are locked.
BATCH = 500


async def match_statement(statement_id: UUID, *, by: Actor = SYSTEM) -> None:
    """Place every line of the statement's account that nobody has looked at.

    May be run again, and after a crash: a line is placed together with its state or not at all.
    """
    statement = await queries.statement(statement_id)
    if statement is None:
        raise NotFound
    while True:
        async with transaction():
            await look_up()
            await queries.lock_account(statement["account"])
            lines = await queries.lines_that_wait(statement["account"], limit=BATCH)
            if not lines:
                break
            await _place(lines, book=Book(statement["book"]), by=by)
    async with transaction():
        now = await queries.statement(statement_id)
        if now is None:
            raise NotFound
        await emit(
            events.StatementMatched(
                subject_id=statement_id,
                matched=now["matched_lines"],
                suspense=now["suspense_lines"],
            ),
            by=by,
        )


async def _place(lines: Sequence[dict[str, Any]], *, book: Book, by: Actor) -> None:
    """Each line in its order; what came in and what waits goes into the ledger at once."""
    orders = await _orders([line for line in lines if line["amount_fen"] < 0], book=book)
    inward = [line for line in lines if line["amount_fen"] > 0]
    found = {line["id"]: matching.references(line["memo"], is_valid=_is_valid) for line in inward}
    by_reference, by_open = await _candidates(inward, found, book=book)
    ended: list[Ended] = []
    waiting: list[tuple[payments.Moved, bool]] = []
    arrived: list[payments.Arrived] = []
    for line in lines:
        moved = moved_of(line)
        if line["amount_fen"] < 0:
            order = _order(line, orders)
            if order is None:
                waiting.append((moved, True))
                ended.append((line["id"], LineState.SUSPENSE, Reason.PAID_OUT, None))
            else:
                await confirm_paid(order, line, by=by)
                ended.append((line["id"], LineState.MATCHED, None, order["charge"]))
            continue
        placed = matching.place(
            book=book,
            payer=line["other_name"],
            amount=line["amount_fen"],
            found=found[line["id"]],
            by_reference=by_reference,
            by_open=by_open,
        )
        charge = placed.charge
        if charge is None:
            waiting.append((moved, False))
            ended.append((line["id"], LineState.SUSPENSE, placed.reason, None))
        else:
            arrived.append(payments.Arrived(moved=moved, charge_id=charge.id))
            ended.append((line["id"], LineState.MATCHED, None, charge.id))
            matching.take(charge, line["amount_fen"], by_open)
    await payments.wait_all(waiting, book=book, by=by)
    await payments.receive_all(arrived, by=by)
    await queries.record_lines(ended)


def _number(line: Mapping[str, Any]) -> str | None:
    """The order that a line out names, if it names one."""
    good, _ = matching.references(line["memo"], is_valid=matching.is_order_number, prefix="PO")
    return good[0] if len(good) == 1 else None


async def _orders(lines: Sequence[dict[str, Any]], *, book: Book) -> dict[str, dict[str, Any]]:
    numbers = sorted({number for line in lines if (number := _number(line)) is not None})
    return {row["number"]: row for row in await queries.exported_orders(book, numbers)}


def _order(line: dict[str, Any], orders: dict[str, dict[str, Any]]) -> dict[str, Any] | None:
    """The order that a line out pays: one that the bank was given, of the exact amount, once."""
    order = orders.get(_number(line) or "")
    if order is None or order["amount_fen"] != -line["amount_fen"]:
        return None
    return orders.pop(order["number"])


async def _candidates(
    lines: Sequence[dict[str, Any]], found: Mapping[UUID, tuple[list[str], bool]], *, book: Book
) -> tuple[dict[str, Candidate], dict[matching.Owing, list[Candidate]]]:
    """The charges that these lines may be for, locked, with what is kept of them now."""
    nameless = [line for line in lines if found[line["id"]] == ([], False)]
    rows = await queries.candidates(
        book,
        references=sorted({each for good, _ in found.values() for each in good}),
        names=sorted({matching.plain_name(line["other_name"]) for line in nameless}),
        amounts=sorted({line["amount_fen"] for line in nameless}),
    )
    known = [_candidate(row) for row in rows]
    owed = [each for each in known if each.owed and each.book == book]
    return {each.reference: each for each in known}, matching.owing(owed)


def _candidate(row: Mapping[str, Any]) -> Candidate:
    return Candidate(
        id=row["id"],
        reference=row["reference"],
        book=row["book"],
        payer=row["payer"],
        cancelled=row["state"] == "cancelled",
        owed=row["state"] in {"open", "part_paid"},
        amount=row["amount_fen"],
        kept=row["kept"],
    )


def _is_valid(reference: str) -> bool:
    return payments.is_reference(reference)


def moved_of(line: Mapping[str, Any]) -> payments.Moved:
    """A line as the ledger's door knows it: its id is its name there, so it enters once."""
    return payments.Moved(
        source=Source.BANK,
        external_id=str(line["id"]),
        amount=Fen(abs(line["amount_fen"])),
        occurred_on=line["booked_on"],
        currency=line["currency"],
    )
