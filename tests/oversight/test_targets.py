"""A target over HTTP: the headline, its parts, and the entries that sum to each of them."""

import csv
import io
import re
from datetime import date
from itertools import pairwise
from typing import Any
from uuid import UUID

import httpx
import pytest

from backend.kernel import clock, db
from backend.kernel.auth import SYSTEM, Actor
from backend.registry import service as registry
from tests import make
from tests.conftest import ClientFor
from tests.documents import vault
from tests.documents.make import file as deposited
from tests.oversight.make import TARGET, counted, entry, registration, verification

pytestmark = pytest.mark.usefixtures("db")

M = 1_000_000_00


async def official() -> Actor:
    return await make.actor(await make.organisation(kind="district"), "officer")


async def headline(client: httpx.AsyncClient, query: str = "") -> dict[str, Any]:
    response = await client.get(f"/targets/{TARGET}{query}")
    assert response.status_code == 200, response.text
    body: dict[str, Any] = response.json()
    return body


async def worked_example() -> None:
    """Ten registrations: nine of 100 m in the plan, one revoked; one of 50 m dated before it."""
    for number in range(9):
        made = await counted(100 * M, on=date(2022 + number % 4, 3, 1 + number))
        if number == 0:
            await entry(made, -100 * M, effective_on=date(2024, 7, 1), cause="revocation")
    await registration(50 * M, on=date(2021, 12, 30))


async def test_the_worked_example_stands_at_26_67_per_cent(as_: ClientFor) -> None:
    await worked_example()

    body = await headline(as_(await official()))

    assert body["counted_fen"] == 800 * M
    assert body["target_fen"] == 3000 * M
    assert body["ratio"] == "26.67"
    assert body["deals"] == body["firms"] == 8
    assert body["mean_fen"] == 100 * M
    assert body["verified"] == {"deals": 8, "amount_fen": 800 * M}
    assert body["claimed"] == body["evidenced"] == {"deals": 0, "amount_fen": 0}
    assert body["pace"]["expected_fen"] == 3000 * M
    assert body["pace"]["missing_fen"] == 2200 * M
    assert body["pace"]["months_left"] == 0
    assert body["pace"]["needed_per_month_fen"] is None
    assert (body["pace"]["status"], body["pace"]["elapsed"]) == ("behind", "100.00")
    assert body["plan"]["closed"] is True
    assert body["rule"]["version"] == 1
    assert body["rule"]["switches"]["division"] == "310115"


async def test_the_method_is_said_in_the_language_of_its_reader(as_: ClientFor) -> None:
    client = as_(await official())
    chinese = (await headline(client))["definitions"]
    client.headers["Accept-Language"] = "en"
    english = (await headline(client))["definitions"]
    assert chinese.keys() == english.keys()
    assert all(re.search("[\u4e00-\u9fff]", words) for words in chinese.values())
    assert not any(re.search("[\u4e00-\u9fff]", words) for words in english.values())


async def test_the_rule_is_said_in_the_language_of_its_reader(as_: ClientFor) -> None:
    official_client, public = as_(await official()), as_(None)
    for client in (official_client, public):
        client.headers["Accept-Language"] = "en"
    chinese = (await headline(as_(await official())))["rule"]
    english = (await headline(official_client))["rule"]
    [published] = [
        each["rule"]
        for each in (await public.get("/public/totals")).json()["items"]
        if each["target"] == TARGET
    ]

    assert chinese["words_language"] == "zh-CN"
    assert english["words_language"] == published["words_language"] == "en"
    assert re.search("[\u4e00-\u9fff]", chinese["words"])
    assert not re.search("[\u4e00-\u9fff]", english["words"])
    assert english["switches"] == chinese["switches"]
    assert not re.search("[\u4e00-\u9fff]", english["source"])


async def test_plans_and_targets_are_told_in_the_readers_language(as_: ClientFor) -> None:
    client, public = as_(await official()), as_(None)
    chinese = next(
        plan for plan in (await client.get("/plans")).json()["items"] if plan["code"] == "2022-2025"
    )
    client.headers["Accept-Language"] = public.headers["Accept-Language"] = "en"
    english = next(
        plan for plan in (await client.get("/plans")).json()["items"] if plan["code"] == "2022-2025"
    )
    totals = (await public.get("/public/totals")).json()["items"]
    [total] = [each for each in totals if each["target"] == TARGET]

    assert chinese["name"] == "浦东新区建设国家知识产权保护示范区（2022—2025年）"
    assert {target["quote"] for target in chinese["targets"]} >= {
        "知识产权质押融资登记金额累计达到30亿元"
    }
    said = [english["name"], english["source"], total["name"], total["quote"]]
    said += [target[word] for target in english["targets"] for word in ("name", "quote", "source")]
    assert [words for words in said if re.search("[\u4e00-\u9fff]", words)] == []
    assert total["name"] == english["name"]


