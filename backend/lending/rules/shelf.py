"""What keeps a bank's product from being drafted, published, suspended or resumed. Pure."""

import re
from collections.abc import Mapping, Sequence

import msgspec

from backend.criteria.rights import MaxRights, MinRights
from backend.criteria.vocabulary import AnyCriterion
from backend.documents.states import Kind
from backend.kernel.errors import Conflict, RuleBroken
from backend.lending.snapshots import CREDIT_REPORT
from backend.listing.states import FirmTag, Sector, TaxGrade, UseOfFunds
from backend.portfolio.states import PatentKind
from backend.valuation.states import Method


class ProductNameTaken(Conflict):
    code = "lending.product_name_taken"
    title = "Your bank has a product of this name; give this one another"


class NotSimulated(Conflict):
    code = "lending.product_not_simulated"
    title = "Simulate this version on the published requests first; then another person publishes"


class ProductSuspended(Conflict):
    code = "lending.product_suspended"
    title = "The product is suspended already; it can be resumed"


class NotSuspended(Conflict):
    code = "lending.product_not_suspended"
    title = "The product is not suspended"


class ResumedByWhoSuspended(Conflict):
    code = "lending.product_resumed_by_who_suspended"
    title = "Another person than who suspended the product has to resume it"


class CriterionCodeUnknown(RuleBroken):
    code = "lending.criterion_code_unknown"
    title = "A criterion names a code outside of its list; `allowed` has the list"


class CriterionTwice(RuleBroken):
    code = "lending.criterion_twice"
    title = "A criterion stands twice, or beside the terms that state it; leave one out"


class CriterionOutOfBounds(RuleBroken):
    code = "lending.criterion_out_of_bounds"
    title = "A figure of a criterion is beyond `most`"


class CriterionNamesNone(RuleBroken):
    code = "lending.criterion_names_none"
    title = "A criterion has an empty list; name at least one of `allowed`, or leave the field out"


class CriteriaContradict(RuleBroken):
    code = "lending.criteria_contradict"
    title = "No request has both `least` rights of these kinds and at most `most`"


#: What the terms state themselves.
OF_TERMS = frozenset({"amount_range", "tenor_range", "cover"})
_KINDS = tuple(str(kind) for kind in PatentKind if kind is not PatentKind.UNKNOWN)

MOST_MONTHS = 600
MOST = 10**16

#: Criterion and field, and the codes that may stand there.
CODES: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("use_of_funds", "allowed"): tuple(UseOfFunds),
    ("tags_any_of", "tags"): tuple(FirmTag),
    ("sectors", "sectors"): tuple(Sector),
    ("right_kinds", "kinds"): _KINDS,
    ("min_rights", "kinds"): _KINDS,
    ("max_rights", "kinds"): _KINDS,
    ("tax_grade", "grades"): tuple(TaxGrade),
    ("remaining_life", "months_by_kind"): _KINDS,
    ("documents", "kinds"): tuple(kind for kind in Kind if kind is not Kind.PAPER),
    ("consents", "consents"): (CREDIT_REPORT,),
    ("valuation_methods", "methods"): tuple(Method),
}

#: A section, class, subclass, group or the beginning of one, without spaces.
_IPC = re.compile(r"[A-H](\d{2}([A-Z](\d{1,4}(/\d{0,6})?)?)?)?")

#: Criterion and field, what its codes look like, and one of them.
SHAPES: Mapping[tuple[str, str], tuple[re.Pattern[str], str]] = {
    ("region", "divisions"): (re.compile(r"(\d{2}|\d{4}|\d{6})"), "310115"),
    ("ipc", "included"): (_IPC, "G06N3/"),
    ("ipc", "excluded"): (_IPC, "G06N3/"),
}


def check_criteria(criteria: Sequence[AnyCriterion]) -> None:
    """Each criterion once, none that the terms state, and only codes that are known."""
    seen: set[str] = set()
    for row, criterion in enumerate(criteria, start=1):
        plain = msgspec.to_builtins(criterion)
        name = str(plain["kind"])
        if name in OF_TERMS or name in seen:
            raise CriterionTwice(field=f"criteria[{row}]", criterion=name)
        seen.add(name)
        for key, value in plain.items():
            _check_bounds(row, name, key, value)
            _check_named(row, name, key, value)
            for code in value if isinstance(value, list | tuple | dict) else ():
                _check_code(row, name, key, str(code))
    _check_counts(criteria)


def _check_counts(criteria: Sequence[AnyCriterion]) -> None:
    """What has to be there at least may be there."""
    least = next((each for each in criteria if isinstance(each, MinRights)), None)
    for row, most in enumerate(criteria, start=1):
        if least is None or not isinstance(most, MaxRights) or least.count <= most.count:
            continue
        if not most.kinds or (least.kinds and set(least.kinds) <= set(most.kinds)):
            raise CriteriaContradict(
                field=f"criteria[{row}].count", least=least.count, most=most.count
            )


def _check_named(row: int, name: str, key: str, value: object) -> None:
    """An empty list of codes reads as any, and would be judged as none."""
    allowed = CODES.get((name, key))
    if allowed is not None and isinstance(value, list | tuple | dict) and not value:
        raise CriterionNamesNone(
            field=f"criteria[{row}].{key}", criterion=name, allowed=list(allowed)
        )


def _check_bounds(row: int, name: str, key: str, value: object) -> None:
    """No figure so large that reckoning days with it would end after the calendar."""
    most = MOST_MONTHS if "months" in key else MOST
    figures = value.values() if isinstance(value, dict) else (value,)
    if any(isinstance(each, int) and each > most for each in figures):
        raise CriterionOutOfBounds(field=f"criteria[{row}].{key}", criterion=name, most=most)


def _check_code(row: int, name: str, key: str, code: str) -> None:
    allowed: Sequence[str] | None = CODES.get((name, key))
    if allowed is not None and code not in allowed:
        raise CriterionCodeUnknown(
            field=f"criteria[{row}].{key}", criterion=name, value=code[:80], allowed=list(allowed)
        )
    shape = SHAPES.get((name, key))
    if shape is not None and shape[0].fullmatch(code) is None:
        raise CriterionCodeUnknown(
            field=f"criteria[{row}].{key}", criterion=name, value=code[:80], allowed=[shape[1]]
        )
