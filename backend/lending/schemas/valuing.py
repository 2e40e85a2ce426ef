"""What the API takes and gives of the value behind an application: working, deals, "what if"."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from backend.kernel.schemas import Input, Output
from backend.lending.service.valuing import Looked, Supposed
from backend.valuation.service import Moved
from backend.valuation.states import Method

Share = Annotated[Decimal, Field(ge=0, le=1, max_digits=12, decimal_places=10)]


class ValuationOrderedOut(Output, frozen=True):
    """The request that appraisers were invited to; read at `/valuation-requests/{id}`."""

    id: UUID
    number: str


class WhatIfIn(Input):
    """Decimal fractions, and years; what is left out stays as stated."""

    royalty: Share | None = None
    years: Annotated[Decimal, Field(gt=0, le=100, max_digits=14, decimal_places=12)] | None = None
    discount: Share | None = None

    def moved(self) -> Moved:
        return Moved(royalty=self.royalty, years=self.years, discount=self.discount)


class CaseMoverOut(Output, frozen=True):
    """What the value is with this figure at its P10 and P90, all others as stated."""

    figure: str
    at_low: str
    at_high: str
    value_at_low_fen: int
    value_at_high_fen: int


class CaseMethodOut(Output, frozen=True):
    """P10, P50 and P90 by one method; `stated_fen` with every figure as stated."""

    method: str
    approach: Method
    base_date: date
    valuer: str
    low_fen: int
    central_fen: int
    high_fen: int
    stated_fen: int
    movers: list[CaseMoverOut]


class CaseLeverOut(Output, frozen=True):
    """A figure that may be moved, with its bounds: `royalty`, `years` or `discount`."""

    name: str
    stated: str
    low: str
    high: str


class CaseComparableOut(Output, frozen=True):
    """A deal of the market approach; `factor` is the product of its adjustments."""

    name: str
    dealt_on: date
    price_fen: int
    factor: str
    adjusted: dict[str, str]
    source: str
    as_of: date


class CaseScoreOut(Output, frozen=True):
    """A score is not a price."""

    right_id: UUID
    scheme: str
    scene: str
    weight_set_version: int
    points: str | None
    grade: str | None
    coverage_bp: int


class SmallDealOut(Output, frozen=True):
    """Up to where an internal or negotiated value serves, by which version of whose rules."""

    outcome: str
    amount_fen: int
    up_to_fen: int
    own: bool
    rule_set_version: int
    valid_from: date


class CaseValuationOut(Output, frozen=True):
    """The frozen valuation with its working; the lists are empty where it was only stated."""

    id: UUID
    number: str
    method: Method
    appraised: bool
    base_date: date
    valuer: str
    low_fen: int
    central_fen: int
    high_fen: int
    inputs_sha256: str | None
    reason: str | None
    methods: list[CaseMethodOut]
    levers: list[CaseLeverOut]
    comparables: list[CaseComparableOut]
    scores: list[CaseScoreOut]
    small_deal: SmallDealOut | None

    @classmethod
    def of(cls, looked: Looked) -> "CaseValuationOut":
        view, worked = looked.view, looked.view.worked
        inputs: Mapping[str, Any] = {} if worked is None else worked.inputs
        return cls(
            id=view.id,
            number=view.number,
            method=view.method,
            appraised=view.appraised,
            base_date=view.base_date,
            valuer=view.valuer,
            low_fen=view.low_fen,
            central_fen=view.central_fen,
            high_fen=view.high_fen,
            small_deal=None
            if looked.small_deal is None
            else SmallDealOut(**asdict(looked.small_deal)),
            inputs_sha256=None if worked is None else worked.inputs_sha256,
            reason=inputs.get("reconciliation", {}).get("reason"),
            methods=[]
            if worked is None
            else _methods(worked.result["methods"], view.base_date, view.valuer),
            levers=[
                CaseLeverOut(
                    name=each.name, stated=_plain(each.stated), low=_plain(each.low),
                    high=_plain(each.high),
                )
                for each in looked.levers
            ],
            comparables=[
                CaseComparableOut(
                    name=each.name,
                    dealt_on=each.dealt_on,
                    price_fen=each.price_fen,
                    factor=_plain(each.factor),
                    adjusted={on: _plain(factor) for on, factor in each.adjusted},
                    source=each.source,
                    as_of=each.as_of,
                )
                for each in looked.comparables
            ],
            scores=[] if worked is None else [_score(each) for each in worked.scores],
        )  # fmt: skip


class WhatIfOut(Output, frozen=True):
    """The bank's own assumption, hence its name as the valuer's; kept nowhere."""

    method: Method
    base_date: date
    valuer: str
    low_fen: int
    central_fen: int
    high_fen: int
    lendable_fen: int
    ltv_bp: int | None
    methods: list[CaseMethodOut]

    @classmethod
    def of(cls, supposed: Supposed) -> "WhatIfOut":
        view, spread = supposed.view, supposed.result.reconciled
        assert spread is not None  # noqa: S101 - a kept valuation is one value
        return cls(
            method=view.method,
            base_date=view.base_date,
            valuer=supposed.bank,
            low_fen=spread.low_fen,
            central_fen=spread.central_fen,
            high_fen=spread.high_fen,
            lendable_fen=supposed.lendable_fen,
            ltv_bp=supposed.ltv_bp,
            methods=_methods(asdict(supposed.result)["methods"], view.base_date, supposed.bank),
        )


def _plain(value: Decimal) -> str:
    return format(value.normalize(), "f")


def _methods(
    results: Sequence[Mapping[str, Any]], base_date: date, valuer: str
) -> list[CaseMethodOut]:
    return [
        CaseMethodOut(
            method=each["method"],
            approach=Method(each["approach"]),
            base_date=base_date,
            valuer=valuer,
            **each["spread"],
            stated_fen=each["stated_fen"],
            movers=[CaseMoverOut(**mover) for mover in each["movers"]],
        )
        for each in results
    ]


def _score(kept: Mapping[str, Any]) -> CaseScoreOut:
    weights = kept["weight_set"]
    return CaseScoreOut(
        right_id=UUID(kept["right_id"]),
        scheme=kept["scheme"],
        scene=weights["scene"],
        weight_set_version=weights["version"],
        points=kept["points"],
        grade=kept["grade"],
        coverage_bp=kept["coverage_bp"],
    )
