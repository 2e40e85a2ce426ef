"""The terms of a product: coverage parts with their clause fields, wording, fact sheet."""

import hashlib
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Annotated

import msgspec
from pydantic import Field, StrictBool

from backend.insurance.plan import Code
from backend.insurance.rules import MOST_FEN, ExclusionMissing, PartTwice, ProductLimits
from backend.insurance.states import DeductibleRule, InsuranceLine
from backend.kernel.schemas import Input

Amount = Annotated[int, Field(ge=0, le=MOST_FEN)]
BasisPart = Annotated[int, Field(ge=0, lt=10_000)]
Days = Annotated[int, Field(ge=0, le=3660)]
Word = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,39}$")]


class Trigger(StrEnum):
    SUIT_BROUGHT = "suit_brought"
    CLAIM_MADE = "claim_made"
    LOSS_FIXED = "loss_fixed"
    DEFAULT = "default"


class InsuredRole(StrEnum):
    """Who is protected; of a guarantee it is the bank."""

    POLICYHOLDER = "policyholder"
    RIGHT_HOLDER = "right_holder"
    LICENSEE = "licensee"
    SELLER = "seller"
    BANK = "bank"


class ObjectKind(StrEnum):
    """What the part's schedule lists."""

    RIGHTS = "rights"
    PRODUCTS = "products"
    AGREEMENTS = "agreements"
    LOAN = "loan"


class LossPayee(StrEnum):
    INSURED = "insured"
    CLAIMANT = "claimant"
    BANK = "bank"


class Exclusion(StrEnum):
    WILFUL = "wilful"
    KNOWN_MATTER = "known_matter"
    CRIMINAL_FINE = "criminal_fine"
    ADMINISTRATIVE_PENALTY = "administrative_penalty"
    CONTRACT_PERFORMANCE = "contract_performance"
    CREDIT_RISK = "credit_risk"
    CERTAIN_LOSS = "certain_loss"
    SPECULATIVE_RISK = "speculative_risk"
    PUNITIVE_DAMAGES = "punitive_damages"
    UNPAID_ROYALTIES = "unpaid_royalties"
    EMPLOYEE_ENTITLEMENT = "employee_entitlement"
    OWN_MANAGEMENT_FAILURE = "own_management_failure"
    SANCTIONS = "sanctions"
    WAR = "war"


#: What a liability insurer may not cover (insurance.md §1.3).
FIXED_OF_LIABILITY = frozenset(
    {
        *(Exclusion.WILFUL, Exclusion.KNOWN_MATTER, Exclusion.CRIMINAL_FINE),
        *(Exclusion.ADMINISTRATIVE_PENALTY, Exclusion.CONTRACT_PERFORMANCE),
        *(Exclusion.CREDIT_RISK, Exclusion.CERTAIN_LOSS, Exclusion.SPECULATIVE_RISK),
    }
)
LIABILITY_TRIGGERS = frozenset({Trigger.SUIT_BROUGHT, Trigger.CLAIM_MADE})


class Sublimit(Input):
    peril_code: Word
    limit_fen: Amount


class CoveragePart(Input):
    """One part with every field of its clause; limits are the most that is offered."""

    code: Code
    peril_code: Word
    insured_role: InsuredRole
    object_schedule: Annotated[list[ObjectKind], Field(min_length=1, max_length=4)]
    trigger: Trigger
    reported_in_period: StrictBool
    retro_date: date | None = None
    waiting_days: Days = 0
    extended_reporting_days: Days = 0
    territory: Annotated[list[Code], Field(min_length=1, max_length=60)]
    jurisdiction: Annotated[list[Code], Field(max_length=60, default_factory=list)]
    excl_codes: Annotated[list[Exclusion], Field(max_length=20)]
    limit_per_claim_fen: Amount
    limit_agg_fen: Amount
    sublimits: Annotated[list[Sublimit], Field(max_length=20, default_factory=list)]
    #: Art. 66: the cost of defence is the insurer's unless it is agreed otherwise, so it is said.
    defence_inside_limit: StrictBool
    deductible_fen: Amount = 0
    coinsurance_bp: BasisPart = 0
    deductible_rule: DeductibleRule = DeductibleRule.THEN
    prior_consent: StrictBool
    recovery_share_bp: Annotated[int, Field(ge=0, le=10_000)] = 0
    loss_payee: Annotated[list[LossPayee], Field(min_length=1, max_length=3)]


class ClauseWording(Input):
    """The filed clauses: their name, version and the digest of their text."""

    title: Annotated[str, Field(min_length=1, max_length=200)]
    version: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9.-]{0,39}$")]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Said(Input):
    zh: Annotated[str, Field(min_length=1, max_length=4000)]
    en: Annotated[str, Field(min_length=1, max_length=4000)]


class FactSheet(Input):
    """The nine headings of an insurance product information document."""

    kind: Said
    insured: Said
    not_insured: Said
    restrictions: Said
    where_covered: Said
    duties: Said
    payment: Said
    start_and_end: Said
    cancellation: Said


class ProductTerms(Input):
    """One version of a product."""

    parts: Annotated[list[CoveragePart], Field(min_length=1, max_length=20)]
    wording: ClauseWording
    fact_sheet: FactSheet
    #: Where the insurer itself offers it.
    link: Annotated[str, Field(pattern=r"^https://[^\s]{1,300}$")] | None = None


def check(terms: ProductTerms, line: InsuranceLine) -> None:
    """Refuse terms that no clause could hold together."""
    seen: set[str] = set()
    for n, part in enumerate(terms.parts):
        path = f"terms.parts.{n}"
        if part.code in seen:
            raise PartTwice(f"{part.code} stands twice; leave one.", path=f"{path}.code")
        seen.add(part.code)
        _check_part(part, line, path)


def _check_part(part: CoveragePart, line: InsuranceLine, path: str) -> None:
    if (part.trigger is Trigger.DEFAULT) != (line is InsuranceLine.LOAN_GUARANTEE):
        raise ProductLimits(
            "The trigger default is that of a loan guarantee, and of nothing else.",
            path=f"{path}.trigger",
        )
    for problem, where in _out_of_order(part):
        raise ProductLimits(problem, path=f"{path}.{where}")
    missing = sorted(FIXED_OF_LIABILITY - set(part.excl_codes))
    if part.trigger in LIABILITY_TRIGGERS and missing:
        raise ExclusionMissing(
            f"A liability part excludes: {', '.join(missing)} as well.",
            path=f"{path}.excl_codes",
            missing=missing,
        )


def _out_of_order(part: CoveragePart) -> Iterator[tuple[str, str]]:
    if part.limit_per_claim_fen <= part.deductible_fen:
        yield f"A limit above {part.deductible_fen} fen would pass.", "limit_per_claim_fen"
    if part.limit_agg_fen < part.limit_per_claim_fen:
        yield f"An aggregate from {part.limit_per_claim_fen} fen would pass.", "limit_agg_fen"
    for n, sublimit in enumerate(part.sublimits):
        if not 0 < sublimit.limit_fen <= part.limit_agg_fen:
            yield f"From 1 to {part.limit_agg_fen} fen would pass.", f"sublimits.{n}.limit_fen"


def digest(terms: ProductTerms) -> str:
    plain = msgspec.json.encode(terms.model_dump(mode="json"), order="sorted")
    return hashlib.sha256(plain).hexdigest()
