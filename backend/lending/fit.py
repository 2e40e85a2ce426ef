"""Whether a request fits a product: every criterion's answer, what it carries and costs. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Literal

from backend.criteria.cover import Cover, loan_to_value, value_of
from backend.criteria.facts import Facts, ValuationFacts, Worth
from backend.criteria.haircuts import NONE, Haircuts
from backend.criteria.need import AmountRange, TenorRange
from backend.criteria.verdicts import Answer, Change, ChangeAction, Verdict
from backend.criteria.vocabulary import AnyCriterion, evaluate
from backend.kernel.money import BasisPoints, Fen
from backend.lending import cost
from backend.lending.checklist import Requirement
from backend.lending.cost import Cost, Fee, Subsidy
from backend.lending.states import Repayment

#: Changes are tried one after the other; a product that contradicts itself ends here.
_ROUNDS = 8

#: In which order changes are tried and told.
_ORDER = (
    ChangeAction.CHOOSE_OTHER_RIGHTS,
    ChangeAction.ADD_RIGHTS,
    ChangeAction.LEAVE_OUT_RIGHTS,
    ChangeAction.SET_USE,
    ChangeAction.SET_TERM,
    ChangeAction.SET_AMOUNT,
    ChangeAction.STATE_VALUATION,
    ChangeAction.DEPOSIT_DOCUMENTS,
    ChangeAction.GIVE_CONSENTS,
    ChangeAction.STATE_FACTS,
)

RateBase = Literal["lpr_1y", "lpr_5y", "fixed"]


class Grade(StrEnum):
    FITS = "fits"
    NEARLY = "nearly"
    DOES_NOT_FIT = "does_not_fit"


_RANK = {Grade.FITS: 0, Grade.NEARLY: 1, Grade.DOES_NOT_FIT: 2}


@dataclass(frozen=True, kw_only=True)
class Mandate:
    """The lender's leave to show the product, with the text that it approved."""

    number: str
    from_on: date
    to_on: date
    text: str

    def holds(self, on: date) -> bool:
        return self.from_on <= on <= self.to_on


@dataclass(frozen=True, kw_only=True)
class Terms:
    """The terms of one version of a product."""

    min_fen: Fen
    cap_fen: Fen
    min_months: int
    max_months: int
    rate_base: RateBase
    rate_from_bp: BasisPoints
    rate_to_bp: BasisPoints
    fees: tuple[Fee, ...] = ()
    subsidies: tuple[Subsidy, ...] = ()
    decision_days: int = 10
    #: None in versions older than the list.
    repayment: Repayment | None = None
    criteria: tuple[AnyCriterion, ...] = ()
    ratio_bp_by_kind: Mapping[str, int] | None = None
    haircuts: Haircuts = NONE
    value_choice: Literal["low", "central"] = "low"
    max_valuation_age_months: int | None = None
    checklist: tuple[Requirement, ...] = ()
    #: A guarantee that insures the bank has to be in force before money is drawn.
    guarantee_required: bool = False
    summary: str = ""
    mandate: Mandate
    as_of: date
    source: str

    def cover(self) -> Cover | None:
        """None for a product that lends on credit alone."""
        if self.ratio_bp_by_kind is None:
            return None
        return Cover(
            ratio_bp_by_kind=dict(self.ratio_bp_by_kind),
            value=self.value_choice,
            max_age_months=self.max_valuation_age_months,
            haircuts=self.haircuts,
        )

    def all_criteria(self) -> tuple[AnyCriterion, ...]:
        """What the terms themselves ask, then the product's own list."""
        cover = self.cover()
        return (
            AmountRange(min_fen=self.min_fen, max_fen=self.cap_fen),
            TenorRange(min_months=self.min_months, max_months=self.max_months),
            *(() if cover is None else (cover,)),
            *self.criteria,
        )

    def rates(self, base_rates: Mapping[str, int]) -> tuple[BasisPoints, BasisPoints] | None:
        """The yearly rate from and to; None while the base is not known for the day."""
        base = 0 if self.rate_base == "fixed" else base_rates.get(self.rate_base)
        if base is None:
            return None
        return BasisPoints(base + self.rate_from_bp), BasisPoints(base + self.rate_to_bp)


