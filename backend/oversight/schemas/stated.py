"""The figure of a target that an office states or the library counts."""

from datetime import date

from backend.kernel import language
from backend.kernel.schemas import Output
from backend.oversight import measures, stated
from backend.oversight.measures import Pace, PaceStatus
from backend.oversight.stated import Measure, Way


class MeasurePaceOut(Output, frozen=True):
    """`elapsed` in per cent of the plan's days; what is due and missing in the target's unit."""

    expected: int
    status: PaceStatus
    elapsed: str
    elapsed_days: int
    total_days: int
    months_left: int
    needed_per_month: int | None

    @classmethod
    def of(cls, pace: Pace) -> "MeasurePaceOut":
        return cls(
            expected=pace.expected_fen,
            status=pace.status,
            elapsed=measures.percent(pace.elapsed_days, pace.total_days),
            elapsed_days=pace.elapsed_days,
            total_days=pace.total_days,
            months_left=pace.months_left,
            needed_per_month=pace.needed_per_month_fen,
        )


class MeasurePartOut(Output, frozen=True):
    """A day's stock or what a month brought, and how far the figure had come with it."""

    key: str
    value: str
    reached: str


class MeasureOut(Output, frozen=True):
    """`value` is what is compared with the target, `ratio` per cent of it; both decimal text.

    `missing` counts pieces or firms; `pace` is null of a stock, which is reached or not.
    """

    way: Way
    target: int
    counted: int
    value: str
    ratio: str
    reached: bool
    missing: int
    pace: MeasurePaceOut | None
    residents: int | None
    as_of: date | None
    evidence: int
    waiting: int
    parts: list[MeasurePartOut]
    definition: str
    known: str

    @classmethod
    def of(cls, found: Measure) -> "MeasureOut":
        said = stated.DEFINITIONS[language.current()]
        return cls(
            way=found.way,
            target=found.target,
            counted=found.counted,
            value=found.value,
            ratio=found.ratio,
            reached=found.reached,
            missing=found.missing,
            pace=None if found.pace is None else MeasurePaceOut.of(found.pace),
            residents=found.residents,
            as_of=found.as_of,
            evidence=found.evidence,
            waiting=found.waiting,
            parts=[
                MeasurePartOut(key=part.key, value=part.value, reached=part.reached)
                for part in found.parts
            ],
            definition=" ".join([said[found.way], *([said["pace"]] if found.pace else [])]),
            known=said["known"],
        )
