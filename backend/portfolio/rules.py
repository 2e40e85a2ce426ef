"""What the portfolio refuses, and whether a fact is well formed. Pure."""

from collections.abc import Callable, Mapping, Set
from datetime import date
from types import MappingProxyType

from backend.documents.states import Kind
from backend.kernel.errors import Conflict, DomainError, NotFound, RuleBroken
from backend.portfolio import numbers
from backend.portfolio.states import FactKind, LegalStatus, Outcome, Ownership, PatentKind

MAX_UPLOAD_BYTES = 300 * 1024 * 1024
MAX_NUMBERS = 500
LONGEST_STATEMENT = 2000
LAST_FEE_YEAR = 25


class UploadTooLarge(RuleBroken):
    code = "portfolio.upload_too_large"
    title = "The file is larger than an import may be"


class TooManyNumbers(RuleBroken):
    code = "portfolio.too_many_numbers"
    title = "More numbers than one request may carry"


class MappingNotAsked(Conflict):
    code = "portfolio.mapping_not_asked"
    title = "This import does not wait for its columns to be named"


class ImportBroken(DomainError):
    code = "portfolio.import_broken"
    title = "The import did not come to its end and was given up"


class UploadLost(DomainError):
    code = "portfolio.upload_lost"
    title = "The uploaded file is not here any more"


class IndustryNotListed(RuleBroken):
    """`passing`: those that would pass."""

    code = "portfolio.industry_not_listed"
    title = "This is none of the key industries that can be named here"


class RightUnknown(NotFound):
    """There is no such right, or the firm does not hold it."""


class NumberKnown(Conflict):
    code = "portfolio.application_number_known"
    title = "The application number of this right is already known"


class NumberTaken(Conflict):
    code = "portfolio.number_taken"
    title = "Another right stands under this number"


class PledgedTwice(Conflict):
    code = "portfolio.pledged_twice"
    title = "One patent under two numbers, each in a live pledge: one of them has to end first"


class NumbersContradict(RuleBroken):
    code = "portfolio.numbers_contradict"
    title = "This number cannot belong to this right"


class HoldingUnproven(Conflict):
    code = "portfolio.holding_unproven"
    title = "Only a proven owner may complete a right of the reference"


class AssetInUse(Conflict):
    """`uses` names each request, application and pledge that still rests on the right."""

    code = "portfolio.asset_in_use"
    title = "A request, an application or a pledge rests on this patent"


class FeeTaskEnded(Conflict):
    code = "portfolio.fee_task_ended"
    title = "This fee needs nobody any more"


class AwardOfNoInvention(RuleBroken):
    code = "portfolio.award_of_no_invention"
    title = "Only an award of a granted invention counts"


class AwardElsewhere(RuleBroken):
    """`division`: whose firms' inventions of high value are counted."""

    code = "portfolio.award_elsewhere"
    title = "Nobody decides on awards of firms of another division"


class AwardStated(Conflict):
    code = "portfolio.award_stated"
    title = "This award of this day has been stated already"


class AwardDecided(Conflict):
    code = "portfolio.award_decided"
    title = "This award has been decided or taken back already"


class ExtractNotLapsed(Conflict):
    code = "portfolio.extract_not_lapsed"
    title = "Only a lapsed extract is a task that can be ended"


class FactInvalid(RuleBroken):
    code = "portfolio.fact_invalid"
    title = "The fact is not well formed"

    def __init__(self, field: str, passing: str) -> None:
        super().__init__(f"{field}: {passing} would pass.", field=field, would_pass=passing)


class TwinNumberMissing(FactInvalid):
    code = "portfolio.twin_number_missing"
    title = "A declared same-day invention application needs its number"

    def __init__(self) -> None:
        super().__init__(TWIN, "the application number of the invention")


Check = Callable[[object, date], str | None]


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _truth(value: object, _today: date) -> str | None:
    return None if isinstance(value, bool) else "true or false"


def _past_day(value: object, today: date) -> str | None:
    day = _day(value)
    return None if day is not None and day <= today else f"a day up to {today.isoformat()}"


def _any_day(value: object, _today: date) -> str | None:
    return None if value is None or _day(value) is not None else "a day, or null"


def _name(value: object, _today: date) -> str | None:
    good = isinstance(value, str) and 0 < len(value.strip()) <= 200  # noqa: PLR2004
    return None if good else "a name of up to 200 characters"


def _names(value: object, today: date) -> str | None:
    good = isinstance(value, list) and value and all(_name(each, today) is None for each in value)
    return None if good else "a list of at least one name"


def _text(value: object, _today: date) -> str | None:
    good = isinstance(value, str) and 0 < len(value.strip()) <= LONGEST_STATEMENT
    return None if good else f"a text of up to {LONGEST_STATEMENT} characters"


def _year(value: object, _today: date) -> str | None:
    good = isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= LAST_FEE_YEAR
    return None if good else f"a year of the patent from 1 to {LAST_FEE_YEAR}"


def _status(value: object, _today: date) -> str | None:
    return None if value in set(LegalStatus) else f"one of {', '.join(LegalStatus)}"


