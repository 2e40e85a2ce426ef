"""Every statement that verification sends."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from piccolo.columns import Column

from backend.kernel.db import execute, fetch, fetch_value
from backend.kyb.states import State
from backend.kyb.tables import Case


@dataclass(frozen=True, kw_only=True)
class CaseRow:
    """A case with the organisation that it is about."""

    id: UUID
    organisation: UUID
    state: str
    opened_at: datetime
    licence: UUID | None
    statement: str | None
    submitted_at: datetime | None
    submitted_by: UUID | None
    decided_at: datetime | None
    reviewer: UUID | None
    reason_code: str | None
    reason: str | None
    name: str
    uscc: str | None
    division: str | None
    street: str | None
    address_line: str | None
    #: Since when the case stands where it stands in the queue.
    since: datetime


@dataclass(frozen=True, kw_only=True)
class OtherClaim:
    """Another organisation under the same credit code."""

    organisation: UUID
    name: str
    verified_at: datetime | None
    signed_up_at: datetime


_CASES = """
SELECT c.id, c.organisation, c.state, c.opened_at, c.licence, c.statement, c.submitted_at,
  c.submitted_by, c.decided_at, c.reviewer, c.reason_code, c.reason, o.name, o.uscc, o.division,
  o.street, o.address_line, coalesce(c.submitted_at, c.opened_at) AS since
FROM kyb_case c JOIN identity_organisation o ON o.id = c.organisation
"""

_MATCHES = """
WHERE ($1::uuid IS NULL OR c.organisation = $1) AND ($2::text IS NULL OR c.state = $2)
  AND ($3::text IS NULL OR o.uscc = upper($3) OR position(lower($3) IN lower(o.name)) > 0)
"""


async def add(case: Case) -> None:
    await case.save()


async def page(
    *,
    organisation_id: UUID | None,
    state: State | None,
    text: str | None,
    after: tuple[datetime, UUID] | None,
    limit: int,
) -> list[CaseRow]:
    """Cases, longest waiting first, one more than the page holds."""
    moment, last = after or (None, None)
    rows = await fetch(
        _CASES
        + _MATCHES
        + "AND ($4::timestamptz IS NULL OR (coalesce(c.submitted_at, c.opened_at), c.id) "
        "> ($4, $5)) ORDER BY since, c.id LIMIT $6",
        organisation_id,
        None if state is None else state.value,
        text or None,
        moment,
        last,
        limit + 1,
    )
    return [CaseRow(**row) for row in rows]


async def count(
    *, organisation_id: UUID | None, state: State | None, text: str | None, counted: int
) -> int:
    found = await fetch_value(
        "SELECT count(*) FROM (SELECT 1 FROM kyb_case c "
        "JOIN identity_organisation o ON o.id = c.organisation"
        + _MATCHES
        + "LIMIT $4::bigint) AS counted",
        organisation_id,
        None if state is None else state.value,
        text or None,
        counted + 1,
    )
    return int(found)


async def case(case_id: UUID, *, organisation_id: UUID | None) -> CaseRow | None:
    """The case, of this organisation if one is named."""
    rows = await fetch(
        _CASES + "WHERE c.id = $1 AND ($2::uuid IS NULL OR c.organisation = $2)",
        case_id,
        organisation_id,
    )
    return CaseRow(**rows[0]) if rows else None


async def lock(case_id: UUID, *, organisation_id: UUID | None) -> Case | None:
    query = Case.objects().where(Case.id == case_id).lock_rows("UPDATE")
    if organisation_id is not None:
        query = query.where(Case.organisation == organisation_id)
    return await query.first()


async def record(case: Case, **values: Any) -> None:
    """Write what a step changed."""
    columns: dict[Column | str, Any] = dict(values.items())
    await Case.update(columns).where(Case.id == case.id)
    await case.refresh()


async def other_claims(uscc: str, *, besides: UUID) -> list[OtherClaim]:
    rows = await fetch(
        "SELECT id AS organisation, name, verified_at, created_at AS signed_up_at "
        "FROM identity_organisation WHERE uscc = $1 AND id <> $2 "
        "ORDER BY created_at, id",
        uscc,
        besides,
    )
    return [OtherClaim(**row) for row in rows]


async def lock_code(uscc: str) -> None:
    """Let one approval at a time ask whether the code is free, until the transaction ends."""
    await execute(
        "SELECT pg_advisory_xact_lock(hashtextextended('kyb.code:' || $1::text, 0))", uscc
    )
