"""What a checklist names, against a model that asks it of every thinkable placeholder."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import product

from hypothesis import example, given
from hypothesis import strategies as st

from backend.documents.service import Slot
from backend.documents.states import Kind
from backend.lending.checklist import MOST_YEARS, Line, Per, Requirement, lines

KINDS = (Kind.ACCOUNTS, Kind.LICENCE, Kind.CERTIFICATE)
LABELS = ("ZL201910000001.9", "201910000001.9", "ZL 2020 1 0000002.7", "沪浦2021000123", "ZL")
SUBJECTS = ("", "201910000001.9", "2020 1 0000002.7", "沪浦2021000123")

days = st.dates(date(2003, 1, 1), date(2032, 12, 31)) | st.sampled_from(
    [date(2026, 4, 30), date(2026, 5, 1), date(2024, 2, 29), date(2025, 12, 31)]
)
requirements = st.builds(
    Requirement,
    kind=st.sampled_from(KINDS),
    per=st.sampled_from(Per),
    years=st.integers(1, MOST_YEARS),
    required=st.booleans(),
    max_age_days=st.none() | st.integers(1, 3660),
)


def _due(year: int, on: date) -> bool:
    """Whether the accounts of a year have to be there: four months after it is over."""
    return date(year + 1, 5, 1) <= on


def _names(each: Requirement, slot: Slot, *, founded: date, labels: Sequence[str], on: date) -> int:
    """Where this requirement names the placeholder, counted from one; 0: nowhere."""
    if each.kind is not slot.kind:
        return 0
    if each.per is Per.FIRM:
        return int(slot.year is None and slot.subject == "")
    if each.per is Per.RIGHT:
        plain = [(label[2:] if label[:2] == "ZL" else label).strip() for label in labels]
        return plain.index(slot.subject) + 1 if slot.year is None and slot.subject in plain else 0
    year = slot.year
    if year is None or slot.subject or year < founded.year or not _due(year, on):
        return 0
    later = next(n for n in range(1, 100) if not _due(year + n, on))
    return later if later <= each.years else 0


def _expected(
    wanted: Sequence[Requirement], *, founded: date, labels: Sequence[str], on: date
) -> list[Line]:
    thinkable = [
        Slot(kind=kind, year=year, subject=subject)
        for kind, year, subject in product(KINDS, (None, *range(1995, 2034)), SUBJECTS)
    ]
    found: list[tuple[tuple[int, int], Line]] = []
    for slot in thinkable:
        places = [_names(each, slot, founded=founded, labels=labels, on=on) for each in wanted]
        naming = [n for n, place in enumerate(places) if place]
        if not naming:
            continue
        ages = [age for n in naming if (age := wanted[n].max_age_days) is not None]
        line = Line(
            slot=slot,
            required=any(wanted[n].required for n in naming),
            max_age_days=min(ages) if ages else None,
        )
        found.append(((naming[0], places[naming[0]]), line))
    return [line for _, line in sorted(found, key=lambda each: each[0])]


@given(
    wanted=st.lists(requirements, max_size=5),
    founded=days,
    labels=st.lists(st.sampled_from(LABELS), max_size=4),
    on=days,
)
@example(
    wanted=[
        Requirement(kind=Kind.ACCOUNTS, per=Per.YEAR, years=3, max_age_days=400),
        Requirement(kind=Kind.ACCOUNTS, per=Per.YEAR, years=1, required=True),
    ],
    founded=date(2024, 6, 1),
    labels=[],
    on=date(2026, 5, 1),
)
@example(
    wanted=[
        Requirement(kind=Kind.CERTIFICATE, per=Per.RIGHT),
        Requirement(kind=Kind.CERTIFICATE, required=True),
    ],
    founded=date(2020, 1, 1),
    labels=["201910000001.9", "ZL201910000001.9", "ZL"],
    on=date(2026, 4, 30),
)
def test_a_checklist_names_each_placeholder_once_in_order_and_the_stricter_holds(
    wanted: list[Requirement], founded: date, labels: list[str], on: date
) -> None:
    found = lines(wanted, established_on=founded, right_labels=labels, on=on)

    assert list(found) == _expected(wanted, founded=founded, labels=labels, on=on)


@given(dated=days, on=days, age=st.none() | st.integers(1, 3660))
@example(dated=date(2025, 11, 29), on=date(2026, 11, 29), age=365)
@example(dated=date(2025, 11, 28), on=date(2026, 11, 29), age=365)
def test_a_paper_is_outdated_from_the_day_after_its_last(
    dated: date, on: date, age: int | None
) -> None:
    line = Line(slot=Slot(kind=Kind.ACCOUNTS), required=True, max_age_days=age)

    good_on = [dated + timedelta(n) for n in range(-4000, 1)]
    if age is not None:
        good_on += [dated + timedelta(n) for n in range(1, age + 1)]
    assert line.outdated(dated, on=on) is (age is not None and on > max(good_on))
