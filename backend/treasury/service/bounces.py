"""Payments that the bank sends back: the order is returned, and can be paid anew."""

from typing import Any
from uuid import UUID

from backend.kernel.auth import Actor, Permission
from backend.kernel.errors import NotFound
from backend.kernel.events import emit
from backend.kernel.money import Fen
from backend.payments import service as payments
from backend.payments.states import Book, Source
from backend.treasury import events, matching, queries, rules
from backend.treasury.service.orders import tell
from backend.treasury.states import ORDER, LineState, OrderAction, OrderKind, OrderState
from backend.treasury.tables import Order

Rows = tuple[list[dict[str, Any]], int]


async def may_have_returned(line_id: UUID, *, q: str | None, limit: int, by: Actor) -> Rows:
    """The paid orders that a line may bring back, the likeliest first, each with what speaks so."""
    by.require(Permission.HANDLE_MONEY)
    line = await queries.line(line_id)
    if line is None:
        raise NotFound
    if line["amount_fen"] < 0:
        return [], 0
    return await queries.may_have_returned(
        line,
        numbers=matching.order_numbers(line["memo"]),
        account=matching.plain_account(line["other_account"]),
        q=q and q.lower(),
        limit=limit,
    )


async def check_returns(order_id: UUID, line: dict[str, Any], *, amount: Fen) -> None:
    """The line may be the return of this order, and of no other line's; locked until the end."""
    order = await queries.lock_order(order_id)
    rules.check_returns(order, line, amount=amount, paid_on=await queries.paid_on(order_id))
    rules.check_return_free(await queries.return_open_for(order_id), line_id=line["id"])


async def take_back(
    order_id: UUID, line: dict[str, Any], *, match_id: UUID, amount: Fen, by: Actor
) -> None:
    """What the line brought is where it was before the order; it can be paid anew."""
    found = await queries.lock_order(order_id)
    if found is None:
        raise NotFound
    row = Order(**found)
    state = ORDER.after(OrderState(row.state), OrderAction.RETURN)
    moved = payments.Moved(
        source=Source.BANK,
        external_id=str(match_id),
        amount=amount,
        occurred_on=line["booked_on"],
    )
    because = (line["match_note"] or line["memo"] or line["other_name"])[:200]
    await queries.return_order(
        order_id, state=state, line=line["id"], amount=amount, because=because
    )
    if row.kind == OrderKind.PAYOUT:
        await payments.take_back(
            moved, book=Book(row.book), purpose=row.purpose, payee=row.payee, by=by
        )
    elif row.kind == OrderKind.REFUND:
        await payments.return_refund(row.charge, moved, by=by)
    else:
        # It waits again as it did before it was sent back; of it the ledger knows suspense only.
        await queries.record_line(row.line, state=LineState.SUSPENSE, charge=None)
    await tell(row, state, by=by)
    await emit(
        events.PaymentReturned(
            subject_id=order_id,
            parties=() if row.payee is None else (row.payee,),
            number=row.number,
            kind=row.kind,
            amount_fen=amount,
            last_figures=row.to_account[-4:],
            reason=because,
            currency=row.currency,
        ),
        by=by,
        before={"state": row.state},
        after={"state": state},
    )
