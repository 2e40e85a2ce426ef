"""Reference tables over HTTP: proposed by one, published by another, in force by day."""

import io
from datetime import date, timedelta
from typing import Any

import httpx
import pytest
import xlsxwriter
from asyncpg import CheckViolationError, RestrictViolationError
from python_calamine import CalamineWorkbook

from backend.kernel import clock
from backend.kernel.db import dumps, execute, fetch_value, transaction
from backend.kernel.money import Fen
from backend.lending.rates import LPR, reference_rates
from backend.portfolio import measures, terms
from backend.portfolio.fee_tables import FEES, fee_tables
from backend.portfolio.states import PatentKind, ReductionGround
from backend.reference import service
from backend.reference.kinds import KINDS
from tests import make
from tests.conftest import ClientFor

pytestmark = pytest.mark.usefixtures("db")

PROPOSALS = "/reference-proposals"
RATES: list[dict[str, Any]] = [
    {"name": "lpr_1y", "rate_bp": 290},
    {"name": "lpr_5y", "rate_bp": 340},
]


def later(days: int = 1) -> date:
    return clock.today() + timedelta(days=days)


def body(table: str, rows: list[dict[str, Any]], *, on: date | None = None) -> dict[str, Any]:
    return {
        "table": table,
        "valid_from": (on or later()).isoformat(),
        "source": "公告 2026 年第 9 号",
        "rows": rows,
    }


async def operators() -> tuple[Any, Any]:
    house = await make.organisation("operator")
    return await make.actor(house, "operator"), await make.actor(house, "operator")


async def published(as_: ClientFor, given: dict[str, Any]) -> httpx.Response:
    first, second = await operators()
    asked = await as_(first).post(PROPOSALS, json=given)
    assert asked.status_code == 201, asked.text
    return await as_(second).post(f"{PROPOSALS}/{asked.json()['proposal']['id']}/acceptance")


async def rows_of(as_: ClientFor, table: str) -> list[dict[str, Any]]:
    first, _ = await operators()
    told = (await as_(first).get(f"/reference-tables/{table}")).json()
    found = await as_(first).get(f"/reference-versions/{told['in_force']['id']}")
    rows: list[dict[str, Any]] = found.json()["rows"]
    return rows


async def test_the_tables_tell_what_is_in_force_and_where_it_comes_from(as_: ClientFor) -> None:
    first, _ = await operators()

    told = {
        each["table"]: each for each in (await as_(first).get("/reference-tables")).json()["items"]
    }

    assert told.keys() == KINDS.keys()
    lpr = told["lpr"]
    assert (lpr["in_force"]["valid_from"], lpr["in_force"]["standing"]) == ("2025-05-20", "now")
    assert "待核对" in lpr["in_force"]["source"]
    assert [each["heading"] for each in lpr["columns"]] == ["期限", "利率（%）"]
    assert lpr["first_day"] == clock.today().isoformat()
    assert told["annual_fees"]["first_day"] == later().isoformat()
    assert all(each["in_force"]["version"] >= 1 for each in told.values())
    assert lpr["allowed_actions"] == ["proposal"]


@pytest.mark.parametrize("code", sorted(KINDS))
async def test_what_came_with_the_product_keeps_its_own_rules(as_: ClientFor, code: str) -> None:
    rows = await rows_of(as_, code)

    good, faults = KINDS[code].parsed(rows)

    assert faults == []
    assert KINDS[code].plain(good) == rows


async def test_a_rate_is_in_force_from_its_day_on_and_the_past_stays(as_: ClientFor) -> None:
    before = await reference_rates(clock.today())

    made = await published(as_, body("lpr", RATES, on=later(5)))

    assert made.status_code == 200, made.text
    assert await reference_rates(later(4)) == before == {"lpr_1y": 300, "lpr_5y": 350}
    assert await reference_rates(later(5)) == {"lpr_1y": 290, "lpr_5y": 340}
    assert await reference_rates(date(2024, 10, 20)) == {"lpr_1y": 335, "lpr_5y": 385}
    assert [each["how"] for each in made.json()["changes"]] == ["changed", "changed"]
    assert made.json()["changes"][0]["before"] == {"name": "lpr_1y", "rate_bp": 300}


