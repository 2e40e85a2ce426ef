"""Every statement about products, their versions and capacity, and the reference rates."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.kernel.db import execute, fetch, fetch_one, fetch_value
from backend.kernel.pages import COUNTED
from backend.lending.tables.products import Capacity, Product, ProductVersion

_VERSION = """
SELECT v.*, p.number, p.name, p.lender, o.name AS lender_name,
  c.id AS capacity, c.from_on AS capacity_from, c.to_on AS capacity_to,
  coalesce(c.used_fen < c.capacity_fen AND c.used_cases < c.capacity_cases, false) AS capacity_open,
  coalesce(c.capacity_fen - c.used_fen, 0) AS capacity_left_fen
FROM lending_product_version v
JOIN lending_product p ON p.id = v.product
JOIN identity_organisation o ON o.id = p.lender
LEFT JOIN LATERAL (
  SELECT * FROM lending_capacity c
  WHERE c.product = p.id AND $1 BETWEEN c.from_on AND c.to_on ORDER BY c.from_on DESC LIMIT 1
) c ON true
"""

#: Of each product the newest published version whose day has come, while the lender's mandate holds
#: and it has not suspended the product. What was called back before its day never holds.
_IN_FORCE = """
WHERE v.published_at IS NOT NULL AND $1 BETWEEN v.mandate_from AND v.mandate_to
  AND p.suspended_at IS NULL
  AND v.n = (SELECT max(w.n) FROM lending_product_version w
             WHERE w.product = v.product AND w.published_at IS NOT NULL AND w.recalled_at IS NULL
               AND (w.effective_on IS NULL OR w.effective_on <= $1))
"""


async def add_product(product: Product) -> None:
    await Product.insert(product)


async def add_version(version: ProductVersion) -> None:
    await ProductVersion.insert(version)


async def add_capacity(capacity: Capacity) -> None:
    await Capacity.insert(capacity)


async def lock_product(product_id: UUID, *, lender_id: UUID) -> dict[str, Any] | None:
    return await fetch_one(
        "SELECT * FROM lending_product WHERE id = $1 AND lender = $2 FOR UPDATE",
        product_id,
        lender_id,
    )


async def versions(product_id: UUID, *, lender_id: UUID) -> list[dict[str, Any]]:
    """Every version of a lender's product, drafts too, newest first."""
    return await fetch(
        "SELECT v.* FROM lending_product_version v JOIN lending_product p ON p.id = v.product "
        "WHERE p.id = $1 AND p.lender = $2 ORDER BY v.n DESC",
        product_id,
        lender_id,
    )


async def next_n(product_id: UUID) -> int:
    n = await fetch_value(
        "SELECT coalesce(max(n), 0) + 1 FROM lending_product_version WHERE product = $1", product_id
    )
    return int(n)


async def version_to_publish(version_id: UUID, *, lender_id: UUID) -> dict[str, Any] | None:
    return await fetch_one(
        "SELECT v.*, p.number FROM lending_product_version v "
        "JOIN lending_product p ON p.id = v.product "
        "WHERE v.id = $1 AND p.lender = $2 FOR UPDATE OF v, p",
        version_id,
        lender_id,
    )


async def newest_published_n(product_id: UUID) -> int:
    """The number of the newest published version, in force or yet to be; 0 without one."""
    found: int = await fetch_value(
        "SELECT coalesce(max(n), 0) FROM lending_product_version "
        "WHERE product = $1 AND published_at IS NOT NULL AND recalled_at IS NULL",
        product_id,
    )
    return found


async def record_publication(
    version_id: UUID,
    *,
    at: datetime,
    approver: UUID,
    approver_name: str,
    effective_on: date | None,
) -> None:
    await execute(
        "UPDATE lending_product_version SET approver = $2, approver_name = $3, published_at = $4, "
        "effective_on = $5 WHERE id = $1",
        version_id,
        approver,
        approver_name,
        at,
        effective_on,
    )


async def record_recall(
    version_id: UUID, *, at: datetime, by: UUID, by_name: str, reason: str
) -> None:
    await execute(
        "UPDATE lending_product_version SET recalled_at = $2, recalled_by = $3, "
        "recalled_by_name = $4, recall_reason = $5 WHERE id = $1",
        version_id,
        at,
        by,
        by_name,
        reason,
    )


async def version(version_id: UUID, *, on: date) -> dict[str, Any] | None:
    return await fetch_one(_VERSION + " WHERE v.id = $2", on, version_id)


async def in_force(on: date, *, product_id: UUID | None = None) -> list[dict[str, Any]]:
    """The versions that may be shown on this day, of all products or one."""
    return await fetch(
        _VERSION + _IN_FORCE + " AND ($2::uuid IS NULL OR p.id = $2) ORDER BY p.name, p.id",
        on,
        product_id,
    )


async def page(
    on: date,
    *,
    lender_id: UUID | None,
    after: tuple[str, UUID] | None,
    limit: int,
) -> tuple[list[dict[str, Any]], int]:
    """Up to `limit + 1` products on offer by name, and how many there are."""
    name, last = after or (None, None)
    where = _IN_FORCE + " AND ($2::uuid IS NULL OR p.lender = $2)"
    rows = await fetch(
        f"{_VERSION} {where} AND ($3::varchar IS NULL OR (p.name, p.id) > ($3, $4)) "
        "ORDER BY p.name, p.id LIMIT $5",
        on,
        lender_id,
        name,
        last,
        limit + 1,
    )
    total = await fetch_value(
        f"SELECT count(*) FROM ({_VERSION} {where} LIMIT {COUNTED + 1}) AS counted", on, lender_id
    )
    return rows, int(total)


async def capacity_on(product_id: UUID, *, on: date) -> Mapping[str, Any] | None:
    """The product's capacity of the day, locked."""
    return await fetch_one(
        "SELECT * FROM lending_capacity WHERE product = $1 AND $2 BETWEEN from_on AND to_on "
        "ORDER BY from_on DESC LIMIT 1 FOR UPDATE",
        product_id,
        on,
    )


async def overlapping(product_id: UUID, *, from_on: date, to_on: date) -> bool:
    found = await fetch_value(
        "SELECT EXISTS (SELECT FROM lending_capacity "
        "WHERE product = $1 AND from_on <= $3 AND to_on >= $2)",
        product_id,
        from_on,
        to_on,
    )
    return bool(found)


async def use_capacity(capacity_id: UUID, *, amount_fen: int, cases: int) -> None:
    """Take from a capacity, or give back with negative figures; the database holds the bounds."""
    await execute(
        "UPDATE lending_capacity SET used_fen = used_fen + $2, used_cases = used_cases + $3 "
        "WHERE id = $1",
        capacity_id,
        amount_fen,
        cases,
    )
