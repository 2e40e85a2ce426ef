"""No field of the API gives a value without its range, method, base date and valuer (X10)."""

import re
from typing import Any

import pytest

from tests.conftest import CONTRACT

#: A field with such a name tells what rights are worth.
TELLS_VALUE = re.compile(
    r"^(value|valuation|appraised|low|central|high|p10|p50|p90|mean|stated|value_at_\w+)_fen$"
)
RANGE = ("low_fen", "central_fen", "high_fen")
BESIDE = ("method", "base_date", "valuer")
#: Not values of rights, though their names are like it; each with what it is.
NO_VALUE = {
    "ChangeOut": "what the firm could state to fit, not what its rights are worth",
    "HeadlineOut": "the mean of pledged loans of a plan",
    "TargetDetailOut": "the same",
    "ReportedResult": "taken of an appraiser, never given; his report tells range, date and agency",
    "Spread": "the same",
}


@pytest.fixture(scope="module")
def schemas() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = CONTRACT["components"]["schemas"]
    return found


def references(schema: Any) -> set[str]:
    if isinstance(schema, dict):
        own = {schema["$ref"].rsplit("/", 1)[1]} if "$ref" in schema else set()
        return own.union(*(references(each) for each in schema.values()))
    if isinstance(schema, list):
        return set().union(*(references(each) for each in schema))
    return set()


def told(name: str, schemas: dict[str, dict[str, Any]]) -> set[str]:
    return set(schemas[name].get("properties", {}))


def is_complete(name: str, schemas: dict[str, dict[str, Any]]) -> bool:
    """Its own fields tell all, or those of one part of it."""
    return any(
        {*RANGE, *BESIDE} <= told(each, schemas) for each in (name, *references(schemas[name]))
    )


def bare(schemas: dict[str, dict[str, Any]]) -> set[str]:
    """Shapes of answers that tell a value and neither they nor all that hold them tell the rest."""
    holders: dict[str, set[str]] = {name: set() for name in schemas}
    for name, schema in schemas.items():
        for part in references(schema):
            holders[part].add(name)

    def covered(name: str, seen: frozenset[str]) -> bool:
        if is_complete(name, schemas):
            return True
        above = holders[name] - seen
        return bool(above) and all(covered(each, seen | {name}) for each in above)

    return {
        name
        for name in schemas
        if not name.endswith("In")
        and any(map(TELLS_VALUE.match, told(name, schemas)))
        and name not in NO_VALUE
        and not covered(name, frozenset())
    }


def test_no_shape_gives_a_bare_value(schemas: dict[str, dict[str, Any]]) -> None:
    assert bare(schemas) == set()


def test_the_walk_finds_a_bare_value(schemas: dict[str, dict[str, Any]]) -> None:
    """What it is for: a value alone, beside a range only, in a holder that tells nothing."""
    odd: dict[str, dict[str, Any]] = {
        "PriceOut": {"properties": {"value_fen": {}}},
        "RangedOut": {"properties": {name: {} for name in RANGE}},
        "CaseOut": {"properties": {"worth": {"$ref": "#/components/schemas/WorthOut"}}},
        "WorthOut": {"properties": {"central_fen": {}}},
    }

    assert bare({**schemas, **odd}) == {"PriceOut", "RangedOut", "WorthOut"}


def test_what_is_excused_exists_and_would_be_found(schemas: dict[str, dict[str, Any]]) -> None:
    for name in NO_VALUE:
        assert any(map(TELLS_VALUE.match, told(name, schemas))), name


def test_estimates_and_valuations_are_complete(schemas: dict[str, dict[str, Any]]) -> None:
    for name in ("EstimateOut", "MethodOut", "ValuationOut"):
        assert is_complete(name, schemas), name
