"""Every statement about insurers' products, rating plans and subsidies."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.insurance.tables import InsuranceProduct, InsuranceProductVersion, RatingPlan
from backend.kernel.db import execute, fetch, fetch_one, fetch_value
from backend.kernel.pages import COUNTED

_VERSION = """
SELECT v.*, p.number, p.name, p.line, p.insurer, o.name AS insurer_name, r.code AS plan_code
FROM insurance_product_version v
JOIN insurance_product p ON p.id = v.product
JOIN identity_organisation o ON o.id = p.insurer
LEFT JOIN insurance_rating_plan r ON r.id = v.plan
"""
#: Of each product the newest version whose validity covers the day $1.
_OFFERED = """
v.published_at IS NOT NULL AND v.n = (
  SELECT max(w.n) FROM insurance_product_version w WHERE w.product = v.product
  AND w.published_at IS NOT NULL AND w.valid_from <= $1
  AND (w.valid_to IS NULL OR $1 <= w.valid_to))
"""
#: Of each product of the insurer $2 the newest version, drafts too ($1 is not asked).
_OWN = """
$1::date IS NOT NULL AND p.insurer = $2 AND v.n = (
  SELECT max(w.n) FROM insurance_product_version w WHERE w.product = v.product)
"""
_PLAN_HEAD = """
id, created_at, insurer, code, revision, digest, maker, maker_name, filing_number, filed_on,
valid_from, valid_to, approver, approver_name, published_at
"""


async def add_product(product: InsuranceProduct) -> None:
    await InsuranceProduct.insert(product)


async def add_version(version: InsuranceProductVersion) -> None:
    await InsuranceProductVersion.insert(version)


async def add_plan(plan: RatingPlan) -> None:
    await RatingPlan.insert(plan)


async def lock_product(product_id: UUID, *, insurer_id: UUID) -> dict[str, Any] | None:
    return await fetch_one(
        "SELECT * FROM insurance_product WHERE id = $1 AND insurer = $2 FOR UPDATE",
        product_id,
        insurer_id,
    )


async def name_taken(name: str, *, insurer_id: UUID) -> bool:
    found = await fetch_value(
        "SELECT EXISTS (SELECT FROM insurance_product WHERE insurer = $1 AND name = $2)",
        insurer_id,
        name,
    )
    return bool(found)


async def versions(product_id: UUID) -> list[dict[str, Any]]:
    return await fetch(_VERSION + " WHERE v.product = $1 ORDER BY v.n DESC", product_id)


async def page_of_versions(
    product_id: UUID, *, insurer_id: UUID, before: int | None, limit: int
) -> tuple[list[dict[str, Any]], int]:
    """Up to `limit + 1` versions of an insurer's product, newest first, and how many there are."""
    where = f"{_VERSION} WHERE v.product = $1 AND p.insurer = $2"
    rows = await fetch(
        f"{where} AND ($3::int IS NULL OR v.n < $3) ORDER BY v.n DESC LIMIT $4",
        *(product_id, insurer_id, before, limit + 1),
    )
    total = await fetch_value(f"SELECT count(*) FROM ({where}) AS counted", product_id, insurer_id)
    return rows, int(total)


async def version(version_id: UUID) -> dict[str, Any] | None:
    return await fetch_one(_VERSION + " WHERE v.id = $1", version_id)


async def offered(product_id: UUID, *, on: date) -> dict[str, Any] | None:
    return await fetch_one(f"{_VERSION} WHERE {_OFFERED} AND v.product = $2", on, product_id)


async def newest_own(product_id: UUID, *, insurer_id: UUID, on: date) -> dict[str, Any] | None:
    return await fetch_one(
        f"{_VERSION} WHERE {_OWN} AND v.product = $3", on, insurer_id, product_id
    )


async def page_of_products(
    on: date,
    *,
    own: bool,
    insurer_id: UUID | None,
    line: str | None,
    after: tuple[str, UUID] | None,
    limit: int,
) -> tuple[list[dict[str, Any]], int]:
    """Up to `limit + 1` products by name, and how many there are."""
    name, last = after or (None, None)
    which = _OWN if own else f"{_OFFERED} AND ($2::uuid IS NULL OR p.insurer = $2)"
    where = f"{_VERSION} WHERE {which} AND ($3::varchar IS NULL OR p.line = $3)"
    rows = await fetch(
        f"{where} AND ($4::varchar IS NULL OR (p.name, p.id) > ($4, $5)) "
        "ORDER BY p.name, p.id LIMIT $6",
        *(on, insurer_id, line, name, last, limit + 1),
    )
    total = await fetch_value(
        f"SELECT count(*) FROM ({where} LIMIT {COUNTED + 1}) AS counted", on, insurer_id, line
    )
    return rows, int(total)


