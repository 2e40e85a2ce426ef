"""The pledge as its events make it: fold the events and you have the row. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.registry.states import LIVE, PLEDGE, STARTS, Action, Creation, Outcome, State

Json = dict[str, Any]

_DATES = frozenset(
    {"performance_from", "performance_to", "filed_on", "due_on", "cure_by", "registered_on"}
)
_IDS = frozenset(
    {
        "id",
        "application_id",
        "pledgor",
        "pledgee",
        "notice_document",
        "recorded_by",
        "recorded_organisation",
    }
)


@dataclass(frozen=True, kw_only=True)
class PledgeRecord:
    """One pledge; the columns of `registry_pledge` but the generated ones."""

    id: UUID
    number: str
    register: str
    state: State
    made_elsewhere: bool = False
    application_id: UUID | None = None
    pledgor: UUID | None = None
    pledgor_name: str
    pledgor_code: str | None = None
    pledgee: UUID | None = None
    pledgee_name: str
    pledgee_code: str | None = None
    parties: Json
    right_ids: tuple[UUID, ...]
    claim_kind: str | None = None
    secured_fen: int | None = None
    loan_reference: str | None = None
    performance_from: date | None = None
    performance_to: date | None = None
    terms: Json = field(default_factory=dict)
    terms_version: int = 1
    terms_hash: str | None = None
    papers: list[Json] = field(default_factory=list)
    channel: str | None = None
    filed_on: date | None = None
    due_on: date | None = None
    cure_by: date | None = None
    warning: Json | None = None
    registration_number: str | None = None
    registered_on: date | None = None
    notice_document: UUID | None = None
    recorded_by: UUID | None = None
    recorded_organisation: UUID | None = None
    recorded_at: datetime | None = None
    warnings: tuple[str, ...] = ()
    recording: int = 0
    bank_outcome: str | None = None
    count_outcome: str | None = None
    pending: Json | None = None
    ended: Json | None = None
    flags: tuple[str, ...] = ()

    @property
    def live(self) -> bool:
        return self.state in LIVE

    @property
    def answer_by(self) -> date | None:
        """The parties' last day to cure a defect, or to declare after a warning."""
        if self.state is State.WARNED and self.warning is not None:
            answer_by = self.warning["answer_by"]
            return None if answer_by is None else date.fromisoformat(answer_by)
        return self.cure_by if self.state is State.DEFECT else None

    @property
    def bank_verified(self) -> bool:
        return self.bank_outcome == Outcome.CONFIRMED


COLUMNS: tuple[str, ...] = tuple(f.name for f in fields(PledgeRecord))


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One event of the register, as far as the projection needs it."""

    action: str
    changes: Json


def _ids(items: list[str]) -> tuple[UUID, ...]:
    return tuple(UUID(item) for item in items)


_DECODERS: Mapping[str, Callable[[Any], Any]] = {
    **dict.fromkeys(_DATES, date.fromisoformat),
    **dict.fromkeys(_IDS, UUID),
    "recorded_at": datetime.fromisoformat,
    "right_ids": _ids,
    "warnings": tuple,
    "flags": tuple,
}


def decode(column: str, value: Any) -> Any:
    """A column's value out of an event's JSON."""
    decoder = _DECODERS.get(column)
    return value if value is None or decoder is None else decoder(value)


def encode(value: Any) -> Any:
    """A column's value as an event's JSON holds it."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, tuple | list):
        return [encode(item) for item in value]
    if isinstance(value, Mapping):
        return {key: encode(item) for key, item in value.items()}
    return value


def start(entry: Entry) -> PledgeRecord:
    """The pledge that its first event makes."""
    state = STARTS[Creation(entry.action)]
    values = {column: decode(column, value) for column, value in entry.changes.items()}
    return PledgeRecord(state=state, **values)


def apply(record: PledgeRecord, entry: Entry) -> PledgeRecord:
    """The pledge after one more event; refuse what its lifecycle does not allow."""
    state = PLEDGE.after(record.state, Action(entry.action))
    values = {column: decode(column, value) for column, value in entry.changes.items()}
    return replace(record, state=state, **values)


def fold(entries: Iterable[Entry]) -> PledgeRecord:
    """The pledge that all its events, oldest first, have made."""
    first, *rest = entries
    record = start(first)
    for entry in rest:
        record = apply(record, entry)
    return record
