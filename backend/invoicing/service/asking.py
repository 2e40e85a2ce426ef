"""Ask for an invoice; what it would state; take it back before it is issued."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from backend.identity import service as identity
from backend.invoicing import events, queries, rules
from backend.invoicing.service.titles import seen
from backend.invoicing.states import (
    INVOICE,
    STANDING,
    Action,
    InvoiceForm,
    InvoiceKind,
    InvoiceState,
)
from backend.invoicing.tables import Invoice
from backend.kernel import clock
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.errors import DomainError, NotFound
from backend.kernel.events import emit
from backend.kernel.money import BasisPoints
from backend.payments import service as payments


async def of_charge(charge_id: UUID, *, by: Actor) -> dict[str, Any]:
    """The invoices of a charge, what one would state now, and why there is none to ask for."""
    charge = await payments.charge(charge_id, by=by)
    found = await queries.of_charge(charge_id)
    told: dict[str, Any] = {"invoices": found, "draft": None, "refused": None}
    try:
        rules.check_free(next((row for row in found if _stands(row)), None))
        told["draft"] = await _draft(await payments.standing_of(charge_id))
        rules.check_payer(charge, organisation=by.organisation_id)
        by.require(Permission.PAY_CHARGES)
    except DomainError as refused:
        told["refused"] = refused
    return told


def _stands(row: Mapping[str, Any]) -> bool:
    return row["kind"] == InvoiceKind.INVOICE and row["state"] in STANDING


async def _draft(charge: Mapping[str, Any]) -> dict[str, Any]:
    """Everything that an invoice of this charge states, from the data in force today."""
    total = rules.invoiced(charge)
    buyer, seller = await queries.title(charge["payer"]), await queries.title(charge["payee"])
    if buyer is None:
        raise rules.TitleMissing
    if seller is None:
        known = await identity.organisation(charge["payee"])
        raise rules.SellerUntold(f"{known.name} has to.", seller=known.name)
    rule = await queries.rule_on(charge["purpose"], seller["taxpayer"], clock.today())
    if rule is None:
        raise rules.NoRule(
            f"{charge['purpose']} of a seller who is {seller['taxpayer']}.",
            purpose=charge["purpose"],
        )
    parts = rules.split(total, BasisPoints(rule["rate_bp"]))
    return {
        "buyer": buyer,
        "seller": seller,
        "rule": rule,
        "parts": parts,
        "paid_on": charge["received_on"],
        "remark": f"付款参考号 {charge['reference']} {charge['about']}"[:230],
    }


async def ask(charge_id: UUID, *, form: InvoiceForm, by: Actor) -> dict[str, Any]:
    """Ask for the invoice of a charge that was paid; one stands at a time."""
    by.require(Permission.PAY_CHARGES)
    rules.check_payer(await payments.charge(charge_id, by=by), organisation=by.organisation_id)
    async with transaction():
        await queries.lock_charge(charge_id)
        rules.check_free(await queries.standing(charge_id))
        charge = await payments.standing_of(charge_id)
        draft = await _draft(charge)
        row = Invoice(
            id=uuid4(),
            created_at=clock.now(),
            kind=InvoiceKind.INVOICE,
            form=form,
            charge=charge_id,
            buyer=charge["payer"],
            seller=charge["payee"],
            buyer_title=draft["buyer"]["id"],
            seller_title=draft["seller"]["id"],
            rule=draft["rule"]["id"],
            rate_bp=draft["rule"]["rate_bp"],
            amount_fen=draft["parts"].amount,
            tax_fen=draft["parts"].tax,
            total_fen=draft["parts"].total,
            remark=draft["remark"],
            paid_on=draft["paid_on"],
            asked_by=by.user_id,
            asked_by_name=by.name,
            state=InvoiceState.REQUESTED,
        )
        await queries.add(row)
        await emit(
            events.InvoiceAsked(**told(row.to_dict() | {"reference": charge["reference"]})),
            by=by,
            after={
                "state": InvoiceState.REQUESTED,
                "total_fen": row.total_fen,
                "tax_fen": row.tax_fen,
            },
        )
    return await invoice(row.id, by=by)


def told(row: Mapping[str, Any]) -> dict[str, Any]:
    """What every event about an invoice says."""
    return {
        "subject_id": row["id"],
        "parties": (row["buyer"], row["seller"]),
        "charge_id": row["charge"],
        "reference": row["reference"],
        "kind": row["kind"],
        "total_fen": row["total_fen"],
    }


async def invoice(invoice_id: UUID, *, by: Actor) -> dict[str, Any]:
    """One that the reader's organisation asked for or is to issue; any for the operator."""
    row = await queries.invoice(invoice_id, reader=seen(by))
    if row is None:
        raise NotFound
    return row


async def locked(invoice_id: UUID, *, by: Actor) -> dict[str, Any]:
    """The invoice, so that nothing else happens to it or its charge's others meanwhile."""
    await queries.lock_charge((await invoice(invoice_id, by=by))["charge"])
    await queries.lock(invoice_id)
    return await invoice(invoice_id, by=by)


async def withdraw(invoice_id: UUID, *, reason: str, by: Actor) -> dict[str, Any]:
    """The payer takes back what was not given to the tax platform yet."""
    by.require(Permission.PAY_CHARGES)
    async with transaction():
        row = await locked(invoice_id, by=by)
        rules.check_payer({"payer": row["buyer"]}, organisation=by.organisation_id)
        await end(row, Action.WITHDRAW, reason=reason, by=by)
    return await invoice(invoice_id, by=by)


async def refuse(invoice_id: UUID, *, reason: str, by: Actor) -> dict[str, Any]:
    """The seller does not issue it, and says why; the payer may ask again."""
    by.require(Permission.ISSUE_INVOICES)
    async with transaction():
        row = await locked(invoice_id, by=by)
        rules.check_seller(row, organisation=by.organisation_id)
        await end(row, Action.REFUSE, reason=reason, by=by)
    return await invoice(invoice_id, by=by)


async def end(row: Mapping[str, Any], action: Action, *, reason: str, by: Actor) -> None:
    """End an invoice that was not issued."""
    if row["kind"] != InvoiceKind.INVOICE:
        raise rules.CreditOwed
    state = INVOICE.after(InvoiceState(row["state"]), action)
    await queries.record_end(row["id"], state=state, reason=reason)
    await emit(
        events.InvoiceEnded(**told(row), how=action, reason=reason),
        by=by,
        before={"state": row["state"]},
        after={"state": state},
    )
