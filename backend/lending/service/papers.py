"""The papers of a decision: the offer letter, the notice of a refusal."""

from datetime import date
from typing import Any

from backend.kernel import clock
from backend.lending import wording
from backend.lending.cost import Cost
from backend.lending.queries.applications import ApplicationRow
from backend.lending.service import products
from backend.lending.states import RefusalReason
from backend.papers import service as papers
from backend.papers.service import Order
from backend.papers.states import Paper, Subject
from backend.portfolio import service as portfolio
from contracts.blanks import paragraphs
from contracts.decision_notice.terms import DecisionNotice
from contracts.offer_letter.terms import Cost as CostPart
from contracts.offer_letter.terms import OfferLetter


async def offer_letter_of(
    row: ApplicationRow, opinion: dict[str, Any], cost: Cost, *, valid_until: date
) -> None:
    """What the bank offers, as the checker approved it."""
    sides = (row.lender, row.applicant)
    async with papers.unless_unfit(Paper.OFFER_LETTER, subject=row.id, parties=sides):
        named = await papers.parties(sides)
        terms = OfferLetter(
            application_number=row.number,
            lender=named[row.lender],
            applicant=named[row.applicant],
            product=(await products.version(row.product_version)).name,
            amount_fen=opinion["amount_fen"],
            rate_bp=opinion["rate_bp"],
            term_months=opinion["term_months"],
            use_of_funds=wording.USES[row.use_of_funds],
            patents=await portfolio.patents(row.right_ids, holder=row.applicant),
            costs=_costs(cost),
            all_in_bp=cost.all_in_bp,
            yearly_cost_fen=cost.total_fen,
            conditions=tuple(
                line for each in wording.conditions(opinion) for line in paragraphs(each)
            ),
            offered_on=clock.today(),
            valid_until=valid_until,
        )
        await papers.issue(
            Order(
                paper=Paper.OFFER_LETTER,
                terms=terms,
                subject_kind=Subject.LOAN_APPLICATION,
                subject=row.id,
                issuer=row.lender,
                parties=(row.applicant,),
            )
        )


def _costs(cost: Cost) -> tuple[CostPart, ...]:
    """The parts of one year's cost; a subsidy stands beside them and is an estimate."""
    parts = ((cost.items, ""), (cost.subsidies, "补贴，预计数，未从成本中扣减"))
    return tuple(
        CostPart(name=wording.FEES.get(item.code, item.code), amount_fen=item.amount_fen, note=note)
        for items, note in parts
        for item in items
    )


async def refusal_notice_of(row: ApplicationRow) -> None:
    """That the bank refused, for which coded reason, in the sentence that the firm reads."""
    sides = (row.lender, row.applicant)
    async with papers.unless_unfit(Paper.DECISION_NOTICE, subject=row.id, parties=sides):
        named = await papers.parties(sides)
        code = RefusalReason(str(row.refusal_code))
        terms = DecisionNotice(
            application_number=row.number,
            lender=named[row.lender],
            applicant=named[row.applicant],
            product=(await products.version(row.product_version)).name,
            requested_fen=row.amount_fen,
            requested_months=row.term_months,
            submitted_on=clock.shanghai_date(row.submitted_at or row.updated_at),
            decision="refused",
            decided_on=clock.today(),
            reason=(*paragraphs(row.refusal_words), *paragraphs(row.refusal_sentence)),
            reason_code=code.value,
            reason_label=wording.REASONS[code],
        )
        await papers.issue(
            Order(
                paper=Paper.DECISION_NOTICE,
                terms=terms,
                subject_kind=Subject.LOAN_APPLICATION,
                subject=row.id,
                issuer=row.lender,
                parties=(row.applicant,),
            )
        )
