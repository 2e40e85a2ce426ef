"""Rows: the entries behind a figure, and the audit trail."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.kernel.auth import in_words
from backend.kernel.events import EventRow
from backend.kernel.schemas import Output
from backend.oversight.queries import EntryRow
from backend.oversight.service import EntryList


class EntryOut(Output, frozen=True):
    """One signed amount of one registration; `pledge_id` leads to it with its evidence."""

    id: UUID
    pledge_id: UUID
    number: str
    registration_number: str
    effective_on: date
    recorded_at: datetime
    amount_fen: int
    cause: str
    reason: str | None
    rule_version: int
    counted_by_name: str
    industry: str
    bank: str | None
    street: str | None
    pledgor_name: str

    @classmethod
    def of(cls, row: EntryRow) -> "EntryOut":
        return cls(
            id=row.id,
            pledge_id=row.pledge,
            number=row.number,
            registration_number=row.registration_number,
            effective_on=row.effective_on,
            recorded_at=row.recorded_at,
            amount_fen=row.amount_fen,
            cause=row.cause,
            reason=row.reason,
            rule_version=row.rule_version,
            counted_by_name=row.counted_by_name,
            industry=row.industry,
            bank=row.bank,
            street=row.street,
            pledgor_name=row.pledgor_name,
        )


class EntriesOut(Output, frozen=True):
    """A page of entries, and the sum of all that were asked for."""

    items: list[EntryOut]
    next: str | None
    total: int
    amount_fen: int

    @classmethod
    def of(cls, found: EntryList) -> "EntriesOut":
        return cls(
            items=[EntryOut.of(row) for row in found.rows],
            next=found.next,
            total=found.count,
            amount_fen=found.amount_fen,
        )


class AuditEventOut(Output, frozen=True):
    """One event; `actor_roles` is null where it was logged before roles were."""

    seq: int
    id: UUID
    name: str
    subject: str
    subject_id: UUID
    occurred_at: datetime
    actor_id: UUID
    actor_name: str
    actor_roles: list[str] | None
    organisation_id: UUID
    organisation_name: str
    address: str
    request_id: str
    payload: dict[str, Any]
    before: dict[str, Any] | None
    after: dict[str, Any] | None

    @classmethod
    def of(cls, row: EventRow) -> "AuditEventOut":
        return cls(
            seq=row.seq,
            id=row.id,
            name=row.name,
            subject=row.subject,
            subject_id=row.subject_id,
            occurred_at=row.occurred_at,
            actor_id=row.actor_id,
            actor_name=in_words(row.actor_name, row.actor_id),
            actor_roles=None if row.actor_roles is None else list(row.actor_roles),
            organisation_id=row.organisation_id,
            organisation_name=row.organisation_name,
            address=row.address,
            request_id=row.request_id,
            payload=row.payload,
            before=row.before,
            after=row.after,
        )
