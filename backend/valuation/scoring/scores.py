"""A right's score out of its leaves: S = sum(w x s) / sum(w), and how much of it is known."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from backend.kernel.errors import RuleBroken
from backend.valuation.engine.exact import decimal_arithmetic, rounded
from backend.valuation.scoring.signals import Signals, scored
from backend.valuation.scoring.trees import Indicator, Scheme, WeightSet

#: From the unrounded score.
BANDS = ((Decimal(80), "A"), (Decimal(65), "B"), (Decimal(50), "C"))
WHOLE = 10_000


class Origin(StrEnum):
    #: Imported: the register, the gazette, the office's export.
    SIGNAL = "signal"
    #: A fact that the firm states, with its source.
    STATED = "stated"
    REVIEWER = "reviewer"


class IndicatorUnknown(RuleBroken):
    code = "valuation.indicator_unknown"
    title = "A review scores leaves of the scheme only, each once"


class IndicatorHasSignal(RuleBroken):
    code = "valuation.indicator_has_signal"
    title = "This leaf is scored from facts; a review of it would be a second opinion on them"


@dataclass(frozen=True, kw_only=True)
class Review:
    """A leaf as a person scored it, and on what."""

    indicator: str
    points: Decimal
    reviewer: str
    evidence: str
    as_of: date


@dataclass(frozen=True, kw_only=True)
class Leaf:
    indicator: str
    weight: int
    points: Decimal
    origin: Origin
    #: Who reviewed, on what; None of a signal.
    review: Review | None


@dataclass(frozen=True, kw_only=True)
class Part:
    """One first-level indicator; no points where none of its leaves is known."""

    indicator: str
    points: Decimal | None
    coverage_bp: int


@dataclass(frozen=True, kw_only=True)
class Score:
    scheme: str
    weight_set: WeightSet
    #: To one decimal; None where no leaf is known.
    points: Decimal | None
    grade: str | None
    coverage_bp: int
    parts: tuple[Part, ...]
    leaves: tuple[Leaf, ...]
    missing: tuple[str, ...]


def score(
    scheme: Scheme,
    weight_set: WeightSet,
    signals: Signals,
    reviews: Sequence[Review],
    *,
    imported: Signals,
) -> Score:
    """The score by these weights; a leaf that nobody knows is left out and told.

    `imported` is the part of the signals that no firm states.
    """
    weights = weight_set.weights
    weighed = [leaf for leaf in scheme.leaves() if weights.get(leaf.code, 0) > 0]
    reviewed = _reviewed(scheme, reviews)
    with decimal_arithmetic():
        found = (
            _leaf(leaf, weights[leaf.code], signals, imported, reviewed.get(leaf.code))
            for leaf in weighed
        )
        leaves = [leaf for leaf in found if leaf is not None]
        whole = mean(leaves)
        known = {leaf.indicator for leaf in leaves}
        return Score(
            scheme=scheme.code,
            weight_set=weight_set,
            points=None if whole is None else rounded(whole, 1),
            grade=None if whole is None else grade(whole),
            coverage_bp=_coverage(leaves, (weights[leaf.code] for leaf in weighed)),
            parts=_parts(scheme, weights, leaves),
            leaves=tuple(leaves),
            missing=tuple(leaf.code for leaf in weighed if leaf.code not in known),
        )


def _leaf(
    leaf: Indicator, weight: int, signals: Signals, imported: Signals, review: Review | None
) -> Leaf | None:
    points = None if leaf.signal is None else scored(leaf.signal, signals)
    if points is not None and leaf.signal is not None:
        if review is not None:
            raise IndicatorHasSignal(indicator=leaf.code, points=str(points))
        same = scored(leaf.signal, imported) == points
        origin = Origin.SIGNAL if same else Origin.STATED
        return Leaf(indicator=leaf.code, weight=weight, points=points, origin=origin, review=None)
    if review is None:
        return None
    return Leaf(
        indicator=leaf.code,
        weight=weight,
        points=review.points,
        origin=Origin.REVIEWER,
        review=review,
    )


def _reviewed(scheme: Scheme, reviews: Sequence[Review]) -> dict[str, Review]:
    codes = [each.indicator for each in reviews]
    known = {leaf.code for leaf in scheme.leaves()}
    odd = sorted({code for code in codes if code not in known or codes.count(code) > 1})
    if odd:
        raise IndicatorUnknown(scheme=scheme.code, indicators=odd)
    return {each.indicator: each for each in reviews}


def mean(leaves: Iterable[Leaf]) -> Decimal | None:
    """Not rounded; None of nothing."""
    known = list(leaves)
    total = sum(leaf.weight for leaf in known)
    if total == 0:
        return None
    return sum((leaf.weight * leaf.points for leaf in known), Decimal(0)) / total


def grade(points: Decimal) -> str:
    return next((name for least, name in BANDS if points >= least), "D")


def _coverage(leaves: Iterable[Leaf], weights: Iterable[int]) -> int:
    """Rounded down: it is never said to be whole while something is missing."""
    total = sum(weights)
    return 0 if total == 0 else sum(leaf.weight for leaf in leaves) * WHOLE // total


def _parts(scheme: Scheme, weights: Mapping[str, int], leaves: Sequence[Leaf]) -> tuple[Part, ...]:
    found = []
    for group in scheme.groups():
        below = [leaf for leaf in scheme.leaves() if scheme.group_of(leaf.code) == group.code]
        codes = {leaf.code for leaf in below}
        known = [leaf for leaf in leaves if leaf.indicator in codes]
        points = mean(known)
        found.append(
            Part(
                indicator=group.code,
                points=None if points is None else rounded(points, 1),
                coverage_bp=_coverage(known, (weights.get(leaf.code, 0) for leaf in below)),
            )
        )
    return tuple(found)