async def test_an_announcement_of_today_counts_today_and_a_fee_only_from_tomorrow(
    as_: ClientFor,
) -> None:
    today = await published(as_, body("lpr", RATES, on=clock.today()))
    first, _ = await operators()
    fees = await rows_of(as_, "annual_fees")
    late = await as_(first).post(PROPOSALS, json=body("annual_fees", fees, on=clock.today()))

    assert today.status_code == 200
    assert (await reference_rates(clock.today()))["lpr_1y"] == 290
    assert (late.status_code, late.json()["code"]) == (422, "reference.not_ahead")
    assert late.json()["first"] == later().isoformat()


async def test_fees_due_before_a_version_cost_what_they_did(as_: ClientFor) -> None:
    fees = await rows_of(as_, "annual_fees")
    before = await fee_tables()
    changed = [
        {**row, "amount_fen": 250_000} if (row["kind"], row["first"]) == ("invention", 7) else row
        for row in fees
    ]

    made = await published(as_, body("annual_fees", changed, on=later(10)))

    assert made.status_code == 200, made.text
    [change] = made.json()["changes"]
    assert (change["before"]["amount_fen"], change["after"]["amount_fen"]) == (200_000, 250_000)
    tables = await fee_tables()
    assert tables is not before
    assert terms.fee(tables, PatentKind.INVENTION, 7, later(9)) == 200_000
    assert terms.fee(tables, PatentKind.INVENTION, 7, later(10)) == 250_000
    filed = terms.anniversary(later(10), -6)
    for known, amount in ((tables, 250_000), (before, 200_000)):
        years = terms.fee_years(known, PatentKind.INVENTION, filed, filed)
        assert {each.year: each.amount for each in years}[7] == amount


async def test_reductions_and_surcharges_follow_their_tables(as_: ClientFor) -> None:
    late = await rows_of(as_, "late_bands")
    settled = [{**row, "confirmed": True, "other_reading_bp": None} for row in late]
    settled[-1]["surcharge_bp"] = 3_000
    fewer = [{"ground": "single", "waived_bp": 5_000, "fees": 3}]

    assert (await published(as_, body("late_bands", settled))).status_code == 200
    made = await published(as_, body("fee_reductions", fewer))

    assert [each["how"] for each in made.json()["changes"]] == ["changed", "removed", "removed"]
    tables = await fee_tables()
    full = Fen(100_000)
    last = terms.lateness(tables, full, due_on=later())[-1]
    assert (last.surcharge, last.confirmed, last.other_reading) == (30_000, True, None)
    old = terms.lateness(tables, full, due_on=clock.today())[-1]
    assert (old.surcharge, old.confirmed, old.other_reading) == (25_000, False, 30_000)

    def waived(ground: ReductionGround, *, due_on: date, nth: int) -> int | None:
        found = terms.reduction(tables, full, due_on=due_on, nth=nth, grounds={ground})
        return None if found is None else found.amount

    single, several = ReductionGround.SINGLE, ReductionGround.SEVERAL
    assert waived(single, due_on=later(), nth=3) == 50_000
    assert waived(single, due_on=later(), nth=4) is None
    assert waived(several, due_on=later(), nth=1) is None
    assert waived(several, due_on=clock.today(), nth=1) == 70_000


async def test_one_proposes_and_another_decides(as_: ClientFor) -> None:
    first, second = await operators()
    asked = await as_(first).post(PROPOSALS, json=body("lpr", RATES))
    proposal = asked.json()["proposal"]
    at = f"{PROPOSALS}/{proposal['id']}"

    again = await as_(second).post(PROPOSALS, json=body("lpr", RATES, on=later(2)))
    own = await as_(first).post(f"{at}/acceptance")
    taken = await as_(second).post(f"{at}/withdrawal")
    listed = (await as_(second).get("/reference-tables/lpr")).json()
    declined = await as_(second).post(f"{at}/decline", json={"reason": "公告未见此数"})
    late = await as_(second).post(f"{at}/acceptance")
    after = (await as_(first).get("/reference-tables/lpr")).json()

    assert proposal["allowed_actions"] == ["withdrawal"]
    assert [(each.status_code, each.json()["code"]) for each in (again, own, taken, late)] == [
        (409, "proposal.waiting"),
        (403, "proposal.same_person"),
        (403, "proposal.not_the_proposer"),
        (409, "proposal.decided"),
    ]
    assert listed["waiting"]["allowed_actions"] == ["acceptance", "decline"]
    assert listed["allowed_actions"] == []
    assert declined.json()["proposal"]["state"] == "declined"
    assert (after["waiting"], after["allowed_actions"]) == (None, ["proposal"])
    history = (await as_(first).get("/reference-tables/lpr/proposals")).json()
    assert [(each["note"], each["decided_by"]) for each in history["items"]] == [
        ("公告未见此数", second.name)
    ]


