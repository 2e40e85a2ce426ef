"""State a valuation, or work one out and keep it; take it back."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from backend.documents import service as documents
from backend.documents.states import Kind
from backend.kernel import clock
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import dumps, transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import emit
from backend.kernel.money import Fen
from backend.kernel.sequences import next_number
from backend.portfolio import service as portfolio
from backend.valuation import rules
from backend.valuation.engine import canonical
from backend.valuation.engine.refusals import RangeNotPositive, ReconciliationMissing
from backend.valuation.events import ValuationStated, ValuationWithdrawn
from backend.valuation.queries import valuations as queries
from backend.valuation.rules import Range, Statement
from backend.valuation.service.reading import valuation
from backend.valuation.service.views import ValuationView
from backend.valuation.service.working import Estimate, WorkAsked, estimate, told
from backend.valuation.states import VALUATION, Action, State
from backend.valuation.tables import Valuation, ValuedRight


async def state(statement: Statement, *, by: Actor) -> ValuationView:
    """Record what the firm says its rights are worth."""
    by.require(Permission.PREPARE)
    rules.check_own(statement, today=clock.today())
    async with transaction():
        await portfolio.check_holdings(statement.right_ids, by.organisation_id)
        if statement.report_file_id is not None:
            await documents.check_own([statement.report_file_id], by=by, kind=Kind.VALUATION_REPORT)
        return await keep(statement, {}, firm_id=by.organisation_id, by=by)


def check_stated(statement: Statement) -> None:
    """Refuse what could not be kept today."""
    rules.check_statement(statement, today=clock.today())


async def keep_internal(statement: Statement, *, firm_id: UUID, by: Actor) -> ValuationView:
    """A lender's own value of a firm's rights, which its caller has weighed; the lender's alone."""
    by.require(Permission.WORK_APPLICATIONS)
    rules.check_statement(statement, today=clock.today())
    async with transaction():
        await portfolio.check_holdings(statement.right_ids, firm_id)
        return await keep(statement, {}, firm_id=firm_id, by=by)


async def keep_agreed(
    statement: Statement, *, firm_id: UUID, lender_id: UUID, by: Actor
) -> ValuationView:
    """A value that firm and lender agreed on, which its caller has seen to; of their case alone."""
    rules.check_statement(statement, today=clock.today())
    async with transaction():
        await portfolio.check_holdings(statement.right_ids, firm_id)
        return await keep(statement, {}, firm_id=firm_id, held_by=lender_id, by=by)


async def work_out(asked: WorkAsked, *, by: Actor) -> ValuationView:
    """Work out a value and keep it with its inputs, their hash, the result and the scores."""
    by.require(Permission.PREPARE)
    found = await estimate(asked, by=by)
    statement = _statement(found)
    worked = {
        "engine": found.result.engine,
        "inputs": canonical.text(found.document),
        "inputs_sha256": found.sha256,
        "result": dumps(told(found.result)),
        "scores": dumps([{"right_id": str(i), **told(score)} for i, score in found.scores.items()]),
    }
    async with transaction():
        await portfolio.check_holdings(asked.right_ids, by.organisation_id)
        return await keep(statement, worked, firm_id=by.organisation_id, by=by)


def _statement(found: Estimate) -> Statement:
    """One value out of the result; of a single right it is the right's own."""
    spread = found.result.reconciled
    if spread is None:
        raise ReconciliationMissing(methods=[each.method for each in found.result.methods])
    if spread.low_fen <= 0:
        raise RangeNotPositive(low_fen=spread.low_fen)
    whole = Range(
        low=Fen(spread.low_fen), central=Fen(spread.central_fen), high=Fen(spread.high_fen)
    )
    right_ids = tuple(right.right_id for right in found.document.rights)
    return Statement(
        right_ids=right_ids,
        whole=whole,
        per_right={right_ids[0]: whole} if len(right_ids) == 1 else None,
        method=found.method,
        appraised=False,
        base_date=found.document.base_date,
        valuer=found.document.valuer,
        report_file_id=None,
    )


async def keep(
    statement: Statement,
    worked: Mapping[str, Any],
    *,
    firm_id: UUID,
    held_by: UUID | None = None,
    by: Actor,
) -> ValuationView:
    """Write a valuation of the firm's rights, inside the caller's transaction.

    Of another organisation's actor it is that organisation's: the firm's own list has it not.
    """
    if firm_id != by.organisation_id:
        held_by = by.organisation_id
    row = Valuation(
        id=uuid4(),
        created_at=clock.now(),
        number=await next_number("VA"),
        firm=firm_id,
        held_by=held_by,
        state=State.DECLARED,
        method=statement.method,
        appraised=statement.appraised,
        base_date=statement.base_date,
        valuer=statement.valuer,
        low_fen=statement.whole.low,
        central_fen=statement.whole.central,
        high_fen=statement.whole.high,
        per_right=statement.per_right is not None,
        report=statement.report_file_id,
        stated_by=by.user_id,
        **worked,
    )
    await queries.add(row, [_valued(row.id, i, statement.per_right) for i in statement.right_ids])
    await emit(
        ValuationStated(
            subject_id=row.id,
            parties=(by.organisation_id,),
            number=row.number,
            right_ids=statement.right_ids,
        ),
        by=by,
        after={
            "state": State.DECLARED,
            "low_fen": statement.whole.low,
            "central_fen": statement.whole.central,
            "high_fen": statement.whole.high,
        },
    )
    return await valuation(row.id, firm_id=firm_id)


def _valued(
    valuation_id: UUID, right_id: UUID, per_right: Mapping[UUID, Range] | None
) -> ValuedRight:
    value = None if per_right is None else per_right[right_id]
    return ValuedRight(
        id=uuid4(),
        created_at=clock.now(),
        valuation=valuation_id,
        right_id=right_id,
        low_fen=None if value is None else value.low,
        central_fen=None if value is None else value.central,
        high_fen=None if value is None else value.high,
    )


async def withdraw(valuation_id: UUID, *, by: Actor) -> ValuationView:
    """Take a valuation back; what rests on it elsewhere was frozen there."""
    by.require(Permission.PREPARE)
    async with transaction():
        row = await queries.own(valuation_id, firm_id=by.organisation_id, to_change=True)
        if row is None:
            raise NotFound
        after = VALUATION.after(State(row["state"]), Action.WITHDRAW)
        await queries.record_withdrawal(valuation_id, state=after, at=clock.now())
        await emit(
            ValuationWithdrawn(
                subject_id=valuation_id, parties=(by.organisation_id,), number=row["number"]
            ),
            by=by,
            before={"state": row["state"]},
            after={"state": after},
        )
    return await valuation(valuation_id, firm_id=by.organisation_id)
