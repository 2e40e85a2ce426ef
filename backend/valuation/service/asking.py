"""Ask "what if" of a value that was worked out: its inputs with a figure moved; nothing is kept."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from backend.kernel.db import dumps
from backend.valuation.engine import levers, running
from backend.valuation.engine.document import Document, Market
from backend.valuation.engine.levers import Lever, Moved
from backend.valuation.engine.running import Result
from backend.valuation.service.views import Worked


@dataclass(frozen=True, kw_only=True)
class ComparableView:
    """A deal with what it was adjusted by, and where it is known from."""

    name: str
    dealt_on: date
    price_fen: int
    factor: Decimal
    adjusted: tuple[tuple[str, Decimal], ...]
    source: str
    as_of: date


@lru_cache(maxsize=64)
def _document(text: str) -> Document:
    """Read once while somebody moves its sliders; it never changes."""
    return Document.model_validate_json(text)


def document_in(worked: Worked) -> Document:
    return _document(dumps(worked.inputs))


def levers_of(worked: Worked) -> tuple[Lever, ...]:
    """What can be moved in it."""
    return levers.levers(document_in(worked))


async def what_if(worked: Worked, asked: Moved) -> Result:
    """The same methods, draws and weights with these figures moved."""
    document = levers.moved(document_in(worked), asked)
    return await asyncio.to_thread(running.run, document)


def comparables_of(worked: Worked) -> list[ComparableView]:
    found: list[ComparableView] = []
    for method in document_in(worked).methods:
        if isinstance(method, Market):
            found.extend(_comparables(method))
    return found


def _comparables(method: Market) -> Sequence[ComparableView]:
    views = []
    for each in method.comparables:
        factor = Decimal(1)
        for adjustment in each.adjustments:
            factor *= adjustment.factor.value
        views.append(
            ComparableView(
                name=each.name,
                dealt_on=each.dealt_on,
                price_fen=each.price_fen.value,
                factor=factor,
                adjusted=tuple((a.on.value, a.factor.value) for a in each.adjustments),
                source=each.price_fen.source,
                as_of=each.price_fen.as_of,
            )
        )
    return views
