"""The cover criterion: what rights carry at a lender's ratios, and loan to value."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import Annotated, Any, Literal
from uuid import UUID

from msgspec import Meta

from backend.criteria.facts import Facts, RightFacts, ValuationFacts, add_months
from backend.criteria.haircuts import NONE, Haircuts, cuts_of, share_of
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
    shares: Mapping[UUID, Fraction],
    choice: str,
) -> Fen:
    """Sum of value x share; without values per right, the lowest share on the whole.

    Divided once, last, rounded down.
    """
    if valuation.per_right is None:
        return Fen(floor(valuation.whole.at(choice) * lowest(rights, shares=shares)))
    return Fen(
        floor(sum(valuation.per_right[right.id].at(choice) * shares[right.id] for right in rights))
    )


def lowest(rights: tuple[RightFacts, ...], *, shares: Mapping[UUID, Fraction]) -> Fraction:
    return min((shares[right.id] for right in rights), default=Fraction(0))


def loan_to_value(secured: Fen, value: Fen) -> BasisPoints | None:
    """Secured amount over value, rounded up: a ratio that is exceeded must never look kept."""
    return None if value == 0 else BasisPoints(-(-secured * WHOLE // value))


class Cover(Criterion, frozen=True, tag="cover"):
    """The rights carry the amount at the product's ratios, by a valuation fresh enough."""

    ratio_bp_by_kind: Annotated[dict[str, Ratio], Meta(min_length=1)]
    value: Literal["low", "central"] = "low"
    max_age_months: Positive | None = None
    haircuts: Haircuts = NONE

    def shares(self, facts: Facts) -> dict[UUID, Fraction]:
        """What of each right's value it carries, after the lender's haircuts."""
        return {
            right.id: share_of(
                right,
                self.ratio_bp_by_kind,
                self.haircuts,
                on=facts.on,
                term_months=facts.term_months,
            )
            for right in facts.rights
        }

    def lendable(self, facts: Facts) -> Fen | None:
        """What the rights carry; None when no valuation serves, or none that is fresh enough."""
        if facts.valuation is None or not self.is_fresh(facts.valuation, on=facts.on):
            return None
        return lendable(facts.valuation, facts.rights, shares=self.shares(facts), choice=self.value)

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
            "valuer": valuation.valuer,
            "value_fen": value,
            "low_fen": valuation.whole.low,
            "central_fen": valuation.whole.central,
            "high_fen": valuation.whole.high,
            "lendable_fen": carried,
            "ltv_bp": loan_to_value(facts.amount_fen, value),
            "cuts": self._cuts(facts),
        }

    def _cuts(self, facts: Facts) -> list[dict[str, Any]]:
        """Each cut of each right, by name: `of_ratio_bp` is taken off the ratio."""
        return [
            {"right_id": str(right.id), "cut": str(cut), "of_ratio_bp": bp}
            for right in facts.rights
            for cut, bp in cuts_of(
                right, self.haircuts, on=facts.on, term_months=facts.term_months
            ).items()
        ]

    def _change(self, facts: Facts, *, carried: Fen | None) -> Change:
        if carried is None:
            return self._valuation_wanted(facts)
        if carried > 0:
            return Change(action=ChangeAction.SET_AMOUNT, amount_fen=carried)
        return self._other_rights(facts)

    def _other_rights(self, facts: Facts) -> Change:
        """Leave out what was cut to nothing, if the rest carries; else choose others."""
        shares = self.shares(facts)
        empty = tuple(right for right in facts.rights if shares[right.id] == 0)
        ids = tuple(right.id for right in empty)
        if len(empty) < len(facts.rights) and all(r.kind in self.ratio_bp_by_kind for r in empty):
            return Change(action=ChangeAction.LEAVE_OUT_RIGHTS, right_ids=ids)
        return Change(
            action=ChangeAction.CHOOSE_OTHER_RIGHTS,
            right_ids=ids,
            kinds=tuple(sorted(self.ratio_bp_by_kind)),
        )

    def _valuation_wanted(self, facts: Facts) -> Change:
        """The value of the whole from which the amount would be carried."""
        share = lowest(facts.rights, shares=self.shares(facts))
        if share == 0:
            return self._other_rights(facts)
        oldest = None
        if self.max_age_months is not None:
            oldest = add_months(facts.on, -self.max_age_months)
        return Change(
            action=ChangeAction.STATE_VALUATION,
            value_fen=Fen(ceil(facts.amount_fen / share)),
            value=self.value,
            base_date_from=oldest,
        )
