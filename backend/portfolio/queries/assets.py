"""Holdings of firms: lists, single ones, writing in sets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.kernel.db import connection, dumps, execute, fetch, fetch_one, fetch_value
from backend.kernel.errors import NotFound
from backend.kernel.pages import COUNTED
from backend.portfolio.fee_tables import NEWEST
from backend.portfolio.queries.facts import known_of
from backend.portfolio.queries.rights import COLUMNS
from backend.portfolio.tables import Asset

_RIGHT = ", ".join(f"r.{name}" for name in COLUMNS)
PLEDGED = "EXISTS (SELECT FROM portfolio_pledged_right l WHERE l.right_id = a.right_id)"
#: A holding with its right, whatever is known of it, and the names of the firm.
HOLDING = (
    f"a.id, a.right_id, a.firm, a.declared, a.created_at AS added_at, {_RIGHT}, {known_of('r')}, "
    "ARRAY[firm.name::text] || firm.former_names AS firm_names, "
    f"firm.verified_at IS NOT NULL AS firm_verified, {PLEDGED} AS pledged"
)
_TITLE = "coalesce(nullif(r.title, ''), a.declared->>'title', '')"

#: What a list may be sorted by: the expression, its kind, and whether it falls. Not the last day
#: of year 9999 for "none": asyncpg sends that as infinity.
SORTS: dict[str, tuple[str, type, bool]] = {
    "added_at": ("a.created_at", datetime, True),
    "title": (_TITLE, str, False),
    "filing_on": ("coalesce(r.filing_on, DATE '9000-01-01')", date, False),
    "expires_on": ("coalesce(r.expires_on, DATE '9000-01-01')", date, False),
}


@dataclass(frozen=True, kw_only=True)
class Filter:
    like: str | None = None
    number: str | None = None
    kind: str | None = None
    industry: str | None = None
    source: str | None = None
    pledged: bool | None = None


_WHERE = (
    "a.firm = $1 AND a.removed_at IS NULL "
    f"AND ($2::text IS NULL OR {_TITLE} ILIKE $2 OR r.application_body LIKE $3 "
    "OR r.publication_no LIKE $3 OR r.registration_no ILIKE $2) "
    "AND ($4::text IS NULL OR r.kind = $4) AND ($5::text IS NULL OR r.industry = $5) "
    "AND ($6::text IS NULL OR $6 = CASE r.owner_source WHEN 'register_extract' "
    "THEN r.owner_source ELSE r.source END) "
    f"AND ($7::boolean IS NULL OR {PLEDGED} = $7)"
)
FROM = (
    "FROM portfolio_asset a JOIN portfolio_right r ON r.id = a.right_id "
    "JOIN identity_organisation firm ON firm.id = a.firm"
)
#: What only the page of one holding shows; of the right's events those that concern the firm.
_DETAIL = (
    "a.import_run, (SELECT m.name FROM identity_member m WHERE m.id = a.added_by) AS added_by, "
    "(SELECT i.file_name FROM portfolio_import_run i WHERE i.id = a.import_run) AS file_name, "
    "ARRAY(SELECT p.number FROM portfolio_publication p WHERE p.right_id = r.id "
    "ORDER BY p.published_on NULLS LAST, p.number) AS publications, "
    "ARRAY(SELECT ROW(e.name, e.occurred_at, e.actor_id, e.actor_name, "
    "e.organisation_name) "
    "FROM kernel_event e WHERE (e.subject = 'asset' AND e.subject_id = a.id) "
    "OR (e.subject = 'right' AND e.subject_id = r.id AND (e.parties = '{}' "
    "OR a.firm = e.organisation_id OR a.firm = ANY(e.parties))) ORDER BY e.seq) AS timeline, "
    f"{NEWEST} AS fee_tables"
)


async def page(
    firm: UUID, *, where: Filter, sort: str, after: tuple[Any, UUID] | None, limit: int
) -> tuple[list[dict[str, Any]], int]:
    expression, kind, falling = SORTS[sort]
    order, than = ("DESC", "<") if falling else ("ASC", ">")
    cast = {datetime: "timestamptz", date: "date", str: "text"}[kind]
    rows = await fetch(
        f"SELECT {HOLDING}, {expression} AS sorted_by {FROM} WHERE {_WHERE} "
        f"AND ($8::{cast} IS NULL OR ({expression}, a.id) {than} ($8, $9)) "
        f"ORDER BY {expression} {order}, a.id {order} LIMIT $10",
        *_values(firm, where),
        None if after is None else after[0],
        None if after is None else after[1],
        limit + 1,
    )
    return rows, await count(firm, where=where, up_to=COUNTED)


async def count(firm: UUID, *, where: Filter, up_to: int) -> int:
    """How many holdings pass; `up_to + 1` stands for more than `up_to`."""
    return int(
        await fetch_value(
            f"SELECT count(*) FROM (SELECT 1 {FROM} WHERE {_WHERE} LIMIT {up_to + 1}) AS counted",
            *_values(firm, where),
        )
    )


def _values(firm: UUID, where: Filter) -> tuple[Any, ...]:
    return (
        firm,
        where.like,
        where.number,
        where.kind,
        where.industry,
        where.source,
        where.pledged,
    )


async def asset(asset_id: UUID, *, firm: UUID) -> dict[str, Any]:
    """A holding with its publications and the timeline, oldest first, and which tables tell its
    fees, in one statement."""
    row = await fetch_one(
        f"SELECT {HOLDING}, {_DETAIL} {FROM} "
        "WHERE a.id = $1 AND a.firm = $2 AND a.removed_at IS NULL",
        asset_id,
        firm,
    )
    if row is None:
        raise NotFound("There is no such right in your portfolio.")
    return row


async def lock(asset_id: UUID, *, firm: UUID) -> dict[str, Any]:
    row = await fetch_one(
        "SELECT id, right_id FROM portfolio_asset "
        "WHERE id = $1 AND firm = $2 AND removed_at IS NULL FOR UPDATE",
        asset_id,
        firm,
    )
    if row is None:
        raise NotFound("There is no such right in your portfolio.")
    return row


async def uses(right_id: UUID, *, firm: UUID) -> list[dict[str, Any]]:
    """What of the firm rests on this right and has not ended: kind and number."""
    return await fetch(
        "SELECT DISTINCT kind, number FROM portfolio_right_use "
        "WHERE firm = $1 AND right_id = $2 ORDER BY kind, number",
        firm,
        right_id,
    )


async def of_rights(right_ids: Sequence[UUID], *, firm: UUID) -> dict[UUID, dict[str, Any]]:
    """The firm's holdings of these rights, by right."""
    rows = await fetch(
        f"SELECT {HOLDING} {FROM} "
        "WHERE a.firm = $1 AND a.right_id = ANY($2::uuid[]) AND a.removed_at IS NULL",
        firm,
        list(right_ids),
    )
    return {row["right_id"]: row for row in rows}


