"""Take invoices to the tax platform, bring back their numbers, credit what was refunded."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from backend.documents import service as documents
from backend.documents.states import Purpose
from backend.invoicing import events, queries, rules, wording
from backend.invoicing.issuers import Numbered, issuer
from backend.invoicing.service.asking import end, invoice, locked, told
from backend.invoicing.service.titles import Rows, seen
from backend.invoicing.states import (
    CREDITABLE,
    INVOICE,
    LIFECYCLES,
    Action,
    InvoiceKind,
    InvoiceState,
)
from backend.invoicing.tables import Batch, Invoice
from backend.kernel import clock, pages
from backend.kernel.auth import SYSTEM, Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import emit
from backend.kernel.money import BasisPoints, Fen
from backend.payments import service as payments


async def make_batch(*, by: Actor) -> dict[str, Any]:
    """Everything of the seller's that waits, to be taken to the tax platform; each once."""
    by.require(Permission.ISSUE_INVOICES)
    async with transaction():
        rows = await queries.waiting(by.organisation_id)
        if not rows:
            raise rules.NothingToExport
        for row in rows:
            LIFECYCLES[InvoiceKind(row["kind"])].after(InvoiceState(row["state"]), Action.EXPORT)
        batch = Batch(
            id=uuid4(),
            created_at=clock.now(),
            seller=by.organisation_id,
            invoices=len(rows),
            total_fen=sum(
                row["total_fen"] * (1 if row["kind"] == InvoiceKind.INVOICE else -1) for row in rows
            ),
            made_by=by.user_id,
            made_by_name=by.name,
        )
        await queries.add_batch(batch)
        await queries.export(batch.id, [row["id"] for row in rows], state=InvoiceState.EXPORTED)
        await emit(
            events.BatchMade(
                subject_id=batch.id, invoices=batch.invoices, total_fen=batch.total_fen
            ),
            by=by,
        )
    return batch.to_dict()


async def batch_page(*, cursor: str | None, limit: int, by: Actor) -> Rows:
    """What was taken to the tax platform, newest first."""
    by.require(Permission.ISSUE_INVOICES, Permission.VIEW_OPERATOR)
    after = None
    if cursor is not None:
        moment, last = pages.decode_cursor(cursor, datetime, UUID)
        after = (moment, last)
    rows, total = await queries.batches(seen(by), after=after, limit=limit)
    cut, following = pages.cut(rows, limit, key=lambda row: (row["created_at"], row["id"]))
    return cut, following, pages.total_of(total)


async def batch_file(batch_id: UUID, *, by: Actor) -> bytes:
    """The file of a batch, the same however often it is fetched."""
    by.require(Permission.ISSUE_INVOICES, Permission.VIEW_OPERATOR)
    if await queries.batch(batch_id, reader=seen(by)) is None:
        raise NotFound
    return issuer().hand_over(await queries.of_batch(batch_id))


async def issue(
    invoice_id: UUID, given: Numbered, *, file_id: UUID | None, by: Actor
) -> dict[str, Any]:
    """Keep what the tax platform gave: number, day, and the file if there is one."""
    by.require(Permission.ISSUE_INVOICES)
    async with transaction():
        row = await locked(invoice_id, by=by)
        rules.check_seller(row, organisation=by.organisation_id)
        state = LIFECYCLES[InvoiceKind(row["kind"])].after(InvoiceState(row["state"]), Action.ISSUE)
        kept = issuer().take_back(row, given, today=clock.today())
        if file_id is not None:
            await documents.grant(
                [file_id], to=row["buyer"], kind=Purpose.OTHER, purpose=invoice_id, by=by
            )
        if not await queries.record_number(
            invoice_id,
            state=state,
            number=kept.number,
            issued_on=kept.issued_on,
            file=file_id,
            by=by.user_id,
            at=clock.now(),
        ):
            raise rules.NumberUsed(field="number")
        await emit(
            events.InvoiceIssued(**told(row), number=kept.number),
            by=by,
            before={"state": row["state"]},
            after={"state": state, "issued_on": kept.issued_on.isoformat()},
        )
        if row["kind"] == InvoiceKind.CREDIT_NOTE:
            await _follow_credit(row["corrects"])
        else:
            await _credit_refunds(row["charge"])
    return await invoice(invoice_id, by=by)