async def test_two_tables_wait_side_by_side_and_one_is_taken_back(as_: ClientFor) -> None:
    first, _ = await operators()
    waived = [{"ground": "single", "waived_bp": 5_000, "fees": 3}]

    one = await as_(first).post(PROPOSALS, json=body("lpr", RATES))
    other = await as_(first).post(PROPOSALS, json=body("fee_reductions", waived))
    back = await as_(first).post(f"{PROPOSALS}/{one.json()['proposal']['id']}/withdrawal")

    assert (one.status_code, other.status_code, back.status_code) == (201, 201, 200)
    assert back.json()["proposal"]["state"] == "withdrawn"


async def test_a_proposal_whose_day_has_come_is_not_published_any_more(as_: ClientFor) -> None:
    first, second = await operators()
    waived = [{"ground": "single", "waived_bp": 5_000, "fees": 3}]
    asked = await as_(first).post(PROPOSALS, json=body("fee_reductions", waived))

    with clock.at(clock.now() + timedelta(days=2)):
        late = await as_(second).post(f"{PROPOSALS}/{asked.json()['proposal']['id']}/acceptance")

    assert (late.status_code, late.json()["code"]) == (422, "reference.not_ahead")
    assert len((await service.history(KINDS["fee_reductions"])).versions) == 2


async def test_every_bad_row_is_told_with_its_column_and_what_would_pass(as_: ClientFor) -> None:
    first, _ = await operators()
    client = as_(first)
    rates = [{"name": "lpr_1y", "rate_bp": 0}, {"name": "lpr_9y", "rate_bp": 300, "more": 1}]
    fees = await rows_of(as_, "annual_fees")
    gap = [row for row in fees if (row["kind"], row["first"]) != ("invention", 4)]
    twice = [*RATES, RATES[0]]

    unfit = (await client.post(PROPOSALS, json=body("lpr", rates))).json()
    missing = (await client.post(PROPOSALS, json=body("lpr", RATES[:1]))).json()
    holed = (await client.post(PROPOSALS, json=body("annual_fees", gap))).json()
    double = (await client.post(PROPOSALS, json=body("lpr", twice))).json()
    same = await client.post(PROPOSALS, json=body("annual_fees", fees))
    nowhere = await client.post(PROPOSALS, json=body("no_such", RATES))

    assert unfit["code"] == "reference.rows_refused"
    assert [(each["row"], each["column"]) for each in unfit["rows"]] == [
        (1, "rate_bp"), (2, "name"), (2, "more"),
    ]  # fmt: skip
    assert unfit["rows"][0]["heading"] == "利率（%）"
    assert unfit["rows"][0]["why"] == "须大于 0"
    assert [each["why"] for each in missing["rows"]] == ["还须列出“五年期以上”的利率"]
    assert [(each["column"], each["why"]) for each in holed["rows"]] == [
        ("first", "应自第 4 年起，各年不重不漏")
    ]
    assert [(each["row"], each["why"]) for each in double["rows"]] == [
        (3, "与第 1 行重复，只保留一行")
    ]
    assert (same.status_code, same.json()["code"]) == (422, "reference.unchanged")
    assert nowhere.status_code == 404


async def test_english_readers_are_told_in_english(as_: ClientFor) -> None:
    first, _ = await operators()
    client = as_(first)
    client.headers["Accept-Language"] = "en"

    told = (await client.get("/reference-tables/lpr")).json()
    unfit = (await client.post(PROPOSALS, json=body("lpr", RATES[:1]))).json()

    assert told["title"] == "Loan prime rates (LPR)"
    assert "recalled" in told["in_force"]["source"]
    assert told["columns"][0]["choices"][0] == {"code": "lpr_1y", "label": "One year"}
    assert [each["why"] for each in unfit["rows"]] == ['The rate "Over five years" is needed too']


