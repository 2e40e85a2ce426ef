"""What a valuation must be to be stated, and which one serves a bundle. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from backend.kernel.errors import RuleBroken
from backend.kernel.money import Fen
from backend.valuation.states import APPRAISAL_METHODS, Method


class RangeNotOrdered(RuleBroken):
    code = "valuation.range_not_ordered"
    title = "A value is a range: low, central and high in this order"


class BaseDateInFuture(RuleBroken):
    code = "valuation.base_date_in_future"
    title = "The base date has not come yet"


class ReportMissing(RuleBroken):
    code = "valuation.report_missing"
    title = "An appraisal needs its report"


class MethodNotAppraisal(RuleBroken):
    code = "valuation.method_not_appraisal"
    title = "An internal or negotiated value is no appraisal"


class MethodNotStated(RuleBroken):
    code = "valuation.method_not_stated"
    title = "Several methods are combined only where the value is worked out here"


class AgreedByBoth(RuleBroken):
    code = "valuation.agreed_by_both"
    title = "A negotiated value is agreed with the bank in its case, not stated by one side"


class StatedOrWorked(RuleBroken):
    code = "valuation.stated_or_worked"
    title = "A range is stated, or worked out of inputs: one of the two, and whole"


class NoScheme(RuleBroken):
    code = "valuation.no_scheme"
    title = "There is no scheme that scores this kind of right"


class ScoredTwice(RuleBroken):
    code = "valuation.scored_twice"
    title = "Each right of the valuation is scored once at most, and no other"


class RightsNamedTwice(RuleBroken):
    code = "valuation.rights_named_twice"
    title = "A right is named twice"


class ValuesPerRightIncomplete(RuleBroken):
    code = "valuation.values_per_right_incomplete"
    title = "Values per right are stated for each right or for none"


class ValuesDoNotAddUp(RuleBroken):
    code = "valuation.values_do_not_add_up"
    title = "The values per right do not add up to the whole"


@dataclass(frozen=True, kw_only=True)
class Range:
    low: Fen
    central: Fen
    high: Fen

    def is_ordered(self) -> bool:
        return 0 < self.low <= self.central <= self.high


@dataclass(frozen=True, kw_only=True)
class Statement:
    """A valuation as the firm states it."""

    right_ids: tuple[UUID, ...]
    whole: Range
    per_right: Mapping[UUID, Range] | None
    method: Method
    appraised: bool
    base_date: date
    valuer: str
    report_file_id: UUID | None


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """What decides whether, and how well, a valuation serves a bundle."""

    id: UUID
    right_ids: frozenset[UUID]
    has_values_per_right: bool
    appraised: bool
    base_date: date
    number: str


def check_subject(right_ids: Sequence[UUID], *, base_date: date, today: date) -> None:
    """Refuse rights named twice and a day that has not come."""
    if len(set(right_ids)) < len(right_ids):
        raise RightsNamedTwice
    if base_date > today:
        raise BaseDateInFuture(today=today.isoformat())


def check_scored(scored: Sequence[UUID], right_ids: Sequence[UUID]) -> None:
    """Refuse scores of other rights, and two of one."""
    if len(set(scored)) < len(scored) or not set(scored) <= set(right_ids):
        raise ScoredTwice


def check_statement(statement: Statement, *, today: date) -> None:
    """Refuse a valuation that nobody could rely on."""
    check_subject(statement.right_ids, base_date=statement.base_date, today=today)
    if statement.method is Method.COMBINED:
        raise MethodNotStated(method=statement.method)
    if statement.appraised and statement.method not in APPRAISAL_METHODS:
        raise MethodNotAppraisal(method=statement.method)
    if statement.appraised and statement.report_file_id is None:
        raise ReportMissing
    check_range(statement)


def check_own(statement: Statement, *, today: date) -> None:
    """Refuse what a firm cannot say alone."""
    if statement.method is Method.NEGOTIATED:
        raise AgreedByBoth(
            "One side of a loan application proposes it, the other agrees.",
            field="method",
            method=statement.method,
        )
    check_statement(statement, today=today)


def check_range(statement: Statement) -> None:
    """Refuse a range out of order, and values per right that are not the whole."""
    if not statement.whole.is_ordered():
        raise RangeNotOrdered
    if statement.per_right is not None:
        _check_values_per_right(statement.per_right, statement=statement)


def _check_values_per_right(values: Mapping[UUID, Range], *, statement: Statement) -> None:
    if values.keys() != set(statement.right_ids):
        raise ValuesPerRightIncomplete
    for right_id, value in values.items():
        if not value.is_ordered():
            raise RangeNotOrdered(right_id=str(right_id))
    sums = Range(
        low=Fen(sum(v.low for v in values.values())),
        central=Fen(sum(v.central for v in values.values())),
        high=Fen(sum(v.high for v in values.values())),
    )
    if sums != statement.whole:
        raise ValuesDoNotAddUp(low_fen=sums.low, central_fen=sums.central, high_fen=sums.high)


def serves(candidate: Candidate, right_ids: Collection[UUID], *, on: date) -> bool:
    """Only if the sets are equal, or values per right are stated for each right asked."""
    if candidate.base_date > on or not right_ids:
        return False
    wanted = frozenset(right_ids)
    return candidate.right_ids == wanted or (
        candidate.has_values_per_right and candidate.right_ids >= wanted
    )


def ranked(
    candidates: Iterable[Candidate], right_ids: Collection[UUID], *, on: date
) -> list[Candidate]:
    """Those that serve, newest first; of one day the appraised one, then the one stated last."""
    return sorted(
        (each for each in candidates if serves(each, right_ids, on=on)),
        key=lambda each: (each.base_date, each.appraised, each.number),
        reverse=True,
    )
