"""The closed list of criteria, their reading from JSON, and their evaluation."""

from collections.abc import Sequence
from typing import TypeAlias

import msgspec

from backend.criteria.cover import Cover
from backend.criteria.facts import Facts
from backend.criteria.firm import (
    AtLeastCreditGrade,
    BasicAccount,
    FirmAge,
    FirstTimeBorrower,
    Headcount,
    Region,
    Revenue,
    RevenueGrowth,
    Sectors,
    TagsAnyOf,
    TaxGrade,
)
from backend.criteria.need import AmountRange, TenorRange, UseOfFunds
from backend.criteria.papers import Consents, Documents
from backend.criteria.rights import (
    FeesCurrent,
    Granted,
    InForce,
    Ipc,
    MaxRights,
    MinRights,
    NotDisputed,
    NotPledged,
    Owned,
    RemainingLife,
    RightKinds,
    UsedFor,
)
from backend.criteria.value import ValuationMethods
from backend.criteria.verdicts import Criterion, Verdict
from backend.kernel.errors import RuleBroken

AnyCriterion: TypeAlias = (
    AmountRange
    | TenorRange
    | UseOfFunds
    | Region
    | FirmAge
    | Revenue
    | RevenueGrowth
    | TaxGrade
    | AtLeastCreditGrade
    | Headcount
    | TagsAnyOf
    | Sectors
    | FirstTimeBorrower
    | BasicAccount
    | RightKinds
    | MinRights
    | MaxRights
    | Granted
    | InForce
    | RemainingLife
    | UsedFor
    | Owned
    | NotPledged
    | Ipc
    | FeesCurrent
    | NotDisputed
    | ValuationMethods
    | Cover
    | Documents
    | Consents
)


class CriteriaInvalid(RuleBroken):
    code = "criteria.invalid"
    title = "A criterion is not of the vocabulary, or nobody could meet it"


def parse(raw: object) -> tuple[AnyCriterion, ...]:
    """Criteria from decoded JSON; refuse what is not of the vocabulary."""
    try:
        return msgspec.convert(raw, tuple[AnyCriterion, ...])
    except msgspec.ValidationError as error:
        raise CriteriaInvalid(str(error)) from error


def unparse(criteria: Sequence[AnyCriterion]) -> list[dict[str, object]]:
    """Criteria as JSON, as `parse` reads them."""
    plain: list[dict[str, object]] = msgspec.json.decode(msgspec.json.encode(list(criteria)))
    return plain


def evaluate(criteria: Sequence[Criterion], facts: Facts) -> list[Verdict]:
    """Every criterion's answer, in the order of the criteria."""
    return [criterion.verdict(facts) for criterion in criteria]