@dataclass(frozen=True, kw_only=True)
class Fit:
    """How a request stands to a product."""

    grade: Grade
    verdicts: tuple[Verdict, ...]
    #: For `nearly`: the changes that together would pass, and whether they are known to suffice
    #: (None: it depends on the rights or the valuation that the firm will choose).
    changes: tuple[Change, ...]
    changes_suffice: bool | None
    #: What the product would lend on these rights, at most.
    carries_fen: Fen
    subject_to_valuation: bool
    ltv_bp: BasisPoints | None
    #: The amount that the cost is reckoned on: as asked, or what the product carries.
    costed_fen: Fen
    rate_from_bp: BasisPoints | None
    rate_to_bp: BasisPoints | None
    cost_from: Cost | None
    cost_to: Cost | None
    decision_days: int


def judge(terms: Terms, facts: Facts, *, base_rates: Mapping[str, int]) -> Fit:
    """Every answer, and what follows from them."""
    criteria = terms.all_criteria()
    verdicts = tuple(evaluate(criteria, facts))
    grade = grade_of(verdicts)
    changes, suffice = remedy(criteria, facts) if grade is Grade.NEARLY else ((), None)
    carries, subject = carried(terms, facts)
    costed = min(facts.amount_fen, carries)
    rates = terms.rates(base_rates)
    costs: list[Cost | None] = [
        cost.yearly(
            costed,
            rate,
            term_months=facts.term_months,
            fees=terms.fees,
            subsidies=terms.subsidies,
        )
        if costed > 0
        else None
        for rate in rates or ()
    ]
    return Fit(
        grade=grade,
        verdicts=verdicts,
        changes=changes,
        changes_suffice=suffice,
        carries_fen=carries,
        subject_to_valuation=subject,
        ltv_bp=_ltv(terms, facts),
        costed_fen=costed,
        rate_from_bp=rates[0] if rates else None,
        rate_to_bp=rates[1] if rates else None,
        cost_from=costs[0] if costs else None,
        cost_to=costs[1] if costs else None,
        decision_days=terms.decision_days,
    )


def grade_of(verdicts: Sequence[Verdict]) -> Grade:
    """Fits: all pass. Nearly: the firm can change whatever does not. Else: does not fit."""
    open_ones = [verdict for verdict in verdicts if verdict.answer is not Answer.PASS]
    if not open_ones:
        return Grade.FITS
    changeable = all(verdict.changeable for verdict in open_ones)
    return Grade.NEARLY if changeable else Grade.DOES_NOT_FIT


def carried(terms: Terms, facts: Facts) -> tuple[Fen, bool]:
    """The most that the product lends on these rights, and whether a valuation must tell."""
    cover = terms.cover()
    if cover is None:
        return terms.cap_fen, False
    lendable = cover.lendable(facts)
    if lendable is None:
        return terms.cap_fen, True
    return min(lendable, terms.cap_fen), False


def _ltv(terms: Terms, facts: Facts) -> BasisPoints | None:
    if facts.valuation is None:
        return None
    value = value_of(facts.valuation, facts.rights, choice=terms.value_choice)
    return loan_to_value(facts.amount_fen, value)


def remedy(
    criteria: Sequence[AnyCriterion], facts: Facts
) -> tuple[tuple[Change, ...], bool | None]:
    """The smallest changes that together would pass, tried out one after the other."""
    changes: dict[ChangeAction, Change] = {}
    now = facts
    for _ in range(_ROUNDS):
        wanted = _wanted(criteria, now)
        if not wanted:
            break
        change = wanted[0]
        if _raises_again(changes.get(change.action), change):
            # The rights carry less than the product lends at least: no amount passes.
            more = Change(action=ChangeAction.ADD_RIGHTS, count=1)
            others = _together(wanted[1:])
            others |= {a: each for a, each in changes.items() if a is not ChangeAction.SET_AMOUNT}
            return in_order({**others, more.action: more}.values()), None
        changes[change.action] = _merged(changes.get(change.action), change)
        changed = apply(change, now)
        if changed is None:
            return in_order(_together((*changes.values(), *wanted)).values()), None
        now = changed
    ordered = in_order(changes.values())
    left = [each for each in evaluate(criteria, apply_all(ordered, facts)) if not each.passes]
    if left and all(each.smallest_change is None for each in left):
        return ordered, None
    return ordered, not left