async def of_asked(right_ids: Sequence[UUID], *, firm: UUID) -> dict[UUID, dict[str, Any]]:
    """The firm's holdings by the id that was asked, also the one of a right that was joined."""
    rows = await fetch(
        f"SELECT asked.id AS asked, {HOLDING} {FROM} "
        "JOIN portfolio_right asked ON coalesce(asked.merged_into, asked.id) = r.id "
        "WHERE asked.id = ANY($2::uuid[]) AND a.firm = $1 AND a.removed_at IS NULL",
        firm,
        list(right_ids),
    )
    return {row.pop("asked"): row for row in rows}


async def add(assets: Sequence[Asset]) -> None:
    async with connection() as current:
        await current.copy_records_to_table(
            "portfolio_asset",
            columns=[
                "id", "created_at", "firm", "right_id", "declared", "import_run", "added_by",
            ],
            records=[
                (
                    each.id,
                    each.created_at,
                    each.firm,
                    each.right_id,
                    each.declared,
                    each.import_run,
                    each.added_by,
                )
                for each in assets
            ],
        )  # fmt: skip


async def redeclare(declared: Mapping[UUID, dict[str, Any]]) -> None:
    """What the firm's newer file says of its holdings."""
    async with connection() as current:
        await current.executemany(
            "UPDATE portfolio_asset SET declared = $2 WHERE id = $1",
            [(asset_id, dumps(told)) for asset_id, told in declared.items()],
        )


async def remove(asset_id: UUID, *, at: datetime, by: UUID) -> None:
    await execute(
        "UPDATE portfolio_asset SET removed_at = $2, removed_by = $3 WHERE id = $1",
        asset_id,
        at,
        by,
    )
