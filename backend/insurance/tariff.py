"""A plan made ready to rate with, and the decimals that it is reckoned in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

from backend.insurance.plan import Multiplied, PlanDocument, digest
from backend.insurance.severity import Lev, lognormal, lomax, pareto

#: Products are exact: nothing that the documents can hold needs more digits.
EXACT = Context(prec=200, rounding=ROUND_HALF_UP)
#: Powers and quotients, before they are rounded to their places.
LONG = Context(prec=40, rounding=ROUND_HALF_UP)

FEN = Decimal("0.01")
DP4, DP6, DP8 = Decimal("0.0001"), Decimal("0.000001"), Decimal("0.00000001")


def quantised(value: Decimal, places: Decimal) -> Decimal:
    """Rounded half away from zero."""
    return EXACT.quantize(value, places)


@dataclass(frozen=True)
class Law:
    weight: Decimal
    lev: Lev
    told: str


@dataclass(frozen=True)
class Tariff:
    """A plan made ready to rate with."""

    document: PlanDocument
    hash: str
    mixes: Mapping[tuple[str, str], tuple[Law, ...]]
    lcm: Mapping[Multiplied, Decimal]


def tariff(document: PlanDocument) -> Tariff:
    """A plan that has passed its checks, with its laws as functions."""
    mixes = {
        (code, cost): _laws(getattr(rates, cost))
        for code, rates in document.territory.items()
        for cost in ("DEF", "DAM")
    } | {("right", str(peril)): _laws(rates.sev) for peril, rates in document.right.items()}
    lcm = {
        kind: quantised(LONG.divide(top, bottom), DP6)
        for kind, (top, bottom) in document.lcm.items()
    }
    return Tariff(document=document, hash=digest(document), mixes=mixes, lcm=lcm)


def _laws(rows: Sequence[tuple[Decimal, str, Decimal, Decimal]]) -> tuple[Law, ...]:
    makers = {"LN": lognormal, "LOMAX": lomax, "PARETO1": pareto}
    return tuple(
        Law(
            weight=weight,
            lev=makers[law](float(first), float(second)),
            told=f"{law} {first:f} {second:f}",
        )
        for weight, law, first, second in rows
    )
