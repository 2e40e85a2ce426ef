"""What the API gives of the desk: referrals, screenings, authorities, lists."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.kernel.auth import Actor, Permission
from backend.kernel.db import loads
from backend.kernel.schemas import Output
from backend.underwriting.service.reading import Detail
from backend.underwriting.states import Level, ScreeningDecision, ScreeningResult


class ReferralOut(Output, frozen=True):
    n: int
    authority: Level
    memo: str
    terms: dict[str, Any]
    referred_by: str
    referred_at: datetime
    decision: str | None
    note: str | None
    decided_by: str | None
    decided_at: datetime | None
    decided_level: str | None

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "ReferralOut":
        return cls(
            n=row["n"],
            authority=Level(row["authority"]),
            memo=row["memo"],
            terms=loads(row["terms"]),
            referred_by=row["referred_by_name"],
            referred_at=row["created_at"],
            decision=row["decision"],
            note=row["note"],
            decided_by=row["decided_by_name"],
            decided_at=row["decided_at"],
            decided_level=row["decided_level"],
        )


class ScreeningOut(Output, frozen=True):
    """`matches`: which name may be which entry of which list."""

    n: int
    moment: str
    at: datetime
    names: dict[str, list[str]]
    lists: list[dict[str, str]]
    matches: list[dict[str, str]]
    result: ScreeningResult
    decision: ScreeningDecision | None
    note: str | None
    file_id: UUID | None
    decided_by: str | None
    decided_at: datetime | None

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "ScreeningOut":
        decision = row["decision"]
        return cls(
            n=row["n"],
            moment=row["moment"],
            at=row["created_at"],
            names=loads(row["names"]),
            lists=loads(row["lists"]),
            matches=loads(row["matches"]),
            result=ScreeningResult(row["result"]),
            decision=None if decision is None else ScreeningDecision(decision),
            note=row["note"],
            file_id=row["file_id"],
            decided_by=row["decided_by_name"],
            decided_at=row["decided_at"],
        )


class DeskOut(Output, frozen=True):
    """What only the insurer sees: its rules' hits, the risk that its plan rates, its papers."""

    plan_id: UUID
    plan: str
    level: Level | None
    hits: list[dict[str, Any]]
    risk: dict[str, Any]
    duplicates: list[dict[str, Any]]
    referrals: list[ReferralOut]
    screenings: list[ScreeningOut]
    screening_fresh: bool

    @classmethod
    def of(cls, found: Detail) -> "DeskOut | None":
        if found.risk is None:
            return None
        return cls(
            plan_id=found.row["plan"],
            plan=found.row["plan_code"],
            level=found.level,
            hits=loads(found.row["hits"]),
            risk=found.risk.model_dump(mode="json"),
            duplicates=loads(found.row["duplicates"]),
            referrals=[ReferralOut.of(each) for each in found.referrals or ()],
            screenings=[ScreeningOut.of(each) for each in found.screenings or ()],
            screening_fresh=bool(found.screening_fresh),
        )


class UnderwritingAuthorityOut(Output, frozen=True):
    id: UUID
    member_id: UUID
    member: str
    level: Level
    from_on: date
    to_on: date | None
    drafted_by: str
    confirmed_by: str | None
    confirmed_at: datetime | None
    allowed_actions: list[str]

    @classmethod
    def of(cls, row: Mapping[str, Any], *, by: Actor) -> "UnderwritingAuthorityOut":
        may = by.may(Permission.SET_AUTHORITIES)
        mine = by.user_id in {row["drafted_by"], row["member"]}
        waits = row["confirmed_at"] is None
        return cls(
            id=row["id"],
            member_id=row["member"],
            member=row["member_name"],
            level=Level(row["level"]),
            from_on=row["from_on"],
            to_on=row["to_on"],
            drafted_by=row["drafted_by_name"],
            confirmed_by=row["confirmed_by_name"],
            confirmed_at=row["confirmed_at"],
            allowed_actions=[
                *(["confirmation"] if may and waits and not mine else []),
                *(["ending"] if may else []),
            ],
        )


class SanctionsListOut(Output, frozen=True):
    id: UUID
    code: str
    version: str
    as_of: date
    sha256: str
    names: int
    loaded_by: str
    loaded_at: datetime

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "SanctionsListOut":
        return cls(
            id=row["id"],
            code=row["code"],
            version=row["version"],
            as_of=row["as_of"],
            sha256=row["sha256"],
            names=row["names"],
            loaded_by=row["loaded_by_name"],
            loaded_at=row["created_at"],
        )


class DeskRuleOut(Output, frozen=True):
    """`own` is false for what the platform says where an insurer says nothing."""

    id: UUID
    own: bool
    from_on: date
    answer_days: int
    valid_days: int
    made_by: str | None
    made_at: datetime

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "DeskRuleOut":
        return cls(
            id=row["id"],
            own=row["insurer"] is not None,
            from_on=row["from_on"],
            answer_days=row["answer_days"],
            valid_days=row["valid_days"],
            made_by=row["made_by_name"],
            made_at=row["created_at"],
        )
