"""Lists of what is paid out: from what the ledger holds for payees, an order for each."""

from collections.abc import Sequence
from dataclasses import dataclass
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
from backend.payments.states import Purpose
from backend.treasury import events, queries, rules
from backend.treasury.service.accounts import Rows
from backend.treasury.service.orders import approve_order, propose_payout
from backend.treasury.tables import PayoutList


@dataclass(frozen=True, kw_only=True)
class Payout:
    """What is held for a payee, or a part of it."""

    payee_id: UUID
    purpose: Purpose
    amount: Fen


async def payee_page(
    *, cursor: str | None, limit: int, counted: int = pages.COUNTED, by: Actor
) -> Rows:
    """For whom something is held, by name, and to which account it would go."""
    by.require(Permission.HANDLE_MONEY)
    after = None
    if cursor is not None:
        name, last = pages.decode_cursor(cursor, str, UUID)
        after = (name, last)
    rows, total = await queries.payees(after=after, limit=limit, counted=counted)
    cut, following = pages.cut(rows, limit, key=lambda row: (row["payee_name"], row["id"]))
    return cut, following, pages.total_of(total, up_to=counted)


async def propose_payouts(payouts: Sequence[Payout], *, reason: str, by: Actor) -> dict[str, Any]:
    """Propose to pay several payees at once; another person approves, in whole or one by one."""
    by.require(Permission.HANDLE_MONEY)
    rules.check_named_once([(each.payee_id, each.purpose) for each in payouts])
    async with transaction():
        ids = [each.payee_id for each in payouts]
        known = await identity.organisations(ids)
        if not set(ids) <= known.keys():
            raise NotFound
        accounts = await queries.accounts_in_force(ids)
        row = PayoutList(
            id=uuid4(),
            created_at=clock.now(),
            number=await next_number("PL"),
            reason=reason,
            orders=len(payouts),
            amount_fen=sum(each.amount for each in payouts),
            proposed_by=by.user_id,
            proposed_by_name=by.name,
        )
        await queries.add_payout_list(row)
        for each in sorted(payouts, key=lambda each: (str(each.payee_id), each.purpose)):
            await propose_payout(
                known[each.payee_id],
                each.purpose,
                each.amount,
                account=accounts.get(each.payee_id),
                listed=row,
                by=by,
            )
        await emit(
            events.PayoutListProposed(
                subject_id=row.id, number=row.number, orders=row.orders, amount_fen=row.amount_fen
            ),
            by=by,
            after={"reason": reason},
        )
    return await payout_list(row.id, by=by)


async def approve_payouts(list_id: UUID, *, by: Actor) -> dict[str, Any]:
    """Approve every order of a list that nobody has decided: all of them, or none."""
    await payout_list(list_id, by=by)
    async with transaction():
        orders = await queries.proposed_of_list(list_id)
        if not orders:
            raise rules.ListDecided("Nothing of it waits for approval.")
        for each in orders:
            await approve_order(each, by=by)
    return await payout_list(list_id, by=by)


async def payout_list(list_id: UUID, *, by: Actor) -> dict[str, Any]:
    by.require(Permission.HANDLE_MONEY)
    row = await queries.payout_list(list_id)
    if row is None:
        raise NotFound
    return row


async def payout_list_page(
    *, cursor: str | None, limit: int, counted: int = pages.COUNTED, by: Actor
) -> Rows:
    """The lists, newest first."""
    by.require(Permission.HANDLE_MONEY)
    after = None
    if cursor is not None:
        moment, last = pages.decode_cursor(cursor, datetime, UUID)
        after = (moment, last)
    rows, total = await queries.payout_lists(after=after, limit=limit, counted=counted)
    cut, following = pages.cut(rows, limit, key=lambda row: (row["created_at"], row["id"]))
    return cut, following, pages.total_of(total, up_to=counted)


def payout_list_actions(row: dict[str, Any], *, reader: Actor) -> list[str]:
    """What the reader may do with the list now."""
    own = row["proposed_by"] == reader.user_id
    return ["approve"] if row["proposed"] and not own else []
