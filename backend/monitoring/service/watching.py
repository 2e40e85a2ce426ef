"""Look at what stands behind drawn loans, and raise an alert where it fell."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

import msgspec

from backend.criteria.cover import loan_to_value
from backend.criteria.facts import Worth
from backend.kernel import clock, pages
from backend.kernel.auth import SYSTEM, Actor, Permission
from backend.kernel.db import loads, transaction
from backend.kernel.events import emit
from backend.lending.service import standing
from backend.lending.service.standing import DrawnLoan
from backend.monitoring import queries, rules
from backend.monitoring.events import (
    RevaluationWanted,
    ValueAlertRaised,
)
from backend.monitoring.rules import Extract, Known, Trouble, Watch
from backend.monitoring.states import Cause, State
from backend.monitoring.tables import ValueAlert
from backend.portfolio import service as portfolio
from backend.portfolio.service import FactView, RightView
from backend.portfolio.states import FactKind
from backend.valuation import service as valuation
from backend.valuation.service import ValuationView


@dataclass(frozen=True, kw_only=True)
class RulesView:
    id: UUID
    organisation_id: UUID | None
    version: int
    valid_from: date
    author_name: str
    #: Nobody, where it came with the platform.
    accepted_by_name: str | None
    reason: str
    made_at: datetime
    watch: Watch


async def look_again(right_ids: Sequence[UUID] | None) -> list[UUID]:
    """Raise what is new on the drawn loans on these rights, or on all; the alerts raised.

    Each loan in a transaction of its own, so that one who is killed has lost nothing; heard or
    run twice, it changes nothing.
    """
    raised: list[UUID] = []
    for loan_id in await standing.drawn_on(right_ids):
        async with transaction():
            loan = await standing.drawn_loan(loan_id)
            if loan is not None:
                raised += await _look(loan)
    return raised


async def _look(loan: DrawnLoan) -> list[UUID]:
    today = clock.today()
    view = await valuation.valuation(loan.valuation_id, firm_id=loan.firm_id)
    chosen = rules_view(await queries.rules_in_force(loan.lender_id, on=today))
    rights = await portfolio.views(loan.right_ids)
    facts = await portfolio.facts(loan.right_ids)
    found: list[Trouble] = []
    for asked in loan.right_ids:
        known = _known(rights[asked], facts.get(asked, []), lender_id=loan.lender_id)
        found += rules.troubles(known, owner=loan.firm_name, today=today)
    old = rules.too_old(view.base_date, chosen.watch, today=today)
    told = {(Cause(cause), right) for cause, right in await queries.told(loan.id)}
    ordered = rules.in_order([*found, *([] if old is None else [old])], told)
    stated = Worth(low=view.low_fen, central=view.central_fen, high=view.high_fen)
    steps = rules.steps(stated, await _of_its_rights(view, loan), ordered, chosen.watch)
    raised = []
    for trouble, step in zip(ordered, steps, strict=True):
        alert = _alert(loan, view, chosen, trouble, step)
        if await queries.raise_alert(alert):
            label = None if trouble.right_id is None else _label(rights, trouble.right_id)
            await _tell(loan, alert, label)
            raised.append(alert.id)
    return raised


def _label(rights: dict[UUID, RightView], right_id: UUID) -> str:
    return next(view.label for view in rights.values() if view.id == right_id)


def _alert(
    loan: DrawnLoan,
    view: ValuationView,
    chosen: RulesView,
    trouble: Trouble,
    step: tuple[Worth, Worth],
) -> ValueAlert:
    """The value as this leaves it, on top of what troubled its rights before."""
    before, left = step
    return ValueAlert(
        id=uuid4(),
        created_at=clock.now(),
        application=loan.id,
        lender=loan.lender_id,
        firm=loan.firm_id,
        cause=trouble.cause.value,
        right_id=trouble.right_id,
        since=trouble.since,
        rules=chosen.id,
        cut_bp=chosen.watch.cut(trouble.cause),
        valuation=view.id,
        low_fen=left.low,
        central_fen=left.central,
        high_fen=left.high,
        drawn_fen=loan.drawn_fen,
        ltv_before_bp=loan_to_value(loan.drawn_fen, before.at(loan.basis)),
        ltv_after_bp=loan_to_value(loan.drawn_fen, left.at(loan.basis)),
        state=State.OPEN.value,
    )


async def _of_its_rights(view: ValuationView, loan: DrawnLoan) -> dict[UUID, Worth] | None:
    """What each right of the loan was stated to be worth: the report may value others beside them.

    Two rights may have turned out to be one since.
    """
    if view.per_right is None:
        return None
    lasting = await portfolio.views([*view.per_right, *loan.right_ids])
    values = {
        lasting[i].id: Worth(low=low, central=central, high=high)
        for i, (low, central, high) in view.per_right.items()
    }
    return {lasting[i].id: values[lasting[i].id] for i in loan.right_ids}


async def _tell(loan: DrawnLoan, alert: ValueAlert, label: str | None) -> None:
    await emit(
        ValueAlertRaised(
            subject_id=loan.id,
            parties=(loan.lender_id,),
            number=loan.number,
            alert_id=alert.id,
            cause=alert.cause,
            right=label,
            ltv_before_bp=alert.ltv_before_bp,
            ltv_after_bp=alert.ltv_after_bp,
        ),
        by=SYSTEM,
        after={"low_fen": alert.low_fen, "central_fen": alert.central_fen,
               "high_fen": alert.high_fen, "cut_bp": alert.cut_bp},
    )  # fmt: skip
    await emit(
        RevaluationWanted(
            subject_id=loan.id,
            parties=(loan.firm_id,),
            number=loan.number,
            bank=loan.lender_name,
            cause=alert.cause,
            right=label,
        ),
        by=SYSTEM,
    )


def _known(right: RightView, facts: Sequence[FactView], *, lender_id: UUID) -> Known:
    """What one bank stated is that bank's alone. Of one day the later word stands last."""
    facts = list(reversed(facts))
    return Known(
        right_id=right.id,
        expires_on=right.expires_on,
        extracts=tuple(
            Extract(
                as_of=fact.as_of,
                status=fact.payload.get("status"),
                owners=None if (owners := fact.payload.get("owners")) is None else tuple(owners),
                invalidation_pending=fact.payload.get("invalidation_pending"),
            )
            for fact in facts
            if fact.kind is FactKind.REGISTER_EXTRACT
        ),
        gazette=tuple(
            (str(fact.payload["code"]), date.fromisoformat(fact.payload["date"]))
            for fact in facts
            if fact.kind is FactKind.GAZETTE_EVENT
        ),
        stated=tuple(
            (bool(fact.payload["invalidation_pending"]), fact.as_of)
            for fact in facts
            if fact.kind is FactKind.PARTIES_STATEMENT and fact.bank_id == lender_id
        ),
    )


def rules_view(row: dict[str, Any]) -> RulesView:
    return RulesView(
        id=row["id"],
        organisation_id=row["organisation"],
        version=row["version"],
        valid_from=row["valid_from"],
        author_name=row["author_name"],
        accepted_by_name=row["accepted_by_name"],
        reason=row["reason"],
        made_at=row["created_at"],
        watch=msgspec.convert(loads(row["rules"]), Watch),
    )


async def watch_rules(
    *, cursor: str | None, limit: int, by: Actor
) -> tuple[list[RulesView], str | None, int | str]:
    """The platform's rules and the lender's own, newest first."""
    by.require(Permission.VIEW_BANK, Permission.VIEW_OPERATOR)
    after = None
    if cursor is not None:
        moment, last = pages.decode_cursor(cursor, datetime, UUID)
        after = (moment, last)
    rows, total = await queries.rules_page(by.organisation_id, after=after, limit=limit)
    cut, following = pages.cut(rows, limit, key=lambda row: (row["created_at"], row["id"]))
    return [rules_view(row) for row in cut], following, pages.total_of(total)
