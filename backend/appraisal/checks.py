"""The twelve checks on a structured report (valuation.md §9). Pure: facts in, findings out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from backend.appraisal.report import Report, Spread, sums
from backend.appraisal.states import Check, Found
from backend.criteria.facts import add_months

MOST_MONTHS = 12
LOWEST_RATE, HIGHEST_RATE = Decimal("0.05"), Decimal("0.40")
#: 0.5 %, in parts of ten thousand.
TOLERANCE_BP = 50
_MONTHS = 12


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What was compared: as the report states it, as it was found, and where."""

    about: str
    stated: str | None
    found: str | None
    source: str | None = None


@dataclass(frozen=True, kw_only=True)
class Finding:
    check: Check
    found: Found
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, kw_only=True)
class KnownRight:
    """A right as it is known here; a source that is None knows nothing."""

    label: str
    number: str | None
    #: The stated number in its one spelling, or why it is none.
    stated_number: str | None
    number_refused: str | None
    owners: tuple[str, ...]
    owner_key: frozenset[str]
    stated_owner_key: frozenset[str]
    owner_source: str | None
    legal_end: date | None
    end_source: str | None
    #: None: nothing is known to be due.
    fee_due_on: date | None
    fee_late: bool


@dataclass(frozen=True, kw_only=True)
class IncomeMethod:
    method: str
    discount_rate: Decimal | None
    years: Decimal


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the platform knows beside the report. `refused`: why the engine does not run it."""

    today: date
    agency: str
    ordered: frozenset[UUID]
    rights: Mapping[UUID, KnownRight]
    income: Sequence[IncomeMethod]
    legal_end: date | None
    results: Mapping[str, int] = field(default_factory=dict)
    refused: str | None = None
    figure: str | None = None


def check(report: Report, facts: Facts) -> tuple[Finding, ...]:
    """Each of the twelve, in their order."""
    return (
        _base_date(report, facts),
        _numbers(report, facts),
        _owner(report, facts),
        _fees(report, facts),
        _life(report, facts),
        _discount_rate(facts),
        _arithmetic(report, facts),
        _agency(report, facts),
        _inputs(report),
        _per_right(report),
        _sum(report),
        _currency(report),
    )


def _finding(check: Check, evidence: Sequence[tuple[Found, Evidence]]) -> Finding:
    """The worst of what was compared; nothing compared, nothing known."""
    outcomes = {found for found, _ in evidence}
    for found in (Found.FAIL, Found.UNKNOWN, Found.PASS):
        if found in outcomes:
            return Finding(check=check, found=found, evidence=tuple(e for _, e in evidence))
    return Finding(check=check, found=Found.UNKNOWN)


def _passed(condition: bool) -> Found:  # noqa: FBT001 - the one thing it is about
    return Found.PASS if condition else Found.FAIL


def _base_date(report: Report, facts: Facts) -> Finding:
    last = add_months(report.base_date, MOST_MONTHS)
    within = report.base_date <= facts.today <= last
    return _finding(
        Check.BASE_DATE,
        [
            (
                _passed(within),
                Evidence(
                    about="base_date",
                    stated=report.base_date.isoformat(),
                    found=facts.today.isoformat(),
                ),
            )
        ],
    )


def _numbers(report: Report, facts: Facts) -> Finding:
    compared = []
    for each in report.rights:
        known = facts.rights.get(each.right_id)
        same = known is not None and known.number is not None
        same = same and known is not None and known.stated_number == known.number
        compared.append(
            (
                _passed(same and each.right_id in facts.ordered),
                Evidence(
                    about=each.number if known is None else known.label,
                    stated=each.number,
                    found=None if known is None else known.number_refused or known.number,
                ),
            )
        )
    named = {each.right_id for each in report.rights}
    compared += [
        (
            Found.FAIL,
            Evidence(about=facts.rights[i].label, stated=None, found=facts.rights[i].number),
        )
        for i in sorted(facts.ordered - named)
    ]
    if len(named) < len(report.rights):
        compared.append((Found.FAIL, Evidence(about="twice", stated=None, found=None)))
    return _finding(Check.NUMBERS, compared)


def _owner(report: Report, facts: Facts) -> Finding:
    compared = []
    for each in report.rights:
        known = facts.rights.get(each.right_id)
        if known is None:
            continue
        found = _passed(known.owner_key == known.stated_owner_key)
        compared.append(
            (
                Found.UNKNOWN if known.owner_source is None else found,
                Evidence(
                    about=known.label,
                    stated=each.owner,
                    found="；".join(known.owners) or None,
                    source=known.owner_source,
                ),
            )
        )
    return _finding(Check.OWNER, compared)


def _fees(report: Report, facts: Facts) -> Finding:
    compared = []
    for each in report.rights:
        known = facts.rights.get(each.right_id)
        if known is None:
            continue
        due = known.fee_due_on
        found = Found.UNKNOWN if due is None else _passed(not known.fee_late)
        compared.append(
            (
                found,
                Evidence(
                    about=known.label,
                    stated=None if each.fees_paid_to is None else each.fees_paid_to.isoformat(),
                    found=None if due is None else due.isoformat(),
                ),
            )
        )
    return _finding(Check.FEES, compared)


def _life(report: Report, facts: Facts) -> Finding:
    compared = []
    for each in report.rights:
        known = facts.rights.get(each.right_id)
        if known is None or each.legal_end is None or known.legal_end is None:
            continue
        compared.append(
            (
                _passed(each.legal_end <= known.legal_end),
                Evidence(
                    about=known.label,
                    stated=each.legal_end.isoformat(),
                    found=known.legal_end.isoformat(),
                    source=known.end_source,
                ),
            )
        )
    for flow in facts.income:
        months = int((flow.years * _MONTHS).to_integral_value(rounding="ROUND_CEILING"))
        ends = add_months(report.base_date, months)
        legal = facts.legal_end
        compared.append(
            (
                Found.UNKNOWN if legal is None else _passed(ends <= legal),
                Evidence(
                    about=flow.method,
                    stated=ends.isoformat(),
                    found=None if legal is None else legal.isoformat(),
                ),
            )
        )
    if not facts.income and not compared:
        return Finding(check=Check.LIFE, found=Found.PASS)
    return _finding(Check.LIFE, compared)


def _discount_rate(facts: Facts) -> Finding:
    if not facts.income:
        return Finding(check=Check.DISCOUNT_RATE, found=Found.PASS)
    compared = []
    for flow in facts.income:
        rate = flow.discount_rate
        compared.append(
            (
                _passed(rate is not None and LOWEST_RATE <= rate <= HIGHEST_RATE),
                Evidence(
                    about=flow.method,
                    stated=None if rate is None else format(rate.normalize(), "f"),
                    found=f"{LOWEST_RATE}–{HIGHEST_RATE}",
                ),
            )
        )
    return _finding(Check.DISCOUNT_RATE, compared)


def _arithmetic(report: Report, facts: Facts) -> Finding:
    """Each method's result, and the conclusion, within half a percent of the run here."""
    if facts.refused is not None:
        refusal = Evidence(about=facts.figure or "engine", stated=None, found=facts.refused)
        return Finding(check=Check.ARITHMETIC, found=Found.FAIL, evidence=(refusal,))
    compared = [
        _compared(each.method, each.value_fen, facts.results.get(each.method))
        for each in report.results
    ]
    compared.append(_compared("whole", report.whole.central_fen, concluded(report, facts.results)))
    ordered = report.whole.low_fen <= report.whole.central_fen <= report.whole.high_fen
    if not ordered:
        compared.append(
            (
                Found.FAIL,
                Evidence(
                    about="range",
                    stated=f"{report.whole.low_fen}–{report.whole.high_fen}",
                    found=str(report.whole.central_fen),
                ),
            )
        )
    return _finding(Check.ARITHMETIC, compared)


