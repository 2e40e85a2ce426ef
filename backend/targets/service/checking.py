"""What statements and steps share: who records, who checks, who withdraws."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from backend.documents import service as documents
from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.errors import InvalidField
from backend.targets import rules
from backend.targets.states import Outcome


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What a second person found, where and when he looked."""

    outcome: Outcome
    looked_in: str
    looked_on: date
    reason: str | None = None


async def check_evidence(document_id: UUID | None, *, by: Actor) -> None:
    if document_id is not None:
        await documents.check_own([document_id], by=by)
        await documents.check_not_disproved([document_id])


def recorded(*, source: str, document_id: UUID | None, by: Actor) -> dict[str, object]:
    """The columns that say who recorded it, by what."""
    return {
        "id": uuid4(),
        "source": source,
        "document": document_id,
        "recorder": by.user_id,
        "recorder_name": by.name,
        "recorder_organisation": by.organisation_id,
        "recorded_at": clock.now(),
    }


def checked(row: Mapping[str, Any], finding: Finding, *, by: Actor) -> dict[str, object]:
    """The columns that say what was found; refused where it is not his to check."""
    if row["outcome"] is not None:
        raise rules.AlreadyChecked(f"{row['checker_name']} checked it.", outcome=row["outcome"])
    rules.check_checker(
        recorder=row["recorder"],
        checker=by.user_id,
        outcome=finding.outcome,
        reason=finding.reason,
    )
    if finding.looked_on > clock.today():
        raise InvalidField("looked_on", "A day up to today.")
    return {
        "outcome": finding.outcome,
        "looked_in": finding.looked_in,
        "looked_on": finding.looked_on,
        "reason": finding.reason,
        "checker": by.user_id,
        "checker_name": by.name,
        "checked_at": clock.now(),
    }


def withdrawn(row: Mapping[str, Any], reason: str, *, by: Actor) -> dict[str, object]:
    if row["outcome"] != Outcome.CONFIRMED or row["withdrawn_at"] is not None:
        raise rules.NothingToWithdraw
    return {
        "withdrawer": by.user_id,
        "withdrawer_name": by.name,
        "withdrawn_at": clock.now(),
        "withdrawn_reason": reason,
    }


def as_known(row: Mapping[str, Any], known_by: Any) -> dict[str, Any]:
    """The row without what came after that moment."""
    seen = dict(row)
    if seen["checked_at"] is not None and seen["checked_at"] >= known_by:
        later = ("outcome", "looked_in", "looked_on", "reason", "checker", "checker_name")
        seen |= dict.fromkeys((*later, "checked_at"))
    if seen["withdrawn_at"] is not None and seen["withdrawn_at"] >= known_by:
        seen |= dict.fromkeys(("withdrawer", "withdrawer_name", "withdrawn_at", "withdrawn_reason"))
    return seen


def known_from(day: date | None, *, on: date | None) -> Any:
    """The moment from which on something is news, of a comparison with an earlier day."""
    if day is None:
        return None
    if day > (on or clock.today()):
        raise InvalidField("known_after", "A day up to the one that it is compared with.")
    return clock.end_of_day(day)