def _yes(value: object, _today: date) -> str | None:
    return None if value is True else "true"


def _invention(value: object, today: date) -> str | None:
    passing = "the application number of an invention, with its check digit"
    if not isinstance(value, str):
        return passing
    try:
        number = numbers.read_application(value, this_year=today.year)
    except numbers.NumberInvalid:
        return passing
    good = number.kind is PatentKind.INVENTION and number.check is not None
    return None if good else passing


TWIN = "twin_number"
#: What is said only of what is so: each of these belongs to this yes.
DETAILS: Mapping[str, str] = MappingProxyType(
    {
        TWIN: "has_twin",
        "case_number": "invalidation_pending",
        "accepted_on": "invalidation_pending",
    }
)

#: The payload of each kind of fact, field by field.
FACTS: Mapping[FactKind, Mapping[str, Check]] = MappingProxyType(
    {
        FactKind.REGISTER_EXTRACT: {
            "owners": _names,
            "status": _status,
            "granted_on": _past_day,
            "expires_on": _any_day,
            "fees_paid": _truth,
            "late_period": _truth,
            "running_pledge": _truth,
            "licensed": _truth,
            "preserved": _truth,
            "suspended": _truth,
            "invalidation_pending": _truth,
        },
        FactKind.FEE_RECEIPT: {"fee_year": _year, "paid_on": _past_day},
        FactKind.SAME_DAY_DECLARATION: {"has_twin": _truth, TWIN: _invention},
        FactKind.COOWNER_CONSENT: {"owner": _name},
        FactKind.COOWNER_AGREEMENT: {"each_may_pledge": _yes},
        FactKind.PARTIES_STATEMENT: {
            "invalidation_pending": _truth,
            "case_number": _name,
            "accepted_on": _past_day,
        },
        FactKind.DESK_STATEMENT: {"unfit": _truth, "statement": _text},
        FactKind.GAZETTE_EVENT: {"code": _name, "date": _past_day},
    }
)

#: May be left out of a payload; they count as unknown. Of an extract that is whatever the officer
#: has not read, as long as he has read something.
OPTIONAL: Mapping[FactKind, Set[str]] = MappingProxyType(
    {FactKind.REGISTER_EXTRACT: FACTS[FactKind.REGISTER_EXTRACT].keys()}
)

#: Of which kind the paper behind a fact is; what is not here rests on any paper.
PAPERS: Mapping[FactKind, Kind] = MappingProxyType(
    {
        FactKind.REGISTER_EXTRACT: Kind.REGISTER_EXTRACT,
        FactKind.FEE_RECEIPT: Kind.FEE_RECEIPT,
        FactKind.SAME_DAY_DECLARATION: Kind.DECLARATION,
        FactKind.COOWNER_CONSENT: Kind.CONSENT,
        FactKind.PARTIES_STATEMENT: Kind.DECLARATION,
    }
)


def check_fact(kind: FactKind, *, as_of: date, payload: Mapping[str, object], today: date) -> None:
    """Refuse a fact of the future, a missing or unknown field, a value of the wrong form."""
    if as_of > today:
        raise FactInvalid("as_of", f"a day up to {today.isoformat()}")
    fields = FACTS[kind]
    if kind is FactKind.REGISTER_EXTRACT and not any(v is not None for v in payload.values()):
        raise FactInvalid("payload", f"at least one of {', '.join(fields)}")
    for name in payload:
        if name not in fields:
            raise FactInvalid(name, f"only {', '.join(fields)}")
    for name, check in fields.items():
        if name not in payload and name in OPTIONAL.get(kind, DETAILS.keys()):
            continue
        passing = check(payload.get(name), today)
        if passing is not None:
            raise FactInvalid(name, passing)
    _check_details(payload)


def _check_details(payload: Mapping[str, object]) -> None:
    """A yes says what it means, as far as it has to; a no means nothing."""
    for name, answer in DETAILS.items():
        if name in payload and payload.get(answer) is not True:
            raise FactInvalid(name, f"nothing, since {answer} is false,")
    if payload.get(DETAILS[TWIN]) is True and TWIN not in payload:
        raise TwinNumberMissing


def tidy(payload: Mapping[str, object]) -> dict[str, object]:
    """The payload of a fact as it is kept: a number in the form that all numbers have."""
    kept = dict(payload)
    if TWIN in kept:
        kept[TWIN] = numbers.read_application(str(kept[TWIN]), this_year=date.max.year).text
    return kept


def ownership(
    *, keys: set[str], patentee_keys: set[str], extract_keys: set[str] | None, verified: bool
) -> Ownership:
    """How well it is proven that the bearer of these names owns the right.

    `extract_keys` are the owners of a register extract that is recent enough, if there is one.
    """
    if extract_keys is not None:
        return Ownership.EXTRACT if keys & extract_keys else Ownership.DECLARED
    if verified and keys & patentee_keys:
        return Ownership.OWNED
    return Ownership.DECLARED


def counted(outcome: Outcome) -> str:
    """The column of a run that counts this outcome."""
    return f"rows_{outcome}"
