"""What the API takes and gives about alerts and watch rules."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from backend.kernel.auth import Actor, Permission
from backend.kernel.db import loads
from backend.kernel.money import WHOLE
from backend.kernel.proposed import ProposalOut, told
from backend.kernel.schemas import Input, Output
from backend.monitoring.rules import Watch
from backend.monitoring.service import RulesView, Wanted, proposal_actions
from backend.monitoring.service.settling import Point
from backend.monitoring.states import ALERT, Action, Cause, State
from backend.valuation.states import Method

Cut = Annotated[int, Field(ge=0, le=WHOLE)]
_NEEDED = (Permission.WORK_APPLICATIONS, Permission.DECIDE_APPLICATIONS)


class SettlementIn(Input):
    note: Annotated[str, Field(min_length=1, max_length=1000)]


class StatedValueOut(Output, frozen=True):
    """A value as it was stated."""

    id: UUID
    number: str
    method: Method
    base_date: date
    valuer: str
    low_fen: int
    central_fen: int
    high_fen: int


class RevaluationIn(Input):
    valuation_id: UUID


class WantedPointOut(Output, frozen=True):
    """`right_title`: none where the value as a whole is too old."""

    cause: Cause
    right_title: str | None
    since: date
    is_answered: bool


class ValueAlertOut(Output, frozen=True):
    """`low_fen` to `high_fen`: `stated` after all cuts that stood then, by the lender's rules.

    The ratios are of the drawn amount; `ltv_after_bp` is null where nothing is left.
    """

    id: UUID
    application_id: UUID
    application_number: str
    firm: str
    cause: Cause
    right_title: str | None
    since: date
    raised_at: datetime
    rules_version: int
    cut_bp: int
    stated: StatedValueOut
    method: Method
    base_date: date
    valuer: str
    low_fen: int
    central_fen: int
    high_fen: int
    drawn_fen: int
    ltv_before_bp: int | None
    ltv_after_bp: int | None
    revaluation: StatedValueOut | None
    state: State
    note: str | None
    settled_by: str | None
    settled_at: datetime | None
    allowed_actions: list[Action]

    @classmethod
    def of(cls, row: Mapping[str, Any], *, reader: Actor) -> "ValueAlertOut":
        state = State(row["state"])
        return cls(
            id=row["id"],
            application_id=row["application"],
            application_number=row["application_number"],
            firm=row["firm_name"],
            cause=Cause(row["cause"]),
            right_title=row["right_title"],
            since=row["since"],
            raised_at=row["created_at"],
            rules_version=row["rules_version"],
            cut_bp=row["cut_bp"],
            stated=StatedValueOut(
                id=row["valuation"],
                number=row["valuation_number"],
                method=Method(row["method"]),
                base_date=row["base_date"],
                valuer=row["valuer"],
                low_fen=row["stated_low_fen"],
                central_fen=row["stated_central_fen"],
                high_fen=row["stated_high_fen"],
            ),
            method=Method(row["method"]),
            base_date=row["base_date"],
            valuer=row["valuer"],
            low_fen=row["low_fen"],
            central_fen=row["central_fen"],
            high_fen=row["high_fen"],
            drawn_fen=row["drawn_fen"],
            ltv_before_bp=row["ltv_before_bp"],
            ltv_after_bp=row["ltv_after_bp"],
            revaluation=_revaluation(row),
            state=state,
            note=row["note"],
            settled_by=row["settled_by_name"],
            settled_at=row["settled_at"],
            allowed_actions=ALERT.open_actions(state) if reader.may(*_NEEDED) else [],
        )


def _revaluation(row: Mapping[str, Any]) -> StatedValueOut | None:
    if row["revaluation"] is None:
        return None
    return StatedValueOut(
        id=row["revaluation"],
        number=row["re_number"],
        method=Method(row["re_method"]),
        base_date=row["re_base_date"],
        valuer=row["re_valuer"],
        low_fen=row["re_low_fen"],
        central_fen=row["re_central_fen"],
        high_fen=row["re_high_fen"],
    )


class WantedRevaluationOut(Output, frozen=True):
    """`candidates`: the firm's values of exactly these rights that are not older, newest first."""

    points: list[WantedPointOut]
    candidates: list[StatedValueOut]

    @classmethod
    def of(cls, found: Wanted) -> "WantedRevaluationOut":
        return cls(
            points=[
                WantedPointOut(
                    cause=Cause(each.cause),
                    right_title=each.right_title,
                    since=each.since,
                    is_answered=each.is_answered,
                )
                for each in found.points
            ],
            candidates=[
                StatedValueOut(
                    id=each.id,
                    number=each.number,
                    method=each.method,
                    base_date=each.base_date,
                    valuer=each.valuer,
                    low_fen=each.low_fen,
                    central_fen=each.central_fen,
                    high_fen=each.high_fen,
                )
                for each in found.candidates
            ],
        )


