"""Indicators of a scheme, and the weights that a scene gives to its leaves."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from backend.kernel.errors import RuleBroken

#: Weights are whole; their sum is theirs to choose.
MAX_WEIGHT = 10_000


class Scene(StrEnum):
    """The six scenes of GB/T 42748-2023."""

    TRANSFER = "licence_transfer"
    FINANCE = "finance"
    REPORTING = "financial_reporting"
    INFRINGEMENT = "infringement_relief"
    MANAGEMENT = "management"
    OTHER = "other"


class SchemeUnfit(RuleBroken):
    code = "valuation.scheme_unfit"
    title = "The scheme is not for this kind of right"


class WeightsUnknown(RuleBroken):
    code = "valuation.weights_unknown"
    title = "Weights are given for leaves of the scheme only"


class WeightsEmpty(RuleBroken):
    code = "valuation.weights_empty"
    title = "At least one leaf has a weight above zero"


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """`signal`: which imported or stated fact scores a leaf; None: a reviewer does."""

    code: str
    parent: str | None
    level: int
    name_zh: str
    name_en: str
    signal: str | None


@dataclass(frozen=True, kw_only=True)
class Scheme:
    code: str
    edition: str
    name_zh: str
    name_en: str
    source: str
    kinds: tuple[str, ...]
    indicators: tuple[Indicator, ...]

    def leaves(self) -> tuple[Indicator, ...]:
        parents = {each.parent for each in self.indicators}
        return tuple(each for each in self.indicators if each.code not in parents)

    def groups(self) -> tuple[Indicator, ...]:
        return tuple(each for each in self.indicators if each.parent is None)

    def group_of(self, code: str) -> str:
        """The first-level indicator above a leaf."""
        by_code = {each.code: each for each in self.indicators}
        at = by_code[code]
        while at.parent is not None:
            at = by_code[at.parent]
        return at.code


@dataclass(frozen=True, kw_only=True)
class WeightSet:
    id: UUID
    scheme: str
    scene: Scene
    version: int
    weights: Mapping[str, int]


def check_weights(scheme: Scheme, weights: Mapping[str, int]) -> None:
    """Refuse weights that name no leaf of the scheme, or weigh nothing."""
    unknown = sorted(weights.keys() - {leaf.code for leaf in scheme.leaves()})
    if unknown:
        raise WeightsUnknown(scheme=scheme.code, indicators=unknown)
    if sum(weights.values()) == 0:
        raise WeightsEmpty(scheme=scheme.code)


def check_kind(scheme: Scheme, kind: str) -> None:
    if kind not in scheme.kinds:
        raise SchemeUnfit(
            f"{scheme.code} scores {', '.join(scheme.kinds)}; this is {kind}.",
            scheme=scheme.code,
            kind=kind,
            kinds=list(scheme.kinds),
        )
