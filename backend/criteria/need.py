"""Criteria on the need itself: amount, term, use of the money. The firm can change each."""

from typing import Annotated

from msgspec import Meta

from backend.criteria.facts import Facts
from backend.criteria.verdicts import (
    Change,
    ChangeAction,
    Criterion,
    Verdict,
    answer_of,
    check_range,
    within,
)
from backend.kernel.money import Fen

Positive = Annotated[int, Meta(gt=0)]


class AmountRange(Criterion, frozen=True, tag="amount_range"):
    min_fen: Positive | None = None
    max_fen: Positive | None = None

    def __post_init__(self) -> None:
        check_range(self.min_fen, self.max_fen)

    def verdict(self, facts: Facts) -> Verdict:
        passes = within(facts.amount_fen, least=self.min_fen, most=self.max_fen)
        too_low = self.min_fen is not None and facts.amount_fen < self.min_fen
        nearest = self.min_fen if too_low else self.max_fen
        return self.answered(
            answer_of(passes),
            found={"amount_fen": facts.amount_fen},
            changeable=True,
            change=None
            if nearest is None
            else Change(action=ChangeAction.SET_AMOUNT, amount_fen=Fen(nearest)),
        )


class TenorRange(Criterion, frozen=True, tag="tenor_range"):
    min_months: Positive | None = None
    max_months: Positive | None = None

    def __post_init__(self) -> None:
        check_range(self.min_months, self.max_months)

    def verdict(self, facts: Facts) -> Verdict:
        passes = within(facts.term_months, least=self.min_months, most=self.max_months)
        too_short = self.min_months is not None and facts.term_months < self.min_months
        return self.answered(
            answer_of(passes),
            found={"term_months": facts.term_months},
            changeable=True,
            change=Change(
                action=ChangeAction.SET_TERM,
                term_months=self.min_months if too_short else self.max_months,
            ),
        )


class UseOfFunds(Criterion, frozen=True, tag="use_of_funds"):
    allowed: Annotated[tuple[str, ...], Meta(min_length=1)]

    def verdict(self, facts: Facts) -> Verdict:
        return self.answered(
            answer_of(facts.use_of_funds in self.allowed),
            found={"use_of_funds": facts.use_of_funds},
            changeable=True,
            change=Change(action=ChangeAction.SET_USE, uses=self.allowed),
        )
