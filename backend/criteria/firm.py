"""Criteria on the firm: where, how old, how large, of what kind. It cannot change them at will."""

from typing import Annotated

from msgspec import Meta

from backend.criteria.facts import Facts, months_between
from backend.criteria.verdicts import Criterion, Verdict, answer_of, check_range, within

Positive = Annotated[int, Meta(gt=0)]
NotNegative = Annotated[int, Meta(ge=0)]
Codes = Annotated[tuple[str, ...], Meta(min_length=1)]


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
