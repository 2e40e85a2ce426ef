"""What the API takes and gives of a target's parts."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from backend.kernel.auth import Actor, Permission
from backend.kernel.schemas import Input, Output
from backend.targets.schemas import Reason, Source, TargetCheckedOut, checked_fields
from backend.targets.service.parts import DivisionView, PartIn, Parts, PartView, ReportIn
from backend.targets.states import Decision

Called = Annotated[str, Field(min_length=1, max_length=120)]
MOST = 10**15
#: Departments that a target is divided among.
MANY = 60


class TargetPartIn(Input):
    """What a department answers for, in the target's unit (yuan targets in fen)."""

    department: Called
    responsible: Called
    amount: Annotated[int, Field(gt=0, le=MOST)]
    done_by: date

    def given(self) -> PartIn:
        return PartIn(**self.model_dump())


class TargetPartsIn(Input):
    """A division of the whole target, from a day on, with its grounds."""

    from_on: date
    reason: Reason
    parts: Annotated[list[TargetPartIn], Field(min_length=1, max_length=MANY)]


class TargetPartsDecisionIn(Input):
    outcome: Decision
    reason: Reason | None = None


class PartReportIn(Input):
    """How far a department had come by a day, by what source."""

    department: Called
    as_of: date
    reached: Annotated[int, Field(ge=0, le=MOST)]
    source: Source
    document_id: UUID | None = None

    def given(self) -> ReportIn:
        return ReportIn(**self.model_dump())


class TargetPartOut(Output, frozen=True):
    """`reached`: the newest confirmed figure of the department, in the target's unit."""

    department: str
    responsible: str
    amount: int
    done_by: date
    reached: int | None
    as_of: date | None
    source: str | None
    document_id: UUID | None

    @classmethod
    def of(cls, part: PartView) -> "TargetPartOut":
        told = part.report or {}
        return cls(
            **{name: part.row[name] for name in ("department", "responsible", "amount", "done_by")},
            reached=told.get("reached"),
            as_of=told.get("as_of"),
            source=told.get("source"),
            document_id=told.get("document"),
        )


class TargetDivisionOut(Output, frozen=True):
    """`parts` sum to `whole`; `reached`: what their departments' figures sum to."""

    id: UUID
    version: int
    whole: int
    reached: int
    from_on: date
    grounds: str
    proposer_name: str
    proposed_at: datetime
    outcome: Decision | None
    decider_name: str | None
    decided_at: datetime | None
    reason: str | None
    parts: list[TargetPartOut]
    allowed_actions: list[str]

    @classmethod
    def of(
        cls, row: Mapping[str, Any], view: DivisionView | None, *, reader: Actor, now: bool
    ) -> "TargetDivisionOut":
        parts = [] if view is None else [TargetPartOut.of(each) for each in view.parts]
        may = now and row["outcome"] is None and reader.may(Permission.VERIFY_COUNTS)
        same = (
            "id", "version", "whole", "from_on", "grounds", "proposer_name", "proposed_at",
            "outcome", "decider_name", "decided_at", "reason",
        )  # fmt: skip
        return cls(
            **{name: row[name] for name in same},
            reached=sum(part.reached or 0 for part in parts),
            parts=parts,
            allowed_actions=["decision"] if may and row["proposer"] != reader.user_id else [],
        )


class TargetPartsOut(Output, frozen=True):
    target: str
    unit: str
    whole: int
    in_force: TargetDivisionOut | None
    coming: TargetDivisionOut | None
    waiting: TargetDivisionOut | None
    earlier: list[TargetDivisionOut]

    @classmethod
    def of(cls, found: Parts, *, reader: Actor, now: bool = True) -> "TargetPartsOut":
        def told(view: DivisionView | None) -> TargetDivisionOut | None:
            if view is None:
                return None
            return TargetDivisionOut.of(view.row, view, reader=reader, now=now)

        return cls(
            target=found.target["code"],
            unit=found.target["unit"],
            whole=found.whole,
            in_force=told(found.in_force),
            coming=told(found.coming),
            waiting=told(found.waiting),
            earlier=[
                TargetDivisionOut.of(row, None, reader=reader, now=False) for row in found.earlier
            ],
        )


class PartReportOut(TargetCheckedOut, frozen=True):
    """What a department reported, who recorded it, who checked it."""

    department: str
    as_of: date
    reached: int

    @classmethod
    def of(cls, row: Mapping[str, Any], *, reader: Actor, now: bool = True) -> "PartReportOut":
        return cls(
            **checked_fields(row, reader, now=now),
            **{name: row[name] for name in ("department", "as_of", "reached")},
        )
