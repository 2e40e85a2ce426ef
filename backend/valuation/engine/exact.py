"""Figures as stated, in decimal arithmetic; rounded half up, once, last."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext

from backend.valuation.engine.figures import Figure, Money, Series

#: Its own precision, so that no setting of the process changes a stored result.
CONTEXT = Context(prec=50, rounding=ROUND_HALF_UP)


@contextmanager
def decimal_arithmetic() -> Iterator[None]:
    with localcontext(CONTEXT):
        yield


class Exact:
    """Reads figures as they are stated."""

    def number(self, value: Decimal | int) -> Decimal:
        return Decimal(value)

    def figure(self, figure: Figure | Money) -> Decimal:
        return Decimal(figure.value)

    def series(self, series: Series) -> list[Decimal]:
        return [Decimal(value) for value in series.values]

    def mixed(self, values: Sequence[Decimal], weights: Sequence[Decimal], _of: object) -> Decimal:
        return sum((v * w for v, w in zip(values, weights, strict=True)), Decimal(0))


def rounded(value: Decimal, places: int = 0) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def fen(value: Decimal) -> int:
    return int(rounded(value))
