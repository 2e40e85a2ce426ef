"""What the API takes and gives about valuations."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from backend.kernel.auth import Actor, Permission
from backend.kernel.money import Fen
from backend.kernel.schemas import Input, Output
from backend.valuation.rules import StatedOrWorked
from backend.valuation.schemas.inputs import InputsIn
from backend.valuation.schemas.worked import WorkedOut
from backend.valuation.service import Detail, Range, Statement, WorkAsked
from backend.valuation.states import VALUATION, Action, Method, State

Amount = Annotated[int, Field(gt=0, le=10**15)]


class ValueOfRightIn(Input):
    right_id: UUID
    low_fen: Amount
    central_fen: Amount
    high_fen: Amount


class ValuationIn(Input):
    """A range as the firm states it, or `inputs` out of which it is worked out.

    Values per right, where stated, are given for each right and add up to the whole.
    """

    right_ids: Annotated[list[UUID], Field(min_length=1, max_length=200)]
    base_date: date
    inputs: InputsIn | None = None
    low_fen: Amount | None = None
    central_fen: Amount | None = None
    high_fen: Amount | None = None
    per_right: Annotated[list[ValueOfRightIn], Field(min_length=1, max_length=200)] | None = None
    method: Method | None = None
    appraised: bool = False
    valuer: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    report_file_id: UUID | None = None

    def asked(self) -> WorkAsked | Statement:
        """Refuse half a statement, and a statement beside inputs."""
        stated = (self.low_fen, self.central_fen, self.high_fen, self.method, self.valuer)
        if self.inputs is not None:
            if any((*stated, self.per_right, self.appraised, self.report_file_id)):
                raise StatedOrWorked
            return self.inputs.asked(self.right_ids, self.base_date)
        low, central, high, method, valuer = stated
        if low is None or central is None or high is None or method is None or valuer is None:
            raise StatedOrWorked
        per_right = None
        if self.per_right is not None:
            per_right = {value.right_id: _range(value) for value in self.per_right}
        return Statement(
            right_ids=tuple(self.right_ids),
            whole=Range(low=Fen(low), central=Fen(central), high=Fen(high)),
            per_right=per_right,
            method=method,
            appraised=self.appraised,
            base_date=self.base_date,
            valuer=valuer,
            report_file_id=self.report_file_id,
        )


def _range(value: ValueOfRightIn) -> Range:
    return Range(low=Fen(value.low_fen), central=Fen(value.central_fen), high=Fen(value.high_fen))


class ValuedRightOut(Output, frozen=True):
    """`low_fen` to `high_fen` are null when the valuation speaks of the whole only."""

    right_id: UUID
    label: str
    title: str
    kind: str
    low_fen: int | None
    central_fen: int | None
    high_fen: int | None


class ReportOut(Output, frozen=True):
    id: UUID
    name: str
    sha256: str


class ValuationOut(Output, frozen=True):
    id: UUID
    number: str
    state: State
    rights: list[ValuedRightOut]
    low_fen: int
    central_fen: int
    high_fen: int
    has_values_per_right: bool
    method: Method
    appraised: bool
    base_date: date
    valuer: str
    report: ReportOut | None
    stated_at: datetime
    withdrawn_at: datetime | None
    allowed_actions: list[Action]
    #: Of one valuation only, and only where it was worked out here.
    worked: WorkedOut | None

    @classmethod
    def of(
        cls, detail: Detail, *, reader: Actor, worked: WorkedOut | None = None
    ) -> "ValuationOut":
        view, report = detail.valuation, detail.report
        return cls(
            id=view.id,
            number=view.number,
            state=view.state,
            rights=_rights(detail),
            low_fen=view.low_fen,
            central_fen=view.central_fen,
            high_fen=view.high_fen,
            has_values_per_right=view.per_right is not None,
            method=view.method,
            appraised=view.appraised,
            base_date=view.base_date,
            valuer=view.valuer,
            report=None
            if report is None
            else ReportOut(id=report.id, name=report.name, sha256=report.sha256),
            stated_at=view.stated_at,
            withdrawn_at=view.withdrawn_at,
            allowed_actions=VALUATION.open_actions(view.state)
            if reader.may(Permission.PREPARE)
            else [],
            worked=worked,
        )


def _rights(detail: Detail) -> list[ValuedRightOut]:
    values = detail.valuation.per_right or {}
    found = []
    for right_id, right in zip(detail.valuation.right_ids, detail.rights, strict=True):
        low, central, high = values.get(right_id, (None, None, None))
        found.append(
            ValuedRightOut(
                right_id=right_id,
                label=right.label,
                title=right.title,
                kind=right.kind,
                low_fen=low,
                central_fen=central,
                high_fen=high,
            )
        )
    return found