async def test_versions_in_pages_each_beside_another(as_: ClientFor) -> None:
    first, _ = await operators()
    client = as_(first)
    page = (await client.get("/reference-tables/lpr/versions?limit=2")).json()
    rest = (
        await client.get("/reference-tables/lpr/versions", params={"cursor": page["next"]})
    ).json()
    newest = page["items"][0]

    beside = (await client.get(f"/reference-versions/{newest['id']}")).json()
    far = (await client.get(f"/reference-versions/{newest['id']}?against=1")).json()
    nowhere = await client.get(f"/reference-versions/{newest['id']}?against=99")

    assert page["total"] == 2 + len(rest["items"]) == newest["version"]
    assert [each["standing"] for each in page["items"]] == ["now", "past"]
    assert (beside["against"], len(beside["changes"])) == (newest["version"] - 1, 2)
    assert far["changes"][0]["before"]["rate_bp"] == 380
    assert nowhere.status_code == 404


async def test_a_later_proposal_overtakes_a_version_that_had_not_begun(as_: ClientFor) -> None:
    other = [{**row, "rate_bp": row["rate_bp"] + 5} for row in RATES]
    await published(as_, body("lpr", RATES, on=later(9)))
    await published(as_, body("lpr", other, on=later(3)))
    first, _ = await operators()

    told = (await as_(first).get("/reference-tables/lpr")).json()
    listed = (await as_(first).get("/reference-tables/lpr/versions?limit=2")).json()["items"]

    assert (await reference_rates(later(9)))["lpr_1y"] == 295
    assert told["to_come"]["version"] == listed[0]["version"]
    assert [each["standing"] for each in listed] == ["later", "never"]


async def test_a_workbook_of_a_version_is_read_back_as_it_was(as_: ClientFor) -> None:
    first, _ = await operators()
    client = as_(first)
    for code in KINDS:
        told = (await client.get(f"/reference-tables/{code}")).json()
        book = await client.get(f"/reference-versions/{told['in_force']['id']}/sheet.xlsx")
        read = await client.post(
            f"/reference-tables/{code}/reading", files={"file": ("a.xlsx", book.content)}
        )
        assert read.status_code == 200, (code, read.text)
        assert read.json()["rows"] == await rows_of(as_, code)