async def _follow_credit(invoice_id: UUID) -> None:
    """The invoice is credited as far as its notes have numbers."""
    row = await queries.invoice(invoice_id, reader=None)
    if row is None:
        raise RuntimeError(f"There is no invoice {invoice_id}.")
    rest = row["total_fen"] - await queries.credited(invoice_id, issued=True)
    action = Action.CREDIT_PART if rest else Action.CREDIT_REST
    state = INVOICE.after(InvoiceState(row["state"]), action)
    await queries.record_state(invoice_id, state=state)


async def follow_refund(charge_id: UUID) -> None:
    """What was sent back is not sold any more: heard twice, it is credited once."""
    async with transaction():
        await queries.lock_charge(charge_id)
        await _credit_refunds(charge_id)


async def _credit_refunds(charge_id: UUID) -> None:
    found = await queries.standing(charge_id)
    if found is None:
        return
    await queries.lock(found["id"])
    row = await queries.standing(charge_id)
    if row is None:
        return
    left = rules.left(await payments.standing_of(charge_id))
    stood = Fen(row["total_fen"] - await queries.credited(row["id"]))
    if left >= stood:
        return
    if row["state"] == InvoiceState.REQUESTED:
        await end(row, Action.WITHDRAW, reason=wording.REFUNDED, by=SYSTEM)
    elif row["state"] in CREDITABLE:
        await _credit(row, before=stood, after=left, reason=wording.CREDITED, by=SYSTEM)


async def credit(invoice_id: UUID, *, reason: str, by: Actor) -> dict[str, Any]:
    """Take back all that is left of an issued invoice, so that a right one can be asked for."""
    by.require(Permission.ISSUE_INVOICES)
    async with transaction():
        row = await locked(invoice_id, by=by)
        rules.check_seller(row, organisation=by.organisation_id)
        if row["kind"] != InvoiceKind.INVOICE or row["state"] not in CREDITABLE:
            raise rules.OriginalOpen(f"It is {row['state']}.", state=row["state"])
        stood = Fen(row["total_fen"] - await queries.credited(invoice_id))
        if stood == 0:
            raise rules.NothingToCredit
        note = await _credit(row, before=stood, after=Fen(0), reason=reason, by=by)
    return await invoice(note, by=by)


async def _credit(
    row: Mapping[str, Any], *, before: Fen, after: Fen, reason: str, by: Actor
) -> UUID:
    parts = rules.credit(before=before, after=after, rate=BasisPoints(row["rate_bp"]))
    note = Invoice(
        id=uuid4(),
        created_at=clock.now(),
        kind=InvoiceKind.CREDIT_NOTE,
        form=row["form"],
        charge=row["charge"],
        corrects=row["id"],
        buyer=row["buyer"],
        seller=row["seller"],
        buyer_title=row["buyer_title"],
        seller_title=row["seller_title"],
        rule=row["rule"],
        rate_bp=row["rate_bp"],
        amount_fen=parts.amount,
        tax_fen=parts.tax,
        total_fen=parts.total,
        remark=row["remark"],
        paid_on=row["issued_on"],
        asked_by=by.user_id,
        asked_by_name=by.name,
        state=InvoiceState.REQUESTED,
        reason=reason,
    )
    await queries.add(note)
    await emit(
        events.InvoiceAsked(**told(note.to_dict() | {"reference": row["reference"]})),
        by=by,
        after={"state": InvoiceState.REQUESTED, "total_fen": parts.total, "tax_fen": parts.tax},
    )
    return UUID(str(note.id))
