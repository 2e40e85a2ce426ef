"""What a document must be before anything is worked out of it (valuation.md, F6)."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import ROUND_CEILING, Decimal

from backend.criteria.facts import add_months
from backend.kernel.errors import RuleBroken
from backend.valuation.engine import refusals
from backend.valuation.engine.document import (
    AnyMethod,
    Cost,
    Discount,
    Document,
    ExcessEarnings,
    Income,
    Incremental,
    Market,
    ProfitShare,
    ReliefFromRoyalty,
    SalesShare,
    Share,
    ValuedRight,
    figures,
)
from backend.valuation.engine.figures import (
    AnyFigure,
    Bounds,
    Distribution,
    Rate,
    Risk,
    Royalty,
    Series,
    has_mass,
    support,
)

FEWEST_COMPARABLES = 3
_MONTHS = 12


def check(document: Document) -> None:
    """Refuse what nobody could work out or rely on, saying which figure and why."""
    names = [each.method for each in document.methods]
    if len(set(names)) < len(names):
        raise refusals.MethodTwice(methods=sorted({n for n in names if names.count(n) > 1}))
    for index, method in enumerate(document.methods):
        place = f"methods.{index}"
        for path, figure in figures(method, place):
            _check_figure(figure, path, base_date=document.base_date)
        _check_method(method, place, document)
    _check_reconciliation(document, names)


def _check_figure(figure: AnyFigure, path: str, *, base_date: date) -> None:
    if figure.as_of > base_date:
        raise refusals.FigureAfterBaseDate(
            f"{path} is of {figure.as_of}.", figure=path, base_date=base_date.isoformat()
        )
    value = Decimal(1) if isinstance(figure, Series) else Decimal(figure.value)
    if not figure.bounds.holds(value):
        raise _outside(figure)(f"{path} is {value}.", figure=path, **_facts(figure.bounds))
    if figure.spread is not None:
        _check_spread(figure.spread, path, value=value, bounds=figure.bounds)


def _outside(figure: AnyFigure) -> type[RuleBroken]:
    match figure:
        case Royalty():
            return refusals.RoyaltyOverWhole
        case Rate() if figure.value <= -1:
            return refusals.DiscountRateTooLow
        case Risk():
            return refusals.RiskOutsideBand
        case _:
            return refusals.FigureOutsideRange


def _facts(bounds: Bounds) -> dict[str, str | None]:
    return {
        "low": None if bounds.low is None else str(bounds.low),
        "high": None if bounds.high is None else str(bounds.high),
    }


def _check_spread(spread: Distribution, path: str, *, value: Decimal, bounds: Bounds) -> None:
    if not has_mass(spread):
        raise refusals.DistributionWithoutMass(figure=path, distribution=spread.kind)
    low, high = support(spread)
    if not (bounds.holds(low) and bounds.holds(high)):
        raise refusals.DistributionOutsideRange(
            f"{path} is drawn from {low} to {high}.", figure=path, **_facts(bounds)
        )
    if not low <= value <= high:
        raise refusals.FigureOutsideDistribution(
            f"{path} is {value}, drawn from {low} to {high}.",
            figure=path,
            low=str(low),
            high=str(high),
        )


def _check_method(method: AnyMethod, place: str, document: Document) -> None:
    match method:
        case Market():
            _check_market(method, place, base_date=document.base_date)
            return
        case Cost():
            if _lowest(f for f in (method.used_years, method.remaining_years)) == 0:
                raise refusals.NoLife(figure=f"{place}.remaining_years")
        case _:
            if _check_income(method, place, document) == 0:
                return
    if not any(figure.spread is not None for _, figure in figures(method)):
        raise refusals.RangeMissing(method=method.method)


def _check_income(method: Income, place: str, document: Document) -> int:
    """How many periods there are."""
    all_series = _series(method)
    periods = len(all_series[0].values)
    if any(len(series.values) != periods for series in all_series):
        raise refusals.SeriesLengthsDiffer(method=method.method, periods=periods)
    if periods and not any(value > 0 for value in all_series[0].values):
        raise refusals.NoSales(method=method.method)
    _check_discount(method.discount, place)
    if isinstance(method, SalesShare | ProfitShare):
        _check_share(method.share, place)
    _check_life(method, periods, document)
    return periods


def _series(method: Income) -> list[Series]:
    """Its series, first the one that has to be positive at some time."""
    match method:
        case ReliefFromRoyalty() | SalesShare():
            return [method.sales_fen]
        case ProfitShare():
            return [method.base_fen]
        case ExcessEarnings():
            return [method.ebit_fen, *(asset.balance_fen for asset in method.assets)]
        case Incremental():
            return [method.profit_with_fen, method.profit_without_fen]


def _check_discount(discount: Discount, place: str) -> None:
    if (discount.rate is None) == (discount.build_up is None):
        raise refusals.DiscountIncomplete(figure=f"{place}.discount")
    if discount.build_up is not None:
        names = [each.name for each in discount.build_up.risks]
        if len(set(names)) < len(names):
            raise refusals.DiscountIncomplete(
                "A risk is named twice.", figure=f"{place}.discount.build_up.risks"
            )


def _check_share(share: Share, place: str) -> None:
    if (share.rate is None) == (share.scored is None):
        raise refusals.ShareIncomplete(figure=f"{place}.share")
    scored = share.scored
    if scored is None:
        return
    if _lowest(each.weight for each in scored.scores) == 0:
        raise refusals.WeightsWithoutSum(figure=f"{place}.share.scored.scores")
    if scored.low.value > scored.high.value:
        raise refusals.ShareIncomplete(
            "The industry's low share is above its high one.", figure=f"{place}.share.scored"
        )


def _lowest(parts: Iterable[AnyFigure]) -> Decimal:
    """The lowest sum that can be drawn."""
    total = Decimal(0)
    for part in parts:
        if part.spread is not None:
            total += support(part.spread)[0]
        elif not isinstance(part, Series):
            total += Decimal(part.value)
    return total


def _check_life(method: Income, periods: int, document: Document) -> None:
    if periods == 0:
        return
    ends = last_end(document.rights)
    if ends is None:
        raise refusals.LegalEndUnknown(rights=[each.label for each in document.rights])
    timing = method.timing
    years = (timing.starts_after or 0) + timing.first_period + periods - 1
    months = int((years * _MONTHS).to_integral_value(rounding=ROUND_CEILING))
    if add_months(document.base_date, months) > ends:
        raise refusals.LifeBeyondLegalTerm(
            f"{method.method} goes on for {years} years from {document.base_date}.",
            method=method.method,
            legal_end=ends.isoformat(),
            months=months,
        )


def last_end(rights: Sequence[ValuedRight]) -> date | None:
    """When the last right of a bundle ends; not known as long as one end is not."""
    ends = [right.legal_end for right in rights]
    return None if None in ends else max(end for end in ends if end is not None)


def _check_market(method: Market, place: str, *, base_date: date) -> None:
    if len(method.comparables) < FEWEST_COMPARABLES:
        raise refusals.TooFewComparables(found=len(method.comparables), at_least=FEWEST_COMPARABLES)
    for index, each in enumerate(method.comparables):
        path = f"{place}.comparables.{index}"
        if each.related_party or each.package or each.dealt_on > base_date:
            raise refusals.ComparableNotUsable(figure=path, name=each.name)
        grids = [adjustment.on for adjustment in each.adjustments]
        if len(set(grids)) < len(grids):
            raise refusals.AdjustedTwice(figure=path, name=each.name)
    weights = [each.weight for each in method.comparables]
    given = [weight for weight in weights if weight is not None]
    if given and (len(given) < len(weights) or sum(given) == 0):
        raise refusals.WeightsWithoutSum(figure=f"{place}.comparables")


def _check_reconciliation(document: Document, names: Sequence[str]) -> None:
    if document.reconciliation is None:
        return
    weights = document.reconciliation.weights
    if sorted(each.method for each in weights) != sorted(names):
        raise refusals.ReconciliationIncomplete(methods=sorted(names))
    if sum(each.weight for each in weights) == 0:
        raise refusals.WeightsWithoutSum(figure="reconciliation.weights")
