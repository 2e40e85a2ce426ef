"""The cover criterion: what rights carry at a lender's ratios, and loan to value."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from msgspec import Meta

from backend.criteria.facts import Facts, RightFacts, ValuationFacts, add_months
from backend.criteria.verdicts import (
    Answer,
    Change,
    ChangeAction,
    Criterion,
    Verdict,
    answer_of,
)
from backend.kernel.money import WHOLE, BasisPoints, Fen

Ratio = Annotated[int, Meta(gt=0, le=WHOLE)]
Positive = Annotated[int, Meta(gt=0)]


def value_of(valuation: ValuationFacts, rights: tuple[RightFacts, ...], *, choice: str) -> Fen:
    """The value the product looks at: of these rights, or of the whole bundle."""
    if valuation.per_right is None:
        return valuation.whole.at(choice)
    return Fen(sum(valuation.per_right[right.id].at(choice) for right in rights))


def lendable(
    valuation: ValuationFacts,
    rights: tuple[RightFacts, ...],
    *,
    ratios: Mapping[str, int],
    choice: str,
) -> Fen:
    """Sum of value x ratio of its kind; without values per right, the lowest ratio on the whole.

    A kind that the product gives no ratio carries nothing. Divided once, last, rounded down.
    """
    if valuation.per_right is None:
        return Fen(valuation.whole.at(choice) * lowest_ratio(rights, ratios=ratios) // WHOLE)
    return Fen(
        sum(
            valuation.per_right[right.id].at(choice) * ratios.get(right.kind, 0) for right in rights
        )
        // WHOLE
    )


def lowest_ratio(rights: tuple[RightFacts, ...], *, ratios: Mapping[str, int]) -> int:
    return min((ratios.get(right.kind, 0) for right in rights), default=0)


def loan_to_value(secured: Fen, value: Fen) -> BasisPoints | None:
    """Secured amount over value, rounded up: a ratio that is exceeded must never look kept."""
    return None if value == 0 else BasisPoints(-(-secured * WHOLE // value))


class Cover(Criterion, frozen=True, tag="cover"):
    """The rights carry the amount at the product's ratios, by a valuation fresh enough."""

    ratio_bp_by_kind: Annotated[dict[str, Ratio], Meta(min_length=1)]
    value: Literal["low", "central"] = "low"
    max_age_months: Positive | None = None

    def lendable(self, facts: Facts) -> Fen | None:
        """What the rights carry; None when no valuation serves, or none that is fresh enough."""
        if facts.valuation is None or not self.is_fresh(facts.valuation, on=facts.on):
            return None
        return lendable(
            facts.valuation, facts.rights, ratios=self.ratio_bp_by_kind, choice=self.value
        )

    def verdict(self, facts: Facts) -> Verdict:
        valuation = facts.valuation
        if valuation is None:
            return self.answered(
                Answer.UNKNOWN,
                found={"valuation": "missing"},
                changeable=True,
                change=self._valuation_wanted(facts),
            )
        carried = self.lendable(facts)
        passes = carried is not None and facts.amount_fen <= carried
        return self.answered(
            answer_of(passes),
            found=self._found(facts, valuation, carried=carried),
            changeable=True,
            change=None if passes else self._change(facts, carried=carried),
        )

    def is_fresh(self, valuation: ValuationFacts, *, on: date) -> bool:
        if self.max_age_months is None:
            return True
        return on <= add_months(valuation.base_date, self.max_age_months)

    def _found(
        self, facts: Facts, valuation: ValuationFacts, *, carried: Fen | None
    ) -> dict[str, Any]:
        value = value_of(valuation, facts.rights, choice=self.value)
        return {
            "valuation": "usable" if self.is_fresh(valuation, on=facts.on) else "too_old",
            "base_date": valuation.base_date.isoformat(),
            "method": valuation.method,
            "value_fen": value,
            "lendable_fen": carried,
            "ltv_bp": loan_to_value(facts.amount_fen, value),
        }

    def _change(self, facts: Facts, *, carried: Fen | None) -> Change:
        if carried is None:
            return self._valuation_wanted(facts)
        if carried > 0:
            return Change(action=ChangeAction.SET_AMOUNT, amount_fen=carried)
        return self._other_rights(facts)

    def _other_rights(self, facts: Facts) -> Change:
        return Change(
            action=ChangeAction.CHOOSE_OTHER_RIGHTS,
            right_ids=tuple(r.id for r in facts.rights if r.kind not in self.ratio_bp_by_kind),
            kinds=tuple(sorted(self.ratio_bp_by_kind)),
        )

    def _valuation_wanted(self, facts: Facts) -> Change:
        """The value of the whole from which the amount would be carried."""
        ratio = lowest_ratio(facts.rights, ratios=self.ratio_bp_by_kind)
        if ratio == 0:
            return self._other_rights(facts)
        oldest = None
        if self.max_age_months is not None:
            oldest = add_months(facts.on, -self.max_age_months)
        return Change(
            action=ChangeAction.STATE_VALUATION,
            value_fen=Fen(-(-facts.amount_fen * WHOLE // ratio)),
            value=self.value,
            base_date_from=oldest,
        )
