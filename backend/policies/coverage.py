"""What the parts of a composite policy cover together: gaps and overlaps. Pure.

A part covers a box of perils × territories × products × rights, and so does what is wanted. The
regions found are disjoint boxes; together they are exactly what is wanted.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import prod

from backend.kernel.errors import RuleBroken

#: Of each wanted thing; where a dimension does not apply to it there is the one cell `WHOLE`.
DIMENSIONS = ("perils", "territories", "products", "rights")
WHOLE = "*"
#: Beyond this nobody reads them, and a hostile declaration could make millions.
MOST_REGIONS = 5_000


class CoverTooIntricate(RuleBroken):
    code = "policies.cover_too_intricate"
    title = "The parts cut what is wanted into too many pieces; declare fewer or simpler ones"


@dataclass(frozen=True, kw_only=True)
class Declared:
    """A part as it is declared; None is "every one"."""

    code: str
    perils: frozenset[str]
    territories: frozenset[str] | None = None
    products: frozenset[str] | None = None
    rights: frozenset[str] | None = None

    def reaches(self, dimension: str, cell: str) -> bool:
        declared: frozenset[str] | None = getattr(self, dimension)
        return cell == WHOLE or declared is None or cell in declared


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is to be covered; an empty dimension does not apply to these perils."""

    perils: frozenset[str]
    territories: frozenset[str] = frozenset()
    products: frozenset[str] = frozenset()
    rights: frozenset[str] = frozenset()

    def cells(self, dimension: str) -> list[str]:
        return sorted(getattr(self, dimension)) or [WHOLE]


@dataclass(frozen=True, kw_only=True)
class Region:
    """A box of what is wanted, and every part that covers the whole of it."""

    box: Mapping[str, tuple[str, ...]]
    parts: tuple[str, ...]

    @property
    def size(self) -> int:
        return prod(len(cells) for cells in self.box.values())


#: Cells per dimension, and which parts (as bits) cover the box that they span.
_Box = tuple[tuple[tuple[str, ...], ...], int]


def regions(wanted: Wanted, parts: Sequence[Declared]) -> list[Region]:
    """What is wanted, cut into boxes each of which the same parts cover."""
    reach = [
        [
            (cell, sum(1 << n for n, part in enumerate(parts) if part.reaches(dimension, cell)))
            for cell in wanted.cells(dimension)
        ]
        for dimension in DIMENSIONS
    ]

    @cache
    def cut(depth: int, live: int) -> tuple[_Box, ...]:
        """The boxes of the dimensions from `depth` on, where only the parts `live` reach."""
        if depth == len(DIMENSIONS) or not live:
            rest = tuple(tuple(cell for cell, _ in cells) for cells in reach[depth:])
            return ((rest, live),)
        alike: dict[tuple[_Box, ...], list[str]] = {}
        for cell, bits in reach[depth]:
            alike.setdefault(cut(depth + 1, live & bits), []).append(cell)
        if sum(map(len, alike)) > MOST_REGIONS:
            raise CoverTooIntricate(most=MOST_REGIONS)
        return tuple(
            ((tuple(cells), *box), covering)
            for below, cells in alike.items()
            for box, covering in below
        )

    return [
        Region(
            box=dict(zip(DIMENSIONS, box, strict=True)),
            parts=tuple(part.code for n, part in enumerate(parts) if covering >> n & 1),
        )
        for box, covering in cut(0, (1 << len(parts)) - 1)
    ]


def gaps(found: Iterable[Region]) -> list[Region]:
    """What nobody covers, the largest first."""
    return sorted((each for each in found if not each.parts), key=_order)


def overlaps(found: Iterable[Region]) -> list[Region]:
    """What more than one part covers, so that its premium may be paid twice."""
    return sorted((each for each in found if len(each.parts) > 1), key=_order)


def _order(region: Region) -> tuple[int, tuple[tuple[str, ...], ...]]:
    return -region.size, tuple(region.box[dimension] for dimension in DIMENSIONS)
