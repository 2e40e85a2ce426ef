"""Families, high-value inventions and grants abroad as the API gives them."""

from datetime import date
from uuid import UUID

from backend.kernel.schemas import Output


class CriterionEvidenceOut(Output, frozen=True):
    """What an answer rests on: a class with its industry, a publication with who told it, the day
    that settles it, or a registration with the secured amount."""

    text: str
    source: str
    day: date | None
    amount_fen: int | None


class CriterionOut(Output, frozen=True):
    """`answer`: met | not_met | unknown."""

    criterion: str
    answer: str
    evidence: list[CriterionEvidenceOut]


class RelativeOut(Output, frozen=True):
    """A publication of the family; no `teller`: only its number is known from another's list."""

    number: str
    country: str
    published_on: date | None
    teller: str | None
    abroad: bool
    granted: bool


class MeasureRuleOut(Output, frozen=True):
    """The version of the counting rule in force, in the language of `Accept-Language`."""

    version: int
    from_on: date
    words: str
    source: str


class QualityOut(Output, frozen=True):
    """`high_value` and `in_force` are null of anything but a granted invention.

    `awards_of`: the division (GB/T 2260) of whose firms awards are decided; `awards_decided`:
    whether this firm is one of them.
    """

    family: list[RelativeOut]
    in_force: bool | None
    high_value: bool | None
    criteria: list[CriterionOut]
    rule: MeasureRuleOut
    awards_of: str
    awards_decided: bool


class OverseasGrantOut(Output, frozen=True):
    """A publication abroad; `verdict`: counts | no_grant | office_unlisted | day_unknown | before |
    after | owner_unproven."""

    number: str
    country: str
    published_on: date | None
    teller: str
    verdict: str
    right_label: str
    firm_name: str


class CountOut(Output, frozen=True):
    key: str
    count: int


class OverseasGrantsOut(Output, frozen=True):
    """What the platform's own data cover of the target, and every publication with its verdict.

    `known_since`: the first day that may be asked for; null where every day may.
    """

    as_known_on: date
    known_since: date | None
    counted: int
    by_verdict: list[CountOut]
    rule: MeasureRuleOut
    items: list[OverseasGrantOut]
    next: str | None
    total: int | str


class HighValuedOut(Output, frozen=True):
    right_id: UUID
    label: str
    title: str
    firm_name: str
    criteria: list[CriterionOut]


class HighValueOut(Output, frozen=True):
    """Each invention once; `per_10000` residents as a decimal number in text.

    `known_since`: the first day that may be asked for; null where every day may.
    """

    as_known_on: date
    known_since: date | None
    counted: int
    residents: int
    residents_on: date
    per_10000: str
    by_criterion: list[CountOut]
    rule: MeasureRuleOut
    items: list[HighValuedOut]
    next: str | None
    total: int | str
