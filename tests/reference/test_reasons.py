"""Reasons to pick from: kept by two, offered by day; what was decided keeps its words."""

from datetime import timedelta
from typing import Any

import asyncpg
import pytest

from backend.kernel import clock, db
from backend.kyb import service as kyb
from backend.reference import reasons
from backend.reference.reasons import LISTS
from tests import make
from tests.conftest import ClientFor
from tests.kyb.make import reviewer, submitted
from tests.reference.test_reference import PROPOSALS, body, later, operators, published, rows_of
from tests.registry import make as scene
from tests.targets.test_library import ADDRESS, entry
from tests.targets.test_statements import people

pytestmark = pytest.mark.usefixtures("db")
TABLE = "reasons"


def with_row(rows: list[dict[str, Any]], code: str, **change: Any) -> list[dict[str, Any]]:
    return [{**row, **change} if row["code"] == code else row for row in rows]


def labels(told: list[dict[str, str]]) -> dict[str, str]:
    return {each["code"]: each["label"] for each in told if each["list"] == "kyb_return"}


async def refused(as_: ClientFor, rows: list[dict[str, Any]]) -> list[tuple[str, str]]:
    first, _ = await operators()
    told = await as_(first).post(PROPOSALS, json=body(TABLE, rows))
    assert told.status_code == 422, told.text
    assert told.json()["code"] == "reference.rows_refused"
    return [(each["column"], each["why"]) for each in told.json()["rows"]]


async def test_every_list_offers_its_reasons_in_the_readers_language(as_: ClientFor) -> None:
    firm = await make.actor(await make.organisation(), "handler")

    told = (await as_(firm).get("/reasons")).json()["items"]
    english = (await as_(firm).get("/reasons", headers={"accept-language": "en"})).json()["items"]

    assert {each["list"] for each in told} == LISTS.keys()
    assert [each["code"] for each in told if each["list"] == "kyb_return"][0::6] == [
        "licence_unreadable", "other",
    ]  # fmt: skip
    assert labels(told)["licence_unreadable"] == "营业执照不清晰"
    assert labels(english)["licence_unreadable"] == "The licence cannot be read"


async def test_what_was_decided_keeps_the_words_of_its_day(as_: ClientFor) -> None:
    operator, claimed = await reviewer(), await submitted()
    rows = await rows_of(as_, TABLE)
    path = f"/kyb-cases/{claimed.case.id}"
    unclear = {"reason_code": "licence_unreadable", "reason": "第二页看不清。"}

    made = await published(as_, body(TABLE, with_row(rows, "licence_unreadable", zh="执照不清楚")))
    returned = await as_(operator).post(f"{path}/return", json=unclear)
    with clock.at(clock.now() + timedelta(days=1)):
        old = (await as_(claimed.admin).get(path)).json()
        offered = (await as_(claimed.admin).get("/reasons")).json()["items"]

    assert made.status_code == returned.status_code == 200
    assert returned.json()["reason_words"] == old["reason_words"] == "营业执照不清晰"
    assert labels(offered)["licence_unreadable"] == "执照不清楚"


async def test_a_reason_that_retired_is_refused_with_those_that_would_pass(
    as_: ClientFor,
) -> None:
    operator, claimed = await reviewer(), await submitted()
    rows = with_row(await rows_of(as_, TABLE), "name_differs", until=later(1).isoformat())
    assert (await published(as_, body(TABLE, rows))).status_code == 200
    path, said = f"/kyb-cases/{claimed.case.id}", {"reason_code": "name_differs", "reason": "见附"}

    with clock.at(clock.now() + timedelta(days=2)):
        gone = await as_(operator).post(f"{path}/return", json=said)
    never = await as_(operator).post(f"{path}/return", json={**said, "reason_code": "mood"})
    with clock.at(clock.now() + timedelta(days=1)):
        last_day = await as_(operator).post(f"{path}/return", json=said)

    assert (gone.status_code, gone.json()["code"]) == (422, "reference.reason_not_listed")
    assert (gone.json()["field"], gone.json()["list"]) == ("reason_code", "认证退回")
    assert "名称与营业执照不一致" not in gone.json()["passing"]
    assert "其他 (other)" in gone.json()["passing"]
    assert never.json()["code"] == "reference.reason_not_listed"
    assert last_day.status_code == 200
    with clock.at(clock.now() + timedelta(days=3)):
        seen = await kyb.case(claimed.case.id, by=operator)
    assert seen.reason_words == ("名称与营业执照不一致", "The name differs from the licence")


