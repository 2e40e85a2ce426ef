"""The blanks of a bank's offer letter (融资要约函)."""

from dataclasses import dataclass
from datetime import date

from contracts.blanks import Blanks, Party, Patent, Unfit


@dataclass(frozen=True, kw_only=True)
class Cost(Blanks):
    """One part of what the loan costs beside interest; a subsidy says so in its `note`."""

    name: str
    amount_fen: int
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class OfferLetter(Blanks):
    """What a lender offers on an application, until `valid_until`."""

    application_number: str
    lender: Party
    applicant: Party
    product: str
    amount_fen: int
    rate_bp: int
    rate_basis: str = ""
    term_months: int
    use_of_funds: str
    repayment: str = ""
    patents: tuple[Patent, ...]
    costs: tuple[Cost, ...] = ()
    all_in_bp: int | None = None
    yearly_cost_fen: int | None = None
    conditions: tuple[str, ...] = ()
    conditions_en: tuple[str, ...] = ()
    offered_on: date
    valid_until: date
    contact: str = ""

    def check(self) -> None:
        if self.amount_fen == 0:
            raise Unfit("amount_fen", "an amount above 0", got=0)
        if self.valid_until < self.offered_on:
            raise Unfit("valid_until", "a day not before offered_on", got=self.valid_until)
