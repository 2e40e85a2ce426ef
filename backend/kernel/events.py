"""The event log: one row for every change of state, in the transaction that makes it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from backend.kernel import clock, jobs
from backend.kernel.auth import Actor
from backend.kernel.db import dumps, fetch, fetch_one, loads

DISPATCH = "kernel.dispatch"
#: Events of one writing that one job tells.
TOLD_AT_ONCE = 100


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened, in the past tense. Its own fields are the payload."""

    name: ClassVar[str]
    subject: ClassVar[str]

    subject_id: UUID
    #: The organisations that are told, and in whose timeline it stands.
    parties: tuple[UUID, ...] = ()

    def payload(self) -> dict[str, Any]:
        own = (f.name for f in fields(self) if f.name not in {"subject_id", "parties"})
        return {name: getattr(self, name) for name in own}


@dataclass(frozen=True, kw_only=True)
class EventRow:
    """An event as it was logged."""

    id: UUID
    seq: int
    name: str
    subject: str
    subject_id: UUID
    occurred_at: datetime
    actor_id: UUID
    actor_name: str
    #: Held at that moment; unknown of events from before roles were logged.
    actor_roles: tuple[str, ...] | None
    organisation_id: UUID
    organisation_name: str
    address: str
    request_id: str
    payload: dict[str, Any]
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    parties: tuple[UUID, ...]


@dataclass(frozen=True, kw_only=True)
class Change:
    """An event with what it changed."""

    event: Event
    before: Mapping[str, object] | None = None
    after: Mapping[str, object] | None = None


COLUMNS = (
    "id, seq, name, subject, subject_id, occurred_at, actor_id, actor_name, actor_roles, "
    "organisation_id, organisation_name, address, request_id, payload, before, after, parties"
)


async def emit(
    event: Event,
    *,
    by: Actor,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> int:
    """Write the event and ask for its dispatch, with everything else or not at all."""
    (seq,) = await emit_all([Change(event=event, before=before, after=after)], by=by)
    return seq


async def emit_all(changes: Sequence[Change], *, by: Actor) -> list[int]:
    """Write many events in their order, of the same moment and by the same hand."""
    rows = await fetch(
        "INSERT INTO kernel_event (id, name, subject, subject_id, occurred_at, actor_id, "
        "actor_name, actor_roles, organisation_id, organisation_name, address, request_id, "
        "payload, before, after, parties) "
        "SELECT gen_random_uuid(), name, subject, subject_id, $1, $2, $3, $4, $5, $6, $7, $8, "
        "payload, before, after, ARRAY(SELECT jsonb_array_elements_text(parties)::uuid) "
        "FROM unnest($9::varchar[], $10::varchar[], $11::uuid[], $12::jsonb[], $13::jsonb[], "
        "$14::jsonb[], $15::jsonb[]) WITH ORDINALITY "
        "AS told (name, subject, subject_id, payload, before, after, parties, n) "
        "ORDER BY n RETURNING seq",
        clock.now(),
        by.user_id,
        by.name,
        sorted(by.roles),
        by.organisation_id,
        by.organisation_name,
        by.address,
        by.request_id,
        [each.event.name for each in changes],
        [each.event.subject for each in changes],
        [each.event.subject_id for each in changes],
        [dumps(each.event.payload()) for each in changes],
        [None if each.before is None else dumps(each.before) for each in changes],
        [None if each.after is None else dumps(each.after) for each in changes],
        [dumps(each.event.parties) for each in changes],
    )
    seqs = sorted(int(row["seq"]) for row in rows)
    for at in range(0, len(seqs), TOLD_AT_ONCE):
        await jobs.enqueue(DISPATCH, {"seqs": seqs[at : at + TOLD_AT_ONCE]})
    return seqs


def as_event_row(row: Mapping[str, Any]) -> EventRow:
    values = dict(row)
    for name in ("payload", "before", "after"):
        values[name] = loads(values[name])
    values["parties"] = tuple(values["parties"])
    roles = values["actor_roles"]
    values["actor_roles"] = None if roles is None else tuple(roles)
    return EventRow(**values)


async def event(seq: int) -> EventRow | None:
    row = await fetch_one(f"SELECT {COLUMNS} FROM kernel_event WHERE seq = $1", seq)  # noqa: S608
    return None if row is None else as_event_row(row)


async def history(subject: str, subject_id: UUID) -> list[EventRow]:
    """What happened to one thing, oldest first."""
    rows = await fetch(
        f"SELECT {COLUMNS} FROM kernel_event "  # noqa: S608 - a constant list of columns
        "WHERE subject = $1 AND subject_id = $2 ORDER BY seq",
        subject,
        subject_id,
    )
    return [as_event_row(row) for row in rows]