async def test_a_rule_without_translation_is_said_in_chinese(as_: ClientFor) -> None:
    await registry.create_plan(
        registry.PlanIn(
            code="2029-2031",
            name="下一计划",
            from_on=date(2029, 1, 1),
            to_on=date(2031, 12, 31),
            adopted=False,
            source="试",
            targets=[
                registry.TargetIn(code="pledge", name="金额", quote="…", unit="fen", value=100)
            ],
            rules=[
                registry.RuleIn(
                    from_on=date(2029, 1, 1), switches={}, words="只有中文", source="试"
                )
            ],
        ),
        by=SYSTEM,
    )
    client = as_(await official())
    client.headers["Accept-Language"] = "en"

    plans = (await client.get("/plans")).json()["items"]

    [rule] = next(plan["rules"] for plan in plans if plan["code"] == "2029-2031")
    assert (rule["words"], rule["words_language"]) == ("只有中文", "zh-CN")


async def test_every_part_opens_the_entries_that_sum_to_it(as_: ClientFor) -> None:
    await counted(100 * M, on=date(2022, 5, 4), bank="甲银行", industry="biomedicine")
    await counted(30 * M, on=date(2022, 5, 9), bank=None, street="金桥镇")
    risen = await counted(20 * M, on=date(2023, 1, 2), bank="甲银行", street=None)
    await entry(
        risen,
        5 * M,
        effective_on=date(2023, 9, 1),
        cause="change",
        bank="甲银行",
        street=None,
    )
    client = as_(await official())
    body = await headline(client)

    for dimension in ("month", "bank", "industry", "street"):
        cells = body[f"by_{dimension}"]
        assert sum(cell["amount_fen"] for cell in cells) == body["counted_fen"] == 155 * M
        assert sum(cell["deals"] for cell in cells) == body["deals"] == 3
        for cell in cells:
            response = await client.get(
                f"/targets/{TARGET}/entries", params={dimension: cell["key"]}
            )
            found = response.json()
            assert found["amount_fen"] == cell["amount_fen"]
            assert sum(item["amount_fen"] for item in found["items"]) == cell["amount_fen"]
            assert all(item["registration_number"] for item in found["items"])
    assert {cell["key"]: cell["amount_fen"] for cell in body["by_bank"]} == {
        "甲银行": 125 * M,
        "unknown": 30 * M,
    }
    assert [cell["key"] for cell in body["by_month"]] == ["2022-05", "2023-01", "2023-09"]


async def test_figures_are_told_as_they_were_known_on_a_day(as_: ClientFor) -> None:
    made = await counted(100 * M, on=date(2023, 5, 4), recorded_on=date(2023, 6, 1))
    await entry(
        made,
        -100 * M,
        effective_on=date(2023, 5, 4),
        recorded_on=date(2024, 2, 2),
        cause="correction",
    )
    client = as_(await official())

    known = {
        day: (await headline(client, f"?as_known_on={day}"))["counted_fen"]
        for day in ("2023-05-31", "2023-06-01", "2024-02-01", "2024-02-02")
    }
    entries = (await client.get(f"/targets/{TARGET}/entries?as_known_on=2024-02-01")).json()

    assert known == {
        "2023-05-31": 0,
        "2023-06-01": 100 * M,
        "2024-02-01": 100 * M,
        "2024-02-02": 0,
    }
    assert (entries["total"], entries["amount_fen"]) == (1, 100 * M)