async def test_a_row_retires_but_stays_and_what_the_program_needs_does_not_retire(
    as_: ClientFor,
) -> None:
    rows = await rows_of(as_, TABLE)

    without = [row for row in rows if row["code"] != "price"]
    assert [each[0] for each in await refused(as_, without)] == ["code"]
    retired = [(column, why) for column, why in await refused(
        as_, [{**row, "until": later(9).isoformat()} if row["code"] == "other" else row
              for row in rows])]  # fmt: skip
    needing = [each for each in LISTS.values() if "other" in each.needs]
    assert [column for column, _ in retired] == ["until"] * len(needing)
    assert "程序依赖此代码" in retired[0][1]
    ended = [
        {**row, "until": later(9).isoformat()} if row["list"] == "library_exit" else row
        for row in rows
    ]
    assert [each[0] for each in await refused(as_, ended)] == ["list"]
    wrong = {"list": "moods", "position": 1, "code": "Bad!", "zh": "坏", "en": "bad",
             "from_on": later(5).isoformat(), "until": later(2).isoformat()}  # fmt: skip
    assert [each[0] for each in await refused(as_, [*rows, wrong])] == ["list", "code", "until"]


async def test_a_new_reason_is_offered_from_its_first_day_on(as_: ClientFor) -> None:
    new = {"list": "kyb_return", "position": 5, "code": "seal_missing", "zh": "缺公章",
           "en": "The seal is missing", "from_on": later(3).isoformat(), "until": None}  # fmt: skip
    assert (await published(as_, body(TABLE, [*await rows_of(as_, TABLE), new]))).status_code == 200

    assert "seal_missing" not in {row.code for row in await reasons.offered(later(2))}
    assert (await reasons.offered(later(3), of=LISTS["kyb_return"]))[0].code == "seal_missing"


async def test_a_firm_leaves_the_library_for_a_reason_of_the_list(as_: ClientFor) -> None:
    officer, verifier = await people()
    client, code = as_(officer), make.uscc()
    found = {"outcome": "confirmed", "looked_in": "公示", "looked_on": clock.today().isoformat()}
    first = await client.post(ADDRESS, json={"items": [entry(code, "2023-06-01")], "source": "x"})
    ids = [each["id"] for each in first.json()["items"]]
    await as_(verifier).post(f"{ADDRESS}/verification", json={**found, "ids": ids})

    async def leaving(**why: Any) -> Any:
        step = {**entry(code, "2024-06-01", kind="exit"), **why}
        return await client.post(ADDRESS, json={"items": [step], "source": "x"})

    unsaid, unknown = await leaving(reason_code=None), await leaving(reason_code="mood")
    left = await leaving(reason_code="merged")

    assert [each.json()["rows"][0]["field"] for each in (unsaid, unknown)] == ["reason_code"] * 2
    assert "merged" in unknown.json()["rows"][0]["would_pass"]
    assert left.status_code == 201, left.text
    assert left.json()["items"][0]["reason_words"] == "被合并或收购"


async def test_the_database_takes_no_reason_that_never_was_listed() -> None:
    claimed = await submitted()

    with pytest.raises(asyncpg.RestrictViolationError):
        async with db.transaction():
            await db.execute(
                "UPDATE kyb_case SET reason_code = 'mood' WHERE id = $1", claimed.case.id
            )


async def test_a_count_is_taken_back_for_a_reason_of_the_list(as_: ClientFor) -> None:
    at = await scene.scene()
    pledge = await scene.counted(at)
    path, said = f"/pledges/{pledge.id}/count-correction", {"reason": "公报中未见该登记号"}

    unsaid = await as_(at.verifier).post(path, json=said)
    unknown = await as_(at.verifier).post(path, json={**said, "reason_code": "mood"})
    taken = await as_(at.verifier).post(path, json={**said, "reason_code": "not_in_source"})

    assert unsaid.status_code == 400
    assert unknown.json()["code"] == "reference.reason_not_listed"
    assert taken.status_code == 200, taken.text
    last = taken.json()["verifications"][-1]
    assert (last["reason_code"], last["reason_words"]) == ("not_in_source", "公报或通知书中查不到")
    assert sum(each["amount_fen"] for each in taken.json()["entries"]) == 0
