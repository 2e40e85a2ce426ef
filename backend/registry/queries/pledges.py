"""Pledges, their events and rights: reading, locking, writing."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from asyncpg import UniqueViolationError

from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.db import dumps, execute, fetch, fetch_one, fetch_value, loads, transaction
from backend.kernel.errors import Conflict, NotFound
from backend.registry import rules
from backend.registry.projection import COLUMNS, Entry, PledgeRecord
from backend.registry.queries import regimes
from backend.registry.states import Purpose, Register, State

_JSON = frozenset({"parties", "terms", "papers", "warning", "pending", "ended"})
_LISTED = ", ".join(COLUMNS)
_PLACES = ", ".join(f"${n}" for n in range(1, len(COLUMNS) + 1))
_SETTING = ", ".join(
    f"{name} = ${n}" for n, name in enumerate(COLUMNS, start=1) if name not in {"id", "number"}
)
INSERT = (
    f"INSERT INTO registry_pledge ({_LISTED}, created_at) VALUES ({_PLACES}, ${len(COLUMNS) + 1})"
)
UPDATE = f"UPDATE registry_pledge SET {_SETTING} WHERE id = $1 AND number = $2"
SELECT = f"SELECT {_LISTED} FROM registry_pledge WHERE id = $1 AND ($2::uuid IS NULL OR pledgor = $2 OR pledgee = $2)"  # noqa: E501


async def insert(table: str, values: Mapping[str, object]) -> None:
    """One row of one of our tables; the names are constants of this module's callers."""
    places = ", ".join(f"${n}" for n in range(1, len(values) + 1))
    await execute(
        f"INSERT INTO {table} ({', '.join(values)}) VALUES ({places})",
        *values.values(),
    )


def as_record(row: Mapping[str, Any]) -> PledgeRecord:
    values = {name: row[name] for name in COLUMNS}
    for name in _JSON:
        values[name] = loads(values[name])
    values["state"] = State(values["state"])
    for name in ("right_ids", "warnings", "flags"):
        values[name] = tuple(values[name])
    return PledgeRecord(**values)


def _values(record: PledgeRecord) -> list[object]:
    found = []
    for name in COLUMNS:
        value = getattr(record, name)
        if name in _JSON:
            value = None if value is None else dumps(value)
        found.append(list(value) if isinstance(value, tuple) else value)
    return found


async def pledge(pledge_id: UUID, *, party: UUID | None) -> PledgeRecord:
    """A pledge that this organisation is party to (`None`: whoever's)."""
    row = await fetch_one(SELECT, pledge_id, party)
    if row is None:
        raise NotFound("There is no such pledge.")
    return as_record(row)


async def lock(pledge_id: UUID, *, party: UUID | None) -> PledgeRecord:
    row = await fetch_one(SELECT + " FOR UPDATE", pledge_id, party)
    if row is None:
        raise NotFound("There is no such pledge.")
    return as_record(row)


async def lock_shared(pledge_id: UUID) -> PledgeRecord:
    row = await fetch_one(SELECT + " FOR SHARE", pledge_id, None)
    if row is None:
        raise NotFound("There is no such pledge.")
    return as_record(row)


async def created_at(pledge_id: UUID) -> datetime:
    found: datetime = await fetch_value(
        "SELECT created_at FROM registry_pledge WHERE id = $1", pledge_id
    )
    return found


#: Which refusal a broken constraint means, whoever was faster.
_REFUSALS: Mapping[str, type[Conflict]] = {
    "registry_pledged_right_in_one_live_pledge": rules.RightAlreadyPledged,
    "registry_pledge_registration_number_stands_once": rules.NumberKnown,
    "registry_pledge_application_has_one_open": rules.ApplicationHasPledge,
}


def _refusal(error: UniqueViolationError) -> Exception:
    refusal = _REFUSALS.get(error.constraint_name or "")
    return error if refusal is None else refusal("Somebody was faster.")


