"""Lines into the ledger: by rule where reference, payer and amount say so, else into suspense."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
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
from backend.treasury.matching import Candidate, Paid, Reported
from backend.treasury.service.orders import confirm_paid
from backend.treasury.states import YUAN, LineState, Reason

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
            book = Book(statement["book"])
            if statement["currency"] == YUAN:
                await _place(lines, book=book, payee=statement["holder"], by=by)
            else:
                await _place_foreign(lines, book=book, currency=statement["currency"], by=by)
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


@dataclass(kw_only=True)
class _Batch:
    """What becomes of lines, and what of it the ledger has to learn."""

    ended: list[Ended] = field(default_factory=list)
    waiting: list[tuple[payments.Moved, bool]] = field(default_factory=list)
    arrived: list[payments.Arrived] = field(default_factory=list)
    #: Of a charge, what its payee told of before.
    same: list[tuple[UUID, payments.Moved]] = field(default_factory=list)

    def suspend(self, line: Mapping[str, Any], reason: Reason | None) -> None:
        self.waiting.append((moved_of(line), line["amount_fen"] < 0))
        self.ended.append((line["id"], LineState.SUSPENSE, reason, None))

    def match(self, line: Mapping[str, Any], charge_id: UUID | None) -> None:
        self.ended.append((line["id"], LineState.MATCHED, None, charge_id))


@dataclass(frozen=True, kw_only=True)
class _Known:
    """What lines that come in may be for; reports and charges shrink while they are placed."""

    book: Book
    found: Mapping[UUID, tuple[list[str], bool]]
    by_reference: Mapping[str, Candidate]
    by_open: dict[matching.Owing, list[Candidate]]
    reports: list[Reported]
    paid: Sequence[Paid]


async def _place(
    lines: Sequence[dict[str, Any]], *, book: Book, payee: UUID | None, by: Actor
) -> None:
    """Each line in its order; what came in and what waits goes into the ledger at once."""
    orders = await _orders([line for line in lines if line["amount_fen"] < 0], book=book)
    known = await _known([line for line in lines if line["amount_fen"] > 0], book, payee)
    batch = _Batch()
    for line in lines:
        if line["amount_fen"] > 0:
            _place_inward(line, known, batch)
            continue
        order = _order(line, orders)
        if order is None:
            batch.suspend(line, Reason.PAID_OUT)
        else:
            await confirm_paid(order, line, by=by)
            batch.match(line, order["charge"])
    await payments.wait_all(batch.waiting, book=book, by=by)
    for charge_id, moved in batch.same:
        await payments.recognise(charge_id, moved, by=by)
    await payments.receive_all(batch.arrived, by=by)
    await queries.record_lines(batch.ended)


async def _known(lines: Sequence[dict[str, Any]], book: Book, payee: UUID | None) -> _Known:
    found = {line["id"]: matching.references(line["memo"], is_valid=_is_valid) for line in lines}
    told = {row["charge"] for row in await payments.unconfirmed(payee_id=payee)}
    by_reference, by_open = await _candidates(lines, found, book=book, told=told)
    locked = {each.id for each in by_reference.values()}
    return _Known(
        book=book,
        found=found,
        by_reference=by_reference,
        by_open=by_open,
        reports=await _reports(payee, locked),
        paid=await _paid(lines, book=book),
    )


def _place_inward(line: dict[str, Any], known: _Known, batch: _Batch) -> None:
    payer, amount = line["other_name"], line["amount_fen"]
    found = known.found[line["id"]]
    if matching.came_back(line, known.paid, named=found != ([], False)):
        batch.suspend(line, Reason.BOUNCED)
        return
    placed = matching.told_before(
        matching.place(
            book=known.book,
            payer=payer,
            amount=amount,
            found=found,
            by_reference=known.by_reference,
            by_open=known.by_open,
        ),
        known.reports,
        named=bool(found[0]),
        payer=payer,
        amount=amount,
        on=line["booked_on"],
    )
    if isinstance(placed, Reported):
        known.reports.remove(placed)
        batch.waiting.append((moved_of(line), False))
        batch.same.append((placed.charge, moved_of(line)))
        batch.match(line, placed.charge)
    elif placed.charge is None:
        batch.suspend(line, placed.reason)
    else:
        batch.arrived.append(payments.Arrived(moved=moved_of(line), charge_id=placed.charge.id))
        batch.match(line, placed.charge.id)
        matching.take(placed.charge, amount, known.by_open)


async def _paid(
    lines: Sequence[Mapping[str, Any]], *, book: Book, currency: str = YUAN
) -> list[Paid]:
    """The orders that the bank has paid and these lines may bring back."""
    if not lines:
        return []
    rows = await queries.paid_orders(
        book,
        currency=currency,
        numbers=sorted({each for line in lines for each in matching.order_numbers(line["memo"])}),
        accounts=sorted({matching.plain_account(line["other_account"]) for line in lines}),
        since=min(line["booked_on"] for line in lines) - timedelta(days=matching.RETURNS_WITHIN),
    )
    return [
        Paid(number=row["number"], account=row["to_account"], amount=row["went_fen"])
        for row in rows
    ]


async def _reports(payee: UUID | None, locked: Collection[UUID]) -> list[Reported]:
    """What the account's holder told of charges that are locked, each as often as it did."""
    return [
        Reported(
            charge=row["charge"],
            payer=row["payer"],
            amount=row["amount_fen"],
            on=row["occurred_on"],
        )
        for row in await payments.unconfirmed(payee_id=payee)
        if row["charge"] in locked
        for _ in range(row["n"])
    ]


