"""Criteria on the firm: where, how old, how large, of what kind. It cannot change them at will.

What it need not state, and has not, it can state.
"""

from collections.abc import Collection
from typing import Annotated, Any, Literal, get_args

from msgspec import Meta

from backend.criteria.facts import Facts, months_between
from backend.criteria.verdicts import (
    Answer,
    Change,
    ChangeAction,
    Criterion,
    Verdict,
    answer_of,
    check_range,
    within,
)
from backend.kernel.money import WHOLE

Positive = Annotated[int, Meta(gt=0)]
NotNegative = Annotated[int, Meta(ge=0)]
AgeInYears = Annotated[int, Meta(ge=0, le=50)]
Codes = Annotated[tuple[str, ...], Meta(min_length=1)]
Growth = Annotated[int, Meta(ge=-WHOLE, le=100 * WHOLE)]

#: The grades of borrowing firms by JR/T 0030.2, best first.
CreditGrade = Literal["AAA", "AA", "A", "BBB", "BB", "B", "CCC", "CC", "C"]
_BEST_FIRST: tuple[str, ...] = get_args(CreditGrade)


class OfStatement(Criterion, frozen=True):
    """A criterion on what a firm may leave unsaid: unknown until it states it."""

    def judged(
        self, answer: Answer, *, unstated: tuple[str, ...], found: dict[str, Any]
    ) -> Verdict:
        return self.answered(
            answer,
            found=found,
            changeable=bool(unstated),
            change=Change(action=ChangeAction.STATE_FACTS, facts=unstated) if unstated else None,
        )


class Region(Criterion, frozen=True, tag="region"):
    """Divisions of GB/T 2260; "31" is all of Shanghai, "310115" is Pudong."""

    divisions: Codes

    def verdict(self, facts: Facts) -> Verdict:
        inside = None if facts.division is None else facts.division.startswith(self.divisions)
        return self.answered(answer_of(inside), found={"division": facts.division})


class FirmAge(Criterion, frozen=True, tag="firm_age"):
    min_months: Positive

    def verdict(self, facts: Facts) -> Verdict:
        start = facts.established_on
        age = None if start is None else months_between(start, facts.on)
        return self.answered(
            answer_of(within(age, least=self.min_months, most=None)),
            found={
                "established_on": None if start is None else start.isoformat(),
                "age_months": age,
            },
        )


class Revenue(Criterion, frozen=True, tag="revenue"):
    min_fen: NotNegative | None = None
    max_fen: NotNegative | None = None

    def __post_init__(self) -> None:
        check_range(self.min_fen, self.max_fen)

    def verdict(self, facts: Facts) -> Verdict:
        passes = within(facts.revenue_fen, least=self.min_fen, most=self.max_fen)
        return self.answered(answer_of(passes), found={"revenue_fen": facts.revenue_fen})


class RevenueGrowth(OfStatement, frozen=True, tag="revenue_growth"):
    """Revenue of the last full year over that of the year before, rounded down."""

    min_bp: Growth

    def verdict(self, facts: Facts) -> Verdict:
        last, before = facts.revenue_fen, facts.prior_revenue_fen
        stated = {"revenue_fen": last, "prior_revenue_fen": before}
        growth = None
        if last is not None and before:
            growth = (last - before) * WHOLE // before
        return self.judged(
            answer_of(within(growth, least=self.min_bp, most=None)),
            unstated=tuple(name for name, value in stated.items() if value is None),
            found={"growth_bp": growth, **stated},
        )


class OfGrade(OfStatement, frozen=True, omit_defaults=True):
    """A criterion on a grade and, where it says so, on its age: last year's is one year old."""

    max_age_years: AgeInYears | None = None

    def graded(self, name: str, facts: Facts, *, accepted: Collection[str]) -> Verdict:
        stated: dict[str, Any] = {name: getattr(facts, name)}
        met = [None if stated[name] is None else stated[name] in accepted]
        if self.max_age_years is not None:
            year: int | None = getattr(facts, f"{name}_year")
            stated[f"{name}_year"] = year
            age = None if year is None else facts.on.year - year
            met.append(within(age, least=None, most=self.max_age_years))
        unstated = tuple(key for key, value in stated.items() if value is None)
        if False in met:
            return self.judged(Answer.FAIL, unstated=(), found=stated)
        return self.judged(answer_of(True if all(met) else None), unstated=unstated, found=stated)


class TaxGrade(OfGrade, frozen=True, tag="tax_grade", kw_only=True):
    """The tax authority's credit grade of the firm (纳税信用) is one of these."""

    grades: Codes

    def verdict(self, facts: Facts) -> Verdict:
        return self.graded("tax_grade", facts, accepted=self.grades)


class AtLeastCreditGrade(OfGrade, frozen=True, tag="credit_grade", kw_only=True):
    """The firm's credit grade is this one or better."""

    at_least: CreditGrade

    def verdict(self, facts: Facts) -> Verdict:
        accepted = _BEST_FIRST[: _BEST_FIRST.index(self.at_least) + 1]
        return self.graded("credit_grade", facts, accepted=accepted)


class Headcount(Criterion, frozen=True, tag="headcount"):
    min_people: NotNegative | None = None
    max_people: NotNegative | None = None

    def __post_init__(self) -> None:
        check_range(self.min_people, self.max_people)

    def verdict(self, facts: Facts) -> Verdict:
        passes = within(facts.headcount, least=self.min_people, most=self.max_people)
        return self.answered(answer_of(passes), found={"headcount": facts.headcount})


class TagsAnyOf(Criterion, frozen=True, tag="tags_any_of"):
    tags: Codes

    def verdict(self, facts: Facts) -> Verdict:
        known = facts.tags
        return self.answered(
            answer_of(None if known is None else not known.isdisjoint(self.tags)),
            found={"tags": None if known is None else sorted(known)},
        )


class Sectors(Criterion, frozen=True, tag="sectors"):
    sectors: Codes

    def verdict(self, facts: Facts) -> Verdict:
        inside = None if facts.sector is None else facts.sector in self.sectors
        return self.answered(answer_of(inside), found={"sector": facts.sector})


class FirstTimeBorrower(Criterion, frozen=True, tag="first_time_borrower"):
    def verdict(self, facts: Facts) -> Verdict:
        first = facts.first_time_borrower
        return self.answered(answer_of(first), found={"first_time_borrower": first})


class BasicAccount(Criterion, frozen=True, tag="basic_account"):
    def verdict(self, facts: Facts) -> Verdict:
        has = facts.has_basic_account
        return self.answered(answer_of(has), found={"has_basic_account": has})
