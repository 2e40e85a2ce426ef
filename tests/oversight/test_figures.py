"""The figures out of the counts by day are those of the definition, whatever the entries are."""

from datetime import date, timedelta
from random import Random
from uuid import UUID

import pytest
from asyncpg import RestrictViolationError

from backend.kernel import clock, db
from backend.oversight import measures, queries
from backend.oversight.queries.figures import figures
from tests.oversight import make

pytestmark = pytest.mark.usefixtures("db")

BEGINS = date(2022, 3, 1)


async def _plan() -> UUID:
    found = await db.fetch_value("SELECT id FROM registry_plan WHERE code = $1", make.PLAN)
    return UUID(str(found))


async def _entries(chance: Random) -> None:
    """Registrations with several entries each: raised, corrected away, without bank or street."""
    for number in range(25):
        on = BEGINS + timedelta(days=chance.randrange(900))
        made = await make.registration(5_000_00, on=on)
        for nth in range(chance.choice((1, 1, 1, 2, 3))):
            later = on + timedelta(days=nth * chance.choice((0, chance.randrange(200), -3)))
            await make.entry(
                made,
                chance.choice((1, 1, -1)) * chance.choice((3_000_00, 5_000_00)),
                effective_on=later,
                recorded_on=later,
                cause=chance.choice(("registration", "change", "correction")),
                industry=chance.choice(("biomedicine", "other")),
                bank=chance.choice(("甲银行", "乙银行", "", None)),
                street=chance.choice(("张江镇", "唐镇", None)),
                firm=f"企业{(number + chance.choice((0, 0, nth))) % 9}",
            )


@pytest.mark.parametrize("seed", range(4))
async def test_they_are_the_definition_s_on_every_day(seed: int) -> None:
    await _entries(Random(seed))  # noqa: S311 - a story, not a secret
    plan = await _plan()
    for days in range(-5, 1_500, 35):
        on = BEGINS + timedelta(days=days)
        known = await queries.entries(plan, known_by=clock.end_of_day(on))
        assert await figures(plan, known_on=on) == measures.figures(known)


async def test_counted_anew_they_are_the_same() -> None:
    await _entries(Random(7))  # noqa: S311 - a story, not a secret
    differing = await db.fetch(
        "SELECT part, key, day, amount_fen, deals, firms FROM registry_counted_day WHERE plan = $1 "
        "EXCEPT SELECT * FROM registry_counted_by_day($1, NULL, '{}')",
        await _plan(),
    )
    assert differing == []


async def test_an_entry_is_in_the_figures_at_once() -> None:
    plan, today = await _plan(), clock.today()
    made = await make.registration(7_000_00, on=BEGINS)
    await make.entry(made, 7_000_00)
    assert (await figures(plan, known_on=today)).counted_fen == 7_000_00
    await make.entry(made, -2_000_00, cause="correction")
    found = await figures(plan, known_on=today)
    assert (found.counted_fen, found.deals, found.firms) == (5_000_00, 1, 1)
    await make.entry(made, -5_000_00, cause="correction")
    found = await figures(plan, known_on=today)
    assert (found.counted_fen, found.deals, found.firms) == (0, 0, 0)


@pytest.mark.parametrize(
    "otherwise",
    [
        "UPDATE registry_counted_day SET deals = deals + 1",
        "DELETE FROM registry_counted_day",
        "TRUNCATE registry_counted_day",
    ],
)
async def test_nobody_else_writes_them(otherwise: str) -> None:
    await make.counted(5_000_00)
    with pytest.raises(RestrictViolationError, match="come of their entries alone"):
        await db.execute(otherwise)
