"""Who signs a month's sheet, when, and what he signs (G3). Pure."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from backend.kernel.errors import Conflict, Forbidden, RuleBroken
from backend.kernel.stale import Stale
from backend.oversight.states import Outcome, SheetAction, SheetState


class MonthRuns(RuleBroken):
    """`would_pass`: the first day on which it can be signed."""

    code = "oversight.month_runs"
    title = "A month is signed off when it has ended"


class MonthClosed(Conflict):
    code = "oversight.month_closed"
    title = "This month is signed off; what comes later shows as a difference"


class SheetMoved(Stale):
    """`digest`: that of today's figures."""

    code = "oversight.sheet_moved"
    title = "The figures are no longer those that were seen"


class SheetOvertaken(Stale):
    """`digest`: that of today's figures; `decidable`: nobody can sign second any more."""

    code = "oversight.sheet_overtaken"
    title = "The figures changed after the first signature"


class OwnSheet(Forbidden):
    code = "oversight.own_sheet"
    title = "Another person than who signed first signs second"


class NothingToReturn(Conflict):
    code = "oversight.nothing_to_return"
    title = "No sheet of this month waits for a second signature"


def check_ended(first_after: date, *, today: date) -> None:
    if today < first_after:
        raise MonthRuns(f"It ends before {first_after}.", would_pass=first_after)


Lines = Mapping[str, object]


def check_seen(
    seen: str, *, read: Lines | None, live: tuple[str, Lines], waiting: tuple[str, Lines] | None
) -> None:
    """He signs what he saw; and nobody signs second what has changed since the first signature.

    `read`: the figures that he had before him; each sheet with its digest and its figures.
    """
    standing = waiting or live
    if seen != standing[0]:
        raise SheetMoved(
            "Read the sheet again, then sign.",
            seen=standing[1] if read is None else read,
            current=standing[1],
            digest=standing[0],
        )
    if waiting is not None and waiting[0] != live[0]:
        raise SheetOvertaken(
            "Return the sheet; it is signed first again on today's figures.",
            seen=waiting[1],
            current=live[1],
            digest=live[0],
            decidable=False,
        )


def check_second(row: Mapping[str, Any], *, by: UUID) -> None:
    if row["prepared_by"] == by:
        raise OwnSheet(f"{row['prepared_by_name']} signed first.")


def state_of(row: Mapping[str, Any] | None, *, ended: bool) -> SheetState:
    if row is None:
        return SheetState.OPEN if ended else SheetState.RUNNING
    return SheetState.SIGNED if row["outcome"] == Outcome.SIGNED else SheetState.WAITING


def actions(
    row: Mapping[str, Any] | None, state: SheetState, *, reader: UUID, first: bool, second: bool
) -> list[SheetAction]:
    """What the reader may do, who may sign `first` or `second`."""
    if state is SheetState.OPEN and first:
        return [SheetAction.SIGN_OFF]
    if state is not SheetState.WAITING or row is None:
        return []
    if row["prepared_by"] == reader:
        return [SheetAction.RETURN]
    return [SheetAction.SIGN_OFF, SheetAction.RETURN] if second else []
