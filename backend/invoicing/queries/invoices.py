"""Statements about invoices and what they were taken to the tax platform with."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.invoicing.tables import Batch, Invoice
from backend.kernel.db import execute, fetch, fetch_one, fetch_value
from backend.kernel.pages import COUNTED

_TOLD = ("name", "tax_number", "address", "phone", "bank_name", "bank_account")
_COLUMNS = ", ".join(
    (
        "i.*, c.reference, c.purpose, c.about, r.item, r.tax_class_code, r.mirrored",
        "o.number AS corrects_number, coalesce(n.credited, 0)::bigint AS credited_fen",
        *(f"b.{each} AS buyer_{each}" for each in _TOLD),
        *(f"s.{each} AS seller_{each}" for each in _TOLD),
    )
)
_INVOICES = """
FROM invoicing_invoice i JOIN payments_charge c ON c.id = i.charge
JOIN invoicing_title b ON b.id = i.buyer_title JOIN invoicing_title s ON s.id = i.seller_title
JOIN invoicing_rule r ON r.id = i.rule LEFT JOIN invoicing_invoice o ON o.id = i.corrects
LEFT JOIN LATERAL (SELECT sum(total_fen) AS credited FROM invoicing_invoice k
  WHERE k.corrects = i.id) n ON true
"""
#: $1 whose (null: everybody's), $2 side, $3 whose side, $4 states, $5 kind, $6 a pattern.
_CHOSEN = """
WHERE ($1::uuid IS NULL OR $1 IN (i.buyer, i.seller))
AND CASE $2::varchar WHEN 'buyer' THEN i.buyer = $3::uuid WHEN 'seller' THEN i.seller = $3::uuid
  ELSE $3::uuid IS NOT NULL END
AND ($4::varchar[] IS NULL OR i.state = ANY($4))
AND ($5::varchar IS NULL OR i.kind = $5)
AND ($6::varchar IS NULL OR c.reference ILIKE $6 OR i.number ILIKE $6 OR b.name ILIKE $6
  OR s.name ILIKE $6)
"""


async def add(row: Invoice) -> None:
    await Invoice.insert(row)


async def lock_charge(charge_id: UUID) -> None:
    """Whoever else asks for, or takes back of, this charge's invoice waits."""
    await execute(
        "SELECT pg_advisory_xact_lock(hashtextextended('invoicing.charge:' || $1::text, 0))",
        str(charge_id),
    )


async def lock(invoice_id: UUID) -> None:
    await execute("SELECT 1 FROM invoicing_invoice WHERE id = $1 FOR UPDATE", invoice_id)


async def invoice(invoice_id: UUID, *, reader: UUID | None) -> dict[str, Any] | None:
    return await fetch_one(
        f"SELECT {_COLUMNS} {_INVOICES} "
        "WHERE i.id = $1 AND ($2::uuid IS NULL OR $2 IN (i.buyer, i.seller))",
        invoice_id,
        reader,
    )


async def invoices(
    chosen: Sequence[object], *, after: tuple[datetime, UUID] | None, limit: int
) -> tuple[list[dict[str, Any]], int]:
    """Up to `limit + 1`, newest first, and how many there are."""
    rows = await newest(chosen, after=after, limit=limit + 1)
    return rows, await count_invoices(chosen, up_to=COUNTED)


async def newest(
    chosen: Sequence[object], *, after: tuple[datetime, UUID] | None, limit: int
) -> list[dict[str, Any]]:
    """Up to `limit` of them, those after a row or the first."""
    moment, last = after or (None, None)
    return await fetch(
        f"SELECT {_COLUMNS} {_INVOICES} {_CHOSEN} "
        "AND ($7::timestamptz IS NULL OR (i.created_at, i.id) < ($7, $8::uuid)) "
        "ORDER BY i.created_at DESC, i.id DESC LIMIT $9",
        *chosen,
        moment,
        last,
        limit,
    )


async def count_invoices(chosen: Sequence[object], *, up_to: int) -> int:
    """How many there are; one more than `up_to` where there are more."""
    total = await fetch_value(
        f"SELECT count(*) FROM (SELECT 1 {_INVOICES} {_CHOSEN} LIMIT $7) AS counted",
        *chosen,
        up_to + 1,
    )
    return int(total)


