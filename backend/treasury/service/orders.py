"""Money that goes out: one proposes, another approves, the bank pays, a line confirms."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from backend.identity import service as identity
from backend.kernel import clock, pages
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import emit
from backend.kernel.money import Fen
from backend.kernel.sequences import next_number
from backend.payments import service as payments
from backend.payments.states import SUSPENSE, Book, Purpose, Source
from backend.treasury import events, matching, queries, rules
from backend.treasury.service.accounts import Rows
from backend.treasury.states import (
    ORDER,
    YUAN,
    LineState,
    OrderAction,
    OrderKind,
    OrderState,
)
from backend.treasury.tables import Order, PayoutList


@dataclass(frozen=True, kw_only=True)
class Refund:
    """A charge's, by the line it came by or else by card; of a line alone what waits of it."""

    charge_id: UUID | None
    line_id: UUID | None
    amount: Fen
    reason: str


async def propose_refund(refund: Refund, *, by: Actor) -> dict[str, Any]:
    """Propose that money goes back to where it came from; nothing moves before another approves."""
    by.require(Permission.HANDLE_MONEY)
    async with transaction():
        row = _new(refund.amount, refund.reason, by=by)
        if refund.line_id is not None:
            await _to_line(row, refund.line_id)
        if refund.charge_id is not None:
            charge = await payments.charge(refund.charge_id, by=by)
            row.charge, row.book = refund.charge_id, charge["book"]
        row.kind = _kind(refund)
        most = await _check(row, by=by)
        await _check_unproposed(row, most=most)
        return await _propose(row, by=by)


async def _check_unproposed(row: Order, *, most: int) -> None:
    """Nobody has proposed anything else for the same money."""
    if row.kind == OrderKind.RETURN:
        rules.check_free(await queries.line(row.line) or {}, amount=row.amount_fen)
        return
    proposed = await queries.proposed_over(row.kind, line=row.line, charge=row.charge)
    rules.check_unproposed(row.amount_fen, most=most, proposed=proposed)


def _kind(refund: Refund) -> OrderKind:
    if refund.charge_id is None:
        if refund.line_id is None:
            raise rules.RefundOfNothing("Name a charge, a line or both.")
        return OrderKind.RETURN
    return OrderKind.CARD if refund.line_id is None else OrderKind.REFUND


async def _to_line(row: Order, line_id: UUID) -> None:
    """To the account that the line came from."""
    line = await queries.line(line_id)
    if line is None:
        raise NotFound
    rules.check_account(line["other_account"])
    row.line, row.book, row.currency = line_id, line["book"], line["currency"]
    row.to_name, row.to_account = line["other_name"], line["other_account"]
    row.to_bank = line["other_bank"]


async def propose_payout(
    payee: identity.Organisation,
    purpose: Purpose,
    amount: Fen,
    *,
    account: dict[str, Any] | None,
    listed: PayoutList,
    by: Actor,
) -> dict[str, Any]:
    """Propose to pay a payee what is held for it in client money, to the account it registered."""
    by.require(Permission.HANDLE_MONEY)
    if account is None:
        raise rules.NoPayoutAccount(f"{payee.name} has to register one.", payee=payee.name)
    row = _new(amount, listed.reason, by=by)
    row.kind, row.book = OrderKind.PAYOUT, Book.CLIENT
    row.payee, row.purpose = payee.id, purpose
    row.payee_account, row.payout_list = account["id"], listed.id
    row.to_name, row.to_account = account["account_name"], account["account_number"]
    row.to_bank = account["bank_name"]
    rules.check_not_sent_back(account, payee=payee.name)
    await _check(row, by=by)
    return await _propose(row, by=by)


def _new(amount: Fen, reason: str, *, by: Actor) -> Order:
    return Order(
        id=uuid4(),
        created_at=clock.now(),
        number="",
        kind="",
        state=OrderState.PROPOSED,
        book="",
        currency=YUAN,
        amount_fen=amount,
        to_name="",
        to_account="",
        to_bank="",
        reason=reason,
        proposed_by=by.user_id,
        proposed_by_name=by.name,
    )


async def _propose(row: Order, *, by: Actor) -> dict[str, Any]:
    row.number = matching.order_number(await next_number("PO"))
    await queries.add_order(row)
    await emit(
        events.OrderProposed(
            subject_id=row.id,
            number=row.number,
            kind=row.kind,
            amount_fen=row.amount_fen,
            currency=row.currency,
        ),
        by=by,
        after={"to": row.to_name, "account": row.to_account, "reason": row.reason},
    )
    return await order(row.id, by=by)


