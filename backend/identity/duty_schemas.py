"""Second factors that are obligatory, as they come and go over HTTP."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from pydantic import Field

from backend.identity.duties import MOST_GRACE, Duty, Term
from backend.identity.service import RoleTerms
from backend.kernel import clock
from backend.kernel.schemas import Input, Output


class SecondFactorDutyOut(Output, frozen=True):
    """What is owed: whoever has no second factor only reads from `needed_from` on."""

    needed_from: date
    overdue: bool

    @classmethod
    def of(cls, duty: Duty | None) -> "SecondFactorDutyOut | None":
        if duty is None:
            return None
        return cls(needed_from=duty.needed_from, overdue=duty.is_overdue(clock.today()))


class SecondFactorTermIn(Input):
    """`obliged`: whether the role needs a second factor from `from_on` on."""

    role: str = Field(max_length=20)
    obliged: bool
    from_on: date
    grace_days: int = Field(default=14, ge=0, le=MOST_GRACE)


class PlatformTermOut(Output, frozen=True):
    from_on: date
    grace_days: int

    @classmethod
    def of(cls, term: Term | None) -> "PlatformTermOut | None":
        return None if term is None else cls(from_on=term.from_on, grace_days=term.grace_days)


class OwnTermOut(Output, frozen=True):
    obliged: bool
    from_on: date
    grace_days: int
    made_at: datetime
    made_by_name: str

    @classmethod
    def of(cls, row: Mapping[str, Any] | None) -> "OwnTermOut | None":
        if row is None:
            return None
        return cls(
            obliged=row["obliged"],
            from_on=row["from_on"],
            grace_days=row["grace_days"],
            made_at=row["created_at"],
            made_by_name=row["made_by_name"],
        )


class RoleTermsOut(Output, frozen=True):
    """Who obliges a role: the platform, the organisation itself, and from when it will not."""

    role: str
    platform: PlatformTermOut | None
    own: OwnTermOut | None
    to_come: OwnTermOut | None
    allowed_actions: list[str]

    @classmethod
    def of(cls, found: RoleTerms, *, may_set: bool) -> "RoleTermsOut":
        return cls(
            role=found.role,
            platform=PlatformTermOut.of(found.platform),
            own=OwnTermOut.of(found.own),
            to_come=OwnTermOut.of(found.to_come),
            allowed_actions=["term"] if may_set else [],
        )
