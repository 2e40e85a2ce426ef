"""What the API gives of a value worked out: each method's range and working, scores, weights."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.kernel.schemas import Output
from backend.valuation.engine.canonical import plain
from backend.valuation.scoring.trees import Scene
from backend.valuation.service import Estimate, WeightSetView, Worked
from backend.valuation.service.working import told
from backend.valuation.states import Method


class WorkingRowOut(Output, frozen=True):
    """A period, a comparable or a step; `exponent` in years, of the income approach only."""

    name: str
    flow_fen: int
    exponent: str | None
    factor: str
    present_fen: int


class MoverOut(Output, frozen=True):
    """What the value is with this figure at its P10 and P90, all others as stated."""

    figure: str
    at_low: str
    at_high: str
    value_at_low_fen: int
    value_at_high_fen: int


class MethodOut(Output, frozen=True):
    """P10, P50 and P90 of the draws; `stated_fen` with every figure as stated."""

    method: str
    approach: Method
    base_date: date
    valuer: str
    low_fen: int
    central_fen: int
    high_fen: int
    mean_fen: int
    stated_fen: int
    rows: list[WorkingRowOut]
    movers: list[MoverOut]


class LeafOut(Output, frozen=True):
    indicator: str
    weight: int
    points: str
    origin: str
    reviewer: str | None
    evidence: str | None
    reviewed_on: str | None


class PartOut(Output, frozen=True):
    indicator: str
    points: str | None
    coverage_bp: int


class ScoreOut(Output, frozen=True):
    """A score is not a price; `points` null where nothing is known."""

    right_id: UUID
    scheme: str
    scene: str
    weight_set_id: UUID
    weight_set_version: int
    points: str | None
    grade: str | None
    coverage_bp: int
    parts: list[PartOut]
    leaves: list[LeafOut]
    missing: list[str]


class WorkedOut(Output, frozen=True):
    """How it was worked out. `reproduced`: run again just now, it gave the same."""

    engine: int
    inputs: dict[str, Any]
    inputs_sha256: str
    methods: list[MethodOut]
    scores: list[ScoreOut]
    reproduced: bool | None

    @classmethod
    def of(cls, worked: Worked, *, reproduced: bool | None) -> "WorkedOut":
        return cls(
            engine=worked.engine,
            inputs=worked.inputs,
            inputs_sha256=worked.inputs_sha256,
            methods=methods_out(worked.result, worked.inputs),
            scores=[score_out(UUID(each["right_id"]), each) for each in worked.scores],
            reproduced=reproduced,
        )


class EstimateOut(Output, frozen=True):
    """`low_fen` to `high_fen` are null where several methods stand unweighed side by side."""

    base_date: date
    valuer: str
    method: Method
    low_fen: int | None
    central_fen: int | None
    high_fen: int | None
    engine: int
    inputs_sha256: str
    methods: list[MethodOut]
    scores: list[ScoreOut]

    @classmethod
    def of(cls, found: Estimate) -> "EstimateOut":
        spread = found.result.reconciled
        return cls(
            base_date=found.document.base_date,
            valuer=found.document.valuer,
            method=found.method,
            low_fen=None if spread is None else spread.low_fen,
            central_fen=None if spread is None else spread.central_fen,
            high_fen=None if spread is None else spread.high_fen,
            engine=found.result.engine,
            inputs_sha256=found.sha256,
            methods=methods_out(told(found.result), plain(found.document)),
            scores=[score_out(i, told(score)) for i, score in found.scores.items()],
        )


def methods_out(result: Mapping[str, Any], inputs: Mapping[str, Any]) -> list[MethodOut]:
    return [
        MethodOut(
            method=each["method"],
            approach=Method(each["approach"]),
            base_date=date.fromisoformat(inputs["base_date"]),
            valuer=inputs["valuer"],
            **each["spread"],
            mean_fen=each["mean_fen"],
            stated_fen=each["stated_fen"],
            rows=[WorkingRowOut(**row) for row in each["rows"]],
            movers=[MoverOut(**mover) for mover in each["movers"]],
        )
        for each in result["methods"]
    ]


def score_out(right_id: UUID, score: Mapping[str, Any]) -> ScoreOut:
    weights = score["weight_set"]
    return ScoreOut(
        right_id=right_id,
        scheme=score["scheme"],
        scene=weights["scene"],
        weight_set_id=UUID(weights["id"]),
        weight_set_version=weights["version"],
        points=score["points"],
        grade=score["grade"],
        coverage_bp=score["coverage_bp"],
        parts=[PartOut(**part) for part in score["parts"]],
        leaves=[_leaf(leaf) for leaf in score["leaves"]],
        missing=list(score["missing"]),
    )


def _leaf(leaf: Mapping[str, Any]) -> LeafOut:
    review = leaf["review"] or {}
    return LeafOut(
        indicator=leaf["indicator"],
        weight=leaf["weight"],
        points=leaf["points"],
        origin=leaf["origin"],
        reviewer=review.get("reviewer"),
        evidence=review.get("evidence"),
        reviewed_on=review.get("as_of"),
    )


class IndicatorOut(Output, frozen=True):
    """`signal`: the fact that scores a leaf; null: a reviewer does. `weight` of leaves only."""

    code: str
    parent: str | None
    level: int
    name_zh: str
    name_en: str
    signal: str | None
    weight: int | None


class WeightSetOut(Output, frozen=True):
    """One version of a scene's weights in its scheme; `own`: of the reader's organisation."""

    id: UUID
    scheme: str
    edition: str
    scheme_name_zh: str
    scheme_name_en: str
    scheme_source: str
    kinds: list[str]
    scene: Scene
    version: int
    own: bool
    author: str
    reason: str
    made_at: datetime
    indicators: list[IndicatorOut]

    @classmethod
    def of(cls, view: WeightSetView) -> "WeightSetOut":
        scheme, given = view.scheme, view.weight_set
        return cls(
            id=given.id,
            scheme=scheme.code,
            edition=scheme.edition,
            scheme_name_zh=scheme.name_zh,
            scheme_name_en=scheme.name_en,
            scheme_source=scheme.source,
            kinds=list(scheme.kinds),
            scene=given.scene,
            version=given.version,
            own=view.organisation_id is not None,
            author=view.author_name,
            reason=view.reason,
            made_at=view.made_at,
            indicators=[
                IndicatorOut(
                    code=each.code,
                    parent=each.parent,
                    level=each.level,
                    name_zh=each.name_zh,
                    name_en=each.name_en,
                    signal=each.signal,
                    weight=given.weights.get(each.code),
                )
                for each in scheme.indicators
            ],
        )
