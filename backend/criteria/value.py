"""The criterion on how the rights were valued. The firm can state or order another valuation."""

from typing import Annotated

from msgspec import Meta

from backend.criteria.facts import Facts
from backend.criteria.verdicts import Answer, Criterion, Verdict, answer_of

Codes = Annotated[tuple[str, ...], Meta(min_length=1)]


class ValuationMethods(Criterion, frozen=True, tag="valuation_methods"):
    """The valuation follows one of these methods."""

    methods: Codes

    def verdict(self, facts: Facts) -> Verdict:
        valuation = facts.valuation
        if valuation is None:
            return self.answered(Answer.UNKNOWN, found={"method": None}, changeable=True)
        return self.answered(
            answer_of(valuation.method in self.methods),
            found={"method": valuation.method},
            changeable=True,
        )
