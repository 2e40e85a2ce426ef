"""What a reader had before him when he read a pledge, out of the pledge's events."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

from backend.kernel.auth import Actor
from backend.kernel.db import transaction
from backend.kernel.errors import NotFound
from backend.kernel.stale import Changed, who
from backend.portfolio import service as portfolio
from backend.registry import projection, rules
from backend.registry.projection import PledgeRecord
from backend.registry.queries import pledges
from backend.registry.service import access

_COLUMNS = ("claim_kind", "secured_fen", "loan_reference", "performance_from", "performance_to")
_LISTED = ("number", "title", "filing_on", "granted_on")
_ATTORNEY = ("agency_code", "person", "valid_until")
_DETAILS = ("representative", "contact", "phone", "postcode", "country")
#: What a decision of the parties rests on besides the terms.
_WAY = ("state", "channel", "filed_on", "cure_by")
_REGISTERED = ("registration_number", "registered_on", "recording")
#: What the district reads of a registration.
_DISTRICT = ("state", "pledgor_name", "pledgee_name", "claim_kind", "secured_fen", *_REGISTERED)


@asynccontextmanager
async def as_read(pledge_id: UUID, revision: int | None, *, by: Actor) -> AsyncIterator[None]:
    """Decide on the pledge as it was at this revision, if one is named, or not at all.

    The rights are locked before the pledge, as by whoever files.
    """
    if revision is None:
        yield
        return
    async with transaction():
        known = await pledges.pledge(pledge_id, party=None)
        await portfolio.lock_rights(known.right_ids)
        record = await pledges.lock(pledge_id, party=None)
        if not access.is_reachable(record, by=by):
            raise NotFound("There is no such pledge.")
        await _check_read(record, revision, by=by)
        yield


async def _check_read(record: PledgeRecord, revision: int, *, by: Actor) -> None:
    trail = await pledges.trail(record.id)
    state = projection.fold(entry for entry, _ in trail[:revision])
    before = last = _read(state, by=by)
    changed: dict[str, Changed] = {}
    for entry, row in trail[revision:]:
        state = projection.apply(state, entry)
        now = _read(state, by=by)
        name = who(row["actor_name"], row["organisation_name"], row["organisation_id"], reader=by)
        moved = {each for each in now.keys() | last.keys() if now.get(each) != last.get(each)}
        changed |= dict.fromkeys(moved, (name, row["occurred_at"]))
        last = now
    if last != before:
        raise rules.PledgeChanged(
            "Read the pledge as it stands, then decide.",
            seen=before,
            current=last,
            changed=changed,
            revision=len(trail),
        )


async def earlier(
    record: PledgeRecord, holds: Callable[[PledgeRecord], bool]
) -> PledgeRecord | None:
    """The pledge as it last was when this held of it, if it ever did."""
    first, *rest = await pledges.entries(record.id)
    state = projection.start(first)
    found = state if holds(state) else None
    for entry in rest:
        state = projection.apply(state, entry)
        if holds(state):
            found = state
    return found


def _read(record: PledgeRecord, *, by: Actor) -> dict[str, Any]:
    """What a decision rests on, a line for each, as far as the reader sees it."""
    if by.kind == access.DISTRICT:
        return _columns(record, (*_DISTRICT, "count_outcome"))
    lines = _columns(record, _WAY) | terms(record) | warning(record)
    return lines | _columns(record, (*_REGISTERED, "bank_outcome")) | _pending(record)


def _pending(record: PledgeRecord) -> dict[str, Any]:
    """The change or cancellation that lies with the registrar."""
    told = record.pending or {}
    own = {name: told[name] for name in ("filed_on", "changed_on", "ground") if told.get(name)}
    return {f"pending:{name}": said for name, said in (own | told.get("values", {})).items()}


def terms(record: PledgeRecord | None) -> dict[str, Any]:
    """The terms as they are read, a line for each; nothing of no pledge."""
    if record is None:
        return {}
    stated = dict(record.terms)
    lines = _columns(record, _COLUMNS)
    lines["rights"] = [_line(each, _LISTED) for each in stated.pop("listed", [])]
    for name, parts in (
        ("attorney", _ATTORNEY),
        ("pledgor_details", _DETAILS),
        ("pledgee_details", _DETAILS),
    ):
        told = stated.pop(name, None)
        lines[name] = None if told is None else _line(told, parts)
    return lines | (stated.pop("optional", None) or {}) | stated


def warning(record: PledgeRecord | None) -> dict[str, Any]:
    """The warning that the parties declare on."""
    if record is None or record.warning is None:
        return {}
    return {name: record.warning[name] for name in ("grounds", "warned_on", "answer_by")}


def _columns(record: PledgeRecord, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: projection.encode(getattr(record, name)) for name in names}


def _line(row: Mapping[str, Any], names: tuple[str, ...]) -> str:
    return " ".join(str(row[name]) for name in names if row.get(name))