async def of_charge(charge_id: UUID) -> list[dict[str, Any]]:
    """Every invoice and credit note of a charge, oldest first."""
    return await fetch(
        f"SELECT {_COLUMNS} {_INVOICES} WHERE i.charge = $1 ORDER BY i.created_at, i.id", charge_id
    )


async def standing(charge_id: UUID) -> dict[str, Any] | None:
    """The invoice that stands for a charge, if any."""
    return await fetch_one(
        f"SELECT {_COLUMNS} {_INVOICES} WHERE i.charge = $1 AND i.kind = 'invoice' "
        "AND i.state IN ('requested', 'exported', 'issued', 'part_credited')",
        charge_id,
    )


async def credited(invoice_id: UUID, *, issued: bool = False) -> int:
    """What credit notes have taken of an invoice; with `issued`, those with a number."""
    return int(
        await fetch_value(
            "SELECT coalesce(sum(total_fen), 0) FROM invoicing_invoice WHERE corrects = $1 "
            "AND (NOT $2 OR number IS NOT NULL)",
            invoice_id,
            issued,
        )
    )


async def record_state(invoice_id: UUID, *, state: str) -> None:
    await execute("UPDATE invoicing_invoice SET state = $2 WHERE id = $1", invoice_id, state)


async def record_end(invoice_id: UUID, *, state: str, reason: str) -> None:
    await execute(
        "UPDATE invoicing_invoice SET state = $2, reason = $3 WHERE id = $1",
        invoice_id,
        state,
        reason,
    )


async def record_number(
    invoice_id: UUID,
    *,
    state: str,
    number: str,
    issued_on: date,
    file: UUID | None,
    by: UUID,
    at: datetime,
) -> bool:
    """Write what the tax platform gave; False if another invoice has the number."""
    if await fetch_value(
        "SELECT 1 FROM invoicing_invoice WHERE number = $1 AND id <> $2", number, invoice_id
    ):
        return False
    await execute(
        "UPDATE invoicing_invoice SET state = $2, number = $3, issued_on = $4, file = $5, "
        "told_by = $6, told_at = $7 WHERE id = $1",
        invoice_id,
        state,
        number,
        issued_on,
        file,
        by,
        at,
    )
    return True


async def waiting(seller: UUID) -> list[dict[str, Any]]:
    """What the seller has to take to the tax platform, locked, oldest first."""
    return await fetch(
        "SELECT i.id, i.total_fen, i.kind, i.state FROM invoicing_invoice i "
        "JOIN invoicing_rule r ON r.id = i.rule WHERE i.seller = $1 AND i.state = 'requested' "
        "AND NOT r.mirrored ORDER BY i.created_at, i.id LIMIT 1000 FOR UPDATE OF i",
        seller,
    )


async def export(batch_id: UUID, invoice_ids: Sequence[UUID], *, state: str) -> None:
    await execute(
        "UPDATE invoicing_invoice SET batch = $1, state = $3 WHERE id = ANY($2)",
        batch_id,
        list(invoice_ids),
        state,
    )


async def add_batch(row: Batch) -> None:
    await Batch.insert(row)


async def batch(batch_id: UUID, *, reader: UUID | None) -> dict[str, Any] | None:
    return await fetch_one(
        "SELECT * FROM invoicing_batch WHERE id = $1 AND ($2::uuid IS NULL OR seller = $2)",
        batch_id,
        reader,
    )


async def batches(
    reader: UUID | None, *, after: tuple[datetime, UUID] | None, limit: int
) -> tuple[list[dict[str, Any]], int]:
    """Up to `limit + 1`, newest first, and how many there are."""
    moment, last = after or (None, None)
    rows = await fetch(
        "SELECT * FROM invoicing_batch WHERE ($1::uuid IS NULL OR seller = $1) "
        "AND ($2::timestamptz IS NULL OR (created_at, id) < ($2, $3::uuid)) "
        "ORDER BY created_at DESC, id DESC LIMIT $4",
        reader,
        moment,
        last,
        limit + 1,
    )
    total = await fetch_value(
        "SELECT count(*) FROM (SELECT 1 FROM invoicing_batch WHERE $1::uuid IS NULL OR seller = $1 "
        f"LIMIT {COUNTED + 1}) AS counted",
        reader,
    )
    return rows, int(total)


async def of_batch(batch_id: UUID) -> list[dict[str, Any]]:
    return await fetch(
        f"SELECT {_COLUMNS} {_INVOICES} WHERE i.batch = $1 ORDER BY i.created_at, i.id", batch_id
    )
