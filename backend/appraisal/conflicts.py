"""A lender's rules about who values what for whom, and what they find. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from backend.appraisal.checks import Finding
from backend.appraisal.states import Check, Found, Outcome, Rule
from backend.criteria.facts import add_months


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PaidAgain(_Shape):
    """Paid by the same borrower so many times within so many months, this time counted."""

    outcome: Outcome
    times: Annotated[int, Field(ge=2, le=20)]
    months: Annotated[int, Field(ge=1, le=120)]


class Rotation(_Shape):
    """At most so many reports in a row by the same appraiser on the same rights."""

    outcome: Outcome
    most: Annotated[int, Field(ge=1, le=20)]


class SmallDeal(_Shape):
    """Up to here an internal or negotiated value serves (上海 2025-12: 10 m yuan a deal)."""

    outcome: Outcome
    up_to_fen: Annotated[int, Field(ge=0, le=10**15)]


class Rules(_Shape):
    """What a lender refuses or is warned of; an immutable version of his data."""

    related_party: Outcome
    paid_again: PaidAgain
    rotation: Rotation
    small_deal: SmallDeal
    checks: dict[Check, Outcome]

    def of_check(self, check: Check) -> Outcome:
        return self.checks.get(check, Outcome.WARN)


@dataclass(frozen=True, kw_only=True)
class Dealings:
    """What is known of the appraiser and the firm on a day, this order left out."""

    on: date
    related: bool
    #: Whether the firm pays for this order; a lender that pays is not its customer.
    firm_pays: bool
    #: Days on which the firm paid this appraiser, or owes him for an order accepted.
    paid_on: tuple[date, ...]
    #: Appraisers of the confirmed reports on any of the rights, the newest first.
    valued_by_same: tuple[bool, ...]


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """`outcome`: pass, warn or refuse."""

    rule: Rule
    outcome: str
    facts: dict[str, Any]


def weigh(rules: Rules, dealings: Dealings) -> tuple[Conflict, ...]:
    """What the rules make of these dealings, one answer each."""
    return (
        _conflict(Rule.RELATED_PARTY, rules.related_party, hit=dealings.related, facts={}),
        _paid_again(rules.paid_again, dealings),
        _rotation(rules.rotation, dealings),
    )


def weigh_kind(rules: Rules, *, method: str, amount_fen: int) -> Conflict | None:
    """An internal or negotiated value beyond small deals; no answer of an appraisal."""
    if method not in {"internal", "negotiated"}:
        return None
    most = rules.small_deal.up_to_fen
    return _conflict(
        Rule.SMALL_DEAL,
        rules.small_deal.outcome,
        hit=amount_fen > most,
        facts={"method": method, "amount_fen": amount_fen, "up_to_fen": most},
    )


def _conflict(rule: Rule, outcome: Outcome, *, hit: bool, facts: dict[str, Any]) -> Conflict:
    told = str(outcome) if hit and outcome is not Outcome.IGNORE else "pass"
    return Conflict(rule=rule, outcome=told, facts=facts)


def _paid_again(rule: PaidAgain, dealings: Dealings) -> Conflict:
    since = add_months(dealings.on, -rule.months)
    times = sum(since <= day <= dealings.on for day in dealings.paid_on)
    times += dealings.firm_pays
    return _conflict(
        Rule.PAID_AGAIN,
        rule.outcome,
        hit=dealings.firm_pays and times >= rule.times,
        facts={"times": times, "limit": rule.times, "months": rule.months},
    )


def _rotation(rule: Rotation, dealings: Dealings) -> Conflict:
    in_a_row = 0
    for same in dealings.valued_by_same:
        if not same:
            break
        in_a_row += 1
    return _conflict(
        Rule.ROTATION,
        rule.outcome,
        hit=in_a_row >= rule.most,
        facts={"in_a_row": in_a_row, "most": rule.most},
    )


def outcome_of(rules: Rules, finding: Finding) -> str:
    """What a check comes to by these rules: pass, warn, refuse; the unknown only warns."""
    outcome = rules.of_check(finding.check)
    if finding.found is Found.PASS or outcome is Outcome.IGNORE:
        return "pass"
    return "warn" if finding.found is Found.UNKNOWN else str(outcome)


def refused(rules: Rules, findings: Sequence[Finding]) -> list[Check]:
    return [each.check for each in findings if outcome_of(rules, each) == "refuse"]
