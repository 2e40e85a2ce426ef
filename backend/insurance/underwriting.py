"""What a plan's rules say of a risk, and what becomes of it (insurance.md §2.2)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from backend.criteria.comparisons import FactValue, holds, unknown
from backend.criteria.verdicts import Answer
from backend.insurance.plan import PlanRule
from backend.insurance.states import Handling, RuleOutcome


@dataclass(frozen=True, kw_only=True)
class RuleHit:
    """A rule that holds, or that waits for the facts in `missing`."""

    rule: PlanRule
    missing: tuple[str, ...]


def hits_of(
    rules: Sequence[PlanRule], known: Mapping[str, FactValue | None]
) -> tuple[RuleHit, ...]:
    """Rules that hold or are open; those that do not hold are left out."""
    return tuple(
        RuleHit(rule=rule, missing=tuple(unknown(rule.when, known)))
        for rule in rules
        if holds(rule.when, known) is not Answer.FAIL
    )


def handling_of(hits: Iterable[RuleHit]) -> Handling:
    """Decline before what is open, what is open before a referral."""
    held = {hit.rule.outcome for hit in hits if not hit.missing}
    if RuleOutcome.KNOCK_OUT in held:
        return Handling.DECLINED
    if any(hit.missing for hit in hits):
        return Handling.INCOMPLETE
    return Handling.REFERRED if held else Handling.AUTOMATIC
