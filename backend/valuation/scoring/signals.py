"""From facts to leaf scores of 0 to 100 (valuation.md §2, table of signals: our design).

A signal that is not known gives no score: the leaf is left out and the coverage says so.
"""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

Points = Decimal

_UTILITY = ("utility_model",)


@dataclass(frozen=True, kw_only=True)
class Signals:
    """What is known of a right; None is "not known"."""

    kind: str
    #: Decided with the right standing, or now before the office.
    invalidation_survived: bool | None = None
    invalidation_pending: bool | None = None
    evaluation_report: bool | None = None
    independent_claims: int | None = None
    first_claim_characters: int | None = None
    family_countries: int | None = None
    claims_product: bool | None = None
    owners: int | None = None
    forward_citations: int | None = None
    ipc_subclasses: int | None = None
    maturity: str | None = None
    field_growth_percent: Decimal | None = None
    remaining_years: Decimal | None = None
    full_term_years: int = 20
    #: Chinese documents in the IPC main group.
    field_documents: int | None = None
    deals: int | None = None
    disputes_and_pledges: int | None = None
    years_in_use: Decimal | None = None
    nice_classes: int | None = None


def steps(value: Decimal | int, edges: Sequence[int], points: Sequence[int]) -> Points:
    """The points of the band that the value falls in; an edge opens its band."""
    return Decimal(points[bisect_right(edges, value)])


def _kind(signals: Signals) -> Points | None:
    if signals.kind == "invention":
        return Decimal(70)
    if signals.kind in _UTILITY:
        return Decimal(55 if signals.evaluation_report else 40)
    return None


def _invalidation(signals: Signals) -> Points | None:
    if signals.invalidation_pending:
        return Decimal(30)
    if signals.invalidation_survived:
        return Decimal(85)
    return None if signals.invalidation_pending is None else Decimal(70)


def _report(signals: Signals) -> Points | None:
    known = signals.evaluation_report
    return None if known is None else Decimal(80 if known else 40)


def _claim_type(signals: Signals) -> Points | None:
    known = signals.claims_product
    return None if known is None else Decimal(80 if known else 50)


def _owners(signals: Signals) -> Points | None:
    known = signals.owners
    return None if known is None else Decimal(80 if known == 1 else 40)


def _maturity(signals: Signals) -> Points | None:
    known = signals.maturity
    return None if known is None else Decimal({"lab": 30, "pilot": 60, "mass": 90}[known])


def _remaining(signals: Signals) -> Points | None:
    known = signals.remaining_years
    if known is None:
        return None
    return max(Decimal(0), min(Decimal(100), known * 100 / signals.full_term_years))


def _banded(
    field: str, edges: Sequence[int], points: Sequence[int]
) -> Callable[[Signals], Points | None]:
    def rule(signals: Signals) -> Points | None:
        value: Decimal | int | None = getattr(signals, field)
        return None if value is None else steps(value, edges, points)

    return rule


#: A leaf names its rule; what is data says which leaf uses which.
RULES: Mapping[str, Callable[[Signals], Points | None]] = MappingProxyType(
    {
        "kind": _kind,
        "invalidation": _invalidation,
        "evaluation_report": _report,
        "independent_claims": _banded("independent_claims", (2, 4), (50, 65, 80)),
        # A shorter first claim leaves less to design around.
        "first_claim": _banded("first_claim_characters", (150, 300, 600), (85, 70, 55, 40)),
        "family": _banded("family_countries", (2, 4, 8), (45, 60, 75, 90)),
        "claim_type": _claim_type,
        "owners": _owners,
        "citations": _banded("forward_citations", (1, 3, 6, 11), (30, 50, 65, 80, 95)),
        "ipc_breadth": _banded("ipc_subclasses", (2, 4), (40, 60, 80)),
        "maturity": _maturity,
        "field_growth": _banded("field_growth_percent", (0, 20, 50), (35, 50, 70, 85)),
        "remaining_life": _remaining,
        # A crowded field leaves less room for one right.
        "crowding": _banded("field_documents", (100, 1_000, 10_000), (80, 65, 50, 35)),
        "deals": _banded("deals", (1, 2, 4), (40, 60, 75, 90)),
        "disputes_and_pledges": _banded("disputes_and_pledges", (1, 2, 4), (40, 60, 75, 90)),
        "years_in_use": _banded("years_in_use", (1, 3, 5, 10), (20, 45, 60, 75, 90)),
        "nice_classes": _banded("nice_classes", (2, 4), (50, 65, 80)),
    }
)


def scored(rule: str, signals: Signals) -> Points | None:
    return RULES[rule](signals)
