"""What the API gives about products and about how a request stands to them."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from backend.criteria.verdicts import Answer, Change, ChangeAction, Verdict
from backend.criteria.vocabulary import unparse
from backend.kernel.schemas import Output
from backend.lending.cost import Cost, CostItem, FeeBasis
from backend.lending.fit import Fit, Grade, Terms
from backend.lending.schemas.checklists import ChecklistItemOut, RequirementOut
from backend.lending.service.products import Match, Matches, VersionView


class LenderOut(Output, frozen=True):
    id: UUID
    name: str


class FeeOut(Output, frozen=True):
    code: str
    basis: FeeBasis
    rate_bp: int | None
    amount_fen: int | None


class SubsidyOut(Output, frozen=True):
    """An estimate beside the cost; never taken off it."""

    code: str
    of_interest_bp: int
    cap_rate_bp: int | None
    cap_fen: int | None
    source: str


class RateOut(Output, frozen=True):
    """`from_bp` and `to_bp` are the yearly rate of the day; null while its base is not known."""

    base: str
    base_bp: int | None
    spread_from_bp: int
    spread_to_bp: int
    from_bp: int | None
    to_bp: int | None

    @classmethod
    def of(cls, terms: Terms, *, base_rates: dict[str, int]) -> "RateOut":
        rates = terms.rates(base_rates)
        return cls(
            base=terms.rate_base,
            base_bp=base_rates.get(terms.rate_base),
            spread_from_bp=terms.rate_from_bp,
            spread_to_bp=terms.rate_to_bp,
            from_bp=rates[0] if rates else None,
            to_bp=rates[1] if rates else None,
        )


class MandateOut(Output, frozen=True):
    number: str
    from_on: date
    to_on: date
    text: str


class HaircutsOut(Output, frozen=True):
    """What the lender takes off its ratio, in basis points of it; several multiply."""

    co_owned_bp: int
    invalidation_pending_bp: int
    fee_late_bp: int
    no_evaluation_report_bp: int
    life_months_beyond_term: int | None


class LoanProductOut(Output, frozen=True):
    id: UUID
    version_id: UUID
    version: int
    number: str
    name: str
    lender: LenderOut
    summary: str
    min_fen: int
    cap_fen: int
    min_months: int
    max_months: int
    rate: RateOut
    fees: list[FeeOut]
    subsidies: list[SubsidyOut]
    decision_days: int
    criteria: list[dict[str, Any]]
    ratio_bp_by_kind: dict[str, int] | None
    haircuts: HaircutsOut
    value_choice: str
    max_valuation_age_months: int | None
    checklist: list[RequirementOut]
    guarantee_required: bool
    capacity_open: bool
    capacity_to: date | None
    mandate: MandateOut
    as_of: date
    source: str
    allowed_actions: list[str]

    @classmethod
    def of(cls, view: VersionView, *, base_rates: dict[str, int]) -> "LoanProductOut":
        terms, mandate = view.terms, view.terms.mandate
        ratios = terms.ratio_bp_by_kind
        return cls(
            id=view.product_id,
            version_id=view.id,
            version=view.n,
            number=view.number,
            name=view.name,
            lender=LenderOut(id=view.lender_id, name=view.lender_name),
            summary=terms.summary,
            min_fen=terms.min_fen,
            cap_fen=terms.cap_fen,
            min_months=terms.min_months,
            max_months=terms.max_months,
            rate=RateOut.of(terms, base_rates=base_rates),
            fees=[
                FeeOut(
                    code=fee.code, basis=fee.basis, rate_bp=fee.rate_bp, amount_fen=fee.amount_fen
                )
                for fee in terms.fees
            ],
            subsidies=[
                SubsidyOut(
                    code=each.code,
                    of_interest_bp=each.of_interest_bp,
                    cap_rate_bp=each.cap_rate_bp,
                    cap_fen=each.cap_fen,
                    source=each.source,
                )
                for each in terms.subsidies
            ],
            decision_days=terms.decision_days,
            criteria=unparse(terms.criteria),
            ratio_bp_by_kind=None if ratios is None else dict(ratios),
            haircuts=HaircutsOut(**msgspec.to_builtins(terms.haircuts)),
            value_choice=terms.value_choice,
            max_valuation_age_months=terms.max_valuation_age_months,
            checklist=[RequirementOut.of(each) for each in terms.checklist],
            guarantee_required=terms.guarantee_required,
            capacity_open=view.capacity_open,
            capacity_to=view.capacity_to,
            mandate=MandateOut(
                number=mandate.number,
                from_on=mandate.from_on,
                to_on=mandate.to_on,
                text=mandate.text,
            ),
            as_of=terms.as_of,
            source=terms.source,
            allowed_actions=[],
        )


class ChangeOut(Output, frozen=True):
    """The smallest change that would pass; only what its action needs is filled in."""

    action: ChangeAction
    amount_fen: int | None
    term_months: int | None
    uses: list[str]
    right_ids: list[UUID]
    count: int | None
    kinds: list[str]
    value_fen: int | None
    value: str | None
    base_date_from: date | None
    documents: list[str]
    consents: list[str]
    facts: list[str]

    @classmethod
    def of(cls, change: Change) -> "ChangeOut":
        return cls(
            action=change.action,
            amount_fen=change.amount_fen,
            term_months=change.term_months,
            uses=list(change.uses),
            right_ids=list(change.right_ids),
            count=change.count,
            kinds=list(change.kinds),
            value_fen=change.value_fen,
            value=change.value,
            base_date_from=change.base_date_from,
            documents=list(change.documents),
            consents=list(change.consents),
            facts=list(change.facts),
        )


class VerdictOut(Output, frozen=True):
    """Worded by the frontend under `criteria.<criterion>.<answer>` with `asked` and `found`."""

    criterion: str
    answer: Answer
    asked: dict[str, Any]
    found: dict[str, Any]
    right_ids: list[UUID]
    changeable: bool
    smallest_change: ChangeOut | None

    @classmethod
    def of(cls, verdict: Verdict) -> "VerdictOut":
        change = verdict.smallest_change
        return cls(
            criterion=verdict.criterion,
            answer=verdict.answer,
            asked=verdict.asked,
            found=verdict.found,
            right_ids=list(verdict.right_ids),
            changeable=verdict.changeable,
            smallest_change=None if change is None else ChangeOut.of(change),
        )


class CostItemOut(Output, frozen=True):
    code: str
    amount_fen: int


class CostOut(Output, frozen=True):
    """Yuan of one year before subsidies, with its working; `subsidies` are estimates beside it."""

    principal_fen: int
    rate_bp: int
    items: list[CostItemOut]
    total_fen: int
    all_in_bp: int
    subsidies: list[CostItemOut]

    @classmethod
    def of(cls, cost: Cost) -> "CostOut":
        return cls(
            principal_fen=cost.principal_fen,
            rate_bp=cost.rate_bp,
            items=_items(cost.items),
            total_fen=cost.total_fen,
            all_in_bp=cost.all_in_bp,
            subsidies=_items(cost.subsidies),
        )


def _items(items: Sequence[CostItem]) -> list[CostItemOut]:
    return [CostItemOut(code=item.code, amount_fen=item.amount_fen) for item in items]


class FitOut(Output, frozen=True):
    """How a request stands to a product.

    `carries_fen` is "up to …, subject to valuation" where `subject_to_valuation` is true.
    `changes_suffice` is null where it depends on the rights that the firm will choose.
    """

    grade: Grade
    passed: int
    verdicts: list[VerdictOut]
    changes: list[ChangeOut]
    changes_suffice: bool | None
    carries_fen: int
    subject_to_valuation: bool
    ltv_bp: int | None
    costed_fen: int
    rate_from_bp: int | None
    rate_to_bp: int | None
    cost_from: CostOut | None
    cost_to: CostOut | None
    decision_days: int

    @classmethod
    def of(cls, fit: Fit) -> "FitOut":
        return cls(
            grade=fit.grade,
            passed=sum(1 for verdict in fit.verdicts if verdict.answer is Answer.PASS),
            verdicts=[VerdictOut.of(verdict) for verdict in fit.verdicts],
            changes=[ChangeOut.of(change) for change in fit.changes],
            changes_suffice=fit.changes_suffice,
            carries_fen=fit.carries_fen,
            subject_to_valuation=fit.subject_to_valuation,
            ltv_bp=fit.ltv_bp,
            costed_fen=fit.costed_fen,
            rate_from_bp=fit.rate_from_bp,
            rate_to_bp=fit.rate_to_bp,
            cost_from=None if fit.cost_from is None else CostOut.of(fit.cost_from),
            cost_to=None if fit.cost_to is None else CostOut.of(fit.cost_to),
            decision_days=fit.decision_days,
        )


class MatchOut(Output, frozen=True):
    """`papers`: what the product asks for, and what stands in the firm's vault for it today."""

    product: LoanProductOut
    fit: FitOut
    papers: list[ChecklistItemOut]

    @classmethod
    def of(cls, match: Match, *, base_rates: dict[str, int]) -> "MatchOut":
        return cls(
            product=LoanProductOut.of(match.product, base_rates=base_rates),
            fit=FitOut.of(match.fit),
            papers=[ChecklistItemOut.of(each) for each in match.papers],
        )


class MatchesOut(Output, frozen=True):
    """Every product on offer, best first; the list is whole, it has no pages."""

    request_id: UUID
    on: date
    amount_fen: int
    term_months: int
    use_of_funds: str
    rights_count: int
    valuation_id: UUID | None
    items: list[MatchOut]
    next: str | None
    total: int

    @classmethod
    def of(cls, found: Matches) -> "MatchesOut":
        taken = found.snapshot
        return cls(
            request_id=found.request_id,
            on=found.on,
            amount_fen=taken.amount_fen,
            term_months=taken.term_months,
            use_of_funds=taken.use_of_funds,
            rights_count=len(taken.rights),
            valuation_id=None if taken.valuation is None else taken.valuation.id,
            items=[MatchOut.of(match, base_rates=found.base_rates) for match in found.matches],
            next=None,
            total=len(found.matches),
        )