async def _add_rights(record: PledgeRecord) -> None:
    for position, right_id in enumerate(record.right_ids):
        await execute(
            "INSERT INTO registry_pledged_right (id, created_at, pledge, patent, live, "
            "position) VALUES ($1, $2, $3, $4, $5, $6)",
            uuid4(),
            clock.now(),
            record.id,
            right_id,
            record.live,
            position,
        )


async def add(record: PledgeRecord) -> None:
    """A new pledge with its rights; the database refuses a second live pledge of a right."""
    try:
        async with transaction():
            await execute(INSERT, *_values(record), clock.now())
            await _add_rights(record)
    except UniqueViolationError as error:
        raise _refusal(error) from None


async def store(record: PledgeRecord, *, other_rights: bool) -> None:
    """The pledge as it has become; its rights' liveness follows in the database."""
    try:
        async with transaction():
            await execute(UPDATE, *_values(record))
            if other_rights:
                await execute("DELETE FROM registry_pledged_right WHERE pledge = $1", record.id)
                await _add_rights(record)
    except UniqueViolationError as error:
        raise _refusal(error) from None


async def append(
    record: PledgeRecord,
    *,
    entry: Entry,
    facts: Mapping[str, object],
    by: Actor,
) -> None:
    """The next event of the register; the database numbers it."""
    await insert(
        "registry_event",
        {
            "id": uuid4(),
            "register": record.register,
            "pledge": record.id,
            "action": entry.action,
            "occurred_at": clock.now(),
            "changes": dumps(entry.changes),
            "facts": dumps(facts),
            "actor_id": by.user_id,
            "actor_name": by.name,
            "organisation_id": by.organisation_id,
            "organisation_name": by.organisation_name,
        },
    )


async def entries(pledge_id: UUID) -> list[Entry]:
    rows = await fetch(
        "SELECT action, changes FROM registry_event WHERE pledge = $1 ORDER BY sequence", pledge_id
    )
    return [Entry(action=row["action"], changes=loads(row["changes"])) for row in rows]


async def trail(pledge_id: UUID) -> list[tuple[Entry, dict[str, Any]]]:
    """The entries with who made each, and when."""
    rows = await fetch(
        "SELECT action, changes, occurred_at, actor_name, organisation_id, organisation_name "
        "FROM registry_event WHERE pledge = $1 ORDER BY sequence",
        pledge_id,
    )
    return [(Entry(action=row["action"], changes=loads(row["changes"])), row) for row in rows]


async def revision(pledge_id: UUID) -> int:
    """How many entries the pledge has: the number of its newest state."""
    found: int = await fetch_value(
        "SELECT count(*) FROM registry_event WHERE pledge = $1", pledge_id
    )
    return found


async def document_ids(pledge_id: UUID) -> tuple[UUID, ...]:
    """Every scan that an event of the pledge ever named, in the order of their coming."""
    rows = await fetch(
        "SELECT (named #>> '{}')::uuid AS id FROM registry_event e, "
        "jsonb_path_query(jsonb_build_array(e.changes, e.facts), "
        "'strict $.** ? (exists(@.document_id) || exists(@.notice_document))') AS holder, "
        "LATERAL (VALUES (holder -> 'document_id'), (holder -> 'notice_document')) AS v(named) "
        "WHERE e.pledge = $1 AND jsonb_typeof(named) = 'string' "
        "GROUP BY named ORDER BY min(e.sequence), named",
        pledge_id,
    )
    return tuple(row["id"] for row in rows)


async def ids() -> list[UUID]:
    return [row["id"] for row in await fetch("SELECT id FROM registry_pledge ORDER BY created_at")]


