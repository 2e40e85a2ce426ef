"""How terms stand to many requests at once, told so that no firm is found in it. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping

import msgspec

from backend.criteria.facts import Facts
from backend.criteria.verdicts import Answer
from backend.lending import fit as fitting
from backend.lending.fit import Grade, Terms

#: Counts are told in steps of this size: what is smaller is not told, and no two simulations
#: of terms that differ a little give away one firm.
STEP = 5


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """None: fewer than five. Else rounded down to a multiple of five."""

    requests: int | None
    fits: int | None
    nearly: int | None
    does_not_fit: int | None
    #: By criterion: requests that fail it, or of which it is not known.
    stopped_by: Mapping[str, int | None]


def told(count: int) -> int | None:
    return count // STEP * STEP or None


def tally(terms: Terms, requests: Iterable[Facts], *, base_rates: Mapping[str, int]) -> Counts:
    """Every request judged; the criteria in the order of the terms."""
    grades: Counter[Grade] = Counter()
    stopped = {each.code: 0 for each in terms.all_criteria()}
    for facts in requests:
        fit = fitting.judge(terms, facts, base_rates=base_rates)
        grades[fit.grade] += 1
        for verdict in fit.verdicts:
            stopped[verdict.criterion] += verdict.answer is not Answer.PASS
    return Counts(
        requests=told(grades.total()),
        fits=told(grades[Grade.FITS]),
        nearly=told(grades[Grade.NEARLY]),
        does_not_fit=told(grades[Grade.DOES_NOT_FIT]),
        stopped_by={name: told(count) for name, count in stopped.items()},
    )


def judged_differently(terms: Terms, before: Terms | None) -> bool:
    """Whether another version may answer a request otherwise: then it is simulated first."""
    if before is None:
        return True
    return (
        terms.all_criteria() != before.all_criteria()
        or terms.rate_base != before.rate_base
        or (terms.rate_from_bp, terms.rate_to_bp) != (before.rate_from_bp, before.rate_to_bp)
        or terms.fees != before.fees
    )
