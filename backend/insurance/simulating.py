"""A plan tried out on a book of risks: premiums under another plan and under this one. Pure."""

from collections import Counter, defaultdict
from collections.abc import Sequence

import msgspec

from backend.insurance.rating import net_fen
from backend.insurance.risk import Risk
from backend.insurance.tariff import Tariff
from backend.kernel.errors import DomainError
from backend.kernel.money import WHOLE

MOST_EXAMPLES = 100
#: Where one class of change ends and the next begins, in basis points of the premium before.
STEPS = (-5000, -2500, -1000, -1, 0, 1000, 2500, 5000)


class SimulationRefusal(msgspec.Struct, frozen=True, kw_only=True):
    """A risk that one of the plans cannot rate: it counts in neither sum."""

    reference: str
    plan: str
    code: str
    detail: str


class SimulationSegment(msgspec.Struct, frozen=True, kw_only=True):
    """`after_fen` under the plan, `before_fen` under the other one, net of tax."""

    by: str
    key: str
    risks: int
    before_fen: int | None
    after_fen: int


class SimulationChange(msgspec.Struct, frozen=True, kw_only=True):
    """How many risks change by more than `above_bp` and at most `to_bp`; null is without end."""

    above_bp: int | None
    to_bp: int | None
    risks: int


class SimulationResult(msgspec.Struct, frozen=True, kw_only=True):
    """`refused` counts all that were; `examples` are the first of them."""

    whole: SimulationSegment
    segments: list[SimulationSegment]
    changes: list[SimulationChange]
    refused: int
    examples: list[SimulationRefusal]


class Tally:
    """The sums so far: a book is added batch by batch."""

    def __init__(self, plan: Tariff, other: Tariff | None) -> None:
        self._plan, self._other = plan, other
        self._sums: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
        self._sums["whole", ""] = [0, 0, 0]
        self._changes: Counter[int] = Counter()
        self._refused = 0
        self._examples: list[SimulationRefusal] = []

    def add(self, book: Sequence[tuple[str, str]]) -> None:
        """References with their risks as JSON."""
        for reference, text in book:
            self._add(reference, Risk.model_validate_json(text))

    def _add(self, reference: str, risk: Risk) -> None:
        after = self._under(self._plan, reference, risk)
        before = None if self._other is None else self._under(self._other, reference, risk)
        if after is None or (self._other is not None and before is None):
            self._refused += 1
            return
        for segment in _segments(risk):
            sums = self._sums[segment]
            sums[0] += 1
            sums[1] += before or 0
            sums[2] += after
        if before:
            self._changes[_class_of(before, after)] += 1

    def _under(self, tariff: Tariff, reference: str, risk: Risk) -> int | None:
        try:
            return net_fen(tariff, risk)
        except DomainError as refusal:
            if len(self._examples) < MOST_EXAMPLES:
                self._examples.append(
                    SimulationRefusal(
                        reference=reference,
                        plan=tariff.document.plan,
                        code=refusal.code,
                        detail=refusal.detail or refusal.title,
                    )
                )
            return None

    def result(self) -> SimulationResult:
        segments = [self._segment(*key) for key in sorted(self._sums) if key[0] != "whole"]
        ends = (None, *STEPS, None)
        return SimulationResult(
            whole=self._segment("whole", ""),
            segments=segments,
            changes=[
                SimulationChange(above_bp=ends[n], to_bp=ends[n + 1], risks=self._changes[n])
                for n in range(len(STEPS) + 1)
            ],
            refused=self._refused,
            examples=self._examples,
        )

    def _segment(self, by: str, key: str) -> SimulationSegment:
        risks, before, after = self._sums[by, key]
        return SimulationSegment(
            by=by,
            key=key,
            risks=risks,
            before_fen=None if self._other is None else before,
            after_fen=after,
        )


def _class_of(before: int, after: int) -> int:
    """The number of the class: how many ends the change lies above."""
    return sum((after - before) * WHOLE > step * before for step in STEPS)


def _segments(risk: Risk) -> list[tuple[str, str]]:
    """A risk counts once by each; by territory in every one that it names."""
    return [
        ("whole", ""),
        ("line", str(risk.line)),
        ("industry", str(risk.industry)),
        ("ipo_stage", str(risk.ipo_stage)),
        *(("territory", each.territory) for each in risk.exposures),
    ]
