"""What counts for a plan: the dated rules, the worked example, and the ledger against a sum."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from backend.registry.counting import (
    Counted,
    Due,
    Period,
    Place,
    Registration,
    Rule,
    Step,
    contributions,
    due,
    industry_of,
    rule_of_switches,
    rule_on,
)
from backend.registry.states import Cause

MILLION = 1_000_000_00
TARGET = 3_000 * MILLION
RULE = Rule(version=1, from_on=date(2022, 1, 1))
PLAN = Period(code="2022-2025", from_on=date(2022, 1, 1), to_on=date(2025, 12, 31), rules=(RULE,))
NEXT = replace(PLAN, code="next", from_on=date(2026, 1, 1), to_on=date(2028, 12, 31))
PUDONG = Place(division="310115")
VERIFIED = date(2025, 6, 1)


def step(
    million: int,
    on: date,
    *,
    version: int = 1,
    cause: Cause = Cause.REGISTRATION,
    verified_on: date | None = VERIFIED,
) -> Step:
    return Step(
        version=version,
        cause=cause,
        effective_on=on,
        secured_fen=million * MILLION,
        verified_on=verified_on,
    )


def registration(*steps: Step, place: Place = PUDONG, kind: str = "patent") -> Registration:
    return Registration(kind=kind, pledgors=(place,), steps=steps)


def total(plan: Period, *registrations: Registration) -> int:
    return sum(sum(_ledger(plan, each).values()) for each in registrations)


def _ledger(plan: Period, each: Registration) -> dict[int, int]:
    """What stands after the registration was verified and then, if so, revoked."""
    entries = [
        Counted(
            version=entry.version,
            effective_on=entry.effective_on,
            amount_fen=entry.amount_fen,
            rule_version=entry.rule_version,
        )
        for entry in due(plan, replace(each, revoked_on=None), [])
    ]
    after = due(plan, each, entries) if each.revoked_on else []
    sums: dict[int, int] = {}
    written = [(row.version, row.amount_fen) for row in entries]
    for version, amount in [*written, *((row.version, row.amount_fen) for row in after)]:
        sums[version] = sums.get(version, 0) + amount
    return sums


def ten_registrations() -> list[Registration]:
    """Nine of 100 m in the period, one of them revoked (and one cancelled, which changes
    nothing), and one of 50 m dated two days before it."""
    nine = [registration(step(100, date(2022 + n % 4, 3, 1 + n))) for n in range(9)]
    nine[3] = replace(nine[3], revoked_on=date(2025, 8, 1))
    return [*nine, registration(step(50, date(2021, 12, 30)))]


def test_the_worked_example_is_800_million_and_26_67_percent() -> None:
    counted = total(PLAN, *ten_registrations())

    assert counted == 800 * MILLION
    assert round(counted / TARGET * 100, 2) == 26.67


def test_with_2021_included_it_is_850_million_and_28_33_percent() -> None:
    including = replace(PLAN, rules=(replace(RULE, counts_from=date(2021, 1, 1)),))

    counted = total(including, *ten_registrations())

    assert counted == 850 * MILLION
    assert round(counted / TARGET * 100, 2) == 28.33


@pytest.mark.parametrize(
    ("on", "counts"),
    [
        (date(2021, 12, 31), False),
        (date(2022, 1, 1), True),
        (date(2025, 12, 31), True),
        (date(2026, 1, 1), False),
    ],
)
def test_the_registration_date_decides_about_the_period(
    on: date,
    counts: bool,  # noqa: FBT001
) -> None:
    assert total(PLAN, registration(step(100, on))) == (100 * MILLION if counts else 0)


@pytest.mark.parametrize(
    ("place", "counts"),
    [
        (Place(division="310115"), True),
        (Place(division="310104"), False),
        (Place(division="310104", code="913101150000000000"), False),
        (Place(division=None, code="913101150000000000"), True),
        (Place(division=None, code="913101040000000000"), False),
        (Place(division=None, code=None), False),
    ],
)
def test_the_address_decides_and_the_code_only_without_one(
    place: Place,
    counts: bool,  # noqa: FBT001
) -> None:
    each = registration(step(100, date(2023, 1, 1)), place=place)

    assert total(PLAN, each) == (100 * MILLION if counts else 0)


def test_of_several_pledgors_one_in_the_district_is_enough() -> None:
    each = replace(
        registration(step(100, date(2023, 1, 1))),
        pledgors=(Place(division="310104"), PUDONG),
    )

    assert total(PLAN, each) == 100 * MILLION


def test_only_the_kinds_of_the_rule_count() -> None:
    assert total(PLAN, registration(step(1, date(2023, 1, 1)), kind="copyright")) == 0
    assert total(PLAN, registration(step(1, date(2023, 1, 1)), kind="trademark")) == MILLION


def test_nothing_counts_unverified() -> None:
    assert total(PLAN, registration(step(1, date(2023, 1, 1), verified_on=None))) == 0


def change(million: int, on: date, version: int, *, verified: bool = True) -> Step:
    return step(
        million,
        on,
        version=version,
        cause=Cause.CHANGE,
        verified_on=VERIFIED if verified else None,
    )


def test_a_hundred_eighty_a_hundred_counts_a_hundred() -> None:
    each = registration(
        step(100, date(2023, 1, 1)),
        change(80, date(2023, 5, 1), 2),
        change(100, date(2023, 9, 1), 3),
    )

    assert {v: c.amount_fen for v, c in contributions(PLAN, each).items()} == {1: 100 * MILLION}


def test_a_rise_adds_the_difference_on_its_own_day_once_verified_on_its_own() -> None:
    each = registration(step(100, date(2023, 1, 1)), change(130, date(2024, 2, 3), 2))
    unverified = registration(
        step(100, date(2023, 1, 1)), change(130, date(2024, 2, 3), 2, verified=False)
    )

    found = contributions(PLAN, each)

    assert (found[2].amount_fen, found[2].effective_on) == (30 * MILLION, date(2024, 2, 3))
    assert total(PLAN, unverified) == 100 * MILLION


def test_a_rise_of_an_earlier_registration_does_not_count_unless_switched_on() -> None:
    each = registration(step(100, date(2021, 6, 1)), change(130, date(2023, 2, 3), 2))
    switched = replace(PLAN, rules=(replace(RULE, rises_of_earlier_count=True),))

    assert total(PLAN, each) == 0
    assert total(switched, each) == 30 * MILLION


def test_a_fall_deducts_only_when_switched_on() -> None:
    each = registration(step(100, date(2023, 1, 1)), change(80, date(2024, 1, 1), 2))
    switched = replace(PLAN, rules=(replace(RULE, falls_deduct=True),))

    assert total(PLAN, each) == 100 * MILLION
    assert total(switched, each) == 80 * MILLION


def test_a_revocation_is_taken_out_of_the_plan_that_counted_whatever_its_own_date() -> None:
    each = replace(registration(step(100, date(2025, 3, 1))), revoked_on=date(2026, 5, 1))
    standing = [
        Counted(version=1, effective_on=date(2025, 3, 1), amount_fen=100 * MILLION, rule_version=1)
    ]

    assert due(PLAN, each, standing) == [
        Due(
            version=1,
            effective_on=date(2026, 5, 1),
            amount_fen=-100 * MILLION,
            cause=Cause.REVOCATION,
            rule_version=1,
        )
    ]
    assert due(NEXT, each, []) == []


def test_the_rule_in_force_when_it_was_verified_decides_for_good() -> None:
    later = replace(RULE, version=2, from_on=date(2025, 7, 1), counts_from=date(2021, 1, 1))
    plan = replace(PLAN, rules=(RULE, later))
    early = registration(step(50, date(2021, 12, 30), verified_on=date(2025, 6, 30)))
    late = registration(step(50, date(2021, 12, 30), verified_on=date(2025, 7, 1)))

    assert total(plan, early) == 0
    assert contributions(plan, late)[1].rule_version == 2


def test_a_corrected_amount_is_taken_back_on_its_month_and_counted_anew() -> None:
    day = date(2024, 2, 3)
    standing = [Counted(version=1, effective_on=day, amount_fen=100 * MILLION, rule_version=1)]
    unverified = registration(step(90, date(2024, 2, 5), verified_on=None))

    taken = due(PLAN, unverified, standing)

    assert [(e.effective_on, e.amount_fen, e.cause) for e in taken] == [
        (day, -100 * MILLION, Cause.CORRECTION)
    ]


def test_the_industry_is_the_most_frequent_and_on_a_tie_the_first_listed() -> None:
    assert industry_of(["a", "b", "b"]) == "b"
    assert industry_of(["b", "a", "a", "b"]) == "b"


def test_a_rule_is_read_from_its_switches() -> None:
    rule = rule_of_switches(
        3,
        date(2023, 1, 1),
        {
            "kinds": ["patent"],
            "division": "310115",
            "counts_from": "2021-01-01",
            "falls_deduct": True,
            "rises_of_earlier_count": False,
        },
    )

    assert (rule.kinds, rule.counts_from, rule.falls_deduct) == (
        frozenset({"patent"}),
        date(2021, 1, 1),
        True,
    )


def test_of_the_versions_that_have_begun_the_one_written_last_is_in_force() -> None:
    overtaken = Rule(version=2, from_on=date(2024, 6, 1))
    last = Rule(version=3, from_on=date(2024, 3, 1))

    found = [
        rule_on((overtaken, last, RULE), day)
        for day in (date(2021, 12, 31), date(2024, 2, 29), date(2024, 3, 1), date(2024, 6, 1))
    ]

    assert found == [None, RULE, last, last]


class History:
    """Registrations as they come, are verified, changed, corrected and revoked, at random."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311
        self.registrations: list[Registration] = []
        self.ledgers: list[list[Counted]] = []

    def day(self) -> date:
        return date(2021, 6, 1) + timedelta(days=self.random.randrange(2_500))

    def happen(self) -> None:
        if not self.registrations or self.random.random() < 0.2:
            first = step(self.random.randrange(1, 60), self.day(), verified_on=None)
            place = self.random.choice([PUDONG, PUDONG, Place(code="913101150000000000")])
            self.registrations.append(
                registration(first, place=self.random.choice([place, Place(division="310104")]))
            )
            self.ledgers.append([])
            return
        index = self.random.randrange(len(self.registrations))
        if self.registrations[index].revoked_on is None:
            self.registrations[index] = self.next(self.registrations[index])
            self.ledgers[index] += [
                Counted(
                    version=entry.version,
                    effective_on=entry.effective_on,
                    amount_fen=entry.amount_fen,
                    rule_version=entry.rule_version,
                )
                for entry in due(PLAN, self.registrations[index], self.ledgers[index])
            ]

    def next(self, each: Registration) -> Registration:
        steps = list(each.steps)
        place = self.random.randrange(len(steps))
        match self.random.randrange(10):
            case 0:
                return replace(each, revoked_on=max(s.effective_on for s in steps))
            case 1 | 2:
                on = max(s.effective_on for s in steps) + timedelta(days=self.random.randrange(90))
                fresh = change(self.random.randrange(1, 90), on, len(steps) + 1, verified=False)
                return replace(each, steps=(*steps, fresh))
            case 3:
                wrong = replace(
                    steps[place],
                    verified_on=None,
                    secured_fen=self.random.randrange(1, 90) * MILLION,
                )
                steps[place] = wrong
            case _:
                steps[place] = replace(steps[place], verified_on=VERIFIED)
        return replace(each, steps=tuple(steps))


def fresh_sum(each: Registration) -> int:
    """The amount of one registration counted from scratch, said in words of the rules."""
    if each.revoked_on is not None:
        return 0
    place = each.pledgors[0]
    here = place.division == "310115" or (
        place.division is None and (place.code or "        ")[2:8] == "310115"
    )
    first, *changes = each.steps
    begins_inside = date(2022, 1, 1) <= first.effective_on <= date(2025, 12, 31)
    if not (here and begins_inside):
        return 0
    highest = first.secured_fen
    amount = highest if first.verified_on else 0
    for later in changes:
        rise = max(0, later.secured_fen - highest)
        highest = max(highest, later.secured_fen)
        if later.verified_on and later.effective_on <= date(2025, 12, 31):
            amount += rise
    return amount


@pytest.mark.parametrize("seed", range(3))
def test_ten_thousand_random_events_equal_a_fresh_sum(seed: int) -> None:
    history = History(seed)

    for _ in range(10_000):
        history.happen()

    for each, ledger in zip(history.registrations, history.ledgers, strict=True):
        assert sum(row.amount_fen for row in ledger) == fresh_sum(each)
    assert sum(map(fresh_sum, history.registrations)) > 0
