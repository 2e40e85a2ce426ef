"""Gaps and overlaps of a composite's parts equal brute force over every single thing wanted."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.policies import coverage
from backend.policies.coverage import Declared, Wanted, gaps, overlaps, regions

SETS = {
    "perils": ["DEF", "DAM", "PUR"],
    "territories": ["US", "EU", "CN"],
    "products": ["p1", "p2"],
    "rights": ["r1", "r2", "r3"],
}


def some(name: str) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from([*SETS[name], "elsewhere"]))


def declared(code: str) -> st.SearchStrategy[Declared]:
    return st.builds(
        Declared,
        code=st.just(code),
        perils=some("perils"),
        territories=st.none() | some("territories"),
        products=st.none() | some("products"),
        rights=st.none() | some("rights"),
    )


WANTED = st.builds(
    Wanted,
    perils=st.frozensets(st.sampled_from(SETS["perils"]), min_size=1),
    **{
        name: st.frozensets(st.sampled_from(SETS[name]))
        for name in ("territories", "products", "rights")
    },
)
PARTS = st.integers(0, 5).flatmap(lambda n: st.tuples(*(declared(f"P{i}") for i in range(n))))


def covered_by(part: Declared, cell: tuple[str, ...]) -> bool:
    """The model: one thing at a time."""
    limits = (part.perils, part.territories, part.products, part.rights)
    return all(
        limit is None or thing == "*" or thing in limit
        for limit, thing in zip(limits, cell, strict=True)
    )


@settings(max_examples=60, deadline=None)
@given(wanted=WANTED, parts=PARTS)
def test_regions_equal_brute_force(wanted: Wanted, parts: tuple[Declared, ...]) -> None:
    found = regions(wanted, parts)
    told: dict[tuple[str, ...], tuple[str, ...]] = {}
    for region in found:
        for cell in product(*(region.box[name] for name in SETS)):
            assert cell not in told  # disjoint
            told[cell] = region.parts
    axes = [sorted(getattr(wanted, name)) or ["*"] for name in SETS]
    model = {
        cell: tuple(part.code for part in parts if covered_by(part, cell))
        for cell in product(*axes)
    }
    assert told == model
    assert sum(each.size for each in gaps(found)) == sum(not each for each in model.values())
    assert sum(each.size for each in overlaps(found)) == sum(
        len(each) > 1 for each in model.values()
    )


def test_a_composite_shows_where_it_gapes_and_where_it_pays_twice() -> None:
    wanted = Wanted(
        perils=frozenset({"DEF", "DAM"}),
        territories=frozenset({"US", "EU"}),
        products=frozenset({"meter", "probe"}),
    )
    parts = [
        Declared(code="OVS", perils=frozenset({"DEF"}), territories=frozenset({"US"})),
        Declared(code="WORLD", perils=frozenset({"DEF", "DAM"}), products=frozenset({"meter"})),
    ]

    found = regions(wanted, parts)

    assert [(each.size, dict(each.box)) for each in gaps(found)] == [
        (
            2,
            {
                "perils": ("DAM",),
                "territories": ("EU", "US"),
                "products": ("probe",),
                "rights": ("*",),
            },
        ),
        (
            1,
            {
                "perils": ("DEF",),
                "territories": ("EU",),
                "products": ("probe",),
                "rights": ("*",),
            },
        ),
    ]
    (twice,) = overlaps(found)
    assert (twice.parts, twice.box["territories"], twice.box["products"]) == (
        ("OVS", "WORLD"),
        ("US",),
        ("meter",),
    )


def test_parts_that_cut_cover_into_crumbs_are_refused() -> None:
    def bits(prefix: str, n: int) -> frozenset[str]:
        return frozenset(f"{prefix}{i}" for i in range(64) if i >> n & 1)

    every = {name: frozenset(f"{name[0]}{i}" for i in range(64)) for name in SETS}
    wanted = Wanted(**every)
    parts = [Declared(code=f"P{n}", **{name: bits(name[0], n) for name in SETS}) for n in range(6)]
    with pytest.raises(coverage.CoverTooIntricate):
        regions(wanted, parts)