def _wanted(criteria: Sequence[AnyCriterion], facts: Facts) -> tuple[Change, ...]:
    """A limit on the count comes last: a right that has to go anyway counts no longer."""
    verdicts = sorted(evaluate(criteria, facts), key=lambda each: each.criterion == "max_rights")
    return in_order(each.smallest_change for each in verdicts if each.smallest_change is not None)


def _raises_again(before: Change | None, change: Change) -> bool:
    if before is None or before.amount_fen is None or change.amount_fen is None:
        return False
    return before.amount_fen < change.amount_fen


def in_order(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Rights before amounts, amounts before values: each rests on what comes before it."""
    return tuple(sorted(changes, key=lambda change: _ORDER.index(change.action)))


def _together(changes: Iterable[Change]) -> dict[ChangeAction, Change]:
    found: dict[ChangeAction, Change] = {}
    for change in changes:
        found[change.action] = _merged(found.get(change.action), change)
    return found


def _merged(before: Change | None, change: Change) -> Change:
    """Two changes of one kind as one: what is named adds up, a figure is the later one."""
    if before is None:
        return change
    return replace(
        change,
        right_ids=tuple(dict.fromkeys((*before.right_ids, *change.right_ids))),
        documents=tuple(dict.fromkeys((*before.documents, *change.documents))),
        consents=tuple(dict.fromkeys((*before.consents, *change.consents))),
        facts=tuple(dict.fromkeys((*before.facts, *change.facts))),
    )


def apply_all(changes: Sequence[Change], facts: Facts) -> Facts:
    for change in changes:
        facts = apply(change, facts) or facts
    return facts


def apply(change: Change, facts: Facts) -> Facts | None:
    """The facts after the change; None when they depend on what the firm will choose."""
    step = _STEPS.get(change.action)
    return None if step is None else step(change, facts)


def _documents(change: Change, facts: Facts) -> Facts:
    return replace(facts, documents=facts.documents | set(change.documents))


def _consents(change: Change, facts: Facts) -> Facts:
    return replace(facts, consents=facts.consents | set(change.consents))


def _without(change: Change, facts: Facts) -> Facts:
    """A value of the whole says nothing of a part of it."""
    valuation = facts.valuation
    if valuation is not None and valuation.per_right is None:
        valuation = None
    rights = tuple(right for right in facts.rights if right.id not in change.right_ids)
    return replace(facts, rights=rights, valuation=valuation)


def _valued(change: Change, facts: Facts) -> Facts:
    value = change.value_fen or Fen(0)
    worth = Worth(low=value, central=value, high=value)
    return replace(
        facts, valuation=ValuationFacts(base_date=facts.on, method="negotiated", whole=worth)
    )


#: Changes whose outcome is known at once; other rights are for the firm to choose, what it
#: has not said of itself is for it to say.
_STEPS: dict[ChangeAction, Callable[[Change, Facts], Facts]] = {
    ChangeAction.SET_AMOUNT: lambda change, facts: replace(
        facts, amount_fen=change.amount_fen or facts.amount_fen
    ),
    ChangeAction.SET_TERM: lambda change, facts: replace(
        facts, term_months=change.term_months or facts.term_months
    ),
    ChangeAction.SET_USE: lambda change, facts: replace(facts, use_of_funds=change.uses[0]),
    ChangeAction.LEAVE_OUT_RIGHTS: _without,
    ChangeAction.STATE_VALUATION: _valued,
    ChangeAction.DEPOSIT_DOCUMENTS: _documents,
    ChangeAction.GIVE_CONSENTS: _consents,
}


def order(fit: Fit, *, capacity_open: bool, asked: Fen) -> tuple[int, bool, bool, int, int]:
    """Where a product stands in the list: what fits, is open, carries enough, costs least."""
    return (
        _RANK[fit.grade],
        not capacity_open,
        fit.carries_fen < asked,
        fit.cost_to.all_in_bp if fit.cost_to else 1_000_000,
        fit.decision_days,
    )
