"""The figures: right for the worked example, and their parts always sum to the whole."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.oversight.measures import (
    Cell,
    Entry,
    PaceStatus,
    figures,
    pace,
    percent,
    suppressed,
)

START = datetime(2022, 1, 1, tzinfo=UTC)


@st.composite
def entries(draw: st.DrawFn) -> list[Entry]:
    pledges = draw(st.lists(st.uuids(), min_size=1, max_size=8, unique=True))
    return [
        Entry(
            id=UUID(int=number),
            pledge=draw(st.sampled_from(pledges)),
            effective_on=date(2022, 1, 1) + timedelta(days=draw(st.integers(0, 1400))),
            recorded_at=START + timedelta(days=draw(st.integers(0, 1400))),
            amount_fen=draw(st.integers(-(10**12), 10**12).filter(bool)),
            cause=draw(st.sampled_from(["registration", "change", "correction", "revocation"])),
            industry=draw(st.sampled_from(["biomedicine", "other"])),
            bank=draw(st.sampled_from(["甲", "乙", None])),
            street=draw(st.sampled_from(["张江镇", None])),
            firm=draw(st.sampled_from(["A", "B", "C"])),
        )
        for number in range(draw(st.integers(0, 30)))
    ]


@given(entries())
def test_the_parts_of_each_breakdown_sum_to_the_headline(given_entries: list[Entry]) -> None:
    found = figures(given_entries)

    for cells in (found.by_month, found.by_bank, found.by_industry, found.by_street):
        assert sum(cell.amount_fen for cell in cells) == found.counted_fen
        assert sum(cell.deals for cell in cells) == found.deals
        assert len({cell.key for cell in cells}) == len(cells)
    assert found.counted_fen == sum(entry.amount_fen for entry in given_entries)
    assert found.mean_fen == (found.counted_fen // found.deals if found.deals else 0)


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (800_000_000_00, 3_000_000_000_00, "26.67"),
        (850_000_000_00, 3_000_000_000_00, "28.33"),
        (0, 3, "0.00"),
        (1, 3, "33.33"),
        (2, 3, "66.67"),
        (1, 8, "12.50"),
        (1, 20_000, "0.01"),
        (1, 20_001, "0.00"),
        (4, 3, "133.33"),
        (-1, 3, "-33.33"),
        (-1, 10**9, "0.00"),
    ],
)
def test_a_ratio_is_exact_to_two_decimals(part: int, whole: int, text: str) -> None:
    assert percent(part, whole) == text


@pytest.mark.parametrize(
    ("counted", "on", "expected", "status"),
    [
        (0, date(2021, 12, 31), 0, PaceStatus.ON),
        (1, date(2021, 12, 31), 0, PaceStatus.AHEAD),
        (110, date(2022, 1, 1), 100, PaceStatus.AHEAD),
        (109, date(2022, 1, 1), 100, PaceStatus.ON),
        (90, date(2022, 1, 1), 100, PaceStatus.ON),
        (89, date(2022, 1, 1), 100, PaceStatus.BEHIND),
        (1000, date(2022, 1, 10), 1000, PaceStatus.ON),
        (899, date(2030, 1, 1), 1000, PaceStatus.BEHIND),
    ],
)
def test_pace_compares_with_an_even_filling_and_stops_with_the_plan(
    counted: int, on: date, expected: int, status: PaceStatus
) -> None:
    found = pace(
        counted=counted, target=1000, from_on=date(2022, 1, 1), to_on=date(2022, 1, 10), on=on
    )

    assert (found.expected_fen, found.status) == (expected, status)
    assert 0 <= found.elapsed_days <= found.total_days == 10


@pytest.mark.parametrize(
    ("counted", "on", "missing", "months", "monthly"),
    [
        (800, date(2021, 12, 1), 2200, 48, 46),  # before it begins: all of its months
        (800, date(2022, 1, 1), 2200, 48, 46),  # 45.83, rounded up
        (800, date(2024, 1, 31), 2200, 24, 92),
        (800, date(2025, 12, 30), 2200, 1, 2200),
        (800, date(2025, 12, 31), 2200, 0, None),  # its last day: nothing can be done any more
        (800, date(2026, 5, 1), 2200, 0, None),
        (3000, date(2024, 1, 31), 0, 24, None),
        (3500, date(2024, 1, 31), 0, 24, None),
        (-100, date(2025, 11, 15), 3100, 2, 1550),
    ],
)
def test_what_is_missing_and_what_each_month_has_to_bring(
    counted: int, on: date, missing: int, months: int, monthly: int | None
) -> None:
    found = pace(
        counted=counted, target=3000, from_on=date(2022, 1, 1), to_on=date(2025, 12, 31), on=on
    )

    assert (found.missing_fen, found.months_left) == (missing, months)
    assert found.needed_per_month_fen == monthly


@given(st.integers(-(10**12), 10**13), st.integers(1, 10**13), st.integers(-400, 2000))
def test_bringing_what_is_needed_each_month_reaches_the_target(
    counted: int, target: int, day: int
) -> None:
    on = date(2022, 1, 1) + timedelta(days=day)

    found = pace(
        counted=counted, target=target, from_on=date(2022, 1, 1), to_on=date(2025, 12, 31), on=on
    )

    monthly = found.needed_per_month_fen
    if monthly is not None:
        assert counted + monthly * found.months_left >= target
        assert counted + (monthly - 1) * found.months_left < target
    else:
        assert counted >= target or on >= date(2025, 12, 31)


def cell(key: str, firms: int) -> Cell:
    return Cell(key=key, amount_fen=100 * firms, deals=firms, firms=firms)


@pytest.mark.parametrize(
    ("firms", "hidden"),
    [
        ([5, 9, 3], ""),
        ([5, 9, 2], "ac"),
        ([1, 9, 2], "ac"),
        ([1], "a"),
        ([0, 9, 2], "bc"),
        ([], ""),
    ],
)
def test_a_small_cell_cannot_be_worked_out_from_the_rest(firms: list[int], hidden: str) -> None:
    cells = [cell(key, number) for key, number in zip("abc", firms, strict=False)]

    assert suppressed(cells) == set(hidden)
