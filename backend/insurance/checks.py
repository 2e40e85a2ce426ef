"""Whether a plan can rate a risk: what is refused before anything is reckoned."""

from backend.insurance.plan import PlanDocument
from backend.insurance.risk import GuaranteePart, LiabilityPart, RightsPart, Risk, Terms
from backend.insurance.rules import (
    MOST_FEN,
    AggregateBelowLimit,
    AmountOutOfRange,
    CoinsuranceOutOfRange,
    CurrencyUnknown,
    GuaranteeStandsAlone,
    LimitNotAboveDeductible,
    LineNotInPlan,
    PartNotInPlan,
    PartTwice,
    RevenueMissing,
    RevenueOutOfRange,
    RightsMissing,
    ScheduleNeedsReason,
    ScheduleOutOfBounds,
    SectionsDiffer,
    TermInvalid,
    TerritoryTwice,
    TerritoryUnknown,
)
from backend.insurance.states import InsuranceLine
from backend.kernel.money import WHOLE

MOST_YEARS = 10


def check(risk: Risk, plan: PlanDocument) -> None:
    """Refuse what this plan cannot rate, at the first place that is wrong."""
    _check_line(risk, plan)
    _check_term(risk)
    _check_exposures(risk, plan)
    _check_parts(risk, plan)
    _check_schedule(risk, plan)


def check_amount(amount_fen: int, path: str, *, least: int = 0) -> None:
    if not least <= amount_fen <= MOST_FEN:
        raise AmountOutOfRange(
            f"{path}: {amount_fen} fen; from {least} to {MOST_FEN} would pass.",
            path=path,
            least_fen=least,
            most_fen=MOST_FEN,
        )


def check_revenue(revenue_fen: int, path: str) -> None:
    if not 0 <= revenue_fen <= MOST_FEN:
        raise RevenueOutOfRange(
            f"{path}: {revenue_fen} fen; from 0 to {MOST_FEN} would pass.",
            path=path,
            least_fen=0,
            most_fen=MOST_FEN,
        )


def _check_line(risk: Risk, plan: PlanDocument) -> None:
    known = sorted(plan.minima) or sorted(InsuranceLine)
    if risk.line not in known:
        raise LineNotInPlan(
            f"{risk.line} is not a line of this plan; it rates {', '.join(known)}.",
            path="line",
            known=known,
        )
    guaranteed = [isinstance(part, GuaranteePart) for part in risk.parts]
    is_guarantee = risk.line is InsuranceLine.LOAN_GUARANTEE
    if (any(guaranteed) and len(guaranteed) > 1) or any(guaranteed) != is_guarantee:
        raise GuaranteeStandsAlone(
            "The line loan_guarantee has the one part GUA, and no other line has it.", path="parts"
        )


def _check_term(risk: Risk) -> None:
    start, end = risk.inception_on, risk.expires_on
    latest = start.year + MOST_YEARS, start.month, start.day
    if end <= start or (end.year, end.month, end.day) > latest:
        raise TermInvalid(
            f"From {start} to {end}; the end is after it, at most {MOST_YEARS} years on.",
            path="expires_on",
        )


def _check_exposures(risk: Risk, plan: PlanDocument) -> None:
    seen: set[str] = set()
    for n, exposure in enumerate(risk.exposures):
        path = f"exposures.{n}"
        if exposure.territory not in plan.territory:
            _refuse_territory(exposure.territory, plan, f"{path}.territory")
        if exposure.territory in seen:
            raise TerritoryTwice(
                f"{exposure.territory} stands twice; add the rows up.", path=f"{path}.territory"
            )
        seen.add(exposure.territory)
        check_revenue(exposure.revenue_fen, f"{path}.revenue_fen")
        if exposure.currency != "CNY" and exposure.currency not in plan.currency:
            known = ["CNY", *sorted(plan.currency)]
            raise CurrencyUnknown(
                f"{exposure.currency} has no rate; the plan has {', '.join(known)}.",
                path=f"{path}.currency",
                known=known,
            )


def _refuse_territory(code: str, plan: PlanDocument, path: str) -> None:
    known = sorted(plan.territory)
    raise TerritoryUnknown(
        f"{code} is not rated; the plan has {', '.join(known)}.", path=path, known=known
    )


