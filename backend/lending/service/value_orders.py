"""A bank values a case: it orders an appraisal, rests the case on it, or states its own value."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from backend.appraisal import service as appraisal
from backend.appraisal.service import Ordered, RequestView
from backend.appraisal.states import Purpose
from backend.kernel.auth import Actor
from backend.kernel.db import transaction
from backend.kernel.money import Fen
from backend.lending import rules
from backend.lending.events import ValuationAdopted, ValuationOrdered, ValueStated
from backend.lending.service import reading, resting, steps
from backend.lending.service.reading import ApplicationView
from backend.lending.states import Action
from backend.valuation import service as valuation
from backend.valuation.service import Range, Statement
from backend.valuation.states import Method


@dataclass(frozen=True, kw_only=True)
class Asked:
    """`firm_pays`: by agreement with the firm, which then gives the order itself."""

    appraiser_ids: tuple[UUID, ...]
    related_to: tuple[UUID, ...]
    base_date: date
    quotes_due_on: date
    firm_pays: bool
    note: str


async def order(application_id: UUID, asked: Asked, *, by: Actor) -> RequestView:
    """Invite appraisers to value the rights of a case; the bank's own rules weigh their quotes."""
    async with transaction():
        row = await steps.lock_for(application_id, Action.ORDER_VALUATION, by=by)
        made = await appraisal.order_for_case(
            Ordered(
                right_ids=tuple(row.right_ids),
                appraiser_ids=asked.appraiser_ids,
                purpose=Purpose.PLEDGE,
                base_date=asked.base_date,
                quotes_due_on=asked.quotes_due_on,
                note=asked.note,
                lender_id=row.lender,
                related_to=asked.related_to,
            ),
            firm_id=row.applicant,
            application_id=row.id,
            firm_pays=asked.firm_pays,
            by=by,
        )
        row = await steps.move(row, Action.ORDER_VALUATION)
        await steps.tell(
            ValuationOrdered,
            row,
            before=row.state,
            by=by,
            bank=by.organisation_name,
            request=made.row["number"],
            payer=made.row["client_name"],
        )
        return made


@dataclass(frozen=True, kw_only=True)
class Internal:
    """The bank's own value of all rights together; of a single right it is the right's own."""

    low: Fen
    central: Fen
    high: Fen
    base_date: date
    basis: str


async def state(application_id: UUID, given: Internal, *, by: Actor) -> ApplicationView:
    """Rest a small deal on the bank's internal value; above its rules' ceiling it is refused."""
    async with transaction():
        row = await steps.lock_for(application_id, Action.STATE_VALUE, by=by)
        await appraisal.check_small_deal(
            method=Method.INTERNAL, lender_id=row.lender, amount=Fen(row.amount_fen)
        )
        whole = Range(low=given.low, central=given.central, high=given.high)
        right_ids = tuple(row.right_ids)
        stated = await valuation.keep_internal(
            Statement(
                right_ids=right_ids,
                whole=whole,
                per_right={right_ids[0]: whole} if len(right_ids) == 1 else None,
                method=Method.INTERNAL,
                appraised=False,
                base_date=given.base_date,
                valuer=by.organisation_name,
                report_file_id=None,
            ),
            firm_id=row.applicant,
            by=by,
        )
        await appraisal.weigh_use(stated.id, lender_id=row.lender, amount=Fen(row.amount_fen))
        before = (row.snapshot["valuation"] or {}).get("number")
        row = await resting.rest_on(row, stated, Action.STATE_VALUE, by=by)
        await steps.tell(
            ValueStated,
            row,
            before=row.state,
            to=(row.lender,),
            by=by,
            valuation=stated.number,
            basis=given.basis,
            instead_of=before,
        )
        return (await reading.views([row], by=by))[0]


async def adopt(application_id: UUID, *, valuation_id: UUID, by: Actor) -> ApplicationView:
    """Rest the case on a value that the bank ordered for it; what it rested on stays on record."""
    async with transaction():
        row = await steps.lock_for(application_id, Action.ADOPT_VALUATION, by=by)
        if not await appraisal.came_of_order(valuation_id, application_id=row.id):
            raise rules.ValuationNotUsable(valuation_id=str(valuation_id))
        stated = await resting.usable_of_bank(row, valuation_id)
        before = (row.snapshot["valuation"] or {}).get("number")
        row = await resting.rest_on(row, stated, Action.ADOPT_VALUATION, by=by)
        await steps.tell(
            ValuationAdopted,
            row,
            before=row.state,
            by=by,
            bank=by.organisation_name,
            valuation=stated.number,
            instead_of=before,
        )
        return (await reading.views([row], by=by))[0]