def sheet(*rows: list[Any]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page = book.add_worksheet()
        for at, row in enumerate(rows):
            page.write_row(at, 0, row)
    return out.getvalue()


async def test_a_workbook_is_refused_cell_by_cell(as_: ClientFor) -> None:
    first, _ = await operators()
    client = as_(first)

    async def read(code: str, content: bytes) -> Any:
        files = {"file": ("a.xlsx", content)}
        return (await client.post(f"/reference-tables/{code}/reading", files=files)).json()

    head = ["期限", "利率（%）"]
    cells = await read("lpr", sheet(head, ["一年期", "three"], ["五年期以上", 3.456]))
    words = await read("lpr", sheet(head, ["十年期", 3.1], ["五年期以上", 3.5]))
    headless = await read("lpr", sheet(["期限", "Zins"], ["一年期", 3.1]))
    empty = await read("lpr", sheet(head))
    broken = await read("lpr", b"PK\x03\x04 nothing")
    good = await read("lpr", sheet(["Rate (%)", "Term"], [3.1, "One year"], ["3.45%", "lpr_5y"]))

    passes = "应为百分数，至多两位小数，例如 3.10"
    assert [(each["row"], each["column"], each["why"]) for each in cells["rows"]] == [
        (2, "rate_bp", passes),
        (3, "rate_bp", passes),
    ]
    assert [(each["row"], each["column"]) for each in words["rows"]] == [(2, "name")]
    assert [each["why"] for each in headless["rows"]] == ["缺少“利率（%）”列"]
    assert [each["why"] for each in empty["rows"]] == ["没有数据行，至少填一行"]
    assert broken["code"] == "sheet.unreadable"
    assert good["rows"] == [
        {"name": "lpr_1y", "rate_bp": 310}, {"name": "lpr_5y", "rate_bp": 345},
    ]  # fmt: skip


async def test_a_workbook_has_the_headings_of_the_page(as_: ClientFor) -> None:
    first, _ = await operators()
    told = (await as_(first).get("/reference-tables/annual_fees")).json()
    book = await as_(first).get(f"/reference-versions/{told['in_force']['id']}/sheet.xlsx")

    laid = CalamineWorkbook.from_filelike(io.BytesIO(book.content)).get_sheet_by_index(0)

    [head, line, *_] = laid.to_python()
    assert head == [each["heading"] for each in told["columns"]]
    assert line == ["发明", 1.0, 3.0, 900.0]


async def test_the_database_keeps_what_was_published(as_: ClientFor) -> None:
    assert (await published(as_, body("lpr", RATES))).status_code == 200
    add = (
        "INSERT INTO reference_version (id, kind, version, valid_from, author, author_name, "
        "reason, rules, proposal) SELECT gen_random_uuid(), kind, version + 1, {day}, author, "
        "author_name, reason, {rules}, {proposal} FROM reference_version "
        "WHERE kind = 'lpr' ORDER BY version DESC LIMIT 1"
    )
    for refused in (
        "UPDATE reference_version SET reason = 'x'",
        "DELETE FROM reference_version",
        "TRUNCATE reference_version CASCADE",
        "UPDATE reference_proposal SET reason = 'x'",
        "DELETE FROM reference_proposal",
        add.format(day="valid_from", rules="'[{}]'", proposal="gen_random_uuid()"),
        add.format(day="valid_from", rules="rules", proposal="NULL"),
    ):
        with pytest.raises((RestrictViolationError, CheckViolationError)):
            async with transaction():
                await execute(refused)


async def test_the_database_wants_two_persons(as_: ClientFor) -> None:
    first, _ = await operators()
    await as_(first).post(PROPOSALS, json=body("lpr", RATES))

    with pytest.raises(CheckViolationError, match="reference_proposal_has_four_eyes"):
        async with transaction():
            await execute(
                "UPDATE reference_proposal SET outcome = 'accepted', decided_by = proposed_by, "
                "decided_by_name = 'x', decided_at = now()"
            )


async def test_whoever_reads_learns_of_a_version_that_another_process_published() -> None:
    before = await service.history(LPR)
    assert await service.history(LPR) is before
    assert await service.history(FEES) is await service.history(FEES)
    person, other = await operators()
    proposal = await fetch_value(
        "INSERT INTO reference_proposal (id, kind, valid_from, reason, rules, proposed_by, "
        "proposed_by_name, outcome, decided_by, decided_by_name, decided_at) VALUES "
        "(gen_random_uuid(), 'lpr', $1, 'x', $2, $3, 'x', 'accepted', $4, 'y', now()) "
        "RETURNING id",
        later(),
        dumps(RATES),
        person.user_id,
        other.user_id,
    )
    await execute(
        "INSERT INTO reference_version (id, kind, version, valid_from, author, author_name, "
        "reason, rules, proposal) SELECT gen_random_uuid(), kind, 99, valid_from, proposed_by, "
        "'x', reason, rules, id FROM reference_proposal WHERE id = $1",
        proposal,
    )

    assert (await service.history(LPR)).versions[0].n == 99
    assert (await reference_rates(later()))["lpr_1y"] == 290


async def test_what_counts_towards_a_target_is_by_the_day(as_: ClientFor) -> None:
    [high] = await rows_of(as_, "high_value")
    [abroad] = await rows_of(as_, "overseas_grants")
    first, _ = await operators()
    bad = {**abroad, "codes": ["US-B1", "Japan"], "home": ["China"], "division": "31"}

    made = await published(as_, body("high_value", [{**high, "residents": 5_800_000}]))
    await published(as_, body("overseas_grants", [{**abroad, "codes": ["US-B1", "US-B2"]}]))
    unfit = await as_(first).post(PROPOSALS, json=body("overseas_grants", [bad], on=later(9)))

    assert made.status_code == 200, made.text
    today, tomorrow = clock.today(), later()
    old, before = await measures.high_value(today)
    new, after = await measures.high_value(tomorrow)
    assert (old.version, before.residents) == (1, 5_681_512)
    assert (new.version, new.from_on, after.residents) == (2, tomorrow, 5_800_000)
    assert (await measures.overseas(tomorrow))[1].codes == {"US": {"B1", "B2"}}
    assert (await measures.overseas(today))[1].codes["KR"] == {"B1"}
    assert [(each["column"], each["why"]) for each in unfit.json()["rows"]] == [
        ("division", "应为六位数字，例如 310115"),
        ("home", "“China”应为两位字母，例如 CN"),
        ("codes", "“Japan”应形如 US-B1"),
    ]