async def live_pledges(
    right_ids: Sequence[UUID], *, besides: UUID | None = None
) -> dict[UUID, dict[str, Any]]:
    """The live pledge of each of these rights that has one."""
    rows = await fetch(
        "SELECT asked.id AS patent, p.id, p.number, p.registration_number, p.pledgor, p.pledgee, "
        "p.state FROM portfolio_right asked "
        "JOIN registry_pledged_right r ON r.counts_as = coalesce(asked.merged_into, asked.id) "
        "JOIN registry_pledge p ON p.id = r.pledge "
        "WHERE asked.id = ANY($1::uuid[]) AND r.live AND ($2::uuid IS NULL OR p.id <> $2)",
        list(right_ids),
        besides,
    )
    return {row["patent"]: row for row in rows}


async def by_number(number: str) -> PledgeRecord | None:
    row = await fetch_one(
        f"SELECT {_LISTED} FROM registry_pledge WHERE registration_number = $1",
        number,
    )
    return None if row is None else as_record(row)


async def records(pledge_ids: Sequence[UUID]) -> dict[UUID, PledgeRecord]:
    rows = await fetch(
        f"SELECT {_LISTED} FROM registry_pledge WHERE id = ANY($1::uuid[])",
        list(pledge_ids),
    )
    return {row["id"]: as_record(row) for row in rows}


async def in_force_with(right_ids: Sequence[UUID]) -> list[UUID]:
    """The registered pledges that hold any of these rights."""
    rows = await fetch(
        "SELECT DISTINCT p.id FROM portfolio_right asked "
        "JOIN registry_pledged_right r ON r.counts_as = coalesce(asked.merged_into, asked.id) "
        "JOIN registry_pledge p ON p.id = r.pledge WHERE asked.id = ANY($1::uuid[]) "
        "AND p.state IN ('registered', 'change_filed', 'cancel_filed') ORDER BY p.id",
        list(right_ids),
    )
    return [row["id"] for row in rows]


async def organisation_by_code(code: str) -> dict[str, Any] | None:
    """The verified organisation of this code, if the platform knows one."""
    return await fetch_one(
        "SELECT id, name, uscc, division, street, address_line FROM identity_organisation "
        "WHERE uscc = $1 AND verified_at IS NOT NULL",
        code,
    )


async def working_days(channel: str, *, on: date) -> int:
    """CNIPA's time limit for this channel, as in force that day."""
    found = await fetch_value(
        "SELECT working_days FROM registry_time_limit WHERE channel = $1 AND from_on <= $2 "
        "ORDER BY from_on DESC LIMIT 1",
        channel,
        on,
    )
    if found is None:
        found = await fetch_value(
            "SELECT working_days FROM registry_time_limit WHERE channel = $1 "
            "ORDER BY from_on LIMIT 1",
            channel,
        )
    return int(found)


async def due_on(register: str, channel: str, *, on: date) -> date:
    """When the registrar answers by its rules; CNIPA's limits for patents are rows of their own."""
    if register == Register.PATENT:
        return clock.add_working_days(on, await working_days(channel, on=on))
    return (await regimes.regime(Register(register), on=on)).due_on(on, channel)


async def signatures(pledge_id: UUID) -> list[dict[str, Any]]:
    return await fetch(
        "SELECT s.party, s.purpose, s.terms_version, s.terms_hash, s.person, s.person_name, "
        "o.name AS organisation_name, s.signed_at FROM registry_signature s "
        "JOIN identity_organisation o ON o.id = s.organisation "
        "WHERE s.pledge = $1 ORDER BY s.signed_at, s.id",
        pledge_id,
    )


async def add_signature(
    record: PledgeRecord, *, party: str, purpose: Purpose, signed_hash: str, by: Actor
) -> None:
    await insert(
        "registry_signature",
        {
            "id": uuid4(),
            "created_at": clock.now(),
            "pledge": record.id,
            "party": party,
            "purpose": purpose.value,
            "terms_version": record.terms_version,
            "terms_hash": signed_hash,
            "person": by.user_id,
            "person_name": by.name,
            "organisation": by.organisation_id,
            "signed_at": clock.now(),
        },
    )
