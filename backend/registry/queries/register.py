"""Lists of pledges for their parties, and the searches of the register."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.kernel.db import fetch, fetch_value
from backend.kernel.pages import COUNTED
from backend.registry.projection import COLUMNS, PledgeRecord
from backend.registry.queries.pledges import as_record

_LISTED = ", ".join(f"p.{name}" for name in COLUMNS)


@dataclass
class Where:
    """Conditions and their arguments, numbered as they are added."""

    conditions: list[str] = field(default_factory=list)
    arguments: list[object] = field(default_factory=list)

    def add(self, condition: str, *arguments: object) -> None:
        """Add a condition; each `?` in it stands for the next argument."""
        for argument in arguments:
            self.arguments.append(argument)
            condition = condition.replace("?", f"${len(self.arguments)}", 1)
        self.conditions.append(condition)

    def __str__(self) -> str:
        return " AND ".join(self.conditions) or "true"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the register is asked for: exact numbers, parties by code or part of the name."""

    number: str | None = None
    patent: str | None = None
    pledgor: str | None = None
    pledgee: str | None = None


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What a party may filter its pledges by."""

    states: tuple[str, ...] = ()
    live: bool | None = None
    right_id: UUID | None = None
    application_id: UUID | None = None
    q: str | None = None


def like(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def _filtered(party: UUID, filters: Filters) -> Where:
    where = Where()
    where.add("(p.pledgor = ? OR p.pledgee = ?)", party, party)
    if filters.states:
        where.add("p.state = ANY(?::text[])", list(filters.states))
    if filters.live is not None:
        where.add("p.live = ?", filters.live)
    if filters.right_id is not None:
        where.add("p.right_ids @> ARRAY[?::uuid]", filters.right_id)
    if filters.application_id is not None:
        where.add("p.application_id = ?", filters.application_id)
    if filters.q:
        text = like(filters.q)
        where.add(
            "(p.number ILIKE ? OR p.registration_number ILIKE ? OR p.pledgor_name ILIKE ? "
            "OR p.pledgee_name ILIKE ? OR p.loan_reference ILIKE ?)",
            *[text] * 5,
        )
    return where


async def _page(
    where: Where,
    *,
    order: str,
    limit: int,
    after: tuple[str, list[object]] | None,
    counted: int = COUNTED,
) -> tuple[list[tuple[PledgeRecord, datetime]], int]:
    total = await fetch_value(
        f"SELECT count(*) FROM (SELECT 1 FROM registry_pledge p WHERE {where} "
        f"LIMIT {int(counted) + 1}) AS found",
        *where.arguments,
    )
    if after is not None:
        where.add(after[0], *after[1])
    rows = await fetch(
        f"SELECT {_LISTED}, p.created_at FROM registry_pledge p WHERE {where} "
        f"ORDER BY {order} LIMIT {int(limit)}",
        *where.arguments,
    )
    return [(as_record(row), row["created_at"]) for row in rows], int(total)


async def page_of_party(
    party: UUID,
    filters: Filters,
    *,
    after: tuple[datetime, UUID] | None,
    limit: int,
    counted: int = COUNTED,
) -> tuple[list[tuple[PledgeRecord, datetime]], int]:
    """A party's pledges, newest first."""
    condition = None
    if after is not None:
        condition = ("(p.created_at, p.id) < (?, ?)", list(after))
    return await _page(
        _filtered(party, filters),
        order="p.created_at DESC, p.id DESC",
        limit=limit,
        after=condition,
        counted=counted,
    )


async def page_of_register(
    asked: Asked,
    *,
    right_id: UUID | None,
    party: UUID | None,
    after: tuple[Any, UUID] | None,
    limit: int,
    counted: int = COUNTED,
) -> tuple[list[tuple[PledgeRecord, datetime]], int]:
    """Registered pledges by number, by patent and by party (its code, or part of its name)."""
    where = Where()
    where.add("p.state IN ('registered', 'change_filed', 'cancel_filed', 'cancelled', 'revoked')")
    if right_id is not None:
        where.add("p.right_ids @> ARRAY[?::uuid]", right_id)
    if asked.number is not None:
        where.add("p.registration_number = ?", asked.number)
    for column, text in (("pledgor", asked.pledgor), ("pledgee", asked.pledgee)):
        if text:
            where.add(f"(p.{column}_code = ? OR p.{column}_name ILIKE ?)", text.upper(), like(text))
    if party is not None:
        where.add("(p.pledgor = ? OR p.pledgee = ?)", party, party)
    condition = None
    if after is not None:
        condition = ("(p.registered_on, p.id) < (?, ?)", list(after))
    return await _page(
        where,
        order="p.registered_on DESC, p.id DESC",
        limit=limit,
        after=condition,
        counted=counted,
    )


async def verified_ids(pledge_ids: list[UUID], *, known_by: datetime | None = None) -> set[UUID]:
    """Which of these registrations a verifier of the district had confirmed by then, or has."""
    rows = await fetch(
        "SELECT DISTINCT n.pledge FROM ("
        "SELECT DISTINCT ON (r.pledge) r.pledge, r.version FROM registry_recording r "
        "WHERE r.pledge = ANY($1::uuid[]) AND r.cause = 'registration' "
        "AND ($2::timestamptz IS NULL OR r.recorded_at < $2) "
        "ORDER BY r.pledge, r.version DESC) AS n "
        "CROSS JOIN LATERAL (SELECT v.outcome FROM registry_verification v "
        "WHERE v.pledge = n.pledge AND v.version = n.version AND v.checker = 'district' "
        "AND ($2::timestamptz IS NULL OR v.verified_at < $2) "
        "ORDER BY v.seq DESC LIMIT 1) AS last "
        "WHERE last.outcome = 'confirmed'",
        pledge_ids,
        known_by,
    )
    return {row["pledge"] for row in rows}
