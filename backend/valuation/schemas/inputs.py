"""What the API takes to work out a value: methods, simulation, facts and reviews for scores."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from backend.kernel.schemas import Input
from backend.valuation.engine.document import AnyMethod, Reconciliation, Simulation
from backend.valuation.scoring.scores import Review
from backend.valuation.scoring.trees import MAX_WEIGHT, Scene
from backend.valuation.service import ScoreAsked, WorkAsked

Source = Annotated[str, Field(min_length=1, max_length=300)]


class CountIn(Input):
    value: Annotated[int, Field(ge=0, le=100_000)]
    source: Source
    as_of: date


class PercentIn(Input):
    value: Annotated[Decimal, Field(ge=-100, le=10_000, max_digits=8, decimal_places=2)]
    source: Source
    as_of: date


class FlagIn(Input):
    value: bool
    source: Source
    as_of: date


class StageIn(Input):
    value: Literal["lab", "pilot", "mass"]
    source: Source
    as_of: date


class SignalsIn(Input):
    """Facts that no imported record tells, each with its source."""

    invalidation_survived: FlagIn | None = None
    evaluation_report: FlagIn | None = None
    independent_claims: CountIn | None = None
    first_claim_characters: CountIn | None = None
    family_countries: CountIn | None = None
    claims_product: FlagIn | None = None
    forward_citations: CountIn | None = None
    maturity: StageIn | None = None
    field_growth_percent: PercentIn | None = None
    years_in_use: CountIn | None = None
    nice_classes: CountIn | None = None

    def known(self) -> dict[str, Any]:
        return {
            name: getattr(self, name).value
            for name in type(self).model_fields
            if getattr(self, name) is not None
        }


class ReviewIn(Input):
    indicator: Annotated[str, Field(min_length=1, max_length=12)]
    points: Annotated[Decimal, Field(ge=0, le=100, max_digits=5, decimal_places=2)]
    reviewer: Annotated[str, Field(min_length=1, max_length=120)]
    evidence: Annotated[str, Field(min_length=1, max_length=500)]
    as_of: date


class ScoreIn(Input):
    """Without a weight set: the platform's newest of the scene, in the scheme of the kind."""

    right_id: UUID
    scene: Scene = Scene.FINANCE
    weight_set_id: UUID | None = None
    signals: SignalsIn = Field(default_factory=SignalsIn)
    reviews: Annotated[list[ReviewIn], Field(max_length=60)] = Field(default_factory=list)

    def asked(self) -> ScoreAsked:
        return ScoreAsked(
            right_id=self.right_id,
            scene=self.scene,
            weight_set_id=self.weight_set_id,
            stated=self.signals.known(),
            reviews=tuple(
                Review(
                    indicator=each.indicator,
                    points=each.points,
                    reviewer=each.reviewer,
                    evidence=each.evidence,
                    as_of=each.as_of,
                )
                for each in self.reviews
            ),
        )


class InputsIn(Input):
    """Rates and shares are decimal fractions (0.045), money is whole fen."""

    methods: Annotated[list[AnyMethod], Field(min_length=1, max_length=7)]
    reconciliation: Reconciliation | None = None
    simulation: Simulation = Field(default_factory=Simulation)
    scores: Annotated[list[ScoreIn], Field(max_length=50)] = Field(default_factory=list)

    def asked(self, right_ids: list[UUID], base_date: date) -> WorkAsked:
        return WorkAsked(
            right_ids=tuple(right_ids),
            base_date=base_date,
            methods=self.methods,
            reconciliation=self.reconciliation,
            simulation=self.simulation,
            scores=tuple(each.asked() for each in self.scores),
        )


class EstimateIn(Input):
    right_ids: Annotated[list[UUID], Field(min_length=1, max_length=200)]
    base_date: date
    inputs: InputsIn

    def asked(self) -> WorkAsked:
        return self.inputs.asked(self.right_ids, self.base_date)


class WeightSetIn(Input):
    """Weights of leaves, whole; a leaf without one is left out of the score."""

    scheme: Annotated[str, Field(min_length=1, max_length=40)]
    scene: Scene
    weights: Annotated[
        dict[
            Annotated[str, Field(min_length=1, max_length=12)],
            Annotated[int, Field(ge=0, le=MAX_WEIGHT)],
        ],
        Field(min_length=1, max_length=60),
    ]
    reason: Annotated[str, Field(min_length=1, max_length=1000)]

    def given(self) -> Mapping[str, int]:
        return dict(self.weights)
