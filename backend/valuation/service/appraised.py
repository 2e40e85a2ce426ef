"""What an appraiser delivers: his inputs run again, and his range kept as the firm's valuation."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.db import dumps, transaction
from backend.portfolio import service as portfolio
from backend.valuation import rules
from backend.valuation.engine import canonical, running
from backend.valuation.engine.checks import last_end
from backend.valuation.engine.document import (
    INCOME,
    AnyMethod,
    Discount,
    Document,
    Reconciliation,
    Simulation,
)
from backend.valuation.engine.running import Result
from backend.valuation.rules import Range, Statement
from backend.valuation.service.stating import keep
from backend.valuation.service.views import ValuationView
from backend.valuation.service.working import right_as_known, told
from backend.valuation.states import Method


@dataclass(frozen=True, kw_only=True)
class Appraised:
    """Inputs of a report; the rights are filled in from what is known of them here."""

    firm_id: UUID
    right_ids: tuple[UUID, ...]
    base_date: date
    valuer: str
    methods: Sequence[AnyMethod]
    reconciliation: Reconciliation | None
    simulation: Simulation


@dataclass(frozen=True, kw_only=True)
class IncomeFacts:
    """What is checked of an income method besides its arithmetic."""

    method: str
    #: Built up or stated; None where it is neither.
    discount_rate: Decimal | None
    years: Decimal


async def document_of(given: Appraised) -> Document:
    """The inputs as the engine takes them; refuse a base date to come."""
    rules.check_subject(given.right_ids, base_date=given.base_date, today=clock.today())
    rights = await portfolio.views(given.right_ids, given.firm_id)
    return Document(
        base_date=given.base_date,
        valuer=given.valuer,
        rights=[right_as_known(i, rights[i]) for i in given.right_ids],
        methods=list(given.methods),
        reconciliation=given.reconciliation,
        simulation=given.simulation,
    )


async def rework(document: Document) -> Result:
    """The document run again, in a thread of its own."""
    return await asyncio.to_thread(running.run, document)


def income_facts(document: Document) -> list[IncomeFacts]:
    return [
        IncomeFacts(
            method=each.method,
            discount_rate=_rate(each.discount),
            years=(each.timing.starts_after or 0)
            + each.timing.first_period
            + max(_periods(each) - 1, 0),
        )
        for each in document.methods
        if isinstance(each, INCOME)
    ]


def legal_end(document: Document) -> date | None:
    """When the last right ends, by what is known here."""
    return last_end(document.rights)


def _rate(discount: Discount) -> Decimal | None:
    if discount.rate is not None:
        return discount.rate.value
    if discount.build_up is None:
        return None
    return discount.build_up.risk_free.value + sum(
        (each.rate.value for each in discount.build_up.risks), Decimal(0)
    )


def _periods(method: AnyMethod) -> int:
    for name in ("sales_fen", "base_fen", "ebit_fen", "profit_with_fen"):
        series = getattr(method, name, None)
        if series is not None:
            return len(series.values)
    return 0


async def keep_appraised(
    document: Document,
    *,
    whole: Range,
    per_right: Mapping[UUID, Range] | None,
    report_file_id: UUID,
    firm_id: UUID,
    by: Actor,
) -> ValuationView:
    """A delivered report as a valuation of the firm's rights, held by whoever took it."""
    result = await rework(document)
    approaches = {each.approach for each in result.methods}
    statement = Statement(
        right_ids=tuple(right.right_id for right in document.rights),
        whole=whole,
        per_right=per_right,
        method=Method(approaches.pop()) if len(approaches) == 1 else Method.COMBINED,
        appraised=True,
        base_date=document.base_date,
        valuer=document.valuer,
        report_file_id=report_file_id,
    )
    rules.check_range(statement)
    worked = {
        "engine": result.engine,
        "inputs": canonical.text(document),
        "inputs_sha256": canonical.digest(document),
        "result": dumps(told(result)),
        "scores": dumps([]),
    }
    async with transaction():
        return await keep(statement, worked, firm_id=firm_id, by=by)
