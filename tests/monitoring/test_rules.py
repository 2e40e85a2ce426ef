"""What troubles a right, since when, and what is left of a value."""

from datetime import date
from fractions import Fraction
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.criteria.facts import Worth
from backend.kernel.money import Fen
from backend.monitoring import rules
from backend.monitoring.rules import Extract, Known, Trouble, Watch
from backend.monitoring.states import Cause

TODAY = date(2026, 11, 24)
FIRM = "上海衡测仪器科技有限公司"
RIGHT, OTHER = UUID(int=1), UUID(int=2)
WATCH = Watch(
    validity_months=12, invalidation_bp=5000, ended_bp=10_000, transfer_bp=5000, expiry_bp=10_000
)


def extract(
    day: int, *, pending: bool = False, status: str = "in_force", owner: str = FIRM
) -> Extract:
    return Extract(
        as_of=date(2026, 11, day), status=status, owners=(owner,), invalidation_pending=pending
    )


def known(*extracts: Extract, **more: object) -> Known:
    values = {"right_id": RIGHT, "expires_on": None, "extracts": extracts} | more
    return Known(**values)  # type: ignore[arg-type]


def found(of: Known) -> dict[Cause, date]:
    return {each.cause: each.since for each in rules.troubles(of, owner=FIRM, today=TODAY)}


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        (known(extract(1)), {}),
        (known(extract(1), extract(5, pending=True), extract(9, pending=True)),
         {Cause.INVALIDATION: date(2026, 11, 5)}),
        (known(extract(9), extract(5, pending=True)), {}),
        (known(extract(3, status="lapsed_fee")), {Cause.ENDED: date(2026, 11, 3)}),
        (known(extract(3, status="expired")), {}),
        (known(extract(3, owner="别家公司")), {Cause.TRANSFER: date(2026, 11, 3)}),
        (known(extract(3, owner="上海衡测 仪器科技有限公司")), {}),
        (known(extract(3), gazette=(("TR01", date(2026, 11, 4)),)),
         {Cause.TRANSFER: date(2026, 11, 4)}),
        (known(gazette=(("CF01", date(2026, 11, 4)), ("RR01", date(2026, 11, 6)))), {}),
        (known(gazette=(("IW01", date(2026, 11, 4)),)), {Cause.ENDED: date(2026, 11, 4)}),
        (known(expires_on=TODAY), {Cause.EXPIRY: TODAY}),
        (known(expires_on=date(2026, 11, 25)), {}),
        (known(extract(3), stated=((True, date(2026, 11, 7)),)),
         {Cause.INVALIDATION: date(2026, 11, 7)}),
    ],
)  # fmt: skip
def test_each_trouble_is_known_since_its_day(of: Known, expected: dict[Cause, date]) -> None:
    assert found(of) == expected


def test_a_value_is_too_old_the_day_after_its_last() -> None:
    base = date(2025, 11, 23)

    assert rules.too_old(base, WATCH, today=date(2026, 11, 23)) is None
    late = rules.too_old(base, WATCH, today=TODAY)
    assert late == Trouble(cause=Cause.AGE, right_id=None, since=date(2026, 11, 23))


@settings(max_examples=40)
@given(
    st.lists(st.integers(1, 10**9), min_size=6, max_size=6),
    st.lists(st.tuples(st.sampled_from([RIGHT, OTHER]), st.sampled_from(
        [c for c in Cause if c is not Cause.AGE])), max_size=4, unique=True),
)  # fmt: skip
def test_cuts_multiply_and_never_disorder_a_range(
    figures: list[int], struck: list[tuple[UUID, Cause]]
) -> None:
    a, b = sorted(figures[:3]), sorted(figures[3:])
    per_right = {
        i: Worth(low=Fen(v[0]), central=Fen(v[1]), high=Fen(v[2]))
        for i, v in ((RIGHT, a), (OTHER, b))
    }
    whole = Worth(low=Fen(a[0] + b[0]), central=Fen(a[1] + b[1]), high=Fen(a[2] + b[2]))
    troubles = [Trouble(cause=c, right_id=i, since=TODAY) for i, c in struck]

    shares = rules.left(troubles, WATCH)
    apart = rules.after(whole, per_right, shares)
    bundle = rules.after(whole, None, shares)

    model = {RIGHT: Fraction(1), OTHER: Fraction(1)}
    for i, c in struck:
        model[i] *= Fraction(1, 2) if c in {Cause.INVALIDATION, Cause.TRANSFER} else 0
    assert apart.low == int(a[0] * model[RIGHT] + b[0] * model[OTHER])
    assert bundle.low == int(whole.low * min(model.values()))
    for value in (apart, bundle):
        assert 0 <= value.low <= value.central <= value.high
    assert bundle.low <= apart.low

    for parts, last in ((per_right, apart), (None, bundle)):
        steps = rules.steps(whole, parts, troubles, WATCH)
        walked = [whole, *(later for _, later in steps)]
        assert [before for before, _ in steps] == walked[:-1]
        assert all(one.low >= other.low for one, other in pairwise(walked))
        assert walked[-1] == last


def test_what_was_told_before_comes_before_what_holds_for_longer() -> None:
    told = Trouble(cause=Cause.TRANSFER, right_id=RIGHT, since=TODAY)
    longer = Trouble(cause=Cause.AGE, right_id=None, since=date(2026, 1, 1))
    same_day = Trouble(cause=Cause.INVALIDATION, right_id=RIGHT, since=date(2026, 1, 1))

    fresh = rules.in_order([told, longer, same_day], set())
    later = rules.in_order([same_day, longer, told], {(Cause.TRANSFER, RIGHT)})

    assert {*fresh[:2]} == {longer, same_day}
    assert fresh[2] == told == later[0]