class ValuePointOut(Output, frozen=True):
    """`kind`: frozen with the application, cut by an event, or revalued by the firm."""

    on: date
    kind: str
    cause: Cause | None
    low_fen: int
    central_fen: int
    high_fen: int
    method: Method
    base_date: date
    valuer: str

    @classmethod
    def of(cls, point: Point) -> "ValuePointOut":
        return cls(
            on=point.on,
            kind=point.kind,
            cause=None if point.cause is None else Cause(point.cause),
            low_fen=point.low_fen,
            central_fen=point.central_fen,
            high_fen=point.high_fen,
            method=Method(point.method),
            base_date=point.base_date,
            valuer=point.valuer,
        )


class WatchRulesIn(Input):
    """How long a value is good for, and what each event takes off it, in basis points."""

    valid_from: date
    reason: Annotated[str, Field(min_length=1, max_length=1000)]
    validity_months: Annotated[int, Field(ge=1, le=60)]
    invalidation_bp: Cut
    ended_bp: Cut
    transfer_bp: Cut
    expiry_bp: Cut

    def watch(self) -> Watch:
        return Watch(
            validity_months=self.validity_months,
            invalidation_bp=self.invalidation_bp,
            ended_bp=self.ended_bp,
            transfer_bp=self.transfer_bp,
            expiry_bp=self.expiry_bp,
        )


class WatchRulesOut(Output, frozen=True):
    """One version; `own`: of the reader's organisation, else the platform's."""

    id: UUID
    own: bool
    version: int
    valid_from: date
    author: str
    accepted_by: str | None
    reason: str
    made_at: datetime
    validity_months: int
    invalidation_bp: int
    ended_bp: int
    transfer_bp: int
    expiry_bp: int

    @classmethod
    def of(cls, view: RulesView) -> "WatchRulesOut":
        return cls(
            id=view.id,
            own=view.organisation_id is not None,
            version=view.version,
            valid_from=view.valid_from,
            author=view.author_name,
            accepted_by=view.accepted_by_name,
            reason=view.reason,
            made_at=view.made_at,
            validity_months=view.watch.validity_months,
            invalidation_bp=view.watch.invalidation_bp,
            ended_bp=view.watch.ended_bp,
            transfer_bp=view.watch.transfer_bp,
            expiry_bp=view.watch.expiry_bp,
        )


class WatchRuleProposalOut(ProposalOut, frozen=True):
    """A proposal of watch rules."""

    valid_from: date
    reason: str
    validity_months: int
    invalidation_bp: int
    ended_bp: int
    transfer_bp: int
    expiry_bp: int

    @classmethod
    def of(cls, row: dict[str, Any], *, reader: Actor) -> "WatchRuleProposalOut":
        return cls(
            valid_from=row["valid_from"],
            reason=row["reason"],
            **told(row, proposal_actions(row, reader=reader)),
            **loads(row["rules"]),
        )


class WatchRulesReasonIn(Input):
    reason: Annotated[str, Field(min_length=1, max_length=1000)]
