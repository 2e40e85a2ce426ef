"""What a trial of a product on published requests answers: counts, and how far it is."""

from datetime import date, datetime
from typing import Literal

from backend.kernel import clock
from backend.kernel.schemas import Output
from backend.lending.service.shelf import Running


class StoppedOut(Output, frozen=True):
    """Requests that fail a criterion or leave it open; null: fewer than five."""

    criterion: str
    count: int | None


class ProductSimulationOut(Output, frozen=True):
    """Counts in steps of five; null: fewer than five. No request or firm is named."""

    reckoned_on: date
    at: datetime
    by: str
    requests: int | None
    fits: int | None
    nearly: int | None
    does_not_fit: int | None
    stopped_by: list[StoppedOut]


class SimulationRunOut(Output, frozen=True, kw_only=True):
    """A simulation on many requests: under way, or given up (`failed`: simulate again)."""

    state: Literal["running", "failed"]
    done: int
    total: int
    at: datetime
    by: str
    elapsed_seconds: int

    @classmethod
    def of(cls, run: Running) -> "SimulationRunOut":
        return cls(
            state="running" if run.state == "running" else "failed",
            done=run.done,
            total=run.total,
            at=run.at,
            by=run.by,
            elapsed_seconds=int((clock.now() - run.at).total_seconds()),
        )
