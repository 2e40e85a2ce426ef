"""The bank's decision clock in working days: it runs in stretches and stands still in between."""

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from datetime import date

from backend.kernel.clock import add_working_days, is_provisional, working_days_between
from backend.lending.states import ClockState, Stop

#: A bank's closed days for a run that starts on a day.
Closed = Callable[[date], Set[date]]


def never_closed(_: date) -> Set[date]:
    return frozenset()


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """Days in Shanghai in which the clock runs; no end while it still does."""

    run: int
    working_days: int
    started_on: date
    ended_on: date | None = None
    ended_as: Stop | None = None


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What the clock shows on a day."""

    state: ClockState
    working_days_total: int
    working_days_used: int
    due_on: date | None
    overdue: bool
    provisional: bool


def read_clock(
    stretches: Sequence[Stretch], *, today: date, closed: Closed = never_closed
) -> Reading | None:
    """The newest run of the clock, or nothing before the first submission.

    The day on which it starts or goes on does not count; the day on which it stops does. So
    every stretch counts the working days after its start up to its end. The bank's closed days
    are those that were in force when the run started.
    """
    if not stretches:
        return None
    newest = max(stretch.run for stretch in stretches)
    run = sorted(
        (stretch for stretch in stretches if stretch.run == newest),
        key=lambda stretch: (stretch.started_on, stretch.ended_on or date.max),
    )
    last = run[-1]
    shut = closed(run[0].started_on)
    before = sum(
        working_days_between(each.started_on, _end(each, today), closed=shut) for each in run[:-1]
    )
    used = before + working_days_between(last.started_on, _end(last, today), closed=shut)
    total = last.working_days
    if last.ended_as is Stop.WAITING:
        state, due_on = ClockState.STOPPED, None
    else:
        state = ClockState.RUNNING if last.ended_on is None else ClockState.ENDED
        due_on = due(last.started_on, total=total, used=before, closed=shut)
    return Reading(
        state=state,
        working_days_total=total,
        working_days_used=used,
        due_on=due_on,
        overdue=used > total or (due_on is not None and _end(last, today) > due_on),
        provisional=due_on is not None and is_provisional(due_on),
    )


def due(started_on: date, *, total: int, used: int, closed: Set[date] = frozenset()) -> date:
    """The last day of the answer time for a stretch that starts with `used` days behind it."""
    return add_working_days(started_on, max(total - used, 0), closed=closed)


def _end(stretch: Stretch, today: date) -> date:
    return stretch.ended_on or today