async def _check(row: Order, *, by: Actor) -> int:
    """There is so much that can go out this way; whoever else takes of it waits."""
    if row.line is not None:
        await queries.lock_line(row.line)
    elif row.charge is not None:
        await queries.lock_card_refunds(row.charge)
    most = row.amount_fen
    if row.kind == OrderKind.RETURN:
        most = await _waits(row.line)
    elif row.kind == OrderKind.REFUND:
        most = await queries.came_for(row.line, row.charge)
    elif row.kind == OrderKind.CARD:
        most = await payments.refundable_by_gateway(row.charge)
    rules.check_back(row.amount_fen, most=most)
    await _check_held(row, by=by)
    return int(most)


async def _waits(line_id: UUID) -> int:
    """What of a line in can go back."""
    line = await queries.line(line_id)
    if line is None or line["amount_fen"] < 0 or line["state"] != LineState.SUSPENSE:
        return 0
    return int(line["left_fen"])


async def _check_held(row: Order, *, by: Actor) -> None:
    """Nobody is paid with the money of others: the payee's account holds as much."""
    if row.kind == OrderKind.PAYOUT:
        held = await payments.held(Book.CLIENT, row.purpose, row.payee)
        rules.check_held(row.amount_fen, held=held, payee=row.to_name)
        in_force = await queries.accounts_in_force([row.payee])
        account = in_force.get(row.payee, {})
        if account.get("id") != row.payee_account:
            raise rules.PayoutAccountChanged(f"{row.to_name}: refuse this, and propose it anew.")
        rules.check_not_sent_back(account, payee=row.to_name)
    elif row.charge is not None and row.book == Book.CLIENT:
        charge = await payments.charge(row.charge, by=by)
        held = await payments.held(Book.CLIENT, charge["purpose"], charge["payee"])
        rules.check_held(row.amount_fen, held=held)


async def order(order_id: UUID, *, by: Actor) -> dict[str, Any]:
    by.require(Permission.HANDLE_MONEY)
    row = await queries.order(order_id)
    if row is None:
        raise NotFound
    return row


async def order_page(
    *,
    in_state: OrderState | None,
    kind: OrderKind | None,
    list_id: UUID | None = None,
    cursor: str | None,
    limit: int,
    counted: int = pages.COUNTED,
    by: Actor,
) -> Rows:
    """The orders to pay, newest first; of one list, or all."""
    by.require(Permission.HANDLE_MONEY)
    after = None
    if cursor is not None:
        moment, last = pages.decode_cursor(cursor, datetime, UUID)
        after = (moment, last)
    rows, total = await queries.orders(
        state=in_state, kind=kind, listed=list_id, after=after, limit=limit, counted=counted
    )
    cut, following = pages.cut(rows, limit, key=lambda row: (row["created_at"], row["id"]))
    return cut, following, pages.total_of(total, up_to=counted)


async def _locked(order_id: UUID, *, by: Actor) -> Order:
    by.require(Permission.HANDLE_MONEY)
    row = await queries.lock_order(order_id)
    if row is None:
        raise NotFound
    return Order(**row)


def moved_of(row: Order) -> payments.Moved:
    """An order as the ledger's door knows it until the bank has paid it."""
    return payments.Moved(
        source=Source.BANK,
        external_id=str(row.id),
        amount=Fen(row.amount_fen),
        occurred_on=clock.today(),
    )


async def approve_order(order_id: UUID, *, by: Actor) -> dict[str, Any]:
    """Approve what somebody else proposed: the money is set aside, or handed to the gateway."""
    async with transaction():
        row = await _locked(order_id, by=by)
        by_card = row.kind == OrderKind.CARD
        action = OrderAction.HAND_OVER if by_card else OrderAction.APPROVE
        state = ORDER.after(OrderState(row.state), action)
        rules.check_four_eyes(
            {"proposed_by": row.proposed_by, "proposed_by_name": row.proposed_by_name},
            by=by.user_id,
        )
        await _check(row, by=by)
        await queries.decide_order(
            order_id, state=state, by=by.user_id, name=by.name, at=clock.now()
        )
        await _set_aside(row, by=by)
        await tell(row, state, by=by)
    return await order(order_id, by=by)


async def _set_aside(
    row: Order, *, by: Actor, back: bool = False, moved: payments.Moved | None = None
) -> None:
    if row.currency != YUAN:
        return  # the ledger is kept in yuan: what is left of the line says it
    moved, book = moved or moved_of(row), Book(row.book)
    if row.kind == OrderKind.CARD:
        await payments.refund_by_gateway(row.charge, row.amount_fen, by=by)
    elif row.kind == OrderKind.REFUND:
        step = payments.fail_refund if back else payments.order_refund
        await step(row.charge, moved, by=by)
    elif row.kind == OrderKind.RETURN:
        await payments.set_aside(moved, book=book, source=SUSPENSE, holder=None, back=back, by=by)
    else:
        await payments.set_aside(
            moved, book=book, source=row.purpose, holder=row.payee, back=back, by=by
        )