def _check_parts(risk: Risk, plan: PlanDocument) -> None:
    seen: set[str] = set()
    for n, part in enumerate(risk.parts):
        path = f"parts.{n}"
        if part.code in seen:
            raise PartTwice(f"{part.code} stands twice; leave one.", path=f"{path}.code")
        seen.add(part.code)
        if isinstance(part, LiabilityPart):
            _check_liability(part, risk, plan, path)
        elif isinstance(part, RightsPart):
            _check_rights(part, risk, plan, path)
        else:
            _check_guarantee(part, plan, path)


def _check_liability(part: LiabilityPart, risk: Risk, plan: PlanDocument, path: str) -> None:
    stated = {each.territory for each in risk.exposures}
    for n, code in enumerate(part.territories):
        where = f"{path}.territories.{n}"
        if code not in plan.territory:
            _refuse_territory(code, plan, where)
        if code in part.territories[:n]:
            raise TerritoryTwice(f"{code} stands twice; leave one.", path=where)
        if code not in stated:
            raise RevenueMissing(f"State the revenue in {code} among the exposures.", path=where)
    first = part.sections[0]
    for n, section in enumerate(part.sections):
        where = f"{path}.sections.{n}"
        check_terms(section.terms, f"{where}.terms")
        if n and section.cost is first.cost:
            raise PartTwice(f"{section.cost} stands twice; leave one.", path=f"{where}.cost")
        limits = section.terms.limit_per_claim_fen, section.terms.limit_agg_fen
        wanted = first.terms.limit_per_claim_fen, first.terms.limit_agg_fen
        if limits != wanted:
            raise SectionsDiffer(
                f"Limits of {limits} fen beside {wanted}; the same, or a part of its own.",
                path=f"{where}.terms",
            )


def _check_rights(part: RightsPart, risk: Risk, plan: PlanDocument, path: str) -> None:
    if part.code not in plan.right:
        known = sorted(plan.right)
        raise PartNotInPlan(
            f"{part.code} is not rated; the plan has {', '.join(known)}.",
            path=f"{path}.code",
            known=known,
        )
    if not risk.rights:
        raise RightsMissing("Name at least one group of rights.", path="rights")
    check_terms(part.terms, f"{path}.terms")


def _check_guarantee(part: GuaranteePart, plan: PlanDocument, path: str) -> None:
    if plan.guarantee is None or part.pd_grade not in plan.guarantee.pd:
        grades = [] if plan.guarantee is None else sorted(plan.guarantee.pd)
        raise PartNotInPlan(
            f"Grade {part.pd_grade} is not rated; the plan has {', '.join(grades) or 'none'}.",
            path=f"{path}.pd_grade",
            known=grades,
        )
    check_amount(part.principal_fen, f"{path}.principal_fen", least=1)


def check_terms(terms: Terms, path: str) -> None:
    """What no plan could rate: amounts, share and limits of a section or part."""
    for name in ("limit_per_claim_fen", "limit_agg_fen", "deductible_fen"):
        check_amount(getattr(terms, name), f"{path}.{name}")
    if not 0 <= terms.coinsurance_bp < WHOLE:
        raise CoinsuranceOutOfRange(
            f"{terms.coinsurance_bp} basis points; from 0 to {WHOLE - 1} would pass.",
            path=f"{path}.coinsurance_bp",
            least_bp=0,
            most_bp=WHOLE - 1,
        )
    if terms.limit_per_claim_fen <= terms.deductible_fen:
        raise LimitNotAboveDeductible(
            f"A limit above {terms.deductible_fen} fen would pass.",
            path=f"{path}.limit_per_claim_fen",
            deductible_fen=terms.deductible_fen,
        )
    if terms.limit_agg_fen < terms.limit_per_claim_fen:
        raise AggregateBelowLimit(
            f"An aggregate from {terms.limit_per_claim_fen} fen on would pass.",
            path=f"{path}.limit_agg_fen",
            least_fen=terms.limit_per_claim_fen,
        )


def _check_schedule(risk: Risk, plan: PlanDocument) -> None:
    bound = int(plan.schedule_bound * WHOLE)
    if abs(risk.schedule_bp) > bound:
        raise ScheduleOutOfBounds(
            f"{risk.schedule_bp} basis points; from -{bound} to {bound} was filed.",
            path="schedule_bp",
            most_bp=bound,
        )
    if risk.schedule_bp and risk.schedule_reason is None:
        raise ScheduleNeedsReason("Give `schedule_reason`.", path="schedule_reason")