async def plan(plan_id: UUID, *, insurer_id: UUID) -> dict[str, Any] | None:
    return await fetch_one(
        "SELECT * FROM insurance_rating_plan WHERE id = $1 AND insurer = $2", plan_id, insurer_id
    )


async def lock_plan(plan_id: UUID, *, insurer_id: UUID) -> dict[str, Any] | None:
    return await fetch_one(
        "SELECT * FROM insurance_rating_plan WHERE id = $1 AND insurer = $2 FOR UPDATE",
        plan_id,
        insurer_id,
    )


async def published_plan(code: str, *, insurer_id: UUID) -> dict[str, Any] | None:
    return await fetch_one(
        "SELECT * FROM insurance_rating_plan "
        "WHERE insurer = $1 AND code = $2 AND published_at IS NOT NULL",
        insurer_id,
        code,
    )


async def newest_published_plan(*, insurer_id: UUID, but: UUID) -> dict[str, Any] | None:
    """The plan that came into force last, other than this one."""
    return await fetch_one(
        "SELECT * FROM insurance_rating_plan WHERE insurer = $1 AND published_at IS NOT NULL "
        "AND id <> $2 ORDER BY valid_from DESC, published_at DESC LIMIT 1",
        insurer_id,
        but,
    )


async def lock_plans_of(insurer_id: UUID) -> None:
    """One after the other of an insurer's drafts: each has a revision of its own."""
    await execute("SELECT FROM identity_organisation WHERE id = $1 FOR NO KEY UPDATE", insurer_id)


async def next_revision(code: str, *, insurer_id: UUID) -> int:
    n = await fetch_value(
        "SELECT coalesce(max(revision), 0) + 1 FROM insurance_rating_plan "
        "WHERE insurer = $1 AND code = $2",
        insurer_id,
        code,
    )
    return int(n)


async def page_of_plans(
    *, insurer_id: UUID, code: str | None, after: tuple[datetime, UUID] | None, limit: int
) -> tuple[list[dict[str, Any]], int]:
    """Up to `limit + 1` plans without their documents, newest first, and how many there are."""
    at, last = after or (None, None)
    rows = await fetch(
        f"SELECT {_PLAN_HEAD} FROM insurance_rating_plan WHERE insurer = $1 "
        "AND ($2::timestamptz IS NULL OR (created_at, id) < ($2, $3)) "
        "AND ($5::varchar IS NULL OR code = $5) ORDER BY created_at DESC, id DESC LIMIT $4",
        *(insurer_id, at, last, limit + 1, code),
    )
    total = await fetch_value(
        "SELECT count(*) FROM (SELECT FROM insurance_rating_plan WHERE insurer = $1 "
        f"AND ($2::varchar IS NULL OR code = $2) LIMIT {COUNTED + 1}) AS counted",
        insurer_id,
        code,
    )
    return rows, int(total)


async def record_plan_publication(plan_id: UUID, *settled: object) -> None:
    """Filing number, filed, valid from, valid to, approver, his name, moment."""
    await execute(
        "UPDATE insurance_rating_plan SET filing_number = $2, filed_on = $3, valid_from = $4, "
        "valid_to = $5, approver = $6, approver_name = $7, published_at = $8 WHERE id = $1",
        plan_id,
        *settled,
    )


async def record_version_publication(
    version_id: UUID, plan_id: UUID | None, *settled: object
) -> None:
    """The plan, then filing number, filed, valid from, valid to, approver, his name, moment."""
    await execute(
        "UPDATE insurance_product_version SET plan = $2, filing_number = $3, filed_on = $4, "
        "valid_from = $5, valid_to = $6, approver = $7, approver_name = $8, published_at = $9 "
        "WHERE id = $1",
        version_id,
        plan_id,
        *settled,
    )


async def subsidy(code: str, *, on: date) -> dict[str, Any] | None:
    return await fetch_one(
        "SELECT * FROM insurance_premium_subsidy WHERE code = $1 AND from_on <= $2 "
        "AND (to_on IS NULL OR $2 <= to_on) ORDER BY from_on DESC LIMIT 1",
        code,
        on,
    )
