"""What a register extract says, field by field, beside what was known before. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import msgspec

from backend.portfolio.names import keys

Verdict = Literal["confirmed", "differs", "first"]
#: The fields of an extract in the order in which the paper has them.
READ = (
    "owners", "status", "granted_on", "expires_on", "fees_paid", "late_period", "running_pledge",
    "licensed", "preserved", "suspended", "invalidation_pending",
)  # fmt: skip


class FieldRead(msgspec.Struct, frozen=True):
    """One field as the officer read it; `first`: nothing was known of it before."""

    field: str
    verdict: Verdict
    read: list[str] | str | bool
    held: list[str] | str | bool | None = None


def known_before(
    right: Mapping[str, Any], earlier: Mapping[str, Any] | None, *, pledged: bool, ended: str | None
) -> dict[str, Any]:
    """What stood until now: the right's own values, else the newest earlier extract's.

    A pledge that runs in the platform's register, and an end that the gazette announced, are
    known whatever an earlier extract said.
    """
    before = dict(earlier or {})
    before["owners"] = list(right["patentees"]) or None
    for name in ("granted_on", "expires_on"):
        before[name] = None if right[name] is None else right[name].isoformat()
    if pledged:
        before["running_pledge"] = True
    if ended is not None:
        before["status"] = ended
    return before


def compare(read: Mapping[str, Any], before: Mapping[str, Any]) -> list[FieldRead]:
    """Every field that the paper states, with what was held of it."""
    found = []
    for name in READ:
        value = read.get(name)
        if value is None:
            continue
        held = before.get(name)
        same = keys(value) == keys(held) if name == "owners" and held else value == held
        verdict: Verdict = "first" if held is None else "confirmed" if same else "differs"
        found.append(FieldRead(field=name, verdict=verdict, read=value, held=held))
    return found


def differing(fields: Sequence[FieldRead]) -> int:
    return sum(each.verdict == "differs" for each in fields)
