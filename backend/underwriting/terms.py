"""What an underwriter puts into a quote: options, adjustments, subjectivities, exclusions."""

import hashlib
from datetime import date
from typing import Annotated

import msgspec
from pydantic import Field, StrictBool

from backend.insurance.plan import Code
from backend.insurance.product import CoveragePart, Exclusion, ProductTerms
from backend.insurance.risk import GuaranteePart, LiabilityPart, Part, RightsPart, Risk
from backend.kernel.schemas import Input
from backend.underwriting.rules import (
    AboveProductLimit,
    OptionTwice,
    PartNotAsked,
    PartNotInProduct,
)

Text = Annotated[str, Field(min_length=1, max_length=1000)]


class OptionTerms(Input):
    """One choice of limits and deductibles; without `parts` those that were asked for."""

    label: Annotated[str, Field(min_length=1, max_length=120)]
    parts: Annotated[list[Part], Field(min_length=1, max_length=12)] | None = None
    schedule_bp: Annotated[int, Field(ge=-10_000, le=10_000)] = 0
    schedule_reason: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,39}$")] | None = None


class Subjectivity(Input):
    """What has to be shown or done: before binding, or by a day."""

    text: Text
    before_binding: StrictBool = True
    due_on: date | None = None


class AddedExclusion(Input):
    """Beyond those of the product's part."""

    part: Code
    exclusion: Exclusion


class QuoteTerms(Input):
    """`valid_days`: from today; the cover's first day ends it at the latest."""

    options: Annotated[list[OptionTerms], Field(min_length=1, max_length=9)]
    subjectivities: Annotated[list[Subjectivity], Field(max_length=20, default_factory=list)]
    exclusions: Annotated[list[AddedExclusion], Field(max_length=40, default_factory=list)]
    valid_days: Annotated[int, Field(ge=1, le=30)] | None = None
    facultative_needed: StrictBool = False
    wording_changed: StrictBool = False
    note: Annotated[str, Field(max_length=4000)] = ""


def digest(terms: QuoteTerms, n: int) -> str:
    """Of these terms on this version of the answers: what a higher authority approves."""
    plain = msgspec.json.encode([n, terms.model_dump(mode="json")], order="sorted")
    return hashlib.sha256(plain).hexdigest()


def risks_of(terms: QuoteTerms, base: Risk, product: ProductTerms) -> list[Risk]:
    """The risk of each option, as it will be rated; refused when it was not asked or offered."""
    found: list[Risk] = []
    declared = base.declared.model_copy(
        update={
            "facultative_needed": terms.facultative_needed,
            "wording_changed": terms.wording_changed,
        }
    )
    for n, option in enumerate(terms.options):
        parts = base.parts if option.parts is None else option.parts
        check_parts(parts, base.parts, product, path=f"options.{n}.parts")
        risk = base.model_copy(
            update={
                "parts": parts,
                "schedule_bp": option.schedule_bp,
                "schedule_reason": option.schedule_reason,
                "declared": declared,
            }
        )
        if risk in found:
            raise OptionTwice(
                f"Option {n + 1} is option {found.index(risk) + 1} again; leave one.",
                path=f"options.{n}",
            )
        found.append(risk)
    return found


def check_parts(
    parts: list[Part], asked: list[Part], product: ProductTerms, *, path: str = "cover.parts"
) -> None:
    """Refuse a part that nobody asked for, or that the product does not offer so."""
    wanted = {str(each.code): each for each in asked}
    offered = {each.code: each for each in product.parts}
    for n, part in enumerate(parts):
        where, code = f"{path}.{n}", str(part.code)
        if code not in wanted or wanted[code].kind != part.kind:
            raise PartNotAsked(
                f"{code} was not asked for; {', '.join(sorted(wanted))} was.", path=where
            )
        if code not in offered:
            raise PartNotInProduct(
                f"{code} is not in the product; it has {', '.join(sorted(offered))}.", path=where
            )
        if isinstance(part, GuaranteePart):
            _check_most(part.principal_fen, offered[code].limit_per_claim_fen, where)
            continue
        if isinstance(part, LiabilityPart):
            _check_territories(part, wanted[code], offered[code].territory, where)
        for limit, most in _limits(part, offered[code]):
            _check_most(limit, most, where)


def _limits(part: LiabilityPart | RightsPart, offered: CoveragePart) -> list[tuple[int, int]]:
    terms = (
        [each.terms for each in part.sections] if isinstance(part, LiabilityPart) else [part.terms]
    )
    most = offered.limit_per_claim_fen, offered.limit_agg_fen
    return [
        pair
        for each in terms
        for pair in ((each.limit_per_claim_fen, most[0]), (each.limit_agg_fen, most[1]))
    ]


def _check_most(amount: int, most: int, path: str) -> None:
    if amount > most:
        raise AboveProductLimit(
            f"{path}: {amount} fen; up to {most} would pass.", path=path, most_fen=most
        )


def _check_territories(part: LiabilityPart, asked: Part, offered: list[str], path: str) -> None:
    named = set(asked.territories) if isinstance(asked, LiabilityPart) else set()
    for code in part.territories:
        if code not in named:
            raise PartNotAsked(f"{code} was not asked for in {part.code}.", path=path)
        if code not in offered:
            raise PartNotInProduct(
                f"{part.code} of the product covers {', '.join(sorted(offered))}.", path=path
            )
