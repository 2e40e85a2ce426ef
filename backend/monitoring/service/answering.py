"""The firm answers its bank's alerts with a newer value: by its own act, since it is its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from backend.kernel import clock
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.events import emit
from backend.lending.service import standing
from backend.lending.service.standing import OwnLoan
from backend.monitoring import queries
from backend.monitoring.events import RightsRevalued
from backend.monitoring.rules import NothingToAnswer, ValueBeforeEvent, ValueDoesNotServe
from backend.portfolio import service as portfolio
from backend.valuation import service as valuation
from backend.valuation.service import ValuationView


@dataclass(frozen=True, kw_only=True)
class Point:
    """What a bank wants valued again: why, which right (none: the whole), since when."""

    cause: str
    right_title: str | None
    since: date
    is_answered: bool


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """`candidates`: what the firm may hand over, the newest first."""

    points: tuple[Point, ...]
    candidates: tuple[ValuationView, ...]


async def wanted(application_id: UUID, *, by: Actor) -> Wanted:
    """What the bank asks of a loan's rights; nothing is handed over by looking."""
    loan = await standing.own_loan(application_id, by=by)
    rows = await queries.open_of(loan.id, lock=False)
    points = tuple(
        Point(
            cause=row["cause"],
            right_title=row["right_title"],
            since=row["since"],
            is_answered=row["revaluation"] is not None,
        )
        for row in rows
    )
    first = min((point.since for point in points), default=None)
    found = [] if first is None else await _of_exactly(loan, firm_id=by.organisation_id)
    return Wanted(
        points=points,
        candidates=tuple(each for each in found if first is not None and each.base_date >= first),
    )


async def answer(application_id: UUID, valuation_id: UUID, *, by: Actor) -> Wanted:
    """Hand a value to the bank for every open alert that it is not older than.

    The bank then reads its range, method, base date and valuer, and nothing else of it.
    """
    by.require(Permission.BIND)
    async with transaction():
        loan = await standing.own_loan(application_id, by=by)
        by.require_verified()
        chosen = await valuation.own(valuation_id, firm_id=by.organisation_id)
        rows = await queries.open_of(loan.id, lock=True)
        if not rows:
            raise NothingToAnswer
        served = await _of_exactly(loan, firm_id=by.organisation_id)
        if chosen.id not in {each.id for each in served}:
            raise ValueDoesNotServe(field="valuation_id")
        fitting = [row for row in rows if row["since"] <= chosen.base_date]
        if not fitting:
            raise ValueBeforeEvent(
                field="valuation_id",
                base_date=chosen.base_date.isoformat(),
                since=min(row["since"] for row in rows).isoformat(),
            )
        for row in fitting:
            if await queries.answer(row["id"], revaluation=chosen.id):
                await emit(
                    RightsRevalued(
                        subject_id=loan.id,
                        parties=(loan.lender_id,),
                        number=loan.number,
                        alert_id=row["id"],
                        valuation=chosen.number,
                    ),
                    by=by,
                )
    return await wanted(application_id, by=by)


async def _of_exactly(loan: OwnLoan, *, firm_id: UUID) -> Sequence[ValuationView]:
    """A value of more rights would say too much, and too much of it."""
    lasting = {view.id for view in (await portfolio.views(loan.right_ids)).values()}
    found = await valuation.serving(firm_id, loan.right_ids, clock.today())
    return [each for each in found if set(each.right_ids) == lasting]
