"""What the API gives of comparisons and of a composite's cover."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from backend.insurance.states import InsuranceLine
from backend.kernel.schemas import Output
from backend.policies.comparison import Cost, Grid, Row
from backend.policies.coverage import Region
from backend.policies.states import Group, Shortfall, Standing, Told


class RegionOut(Output, frozen=True):
    """A box of what is wanted; `things` is how many it holds."""

    perils: list[str]
    territories: list[str]
    products: list[str]
    rights: list[str]
    parts: list[str]
    things: int

    @classmethod
    def of(cls, region: Region) -> "RegionOut":
        return cls(
            **{name: list(cells) for name, cells in region.box.items()},
            parts=list(region.parts),
            things=region.size,
        )


class CoverageOut(Output, frozen=True):
    gaps: list[RegionOut]
    overlaps: list[RegionOut]
    wanted: int
    covered: int


class ComparedQuoteOut(Output, frozen=True):
    """`reason`: why it cannot be taken; a quote that can has none."""

    id: UUID
    option: int | None
    number: str | None
    insurer: str
    product: str | None
    standing: Standing
    reason: str | None


class ComparedOut(Output, frozen=True):
    told: Told
    value: Any


class CompareRowOut(Output, frozen=True):
    """A cell per quote, in their order; null where a quote has no terms. `foldable`: may be hidden
    where nothing differs; exclusions never are."""

    group: Group
    term: str
    part: str | None
    cells: list[ComparedOut | None]
    differs: bool
    foldable: bool
    base: bool | None

    @classmethod
    def of(cls, row: Row) -> "CompareRowOut":
        return cls(
            group=row.group,
            term=row.term,
            part=row.part,
            cells=[
                None if each is None else ComparedOut(told=each.told, value=each.value)
                for each in row.cells
            ],
            differs=row.differs,
            foldable=row.foldable,
            base=row.base,
        )


class ScenarioCostOut(Output, frozen=True):
    """Of a loss: what is paid, what the buyer keeps, and that with the premium."""

    paid_fen: int
    kept_fen: int
    premium_fen: int
    total_fen: int
    because: list[Shortfall]

    @classmethod
    def of(cls, cost: Cost | None) -> "ScenarioCostOut | None":
        if cost is None:
            return None
        return cls(
            paid_fen=cost.outcome.paid,
            kept_fen=cost.outcome.kept,
            premium_fen=cost.premium,
            total_fen=cost.total,
            because=list(cost.outcome.because),
        )


class LossScenarioOut(Output, frozen=True):
    code: str
    name: dict[str, str]
    territory: str
    loss_fen: int
    costs: list[ScenarioCostOut | None]


class ComparisonOut(Output, frozen=True):
    """One grid on one basis; nothing is ranked. `quotes`, cells and costs have one order."""

    proposal_id: UUID
    number: str
    line: InsuranceLine
    quotes: list[ComparedQuoteOut]
    scenarios: list[LossScenarioOut]
    rows: list[CompareRowOut]

    @classmethod
    def of(
        cls, proposal: Mapping[str, Any], grid: Grid, asked: Sequence[Mapping[str, Any]]
    ) -> "ComparisonOut":
        return cls(
            proposal_id=proposal["id"],
            number=proposal["number"],
            line=InsuranceLine(proposal["line"]),
            quotes=[
                ComparedQuoteOut(
                    id=each.id,
                    option=each.option,
                    number=each.number,
                    insurer=each.insurer,
                    product=each.product,
                    standing=each.standing,
                    reason=each.reason,
                )
                for each in grid.columns
            ],
            scenarios=[
                LossScenarioOut(
                    code=row["code"],
                    name={"zh": row["name"], "en": row["name_en"]},
                    territory=row["territory"],
                    loss_fen=next((each.outcome.loss for each in costs if each is not None), 0),
                    costs=[ScenarioCostOut.of(each) for each in costs],
                )
                for row, costs in zip(asked, grid.scenarios, strict=True)
            ],
            rows=[CompareRowOut.of(each) for each in grid.rows],
        )