def concluded(report: Report, results: Mapping[str, int]) -> int | None:
    """The methods' results by the report's own weights; of one method its result."""
    if len(results) == 1:
        return next(iter(results.values()))
    if report.reconciliation is None:
        return None
    weights: dict[str, Decimal] = {
        each.method: each.weight for each in report.reconciliation.weights
    }
    whole = sum(weights.values(), Decimal(0))
    if whole == 0 or weights.keys() != results.keys():
        return None
    return round(sum(weights[name] * value for name, value in results.items()) / whole)


def _compared(about: str, stated: int, found: int | None) -> tuple[Found, Evidence]:
    near = found is not None and abs(stated - found) * 10_000 <= TOLERANCE_BP * abs(found)
    return (
        _passed(near),
        Evidence(about=about, stated=str(stated), found=None if found is None else str(found)),
    )


def _agency(report: Report, facts: Facts) -> Finding:
    return _finding(
        Check.AGENCY,
        [
            (
                _passed(report.agency == facts.agency),
                Evidence(about="agency", stated=report.agency, found=facts.agency),
            )
        ],
    )


def _inputs(report: Report) -> Finding:
    given = {each.method for each in report.methods}
    concluded_by = {each.method for each in report.results}
    compared = [
        (
            _passed(name in given and name in concluded_by),
            Evidence(
                about=name,
                stated="result" if name in concluded_by else None,
                found="inputs" if name in given else None,
            ),
        )
        for name in sorted(given | concluded_by)
    ]
    return _finding(Check.INPUTS, compared)


def _values(report: Report) -> list[Spread]:
    return [each.value for each in report.rights if each.value is not None]


def _per_right(report: Report) -> Finding:
    stated = len(_values(report))
    alone = len(report.rights) == 1
    return _finding(
        Check.PER_RIGHT,
        [
            (
                _passed(alone or report.bundle or stated == len(report.rights)),
                Evidence(
                    about="bundle" if report.bundle else "per_right",
                    stated=str(stated),
                    found=str(len(report.rights)),
                ),
            )
        ],
    )


def _sum(report: Report) -> Finding:
    values = _values(report)
    if not values:
        return Finding(check=Check.SUM, found=Found.PASS)
    whole = (report.whole.low_fen, report.whole.central_fen, report.whole.high_fen)
    return _finding(
        Check.SUM,
        [
            (
                _passed(part == total and len(values) == len(report.rights)),
                Evidence(about=name, stated=str(total), found=str(part)),
            )
            for name, part, total in zip(
                ("low", "central", "high"), sums(values), whole, strict=True
            )
        ],
    )


def _currency(report: Report) -> Finding:
    return _finding(
        Check.CURRENCY,
        [
            (
                _passed(report.currency == "CNY"),
                Evidence(about="currency", stated=report.currency, found="CNY"),
            )
        ],
    )
