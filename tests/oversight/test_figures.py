"""The figures added up in the database are those of the definition, whatever the entries are."""

from datetime import date, timedelta
from random import Random
from uuid import UUID

import pytest

from backend.kernel import clock, db
from backend.oversight import measures, queries
from backend.oversight.queries import figures as added
from backend.oversight.service.figures import figures as kept
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
            later = on + timedelta(days=nth * chance.randrange(200))
            await make.entry(
                made,
                chance.choice((1, 1, -1)) * chance.choice((3_000_00, 5_000_00)),
                effective_on=later,
                recorded_on=later,
                cause=chance.choice(("registration", "change", "correction")),
                industry=chance.choice(("biomedicine", "other")),
                bank=chance.choice(("甲银行", "乙银行", "", None)),
                street=chance.choice(("张江镇", "唐镇", None)),
                firm=f"企业{number % 9}",
            )


@pytest.mark.parametrize("seed", range(3))
async def test_both_ways_of_adding_agree_on_every_day(seed: int) -> None:
    await _entries(Random(seed))  # noqa: S311 - a story, not a secret
    plan = await _plan()
    for days in (0, 200, 500, 900, 1_500):
        by = clock.end_of_day(BEGINS + timedelta(days=days))
        expected = measures.figures(await queries.entries(plan, known_by=by))
        known, found = await added.figures(plan, known_by=by)
        assert found == expected
        assert known == await added.known(plan, by=by)
        assert await kept(plan, known_by=by) == expected


async def test_an_entry_that_comes_later_is_in_the_figures_at_once() -> None:
    plan, by = await _plan(), clock.end_of_day(clock.today())
    made = await make.registration(7_000_00, on=BEGINS)
    await make.entry(made, 7_000_00)
    assert (await kept(plan, known_by=by)).counted_fen == 7_000_00
    await make.entry(made, -2_000_00, cause="correction")
    found = await kept(plan, known_by=by)
    assert (found.counted_fen, found.deals) == (5_000_00, 1)
    assert await kept(plan, known_by=by) is found