async def told_on(charge: Mapping[str, Any], amount: Fen, *, on: date) -> date | None:
    """The day of a line of the payee's own account that tells of this money, or may."""
    return await queries.told_on(
        charge["id"],
        payee_id=charge["payee"],
        payer_id=charge["payer"],
        reference=charge["reference"],
        amount=amount,
        on=on,
        near=matching.NEAR,
    )


async def _place_foreign(
    lines: Sequence[dict[str, Any]], *, book: Book, currency: str, by: Actor
) -> None:
    """What came in another currency pays no charge and waits in its own, outside the ledger."""
    inward, outward = ([x for x in lines if (x["amount_fen"] > 0) is way] for way in (True, False))
    orders = await _orders(outward, book=book, currency=currency)
    paid = await _paid(inward, book=book, currency=currency)
    ended: list[Ended] = []
    for line in lines:
        order = _order(line, orders) if line["amount_fen"] < 0 else None
        if order is not None:
            await confirm_paid(order, line, by=by)
            ended.append((line["id"], LineState.MATCHED, None, None))
        else:
            reason = Reason.PAID_OUT if line["amount_fen"] < 0 else Reason.FOREIGN_CURRENCY
            if line["amount_fen"] > 0 and matching.came_back(line, paid, named=False):
                reason = Reason.BOUNCED
            ended.append((line["id"], LineState.SUSPENSE, reason, None))
    await queries.record_lines(ended)


def _number(line: Mapping[str, Any]) -> str | None:
    """The order that a line out names, if it names one."""
    good, _ = matching.references(line["memo"], is_valid=matching.is_order_number, prefix="PO")
    return good[0] if len(good) == 1 else None


async def _orders(
    lines: Sequence[dict[str, Any]], *, book: Book, currency: str = YUAN
) -> dict[str, dict[str, Any]]:
    numbers = sorted({number for line in lines if (number := _number(line)) is not None})
    rows = await queries.exported_orders(book, numbers, currency=currency)
    return {row["number"]: row for row in rows}


def _order(line: dict[str, Any], orders: dict[str, dict[str, Any]]) -> dict[str, Any] | None:
    """The order that a line out pays: one that the bank was given, of the exact amount, once."""
    order = orders.get(_number(line) or "")
    if order is None or order["amount_fen"] != -line["amount_fen"]:
        return None
    return orders.pop(order["number"])


async def _candidates(
    lines: Sequence[dict[str, Any]],
    found: Mapping[UUID, tuple[list[str], bool]],
    *,
    book: Book,
    told: Collection[UUID],
) -> tuple[dict[str, Candidate], dict[matching.Owing, list[Candidate]]]:
    """The charges that these lines may be for, locked, with what is kept of them now.

    Also those that a payee told of.
    """
    nameless = [line for line in lines if found[line["id"]] == ([], False)]
    rows = await queries.candidates(
        book,
        references=sorted({each for good, _ in found.values() for each in good}),
        names=sorted({matching.plain_name(line["other_name"]) for line in nameless}),
        amounts=sorted({line["amount_fen"] for line in nameless}),
        told=sorted(told),
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
