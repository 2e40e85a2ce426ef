"""Terms, annual fees and lateness, by the worked figures of the domain notes."""

from datetime import date

import pytest

from backend.kernel.money import Fen
from backend.portfolio import terms
from backend.portfolio.fee_rows import FeeTables
from backend.portfolio.fee_tables import fee_tables
from backend.portfolio.states import PatentKind

INVENTION, MODEL, DESIGN = PatentKind.INVENTION, PatentKind.UTILITY_MODEL, PatentKind.DESIGN


@pytest.fixture(name="tables")
async def _tables(db: None) -> FeeTables:
    """The tables that came with the product."""
    return await fee_tables()


@pytest.mark.parametrize(
    ("kind", "filed", "expiry"),
    [
        (INVENTION, date(2006, 9, 6), date(2026, 9, 6)),
        (MODEL, date(2018, 7, 1), date(2028, 7, 1)),
        (DESIGN, date(2021, 5, 31), date(2031, 5, 31)),
        (DESIGN, date(2021, 6, 1), date(2036, 6, 1)),
        (MODEL, date(2016, 2, 29), date(2026, 2, 28)),
        (INVENTION, date(2016, 2, 29), date(2036, 2, 29)),
    ],
)
def test_the_term_ends_with_the_anniversary(kind: PatentKind, filed: date, expiry: date) -> None:
    assert terms.expires_on(kind, filed) == expiry


def test_the_last_day_is_the_day_before_the_status_ends() -> None:
    assert terms.last_day(date(2026, 9, 6)) == date(2026, 9, 5)


def test_a_foreign_right_has_no_term_here() -> None:
    assert terms.expires_on(PatentKind.FOREIGN, date(2020, 1, 1)) is None


@pytest.mark.parametrize(
    ("kind", "filed", "yuan"),
    [(INVENTION, date(2020, 3, 1), 82_300), (MODEL, date(2020, 3, 1), 11_200),
     (DESIGN, date(2022, 3, 1), 26_200)],
)  # fmt: skip
def test_the_fees_of_a_whole_term_sum_up(
    tables: FeeTables, kind: PatentKind, filed: date, yuan: int
) -> None:
    fees = list(terms.fee_years(tables, kind, filed, filed))

    assert sum(fee.amount for fee in fees) == yuan * 100


def test_a_year_starts_with_the_anniversary_of_filing() -> None:
    filed = date(2018, 3, 15)

    assert terms.year_on(filed, date(2018, 3, 15)) == 1
    assert terms.year_on(filed, date(2019, 3, 14)) == 1
    assert terms.year_on(filed, date(2019, 3, 15)) == 2
    assert terms.year_on(filed, date(2024, 3, 15)) == 7


def test_year_seven_of_2018_is_due_in_2024(tables: FeeTables) -> None:
    due = next(
        fee
        for fee in terms.fee_years(tables, INVENTION, date(2018, 3, 15), date(2020, 1, 1))
        if fee.year == 7
    )

    assert (due.due_on, due.amount, due.late_until) == (
        date(2024, 3, 15),
        2_000_00,
        date(2024, 9, 15),
    )


@pytest.mark.parametrize(
    ("paid_on", "added"),
    [
        (date(2024, 3, 15), 0),
        (date(2024, 3, 16), 0),
        (date(2024, 4, 15), 0),
        (date(2024, 4, 16), 100),
        (date(2024, 5, 20), 200),
        (date(2024, 9, 15), 500),
        (date(2024, 9, 16), None),
    ],
)
def test_what_lateness_adds(tables: FeeTables, paid_on: date, added: int | None) -> None:
    expected = None if added is None else added * 100

    assert (
        terms.surcharge(tables, Fen(2_000_00), due_on=date(2024, 3, 15), paid_on=paid_on)
        == expected
    )


def test_months_are_clamped_to_their_ends(tables: FeeTables) -> None:
    assert terms.add_months(date(2023, 8, 31), 6) == date(2024, 2, 29)
    full, due_on = Fen(900_00), date(2023, 8, 31)
    assert terms.surcharge(tables, full, due_on=due_on, paid_on=date(2023, 9, 30)) == 0
    assert terms.surcharge(tables, full, due_on=due_on, paid_on=date(2023, 10, 1)) == 45_00


#: An invention filed 2018-03-15 and granted in its third year: fees from year 4 on fall due.
FILED, GRANTED = date(2018, 3, 15), date(2020, 6, 1)
NOTHING_KNOWN = terms.Paid({})
TO_YEAR_6 = terms.Paid({}, up_to=date(2023, 9, 1))


@pytest.mark.parametrize(
    ("today", "paid", "year"),
    [
        (date(2020, 6, 1), NOTHING_KNOWN, 4),  # the fee of the year of grant is not due again
        (date(2024, 3, 15), TO_YEAR_6, 7),  # due today is on time
        (date(2024, 3, 16), TO_YEAR_6, 7),  # late from the next day on
        (date(2024, 9, 15), TO_YEAR_6, 7),  # the last day of the late period
        (date(2024, 9, 16), TO_YEAR_6, 8),  # too late: the next one that can be paid
        (date(2024, 9, 15), NOTHING_KNOWN, 7),  # older ones cannot be paid any more
        (date(2024, 6, 1), terms.Paid({7: date(2024, 5, 1)}), 8),  # by receipt
        (date(2024, 6, 1), terms.Paid({8: date(2024, 5, 1)}), 7),  # another year's receipt
        (date(2024, 6, 1), terms.Paid({}, up_to=date(2024, 3, 14)), 7),  # extract before the day
        (date(2024, 6, 1), terms.Paid({}, up_to=date(2024, 3, 15)), 8),  # extract of that day
    ],
)
def test_the_fee_due_is_the_earliest_not_known_to_be_paid_that_still_can_be(
    tables: FeeTables, today: date, paid: terms.Paid, year: int
) -> None:
    due = terms.next_fee(tables, INVENTION, FILED, GRANTED, paid=paid, today=today)

    assert due is not None
    assert (due.year, due.due_on) == (year, date(2017 + year, 3, 15))


@pytest.mark.parametrize(("today", "year"), [(date(2025, 9, 15), 10), (date(2025, 9, 16), None)])
def test_after_the_late_period_of_the_last_year_nothing_is_due(
    tables: FeeTables, today: date, year: int | None
) -> None:
    due = terms.next_fee(
        tables, MODEL, date(2016, 3, 15), date(2017, 1, 1), paid=NOTHING_KNOWN, today=today
    )

    assert (due and due.year) == year
