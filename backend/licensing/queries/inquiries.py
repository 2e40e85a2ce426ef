"""Statements about inquiries, their threads, and the licences that come of them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from asyncpg import ExclusionViolationError, UniqueViolationError

from backend.kernel.db import execute, fetch, fetch_one, fetch_value
from backend.kernel.pages import COUNTED
from backend.licensing.refusals import AlreadyInquired, RecordalNumberKnown
from backend.licensing.rules import LicenceConflicts
from backend.licensing.tables import Inquiry, Licence, Message

#: $1: a party's organisation; nobody else has the row.
_PARTIES = (
    "FROM licensing_inquiry i JOIN identity_organisation a ON a.id = i.asker "
    "JOIN identity_organisation l ON l.id = i.licensor "
    "JOIN licensing_offer o ON o.id = i.offer WHERE (i.asker = $1 OR i.licensor = $1)"
)
_SHOWN = (
    "i.*, a.name AS asker_name, l.name AS licensor_name, o.number AS offer_number, "
    "o.right_id, (SELECT n.id FROM licensing_licence n WHERE n.inquiry = i.id) AS licence"
)


async def add(inquiry: Inquiry) -> None:
    try:
        await Inquiry.insert(inquiry)
    except UniqueViolationError:
        raise AlreadyInquired from None


async def one(inquiry_id: UUID, *, party: UUID) -> dict[str, Any] | None:
    return await fetch_one(f"SELECT {_SHOWN} {_PARTIES} AND i.id = $2", party, inquiry_id)


async def lock(inquiry_id: UUID, *, party: UUID) -> dict[str, Any] | None:
    return await fetch_one(
        f"SELECT {_SHOWN} {_PARTIES} AND i.id = $2 FOR UPDATE OF i", party, inquiry_id
    )


async def page(
    party: UUID,
    *,
    state: str | None,
    after: tuple[datetime, UUID] | None,
    limit: int,
    counted: int = COUNTED,
) -> tuple[list[dict[str, Any]], int]:
    moment, last = after or (None, None)
    chosen = f"{_PARTIES} AND ($2::varchar IS NULL OR i.state = $2)"
    rows = await fetch(
        f"SELECT {_SHOWN} {chosen} AND ($3::timestamptz IS NULL OR (i.moved_at, i.id) < ($3, $4))"
        " ORDER BY i.moved_at DESC, i.id DESC LIMIT $5",
        party,
        state,
        moment,
        last,
        limit + 1,
    )
    total = await fetch_value(
        f"SELECT count(*) FROM (SELECT 1 {chosen} LIMIT {int(counted) + 1}) AS counted",
        party,
        state,
    )
    return rows, int(total)


async def write(message: Message) -> None:
    await Message.insert(message)
    await execute(
        "UPDATE licensing_inquiry SET moved_at = $2 WHERE id = $1",
        message.inquiry,
        message.created_at,
    )


async def messages(inquiry_id: UUID) -> list[dict[str, Any]]:
    """The newest 500 of the thread, oldest first."""
    return await fetch(
        "SELECT * FROM (SELECT m.*, o.name AS organisation_name FROM licensing_message m "
        "JOIN identity_organisation o ON o.id = m.organisation WHERE m.inquiry = $1 "
        "ORDER BY m.created_at DESC, m.id DESC LIMIT 500) AS newest ORDER BY created_at, id",
        inquiry_id,
    )


async def propose(inquiry_id: UUID, proposal: str, *, by: UUID, at: datetime) -> None:
    await execute(
        "UPDATE licensing_inquiry SET proposal = $2::jsonb, proposed_n = proposed_n + 1, "
        "proposed_by = $3, proposed_at = $4, moved_at = $4 WHERE id = $1",
        inquiry_id,
        proposal,
        by,
        at,
    )


async def close(
    inquiry_id: UUID,
    *,
    state: str,
    by: UUID,
    at: datetime,
    reason: str | None = None,
    reason_code: str | None = None,
) -> None:
    await execute(
        "UPDATE licensing_inquiry SET state = $2, reason = $3, closed_by = $4, closed_at = $5, "
        "moved_at = $5, reason_code = $6 WHERE id = $1",
        inquiry_id,
        state,
        reason,
        by,
        at,
        reason_code,
    )


_LICENCES = (
    "FROM licensing_licence n JOIN identity_organisation a ON a.id = n.licensee "
    "JOIN identity_organisation l ON l.id = n.licensor WHERE (n.licensee = $1 OR n.licensor = $1)"
)
_LICENCE = "n.*, a.name AS licensee_name, l.name AS licensor_name"


async def add_licence(licence: Licence) -> None:
    try:
        await Licence.insert(licence)
    except ExclusionViolationError:
        raise LicenceConflicts from None


async def licence(
    licence_id: UUID, *, party: UUID, to_change: bool = False
) -> dict[str, Any] | None:
    return await fetch_one(
        f"SELECT {_LICENCE} {_LICENCES} AND n.id = $2" + (" FOR UPDATE OF n" if to_change else ""),
        party,
        licence_id,
    )


async def licences(
    party: UUID,
    *,
    unrecorded: bool,
    after: tuple[datetime, UUID] | None,
    limit: int,
    counted: int = COUNTED,
) -> tuple[list[dict[str, Any]], int]:
    moment, last = after or (None, None)
    chosen = f"{_LICENCES} AND (NOT $2::boolean OR n.recordal_number IS NULL)"
    rows = await fetch(
        f"SELECT {_LICENCE} {chosen} AND ($3::timestamptz IS NULL "
        "OR (n.created_at, n.id) < ($3, $4)) ORDER BY n.created_at DESC, n.id DESC LIMIT $5",
        party,
        unrecorded,
        moment,
        last,
        limit + 1,
    )
    total = await fetch_value(
        f"SELECT count(*) FROM (SELECT 1 {chosen} LIMIT {int(counted) + 1}) AS counted",
        party,
        unrecorded,
    )
    return rows, int(total)


async def enter_recordal(
    licence_id: UUID, number: str, *, on: date, by: UUID, at: datetime
) -> None:
    try:
        await execute(
            "UPDATE licensing_licence SET recordal_number = $2, recorded_on = $3, "
            "entered_by = $4, entered_at = $5 WHERE id = $1",
            licence_id,
            number,
            on,
            by,
            at,
        )
    except UniqueViolationError:
        raise RecordalNumberKnown(field="recordal_number", number=number) from None


async def to_remind(today: date, marks: Sequence[int]) -> list[dict[str, Any]]:
    """Unrecorded licences on whose day a reminder falls due, held; each once a day."""
    return await fetch(
        "SELECT id, number, licensor, licensee, recordal_due_on, "
        "recordal_due_on - $1::date AS days_left FROM licensing_licence "
        "WHERE recordal_number IS NULL AND recordal_due_on - $1::date = ANY($2::int[]) "
        "AND reminded_on IS DISTINCT FROM $1 ORDER BY id FOR UPDATE",
        today,
        list(marks),
    )


async def reminded(licence_ids: Sequence[UUID], *, on: date) -> None:
    await execute(
        "UPDATE licensing_licence SET reminded_on = $2 WHERE id = ANY($1)", list(licence_ids), on
    )
