"""What was measured, how it is said, and the arithmetic between the two."""

import json
import math
import statistics
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal
from unicodedata import east_asian_width

HEADS = ("what", "figure", "peer or limit", "ratio", "aim", "met?")


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One line of the table. `aim` speaks of the figure, or of the ratio to the peer."""

    what: str
    value: float | None
    unit: str
    peer: str = ""
    peer_value: float | None = None
    aim: float | None = None
    better: Literal["more", "less"] = "more"
    aim_on: Literal["figure", "ratio"] = "figure"
    note: str = ""
    details: dict[str, float | str] = field(default_factory=dict)

    @property
    def ratio(self) -> float | None:
        """To the peer; where there is none, to the limit."""
        against = self.peer_value or (None if self.better == "more" else self.aim)
        return None if self.value is None or not against else self.value / against

    @property
    def met(self) -> bool | None:
        """Whether the aim is reached; None where there is no aim or no figure."""
        judged = self.value if self.aim_on == "figure" else self.ratio
        if self.aim is None or judged is None:
            return None
        return judged >= self.aim if self.better == "more" else judged <= self.aim

    def cells(self) -> tuple[str, ...]:
        figure = "-" if self.value is None else f"{plain(self.value)} {self.unit}"
        peer = "" if self.peer_value is None else f"{plain(self.peer_value)} {self.unit}"
        ratio = "" if self.ratio is None else f"{self.ratio:.3g}"
        sign = "≥" if self.better == "more" else "≤"
        unit = "" if self.aim_on == "ratio" else f" {self.unit}"
        aim = "" if self.aim is None else f"{sign} {plain(self.aim)}{unit}"
        met = {True: "yes", False: "NO", None: ""}[self.met]
        peer = f"{self.peer} {peer}".strip()
        if not peer and self.aim is not None and self.better == "less":
            peer = f"limit {plain(self.aim)}{unit}"
        return (self.what, figure, peer, ratio, aim, met)


def plain(value: float) -> str:
    if value >= 1000:
        return f"{value:,.0f}"
    if value >= 100:
        return f"{value:.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2g}"


def percentile(samples: Sequence[float], share: float) -> float:
    """The smallest sample that at least this share of all does not exceed."""
    ordered = sorted(samples)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def spread(samples: Sequence[float]) -> dict[str, float | str]:
    """Median and p95 of samples in seconds, as milliseconds."""
    return {
        "samples": float(len(samples)),
        "median_ms": round(statistics.median(samples) * 1000, 2),
        "p95_ms": round(percentile(samples, 0.95) * 1000, 2),
        "most_ms": round(max(samples) * 1000, 2),
    }


async def timed(call: Callable[[], Awaitable[object]]) -> float:
    started = time.perf_counter()
    await call()
    return time.perf_counter() - started


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _width(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def table(figures: Sequence[Figure]) -> str:
    rows = [HEADS, *(figure.cells() for figure in figures)]
    widths = [max(_width(row[at]) for row in rows) for at in range(len(HEADS))]
    lines = [
        "  ".join(
            cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in rows
    ]
    lines.insert(1, "  ".join("-" * width for width in widths))
    notes = [f"  {figure.what}: {figure.note}" for figure in figures if figure.note]
    return "\n".join([*lines, *(["", "Notes:", *notes] if notes else [])])


def store(figures: Sequence[Figure], path: Path, *, about: dict[str, object]) -> None:
    told = [asdict(figure) | {"ratio": figure.ratio, "met": figure.met} for figure in figures]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        json.dumps({**about, "figures": told}, ensure_ascii=False, indent=1, default=str) + "\n"
    )
