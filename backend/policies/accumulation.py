"""How much an insurer may have to pay in one place, of one technology. Pure.

A policy's aggregate counts whole in every territory that it names: a cell is the most that one
territory can cost, so cells of one policy do not add up to what it pays at most.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from backend.policies.losses import WHOLE_PPM, PartTerms


@dataclass(frozen=True, kw_only=True)
class Cell:
    territory: str
    technology: str
    policies: int
    limit_fen: int


def most_of(part: PartTerms) -> int:
    """What a part pays at most in all: where defence stands inside the limit, one limit."""
    limits = [each.limit_agg_fen * each.share_ppm // WHOLE_PPM for each in part.sections]
    return max(limits, default=0) if part.defence_inside_limit else sum(limits)


@dataclass
class Accumulation:
    """`limit_fen` counts every policy's aggregates once."""

    policies: int = 0
    limit_fen: int = 0
    _cells: dict[tuple[str, str], list[int]] = field(
        default_factory=lambda: defaultdict(lambda: [0, 0])
    )

    def add(self, technology: str, parts: Iterable[PartTerms], *, share_ppm: int) -> None:
        """A policy in force, and the insurer's share of it."""
        by_territory: dict[str, int] = defaultdict(int)
        whole = 0
        for part in parts:
            most = most_of(part)
            whole += most
            for territory in sorted(set(part.territories)):
                by_territory[territory] += most
        self.policies += 1
        self.limit_fen += whole * share_ppm // WHOLE_PPM
        for territory, most in by_territory.items():
            cell = self._cells[territory, technology]
            cell[0] += 1
            cell[1] += most * share_ppm // WHOLE_PPM

    def cells(self) -> list[Cell]:
        return [
            Cell(territory=territory, technology=technology, policies=count, limit_fen=most)
            for (territory, technology), (count, most) in sorted(self._cells.items())
        ]
