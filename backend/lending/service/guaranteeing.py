"""What insures a loan's bank, what stays open, and the drawdown that may have to wait for it."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from backend.criteria.facts import add_months
from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.money import Fen
from backend.lending import rules
from backend.lending.guarantee import Gap, Guarantee, gaps
from backend.lending.queries import applications as queries
from backend.lending.queries import decisions, guarantees
from backend.lending.queries.applications import ApplicationRow
from backend.lending.service import products, steps
from backend.lending.states import OfferState


@dataclass(frozen=True, kw_only=True)
class LoanCover:
    """`required`: no money before a guarantee is in force, says the offer or else the product;
    `met`: one is, on the first day."""

    required: bool
    met: bool
    loan_fen: Fen
    from_on: date
    to_on: date
    found: list[Guarantee]
    gaps: tuple[Gap, ...]


async def cover(application_id: UUID, *, by: Actor) -> LoanCover:
    """The same for the firm and for the bank: what is covered, from when to when."""
    row = steps.found(await queries.application(application_id, scope=steps.scope_of(by)))
    offer = (await decisions.offers([row.id])).get(row.id)
    if offer is not None and offer["state"] not in {OfferState.OPEN, OfferState.ACCEPTED}:
        offer = None
    months = row.term_months if offer is None else offer["term_months"]
    amount = row.amount_fen if offer is None else offer["amount_fen"]
    from_on = row.drawn_on or clock.today()
    to_on = add_months(from_on, months)
    loan = Fen(row.drawn_fen or amount)
    found = await guarantees.guarantees(row.id)
    return LoanCover(
        required=await _asked_by_product(row) if offer is None else offer["guarantee_required"],
        met=any(_guards(each, row, on=from_on) for each in found),
        loan_fen=loan,
        from_on=from_on,
        to_on=to_on,
        found=found,
        gaps=gaps(found, loan=loan, from_on=from_on, to_on=to_on),
    )


async def inherited(row: ApplicationRow, proposal: rules.Proposal) -> rules.Proposal:
    """A grant asks for the guarantee that its product asks for, whatever its maker ticked."""
    if proposal.guarantee_required or not await _asked_by_product(row):
        return proposal
    return replace(proposal, guarantee_required=True)


async def _asked_by_product(row: ApplicationRow) -> bool:
    return (await products.version(row.product_version)).terms.guarantee_required


async def check_in_force(row: ApplicationRow, offer: dict[str, object], *, on: date) -> None:
    """Refuse the drawdown of a loan whose offer asks for a guarantee and has none on that day."""
    if not offer["guarantee_required"]:
        return
    found = await guarantees.guarantees(row.id)
    if not any(_guards(each, row, on=on) for each in found):
        standing = [f"{each.number} ({each.state}, {each.inception_on})" for each in found]
        raise rules.GuaranteeNotInForce(
            f"On {on} none is in force; there are: {', '.join(standing) or 'none'}.",
            path="drawn_on",
            on=on.isoformat(),
            policies=[each.number for each in found],
        )


def _guards(each: Guarantee, row: ApplicationRow, *, on: date) -> bool:
    return each.insured_id == row.lender and each.in_force(on)
