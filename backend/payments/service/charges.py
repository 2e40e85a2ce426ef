"""Raise a charge, read it, cancel it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from backend.identity import service as identity
from backend.kernel import clock
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import emit
from backend.kernel.money import Fen
from backend.kernel.sequences import next_number
from backend.payments import events, queries, rules
from backend.payments.service.fees import check_bounds, check_charged
from backend.payments.service.ledger import holder_seen, mode
from backend.payments.states import CHARGE, Action, Purpose, State
from backend.payments.tables import Charge


@dataclass(frozen=True, kw_only=True)
class Owed:
    """What somebody is to pay to somebody."""

    payer_id: UUID
    payee_id: UUID
    purpose: Purpose
    amount: Fen
    due_on: date
    about: str
    #: The fee by which it is charged, and the amount that it is a share of.
    fee_id: UUID | None = None
    fee_base: Fen | None = None
    #: What is not kept in the ledger is refused before anything is written.
    currency: str = rules.CURRENCY


async def raise_charge(owed: Owed, *, by: Actor) -> dict[str, Any]:
    """Raise a fee: the operator for itself or an appraiser, an appraiser for itself.

    The operator keeps within the fees that are in force, also where it names none.
    """
    by.require(Permission.RAISE_CHARGES)
    if not by.may(Permission.VIEW_OPERATOR) and owed.payee_id != by.organisation_id:
        raise NotFound
    if by.may(Permission.VIEW_OPERATOR) and owed.fee_id is None:
        await check_bounds(owed.purpose, owed.amount)
    return await owe(owed, by=by)


async def owe(owed: Owed, *, by: Actor) -> dict[str, Any]:
    """Raise a charge; other modules call this with what their own rules say is owed."""
    rules.check_amount(owed.amount, currency=owed.currency)
    async with transaction():
        known = await identity.organisations([owed.payer_id, owed.payee_id])
        if not {owed.payer_id, owed.payee_id} <= known.keys():
            raise NotFound
        payee = known[owed.payee_id]
        rules.check_parties(
            purpose=owed.purpose,
            payer=owed.payer_id,
            payee=owed.payee_id,
            payee_kind=payee.kind,
        )
        if owed.fee_id is not None:
            await check_charged(
                owed.fee_id, purpose=owed.purpose, base=owed.fee_base, amount=owed.amount
            )
        row = Charge(
            id=uuid4(),
            created_at=clock.now(),
            reference=rules.reference_of(await next_number("CH")),
            payer=owed.payer_id,
            payee=owed.payee_id,
            purpose=owed.purpose,
            book=rules.book_of(
                owed.purpose, payee_is_platform=payee.kind == "operator", mode=mode()
            ),
            amount_fen=owed.amount,
            due_on=owed.due_on,
            about=owed.about,
            raised_by=by.user_id,
            state=State.OPEN,
            fee=owed.fee_id,
            fee_base_fen=owed.fee_base if owed.fee_id is not None else None,
        )
        await queries.add_charge(row)
        await emit(
            events.ChargeRaised(
                subject_id=row.id,
                parties=(owed.payer_id, owed.payee_id),
                reference=row.reference,
                purpose=owed.purpose,
                amount_fen=owed.amount,
            ),
            by=by,
            after={"state": State.OPEN, "amount_fen": owed.amount},
        )
    return await charge(row.id, by=by)


async def paid_on(payer: UUID, payee: UUID, *, purpose: Purpose) -> dict[UUID, date]:
    """Charges between the two of which money was kept, with the last day of it."""
    rows = await queries.paid_on(payer, payee, purpose=purpose)
    return {row["id"]: row["paid_on"] for row in rows}


async def charge(charge_id: UUID, *, by: Actor) -> dict[str, Any]:
    """A charge that the reader's organisation pays or gets; any for the operator."""
    row = await queries.charge(charge_id, reader=holder_seen(by))
    if row is None:
        raise NotFound
    return row


async def cancel_charge(charge_id: UUID, *, reason: str, by: Actor) -> dict[str, Any]:
    """Cancel a charge of which nothing is held; whoever is paid, or the operator."""
    by.require(Permission.RAISE_CHARGES)
    async with transaction():
        row = await charge(charge_id, by=by)
        if not by.may(Permission.VIEW_OPERATOR) and row["payee"] != by.organisation_id:
            raise NotFound
        row = await queries.lock_charge(charge_id)
        state = CHARGE.after(State(row["state"]), Action.CANCEL)
        await queries.record_cancelled(charge_id, state=state, at=clock.now(), reason=reason)
        await emit(
            events.ChargeCancelled(
                subject_id=charge_id,
                parties=(row["payer"], row["payee"]),
                reference=row["reference"],
                reason=reason,
            ),
            by=by,
            before={"state": row["state"]},
            after={"state": state},
        )
    return await charge(charge_id, by=by)


def open_actions(row: Mapping[str, Any], *, reader: Actor) -> list[Action]:
    """What the reader may do with the charge now."""
    concerned = reader.may(Permission.VIEW_OPERATOR) or row["payee"] == reader.organisation_id
    if not (concerned and reader.may(Permission.RAISE_CHARGES)):
        return []
    return CHARGE.open_actions(State(row["state"]))
