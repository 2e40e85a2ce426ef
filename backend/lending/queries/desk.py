"""Statements about a bank's desk: limits, groups, substitutions."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.kernel.db import execute, fetch, fetch_one, fetch_value
from backend.kernel.money import Fen
from backend.kernel.pages import COUNTED
from backend.lending.rules.desk import Absence, Desk, Group
from backend.lending.states import OPEN


async def lock(bank: UUID) -> None:
    """Let one at a time set the desk of a bank."""
    await fetch_value(
        "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", f"lending.desk:{bank}"
    )


async def desk(bank: UUID, *, on: date) -> Desk:
    limits = await fetch(
        "SELECT DISTINCT ON (member) member, upto_fen FROM lending_decision_limit "
        "WHERE bank = $1 AND outcome = 'accepted' AND from_on <= $2 ORDER BY member, from_on DESC",
        bank,
        on,
    )
    return Desk(
        limits={row["member"]: Fen(row["upto_fen"]) for row in limits},
        absences=await absences(bank, from_on=on, to_on=on),
    )


async def absences(bank: UUID, *, from_on: date, to_on: date) -> list[Absence]:
    """Substitutions that stand on one of these days."""
    rows = await fetch(
        "SELECT member, substitute, from_on, to_on FROM lending_substitution "
        "WHERE bank = $1 AND ended_at IS NULL AND from_on <= $3 AND $2 <= to_on "
        "ORDER BY from_on, id",
        bank,
        from_on,
        to_on,
    )
    return [Absence(**row) for row in rows]


async def groups_of(applications: Sequence[UUID]) -> dict[UUID, Group]:
    """The group that takes each of these applications, where there is one."""
    rows = await fetch(
        "SELECT a.id AS application, g.id, g.name, g.members FROM lending_application a "
        "JOIN lending_officer_group g "
        "ON g.id = lending_group_of(a.lender, a.product, a.snapshot->'firm') "
        "WHERE a.id = ANY($1::uuid[])",
        list(applications),
    )
    return {
        row["application"]: Group(id=row["id"], name=row["name"], members=tuple(row["members"]))
        for row in rows
    }


async def groups_with(bank: UUID, members: Sequence[UUID]) -> list[UUID]:
    """The groups in which one of these people is."""
    rows = await fetch(
        "SELECT id FROM lending_officer_group "
        "WHERE bank = $1 AND ended_at IS NULL AND members && $2::uuid[]",
        bank,
        list(members),
    )
    return [row["id"] for row in rows]


async def group_name(group_id: UUID, *, bank: UUID) -> str | None:
    """The name of a group of this bank, dissolved or not."""
    found = await fetch_value(
        "SELECT name FROM lending_officer_group WHERE id = $1 AND bank = $2", group_id, bank
    )
    return None if found is None else str(found)


async def request_number(request_id: UUID, *, reader: UUID) -> str | None:
    """The number of a financing request of the reader, or that was submitted to it."""
    found = await fetch_value(
        "SELECT r.number FROM listing_financing_request r WHERE r.id = $1 AND (r.firm = $2 "
        "OR EXISTS (SELECT FROM lending_application a WHERE a.request = r.id AND a.lender = $2 "
        "AND a.submitted_at IS NOT NULL))",
        request_id,
        reader,
    )
    return None if found is None else str(found)


_ORDERS: Mapping[str, str] = {
    "lending_decision_limit": "created_at",
    "lending_officer_group": "created_at",
    "lending_substitution": "from_on",
}


async def page(
    table: str, bank: UUID, *, after: tuple[Any, UUID] | None, limit: int
) -> tuple[list[dict[str, Any]], int]:
    """Up to `limit + 1` of the bank's, newest first, and how many there are."""
    order = _ORDERS[table]
    own = f"FROM {table} WHERE bank = $1"
    place = f"AND ({order}, id) < ($2, $3) " if after else ""
    rows = await fetch(
        f"SELECT * {own} {place}ORDER BY {order} DESC, id DESC LIMIT {limit + 1}",
        bank,
        *(after or ()),
    )
    total = await fetch_value(
        f"SELECT count(*) FROM (SELECT 1 {own} LIMIT {COUNTED + 1}) AS counted", bank
    )
    return rows, int(total)


async def one(table: str, row_id: UUID, *, bank: UUID) -> dict[str, Any] | None:
    """One of the bank's, locked."""
    return await fetch_one(
        f"SELECT * FROM {table} WHERE id = $1 AND bank = $2 FOR UPDATE", row_id, bank
    )


async def add(table: str, values: Mapping[str, Any]) -> None:
    marks = ", ".join(f"${n}" for n in range(1, len(values) + 1))
    await execute(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})", *values.values())


async def change(table: str, row_id: UUID, values: Mapping[str, Any]) -> None:
    sets = ", ".join(f"{name} = ${n}" for n, name in enumerate(values, start=2))
    await execute(f"UPDATE {table} SET {sets} WHERE id = $1", row_id, *values.values())


async def limit_waits(member: UUID) -> bool:
    return bool(
        await fetch_value(
            "SELECT EXISTS (SELECT FROM lending_decision_limit "
            "WHERE member = $1 AND outcome IS NULL)",
            member,
        )
    )


async def limit_begins(member: UUID, *, on: date) -> bool:
    return bool(
        await fetch_value(
            "SELECT EXISTS (SELECT FROM lending_decision_limit "
            "WHERE member = $1 AND outcome = 'accepted' AND from_on = $2)",
            member,
            on,
        )
    )


async def group_named(bank: UUID, name: str) -> UUID | None:
    found = await fetch_value(
        "SELECT id FROM lending_officer_group WHERE bank = $1 AND name = $2 AND ended_at IS NULL",
        bank,
        name,
    )
    return None if found is None else UUID(str(found))


async def foreign_products(bank: UUID, products: Sequence[UUID]) -> list[UUID]:
    """Those of these that are no product of the bank."""
    rows = await fetch(
        "SELECT id FROM unnest($2::uuid[]) AS asked (id) "
        "WHERE id NOT IN (SELECT p.id FROM lending_product p WHERE p.lender = $1)",
        bank,
        list(products),
    )
    return [row["id"] for row in rows]


async def in_force(bank: UUID, *, on: date) -> frozenset[UUID]:
    """The limits that count on a day, one of each person."""
    rows = await fetch(
        "SELECT DISTINCT ON (member) id FROM lending_decision_limit "
        "WHERE bank = $1 AND outcome = 'accepted' AND from_on <= $2 ORDER BY member, from_on DESC",
        bank,
        on,
    )
    return frozenset(row["id"] for row in rows)


async def product_names(bank: UUID) -> dict[UUID, str]:
    rows = await fetch("SELECT id, name FROM lending_product WHERE lender = $1", bank)
    return {row["id"]: row["name"] for row in rows}


async def open_of_groups(bank: UUID) -> dict[UUID, int]:
    """How many open cases each group of the bank has."""
    rows = await fetch(
        "SELECT taken.id, count(*) AS cases FROM (SELECT lending_group_of("
        "a.lender, a.product, a.snapshot->'firm') AS id FROM lending_application a "
        "WHERE a.lender = $1 AND a.state = ANY($2::varchar[])) taken "
        "WHERE taken.id IS NOT NULL GROUP BY taken.id",
        bank,
        sorted(OPEN),
    )
    return {row["id"]: row["cases"] for row in rows}


def ended(at: datetime, by: tuple[UUID, str]) -> dict[str, Any]:
    return {"ended_at": at, "ended_by": by[0], "ended_by_name": by[1]}
