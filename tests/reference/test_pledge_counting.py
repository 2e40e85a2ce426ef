"""What counts as a registered pledge amount: published by two, from its day on."""

from datetime import date, datetime, timedelta
from typing import Any

import asyncpg
import pytest

from backend.kernel import clock, db
from backend.kernel.auth import SYSTEM
from backend.registry import service as registry
from tests.conftest import ClientFor
from tests.reference.test_reference import PROPOSALS, body, later, operators, published, rows_of
from tests.registry import make

pytestmark = pytest.mark.usefixtures("db")
TABLE = "pledge_counting"
PLAN = "2022-2025"


async def versions(plan: str = PLAN) -> list[tuple[int, date, Any]]:
    found = await registry.counting_rules(plan)
    return [(each.version, each.from_on, each.switches["kinds"]) for each in found]


async def test_the_rule_of_the_day_of_verifying_counts_and_what_was_counted_stays(
    as_: ClientFor,
) -> None:
    at = await make.scene()
    other = await make.scene()
    with clock.at(datetime(2024, 3, 5, 12, tzinfo=clock.SHANGHAI)):
        await make.counted(at)
        waiting = await make.registered(other)
        [row] = await rows_of(as_, TABLE)
        made = await published(as_, body(TABLE, [{**row, "kinds": ["trademark"]}], on=later(3)))
        assert made.status_code == 200, made.text
    with clock.at(datetime(2024, 3, 9, 12, tzinfo=clock.SHANGHAI)):
        await make.confirm(other, waiting)

    assert await versions() == [
        (1, date(2022, 1, 1), ["patent", "trademark"]),
        (2, date(2024, 3, 8), ["trademark"]),
    ]
    assert await db.fetch_value("SELECT array_agg(rule_version) FROM registry_count_entry") == [1]
    assert await make.counted_fen(PLAN) == make.HUNDRED_MILLION


async def test_before_its_day_a_new_rule_changes_nothing(as_: ClientFor) -> None:
    at = await make.scene()
    with clock.at(datetime(2024, 3, 5, 12, tzinfo=clock.SHANGHAI)):
        [row] = await rows_of(as_, TABLE)
        await published(as_, body(TABLE, [{**row, "kinds": ["trademark"]}]))

        await make.counted(at)

    assert await make.counted_fen(PLAN) == make.HUNDRED_MILLION


async def test_one_that_has_not_begun_is_overtaken_by_what_is_published_later(
    as_: ClientFor,
) -> None:
    [row] = await rows_of(as_, TABLE)
    changed = {**row, "falls_deduct": True, "counts_from": "2021-07-01"}

    first = await published(as_, body(TABLE, [changed], on=later(9)))
    second = await published(as_, body(TABLE, [row], on=later(9)))
    third = await published(as_, body(TABLE, [changed], on=later(4)))

    assert [each.status_code for each in (first, second, third)] == [200, 200, 200]
    found = await registry.counting_rules(PLAN)
    assert [(each.version, each.from_on) for each in found[1:]] == [
        (2, later(9)), (3, later(9)), (4, later(4)),
    ]  # fmt: skip
    assert found[-1].switches == {
        "kinds": ["patent", "trademark"],
        "division": "310115",
        "counts_from": "2021-07-01",
        "falls_deduct": True,
        "rises_of_earlier_count": False,
    }
    assert found[-1].source == "公告 2026 年第 9 号"


async def test_a_plan_keeps_its_rule_where_a_version_says_nothing_else(as_: ClientFor) -> None:
    await registry.create_plan(
        registry.PlanIn(
            code="next",
            name="下一规划",
            from_on=date(2026, 1, 1),
            to_on=date(2028, 12, 31),
            adopted=False,
            source="试",
            targets=[],
        ),
        by=SYSTEM,
    )
    [row] = await rows_of(as_, TABLE)

    made = await published(
        as_, body(TABLE, [row, {**row, "plan": "next", "rises_of_earlier_count": True}])
    )

    assert made.status_code == 200, made.text
    assert [each["how"] for each in made.json()["changes"]] == ["added"]
    assert [each[0] for each in await versions()] == [1]
    assert [each[:2] for each in await versions("next")] == [(1, date(2026, 1, 1)), (2, later())]


async def test_rows_that_do_not_fit_are_told_with_what_would_pass(as_: ClientFor) -> None:
    first, _ = await operators()
    [row] = await rows_of(as_, TABLE)
    client = as_(first)

    async def refused(*rows: dict[str, Any], on: date | None = None) -> Any:
        return (await client.post(PROPOSALS, json=body(TABLE, list(rows), on=on))).json()

    unknown = await refused({**row, "plan": "2030"})
    shape = await refused({**row, "division": "31", "kinds": ["patent", "patent"]})
    kinds = await refused({**row, "kinds": ["cattle"]})
    today = await refused({**row, "falls_deduct": True}, on=clock.today())

    assert [(each["row"], each["column"], each["why"]) for each in unknown["rows"]] == [
        (1, "plan", "应为已有规划：2022-2025")
    ]
    assert [each["column"] for each in shape["rows"]] == ["division", "kinds"]
    assert [each["column"] for each in kinds["rows"]] == ["kinds"]
    assert (today["code"], today["first"]) == ("reference.not_ahead", later().isoformat())


WRITE = (
    "INSERT INTO registry_counting_rule (id, created_at, plan, version, from_on, switches, words, "
    "words_en, source, reference) SELECT gen_random_uuid(), {made}, plan, 9, {day}, {switches}, "
    "words, words_en, source, {reference} FROM registry_counting_rule ORDER BY version DESC LIMIT 1"
)


async def test_the_database_wants_a_rule_to_be_what_two_published(as_: ClientFor) -> None:
    with clock.at(datetime(2024, 3, 5, 12, tzinfo=clock.SHANGHAI)):
        await make.counted(await make.scene())
    [row] = await rows_of(as_, TABLE)
    assert (
        await published(as_, body(TABLE, [{**row, "falls_deduct": True}], on=later(3)))
    ).status_code == 200
    as_it_is = {"made": "created_at", "day": "from_on", "switches": "switches"}
    as_it_is["reference"] = "reference"

    for changed, name in (
        ({"reference": "NULL"}, "was_published"),
        ({"day": "from_on + 1"}, "was_published"),
        ({"switches": "switches || '{\"falls_deduct\": false}'"}, "was_published"),
        ({"made": "created_at + interval '5 days'"}, "is_ahead"),
    ):
        with pytest.raises(asyncpg.PostgresError) as refused:
            async with db.transaction():
                await db.execute(WRITE.format(**as_it_is | changed))
        assert getattr(refused.value, "constraint_name", None) == f"registry_counting_rule_{name}"
    with pytest.raises(asyncpg.RestrictViolationError):
        async with db.transaction():
            await db.execute("UPDATE registry_counting_rule SET from_on = from_on + 1")


async def test_a_refused_publication_leaves_no_rule(as_: ClientFor) -> None:
    [row] = await rows_of(as_, TABLE)
    first, second = await operators()
    asked = await as_(first).post(PROPOSALS, json=body(TABLE, [{**row, "falls_deduct": True}]))

    with clock.at(clock.now() + timedelta(days=2)):
        late = await as_(second).post(f"{PROPOSALS}/{asked.json()['proposal']['id']}/acceptance")

    assert late.status_code == 422
    assert [each[0] for each in await versions()] == [1]
