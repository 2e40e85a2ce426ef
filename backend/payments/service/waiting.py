"""Money that came by the gateway and waits: one says for which charge it is, another confirms."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from backend.kernel import clock, pages
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import emit
from backend.kernel.money import Fen
from backend.payments import events, rules
from backend.payments import queries as ledger
from backend.payments.queries import lines as gateway
from backend.payments.queries import waiting as queries
from backend.payments.rules import Line
from backend.payments.service.door import Moved, Step, cause_of, follow_all
from backend.payments.service.ledger import Rows, post
from backend.payments.service.suspense import held
from backend.payments.states import BETWEEN, SUSPENSE, Action, Book, Source
from backend.payments.tables import GatewayMatch


async def waiting_page(*, cursor: str | None, limit: int, by: Actor) -> Rows:
    """What came by the gateway for no charge, newest first; also what came in other money."""
    by.require(Permission.HANDLE_MONEY)
    after = None
    if cursor is not None:
        moment, last = pages.decode_cursor(cursor, datetime, UUID)
        after = (moment, last)
    rows, total = await queries.waiting(after=after, limit=limit)
    cut, following = pages.cut(rows, limit, key=lambda row: (row["created_at"], row["id"]))
    return cut, following, pages.total_of(total)


async def locked(payment_id: UUID, *, by: Actor) -> dict[str, Any]:
    by.require(Permission.HANDLE_MONEY)
    await queries.lock_payment(payment_id)
    row = await queries.waiting_payment(payment_id)
    if row is None:
        raise NotFound
    return row


async def propose_charge(
    payment_id: UUID, *, charge_id: UUID, note: str, by: Actor
) -> dict[str, Any]:
    """Say for which charge it is; nothing moves before somebody else confirms."""
    async with transaction():
        row = await locked(payment_id, by=by)
        check_unproposed(row)
        await _check(row, charge_id)
        match = GatewayMatch(
            id=uuid4(),
            created_at=clock.now(),
            payment=payment_id,
            charge=charge_id,
            note=note,
            proposed_by=by.user_id,
            proposed_by_name=by.name,
        )
        await queries.add_match(match)
        await tell(row, "proposed", charge_id, by=by)
        return await locked(payment_id, by=by)


def check_unproposed(row: dict[str, Any]) -> None:
    if row["match_id"] is not None:
        raise rules.ChargeProposed(f"{row['proposed_by_name']} proposed one; decide it first.")


async def _check(row: dict[str, Any], charge_id: UUID) -> dict[str, Any]:
    """It is in yuan, still waits in whole, and the charge takes it."""
    rules.check_amount(row["amount_fen"], currency=row["currency"])
    charge = await ledger.lock_charge(charge_id)
    if not charge:
        raise NotFound
    rules.check_takes(charge)
    if charge["book"] == Book.MEMO:
        raise rules.NotByCard(f"{charge['reference']} is only mirrored here.")
    holder = await gateway.suspended_for(row["transaction"])
    rules.check_waits(row["amount_fen"], held=await held(Book.CLIENT, SUSPENSE, holder))
    return charge | {"suspended_for": holder}


def check_confirms(row: dict[str, Any], *, by: Actor) -> None:
    """Something is proposed, by another person."""
    if row["match_id"] is None:
        raise rules.NothingProposed("Propose a charge first.")
    rules.check_other_publishes(row, by=by.user_id)


async def confirm_charge(row: dict[str, Any], *, by: Actor) -> None:
    """Confirm what another proposed: the charge is paid with it."""
    async with transaction():
        charge = await _check(row, row["match_charge"])
        await queries.decide_match(
            row["match_id"], confirmed=True, by=by.user_id, name=by.name, at=clock.now()
        )
        amount, book = Fen(row["amount_fen"]), Book(charge["book"])
        moved = Moved(
            source=Source.GATEWAY,
            external_id=row["intent_id"],
            amount=amount,
            occurred_on=clock.today(),
        )
        lines = [
            Line(Book.CLIENT, SUSPENSE, charge["suspended_for"], amount),
            Line(book, charge["purpose"], charge["payee"], Fen(-amount)),
        ]
        if book is Book.OWN:
            lines += [
                Line(Book.CLIENT, BETWEEN, None, Fen(-amount)),
                Line(Book.OWN, BETWEEN, None, amount),
            ]
        await post(cause_of("allocated", moved, subject=charge["id"]), lines, by=by)
        await follow_all([Step(charge, Action.RECEIVE, amount, "received")], by=by)
        await tell(row, "confirmed", charge["id"], by=by)


async def refuse_proposed(payment_id: UUID, *, by: Actor) -> None:
    """Refuse what was proposed, or take one's own back; the money waits on."""
    async with transaction():
        row = await locked(payment_id, by=by)
        if row["match_id"] is None:
            raise rules.NothingProposed("Nothing is proposed for it.")
        await queries.decide_match(
            row["match_id"], confirmed=False, by=by.user_id, name=by.name, at=clock.now()
        )
        await tell(row, "refused", row["match_charge"], by=by)


async def tell(row: dict[str, Any], how: str, charge_id: UUID | None, *, by: Actor) -> None:
    await emit(
        events.GatewayMoneyMatched(subject_id=row["id"], how=how, amount_fen=row["amount_fen"]),
        by=by,
        after={"charge": charge_id},
    )


def waiting_actions(row: dict[str, Any], *, reader: Actor) -> list[str]:
    """What the reader may do with it now; other money than yuan only goes back."""
    if row["match_id"] is None:
        return ["return"] if row["currency"] != rules.CURRENCY else ["match", "return"]
    return ["refuse"] if row["proposed_by"] == reader.user_id else ["confirm", "refuse"]
