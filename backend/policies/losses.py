"""What a quote pays of a standard loss, and what the buyer keeps (insurance.md §3.2, §4.4). Pure.

The deductible and the kept share are those that the premium was rated with, section by section;
where defence stands inside the limit, the sections of a part use up one limit.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from backend.kernel.money import WHOLE, Fen
from backend.policies.states import LossEvent, Shortfall

WHOLE_PPM = 1_000_000
#: What a part answers to, by its trigger.
ANSWERS: Mapping[str, frozenset[LossEvent]] = {
    "suit_brought": frozenset({LossEvent.SUIT}),
    "claim_made": frozenset({LossEvent.SUIT, LossEvent.LETTER}),
    "loss_fixed": frozenset({LossEvent.JUDGMENT}),
    "default": frozenset({LossEvent.DEFAULT}),
}
HIGHER_OF = "higher_of"


@dataclass(frozen=True, kw_only=True)
class Loss:
    """`cost` is what it costs: DEF, DAM, PUR, INV, LOSS, GUA."""

    cost: str
    amount: Fen


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """One loss that every quote is put to."""

    code: str
    event: LossEvent
    territory: str
    losses: tuple[Loss, ...]

    @property
    def total(self) -> int:
        return sum(each.amount for each in self.losses)


@dataclass(frozen=True, kw_only=True)
class Terms:
    """The money terms of one section as quoted; `share_ppm`: of a guarantee the insurer's share."""

    cost: str
    limit_per_claim_fen: int
    limit_agg_fen: int
    deductible_fen: int = 0
    coinsurance_bp: int = 0
    deductible_rule: str = "then"
    share_ppm: int = WHOLE_PPM


@dataclass(frozen=True, kw_only=True)
class PartTerms:
    """One part as quoted; `trigger` is None where the insurer did not provide it."""

    code: str
    territories: tuple[str, ...]
    sections: tuple[Terms, ...]
    trigger: str | None
    defence_inside_limit: bool


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """`kept` and `paid` sum to the loss; why it is not paid whole stands in `because`."""

    scenario: str
    loss: int
    paid: int
    because: tuple[Shortfall, ...]

    @property
    def kept(self) -> int:
        return self.loss - self.paid


def payment(loss: int, terms: Terms, *, limit: int) -> int:
    """What one section pays of a loss under what is left of its limit; halves are rounded up."""
    kept_share = Fraction(terms.coinsurance_bp, WHOLE)
    if terms.deductible_rule == HIGHER_OF:
        due = loss - max(Fraction(terms.deductible_fen), kept_share * loss)
    else:
        due = (1 - kept_share) * max(loss - terms.deductible_fen, 0)
    due *= Fraction(terms.share_ppm, WHOLE_PPM)
    return min(limit, max(_rounded(due), 0))


def outcome(scenario: Scenario, parts: Sequence[PartTerms]) -> Outcome:
    """A loss is paid once: a second part pays what the first left open."""
    left = [part.sections[0].limit_per_claim_fen if part.sections else 0 for part in parts]
    paid, because = 0, dict[Shortfall, None]()
    for loss in scenario.losses:
        open_fen: int = loss.amount
        found: list[Shortfall] = []
        for n, part in enumerate(parts):
            for terms in part.sections:
                if terms.cost != loss.cost:
                    continue
                limit = left[n] if part.defence_inside_limit else terms.limit_per_claim_fen
                got, why = _one(scenario, part, terms, open_fen, limit)
                left[n] -= got
                open_fen -= got
                found += [why] if why is not None else []
        paid += loss.amount - open_fen
        if open_fen == loss.amount:
            because.update(dict.fromkeys(found or [Shortfall.PART_NOT_COVERED]))
        elif Shortfall.LIMIT_REACHED in found:
            because[Shortfall.LIMIT_REACHED] = None
    return Outcome(scenario=scenario.code, loss=scenario.total, paid=paid, because=tuple(because))


def _one(
    scenario: Scenario, part: PartTerms, terms: Terms, open_fen: int, limit: int
) -> tuple[int, Shortfall | None]:
    if scenario.territory not in part.territories:
        return 0, Shortfall.TERRITORY_NOT_COVERED
    if part.trigger is not None and scenario.event not in ANSWERS[part.trigger]:
        return 0, Shortfall.TRIGGER_NOT_MET
    got = payment(open_fen, terms, limit=limit)
    if got and got == limit:
        return got, Shortfall.LIMIT_REACHED
    if got == 0:
        return 0, Shortfall.LIMIT_REACHED if limit == 0 else Shortfall.BELOW_DEDUCTIBLE
    return got, None


def _rounded(amount: Fraction) -> int:
    """Half away from zero, as every amount here."""
    return int((abs(amount) * 2 + 1) // 2) * (1 if amount >= 0 else -1)
