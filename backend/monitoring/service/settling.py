"""Read alerts, settle them, and tell how a value went."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.kernel import clock, pages
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import emit
from backend.kernel.pages import MAX_LIMIT
from backend.lending.service import standing
from backend.monitoring import queries
from backend.monitoring.events import ValueAlertSettled
from backend.monitoring.states import ALERT, Action, State
from backend.valuation import service as valuation


@dataclass(frozen=True, kw_only=True)
class Point:
    """A value on a day: as frozen, after a cut, or stated anew."""

    on: date
    kind: str
    cause: str | None
    low_fen: int
    central_fen: int
    high_fen: int
    method: str
    base_date: date
    valuer: str


async def alerts(
    *,
    in_state: State | None,
    application_id: UUID | None,
    cursor: str | None,
    limit: int,
    counted: int = pages.COUNTED,
    by: Actor,
) -> tuple[list[dict[str, Any]], str | None, int | str]:
    """The bank's own alerts, newest first."""
    by.require(Permission.VIEW_BANK)
    after = None
    if cursor is not None:
        moment, last = pages.decode_cursor(cursor, datetime, UUID)
        after = (moment, last)
    rows, total = await queries.page(
        by.organisation_id,
        state=in_state,
        application=application_id,
        after=after,
        limit=limit,
        counted=counted,
    )
    cut, following = pages.cut(rows, limit, key=lambda row: (row["created_at"], row["id"]))
    return cut, following, pages.total_of(total, up_to=counted)


async def settle(alert_id: UUID, *, note: str, by: Actor) -> dict[str, Any]:
    """Say what was made of an alert; what it told stays."""
    by.require(Permission.WORK_APPLICATIONS, Permission.DECIDE_APPLICATIONS)
    async with transaction():
        row = await queries.lock(alert_id, lender=by.organisation_id)
        if row is None:
            raise NotFound
        after = ALERT.after(State(row["state"]), Action.SETTLE)
        await queries.settle(alert_id, note=note, by=by.user_id, name=by.name, at=clock.now())
        told = await queries.one(alert_id, lender=by.organisation_id)
        assert told is not None  # noqa: S101 - it is locked
        await emit(
            ValueAlertSettled(
                subject_id=row["application"],
                parties=(by.organisation_id,),
                number=told["application_number"],
                alert_id=alert_id,
                cause=row["cause"],
                note=note,
            ),
            by=by,
            before={"state": row["state"]},
            after={"state": after},
        )
    return told


async def history(application_id: UUID, *, by: Actor) -> list[Point]:
    """How the value behind an application went, as its bank knows it; oldest first."""
    firm_id, frozen_id = await standing.frozen_valuation(application_id, by=by)
    if frozen_id is None:
        return []
    view = await valuation.valuation(frozen_id, firm_id=firm_id)
    points = [
        Point(
            on=view.base_date,
            kind="frozen",
            cause=None,
            low_fen=view.low_fen,
            central_fen=view.central_fen,
            high_fen=view.high_fen,
            method=view.method,
            base_date=view.base_date,
            valuer=view.valuer,
        )
    ]
    rows, _ = await queries.page(
        by.organisation_id,
        state=None,
        application=application_id,
        after=None,
        limit=MAX_LIMIT,
        counted=pages.COUNTED,
    )
    #: Of one moment, each leaves no more than the one before it.
    for row in sorted(rows[:MAX_LIMIT], key=lambda r: (r["created_at"], -r["central_fen"])):
        points.extend(_points(row))
    return points


def _points(row: dict[str, Any]) -> list[Point]:
    found = [
        Point(
            on=clock.shanghai_date(row["created_at"]),
            kind="cut",
            cause=row["cause"],
            low_fen=row["low_fen"],
            central_fen=row["central_fen"],
            high_fen=row["high_fen"],
            method=row["method"],
            base_date=row["base_date"],
            valuer=row["valuer"],
        )
    ]
    if row["revaluation"] is not None:
        found.append(
            Point(
                on=row["re_base_date"],
                kind="revalued",
                cause=None,
                low_fen=row["re_low_fen"],
                central_fen=row["re_central_fen"],
                high_fen=row["re_high_fen"],
                method=row["re_method"],
                base_date=row["re_base_date"],
                valuer=row["re_valuer"],
            )
        )
    return found
