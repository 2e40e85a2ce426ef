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


class Tally:
    """Requests judged one after the other; what was counted may be laid aside and taken up."""

    def __init__(
        self,
        terms: Terms,
        *,
        base_rates: Mapping[str, int],
        grades: Mapping[str, int] | None = None,
        stopped: Mapping[str, int] | None = None,
    ) -> None:
        self._terms, self._rates = terms, base_rates
        self.grades: Counter[str] = Counter(grades or {})
        self.stopped = {each.code: 0 for each in terms.all_criteria()} | dict(stopped or {})

    def add(self, requests: Iterable[Facts]) -> None:
        for facts in requests:
            fit = fitting.judge(self._terms, facts, base_rates=self._rates)
            self.grades[fit.grade] += 1
            for verdict in fit.verdicts:
                self.stopped[verdict.criterion] += verdict.answer is not Answer.PASS

    def counts(self) -> Counts:
        """The criteria in the order of the terms."""
        return Counts(
            requests=told(self.grades.total()),
            fits=told(self.grades[Grade.FITS]),
            nearly=told(self.grades[Grade.NEARLY]),
            does_not_fit=told(self.grades[Grade.DOES_NOT_FIT]),
            stopped_by={name: told(count) for name, count in self.stopped.items()},
        )


def tally(terms: Terms, requests: Iterable[Facts], *, base_rates: Mapping[str, int]) -> Counts:
    """Every request judged."""
    counted = Tally(terms, base_rates=base_rates)
    counted.add(requests)
    return counted.counts()


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