async def refuse_order(order_id: UUID, *, by: Actor) -> dict[str, Any]:
    """Refuse what was proposed, or take one's own proposal back."""
    async with transaction():
        row = await _locked(order_id, by=by)
        state = ORDER.after(OrderState(row.state), OrderAction.REFUSE)
        await queries.decide_order(
            order_id, state=state, by=by.user_id, name=by.name, at=clock.now()
        )
        await tell(row, state, by=by)
    return await order(order_id, by=by)


async def fail_order(order_id: UUID, *, by: Actor) -> dict[str, Any]:
    """The bank did not pay it: what was set aside is where it was before."""
    async with transaction():
        row = await _locked(order_id, by=by)
        state = ORDER.after(OrderState(row.state), OrderAction.FAIL)
        rules.check_four_eyes(
            {"proposed_by": row.proposed_by, "proposed_by_name": row.proposed_by_name},
            by=by.user_id,
        )
        await queries.move_order(order_id, state=state)
        await _set_aside(row, by=by, back=True)
        await tell(row, state, by=by)
    return await order(order_id, by=by)


async def confirm_paid(row: dict[str, Any], line: dict[str, Any], *, by: Actor) -> None:
    """The bank has paid an order: the line says so, and is what the ledger knows it by."""
    paid = Order(**row)
    state = ORDER.after(OrderState(paid.state), OrderAction.PAY)
    moved = payments.Moved(
        source=Source.BANK,
        external_id=str(line["id"]),
        amount=Fen(paid.amount_fen),
        occurred_on=line["booked_on"],
    )
    if paid.kind == OrderKind.REFUND:
        await payments.confirm_refund(paid.charge, moved, by=by)
    elif paid.currency == YUAN:
        await payments.pay_out(moved, book=Book(paid.book), holder=paid.payee, by=by)
    await queries.move_order(paid.id, state=state, line=line["id"])
    await _end_of_return(paid)
    await tell(paid, state, by=by)


async def pay_otherwise(
    order_id: UUID, line: dict[str, Any], *, match_id: UUID, amount: Fen, by: Actor
) -> None:
    """The bank paid an order with another amount: what it paid counts, the rest goes back."""
    found = await queries.lock_order(order_id)
    rules.check_payable(found, line, amount=amount)
    if found is None:
        raise NotFound
    paid = Order(**found)
    state = ORDER.after(OrderState(paid.state), OrderAction.PAY)
    moved = payments.Moved(
        source=Source.BANK,
        external_id=str(match_id),
        amount=amount,
        occurred_on=line["booked_on"],
    )
    rest = Fen(paid.amount_fen - amount)
    if paid.kind == OrderKind.REFUND:
        await payments.confirm_refund(paid.charge, moved, out_of=SUSPENSE, by=by)
    elif paid.currency == YUAN:
        await payments.pay_out(
            moved, book=Book(paid.book), holder=paid.payee, out_of=SUSPENSE, by=by
        )
    await queries.move_order(paid.id, state=state, line=line["id"], paid=amount if rest else None)
    if rest:
        unpaid = replace(moved_of(paid), external_id=f"{paid.id}:rest", amount=rest)
        await _set_aside(paid, by=by, back=True, moved=unpaid)
    await _end_of_return(paid)
    await tell(paid, state, by=by)


async def _end_of_return(paid: Order) -> None:
    """A line of which everything has gone back is settled."""
    if paid.kind != OrderKind.RETURN:
        return
    came = await queries.line(paid.line)
    if came is not None and not came["left_fen"]:
        await queries.record_line(paid.line, state=LineState.SETTLED, charge=None)


async def tell(row: Order, state: OrderState, *, by: Actor) -> None:
    await emit(
        events.OrderMoved(
            subject_id=row.id,
            number=row.number,
            how=state,
            amount_fen=row.amount_fen,
            currency=row.currency,
        ),
        by=by,
        before={"state": row.state},
        after={"state": state},
    )


def order_actions(row: dict[str, Any], *, reader: Actor) -> list[str]:
    """What the reader may do with the order now."""
    if not reader.may(Permission.HANDLE_MONEY):
        return []
    own = row["proposed_by"] == reader.user_id
    if row["state"] == OrderState.PROPOSED:
        return ["refuse"] if own else ["approve", "refuse"]
    sent = row["state"] in {OrderState.APPROVED, OrderState.EXPORTED}
    return ["fail"] if sent and not own else []
