"""What a party had before it when it read a pledge, out of the pledge's events."""

from collections.abc import Callable, Mapping
from typing import Any

from backend.registry import projection
from backend.registry.projection import PledgeRecord
from backend.registry.queries import pledges

_COLUMNS = ("claim_kind", "secured_fen", "loan_reference", "performance_from", "performance_to")
_LISTED = ("number", "title", "filing_on", "granted_on")
_ATTORNEY = ("agency_code", "person", "valid_until")


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


def terms(record: PledgeRecord | None) -> dict[str, Any]:
    """The terms as they are read, a line for each; nothing of no pledge."""
    if record is None:
        return {}
    stated = dict(record.terms)
    lines = {name: projection.encode(getattr(record, name)) for name in _COLUMNS}
    lines["rights"] = [_line(each, _LISTED) for each in stated.pop("listed", [])]
    attorney = stated.pop("attorney", None)
    lines["attorney"] = None if attorney is None else _line(attorney, _ATTORNEY)
    return lines | stated


def warning(record: PledgeRecord | None) -> dict[str, Any]:
    """The warning that the parties declare on."""
    if record is None or record.warning is None:
        return {}
    return {name: record.warning[name] for name in ("grounds", "warned_on", "answer_by")}


def _line(row: Mapping[str, Any], names: tuple[str, ...]) -> str:
    return " ".join(str(row[name]) for name in names if row.get(name))