async def test_claimed_evidenced_and_verified_stand_apart(
    as_: ClientFor, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault.use(tmp_path, monkeypatch)
    officer = await official()
    notice: UUID = (await deposited(officer)).id
    day = date(2023, 5, 4)
    await registration(10 * M, on=day)
    await registration(20 * M, on=day, notice=notice)
    await registration(99 * M, on=day, division="310104")
    await registration(99 * M, on=day, division=None, code="91310104MA1H8QYX01")
    await registration(1 * M, on=day, division=None, code="91310115MA1H8QYX01")
    await registration(99 * M, on=date(2021, 12, 31))
    wrong = await registration(40 * M, on=day)
    await verification(wrong, on=date(2023, 6, 1))
    await verification(wrong, on=date(2023, 7, 1), outcome="mismatch")
    await counted(5 * M, on=day)

    body = await headline(as_(officer))
    before = await headline(as_(officer), "?as_known_on=2023-06-15")

    assert body["claimed"] == {"deals": 3, "amount_fen": 51 * M}
    assert body["evidenced"] == {"deals": 1, "amount_fen": 20 * M}
    assert body["verified"] == {"deals": 1, "amount_fen": 5 * M}
    assert before["claimed"] == {"deals": 2, "amount_fen": 11 * M}


async def test_entries_come_in_pages_newest_effect_first(as_: ClientFor) -> None:
    for number in range(5):
        await counted(M, on=date(2023, 5, 1 + number // 2))
    client, seen, cursor = as_(await official()), [], ""

    while True:
        query = f"/targets/{TARGET}/entries?limit=2" + (f"&cursor={cursor}" if cursor else "")
        page = (await client.get(query)).json()
        assert (page["total"], page["amount_fen"]) == (5, 5 * M)
        seen += page["items"]
        cursor = page["next"]
        if cursor is None:
            break

    days = [item["effective_on"] for item in seen]
    assert days == sorted(days, reverse=True)
    assert len({item["id"] for item in seen}) == 5
    assert (await client.get(f"/targets/{TARGET}/entries?cursor=nonsense")).status_code == 400


async def test_the_export_holds_the_same_entries_and_runs_nowhere(as_: ClientFor) -> None:
    await counted(100 * M, on=date(2023, 5, 4), bank="=cmd|' /C calc'!A0", firm="@SUM(A1)")
    made = await counted(7, on=date(2023, 5, 5))
    await entry(made, -7, cause="correction")

    response = await as_(await official()).get(f"/targets/{TARGET}/entries.csv")

    assert response.status_code == 200
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert response.headers["content-disposition"].startswith("attachment")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert len(rows) == 3
    assert {row["银行"] for row in rows} == {"'=cmd|' /C calc'!A0", "某银行"}
    assert {row["出质人"] for row in rows if row["出质人"].startswith("'")} == {"'@SUM(A1)"}
    amounts = sorted(row["计入金额（元）"] for row in rows)
    assert amounts == ["-0.07", "0.07", "100000000.00"]


async def test_plans_and_headlines_are_for_everybody_who_is_signed_in(as_: ClientFor) -> None:
    await worked_example()
    for kind, role in (("firm", "handler"), ("bank", "maker"), ("operator", "operator")):
        client = as_(await make.actor(await make.organisation(kind=kind), role))

        plans = (await client.get("/plans")).json()
        targets = (await client.get("/targets?plan=2022-2025")).json()
        detail = await client.get(f"/targets/{TARGET}")
        entries = await client.get(f"/targets/{TARGET}/entries")
        export = await client.get(f"/targets/{TARGET}/entries.csv")

        (plan,) = [each for each in plans["items"] if each["code"] == "2022-2025"]
        assert len(plan["targets"]) == 4
        assert plan["rules"][0]["words"]
        first, *others = targets["items"]
        assert first["target"]["code"] == TARGET
        assert first["headline"]["counted_fen"] == 800 * M
        assert all(each["headline"] is None for each in others)
        assert detail.status_code == entries.status_code == export.status_code == 403


async def test_a_target_that_is_not_counted_here_says_so(as_: ClientFor) -> None:
    response = await as_(await official()).get("/targets/2022-2025.library")

    body = response.json()
    assert response.status_code == 200
    assert body["counted_fen"] is body["pace"] is None
    assert body["by_bank"] == []


@pytest.mark.parametrize(
    "address", ["/targets/nonsense", "/targets/nonsense/entries", "/targets?plan=nonsense"]
)
async def test_an_unknown_target_is_not_found(as_: ClientFor, address: str) -> None:
    response = await as_(await official()).get(address)

    assert response.status_code == 404


async def test_nobody_reads_targets_who_is_not_signed_in(as_: ClientFor) -> None:
    statuses = {
        (await as_(None).get(address)).status_code
        for address in ("/plans", "/targets", f"/targets/{TARGET}", f"/targets/{TARGET}/entries")
    }

    assert statuses == {401}


async def test_a_later_rule_is_shown_from_its_day_on(as_: ClientFor) -> None:
    await db.execute(
        "INSERT INTO registry_counting_rule (id, plan, version, from_on, switches, words, source) "
        "SELECT gen_random_uuid(), id, 2, '2024-01-01', '{\"division\": \"310115\"}', '新口径', '' "
        "FROM registry_plan WHERE code = '2022-2025'"
    )
    client = as_(await official())

    versions = [
        (await headline(client, f"?as_known_on={day}"))["rule"]["version"]
        for day in ("2023-12-31", "2024-01-01")
    ]

    assert versions == [1, 2]


async def test_pace_of_a_running_plan_is_that_of_the_day(as_: ClientFor) -> None:
    body = await headline(as_(await official()), "?as_known_on=2023-12-31")

    assert body["pace"]["elapsed_days"] == 730
    assert body["pace"]["total_days"] == 1461
    assert body["pace"]["expected_fen"] == 3000 * M * 730 // 1461
    missing, left = body["pace"]["missing_fen"], body["pace"]["months_left"]
    assert missing == 3000 * M - body["counted_fen"]
    assert left == 25  # December 2023 and two years
    assert body["pace"]["needed_per_month_fen"] == -(-missing // left)


async def test_today_is_the_day_when_none_is_asked_for(as_: ClientFor) -> None:
    body = await headline(as_(await official()))

    assert body["as_known_on"] == clock.today().isoformat()


@pytest.mark.parametrize("path", ["", "/entries", "/entries.csv"])
@pytest.mark.parametrize("day", ["2126-01-01", "9999-12-31"])
async def test_nothing_is_known_on_a_day_to_come(as_: ClientFor, path: str, day: str) -> None:
    response = await as_(await official()).get(f"/targets/{TARGET}{path}?as_known_on={day}")

    assert response.status_code == 400
    assert response.json()["errors"][0]["key"] == "as_known_on"


async def test_the_path_tells_every_month_to_the_fen(as_: ClientFor) -> None:
    await worked_example()
    made = await counted(70 * M + 1, on=date(2023, 5, 4), bank="甲银行")
    await entry(made, -20 * M, effective_on=date(2026, 3, 1), cause="correction", bank="甲银行")
    client = as_(await official())

    body = await headline(client)
    past = await headline(client, "?as_known_on=2024-02-29")

    path = body["path"]
    assert [point["month"] for point in path][:2] == ["2022-01", "2022-02"]
    assert path[-1]["month"] == "2026-03"
    assert sum(point["amount_fen"] for point in path) == body["counted_fen"]
    assert sum(point["deals"] for point in path) == body["deals"]
    assert path[-1]["reached_fen"] == body["counted_fen"] == 850 * M + 1
    assert path[-1]["reached"] == body["ratio"] == "28.33"
    assert (path[-1]["expected_fen"], path[-1]["expected"]) == (3000 * M, "100.00")
    for before, after in pairwise(path):
        assert after["reached_fen"] - before["reached_fen"] == after["amount_fen"]
        assert after["expected_fen"] >= before["expected_fen"]
    days = (date(2022, 2, 1) - date(2022, 1, 1)).days
    whole = (date(2026, 1, 1) - date(2022, 1, 1)).days
    assert path[0]["expected_fen"] == 3000 * M * days // whole
    known = [point["reached_fen"] for point in past["path"]]
    assert None not in known[:26]
    assert set(known[26:]) == {None}
    assert known[25] == past["counted_fen"]


async def test_a_share_is_of_what_counts(as_: ClientFor) -> None:
    await counted(2 * M, on=date(2023, 5, 4), bank="甲银行")
    await counted(1 * M, on=date(2023, 5, 4), bank="乙银行")
    client = as_(await official())

    shares = {cell["key"]: cell["share"] for cell in (await headline(client))["by_bank"]}

    assert shares == {"甲银行": "66.67", "乙银行": "33.33"}


async def test_of_nothing_there_is_no_share(as_: ClientFor) -> None:
    made = await counted(2 * M, on=date(2023, 5, 4))
    await entry(made, -2 * M, effective_on=date(2023, 6, 1), cause="correction")

    body = await headline(as_(await official()))

    assert body["counted_fen"] == 0
    assert {cell["share"] for cell in body["by_month"]} == {None}
