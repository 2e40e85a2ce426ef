"""A firm brings in its patents: files, pasted numbers, suggestions; what it sees of them."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from backend.identity.tables import Organisation
from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.db import fetch, fetch_value
from backend.kernel.events import history
from tests import make
from tests.conftest import ClientFor
from tests.portfolio.make import csv_of, figures, gazette_row, imported, pasted, problem

NAME = "浙江帅丰电器有限公司"
PATENT = "ZL201621390303.X"


@pytest.fixture
async def operator(db: None) -> Actor:
    return await make.actor(await make.organisation("operator"), "operator", "admin")


@pytest.fixture
async def firm(db: None) -> Organisation:
    return await make.organisation("firm", name=NAME)


@pytest.fixture
async def handler(firm: Organisation) -> Actor:
    return await make.actor(firm, "handler")


async def test_a_verified_firm_finds_its_patents_and_takes_them(
    operator: Actor, handler: Actor, as_: ClientFor
) -> None:
    await imported(csv_of([gazette_row()]), by=operator)
    client = as_(handler)

    found = (await client.get("/portfolio/suggestions")).json()
    added = await client.post(
        "/portfolio/assets", json={"right_ids": [found["items"][0]["right_id"]]}
    )
    after = (await client.get("/portfolio/suggestions")).json()

    assert found["total"] == 1
    assert found["items"][0]["label"] == "ZL 2016 2 1390303.X"
    assert added.status_code == 200
    [item] = added.json()["items"]
    assert item["ownership"] == "owned"
    assert item["source"] == "gazette"
    assert item["as_of"] == "2019-07-12"
    assert item["expires_on"] == "2026-12-16"
    assert item["needs"] == ["register_extract"]
    assert item["can_be_pledged_at_cnipa"] is True
    assert after["items"] == []


async def test_an_unverified_firm_is_told_nothing(operator: Actor, as_: ClientFor) -> None:
    await imported(csv_of([gazette_row()]), by=operator)
    unverified = await make.organisation("firm", name=NAME, verified=False)
    handler = await make.actor(unverified, "handler")

    response = await as_(handler).get("/portfolio/suggestions")
    added = await as_(handler).post("/portfolio/assets", json={"numbers": [PATENT]})

    assert problem(response) == (409, "identity.not_verified")
    assert added.json()["items"][0]["ownership"] == "declared"


@pytest.mark.parametrize(
    ("name", "former", "found"),
    [
        ("浙江帅丰电器有限公司", [], 1),
        ("帅丰集团有限公司", ["浙江帅丰电器有限公司"], 1),
        ("浙江帅丰电器 有限公司", [], 1),
        ("浙江帅丰电器有限公司杭州分公司", [], 0),
    ],
)
async def test_names_match_exactly_but_for_width_brackets_and_blanks(
    operator: Actor, as_: ClientFor, name: str, former: list[str], found: int
) -> None:
    await imported(csv_of([gazette_row()]), by=operator)
    firm = await make.organisation("firm", name=name)
    firm.former_names = former
    await firm.save()

    response = await as_(await make.actor(firm, "handler")).get("/portfolio/suggestions")

    assert response.json()["total"] == found


async def test_an_applicant_is_no_owner(
    operator: Actor, firm: Organisation, as_: ClientFor
) -> None:
    number = make.application_number(1, kind=1, year=2018)
    row = gazette_row(authorization_notice_id="CN109999443A", filing_id=number)
    await imported(csv_of([row]), by=operator)

    response = await as_(await make.actor(firm, "handler")).get("/portfolio/suggestions")

    assert response.json()["total"] == 0


async def test_a_firms_file_adds_declared_holdings_and_changes_no_reference(
    operator: Actor, as_: ClientFor
) -> None:
    await imported(csv_of([gazette_row()]), by=operator)
    before = await fetch("SELECT * FROM portfolio_right")
    other = await make.organisation("firm", name="别的有限公司")
    handler = await make.actor(other, "handler")
    rows = [
        gazette_row(name="我的水槽", patentee="别的有限公司", filing_date="2017.01.01"),
        gazette_row(
            authorization_notice_id="CN209099454U",
            filing_id=make.application_number(5, kind=2, year=2018),
        ),
    ]

    run = await imported(csv_of(rows), by=handler, reference=False)
    again = await imported(csv_of(rows), by=handler, reference=False)
    listed = (await as_(handler).get("/portfolio/assets?sort=title")).json()

    assert figures(run) == (2, 0, 0, 0, 0)
    assert figures(again) == (0, 2, 0, 0, 0)
    after = await fetch("SELECT * FROM portfolio_right WHERE id = $1", before[0]["id"])
    assert after == before
    assert {item["ownership"] for item in listed["items"]} == {"declared"}
    known = next(item for item in listed["items"] if item["source"] == "gazette")
    unknown = next(item for item in listed["items"] if item["source"] == "declared")
    assert (known["title"], known["patentees"]) == ("一种水槽", [NAME])
    assert unknown["title"] == "一种水槽"
    assert unknown["patentees"] == []
    assert unknown["expires_on"] is None
    assert unknown["grant_source"] == "declared"


async def test_a_newer_file_of_the_firm_updates_its_declaration(handler: Actor) -> None:
    await imported(csv_of([gazette_row()]), by=handler, reference=False)

    run = await imported(csv_of([gazette_row(name="改名")]), by=handler, reference=False)

    assert figures(run) == (0, 0, 1, 0, 0)


async def test_pasted_numbers_become_unproven_holdings(handler: Actor, as_: ClientFor) -> None:
    numbers = [
        "ZL 2018 1 1564288.X",
        "201811564288",
        "CN 209102019 U",
        "US-11355780-B2",
        "2.02E+12",
        "202310123456.7",
        "201510958772.0; 202010566088.9",
    ]

    run = await pasted(numbers, by=handler)
    listed = (await as_(handler).get("/portfolio/assets")).json()
    rows = (await as_(handler).get(f"/portfolio/imports/{run['id']}/rows?outcome=refused")).json()

    assert figures(run) == (3, 1, 0, 3, 1)
    assert [row["code"] for row in rows["items"]] == [
        "portfolio.application_number_destroyed",
        "portfolio.check_digit_wrong",
        "portfolio.two_numbers",
    ]
    assert rows["items"][1]["would_pass"].startswith("202310123456.6")
    assert rows["total"] == 3
    by_kind = {item["kind"]: item for item in listed["items"]}
    assert by_kind["invention"]["label"] == "2018 1 1564288.X"
    assert by_kind["invention"]["needs"] == ["register_extract"]
    assert by_kind["utility_model"]["needs"] == ["application_number", "register_extract"]
    assert by_kind["foreign"]["can_be_pledged_at_cnipa"] is False
    assert by_kind["foreign"]["label"] == "US11355780B2"


async def test_adding_by_number_answers_what_was_refused(handler: Actor, as_: ClientFor) -> None:
    client = as_(handler)

    first = await client.post("/portfolio/assets", json={"numbers": [PATENT, "nonsense"]})
    second = await client.post("/portfolio/assets", json={"numbers": [PATENT]})
    many = await client.post("/portfolio/assets", json={"numbers": [PATENT] * 501})

    assert len(first.json()["items"]) == 1
    assert first.json()["refused"][0]["code"] == "portfolio.number_malformed"
    assert second.json()["items"] == []
    assert second.json()["held_before"] == [first.json()["items"][0]["id"]]
    assert problem(many) == (400, "invalid_request")


async def test_what_another_firm_only_declared_does_not_exist_for_a_third(
    handler: Actor, as_: ClientFor
) -> None:
    await pasted([PATENT], by=handler)
    right_id = await fetch_value("SELECT id FROM portfolio_right")
    stranger = await make.actor(await make.organisation("firm"), "handler")

    taken = await as_(stranger).post("/portfolio/assets", json={"right_ids": [str(right_id)]})
    searched = await as_(stranger).get("/patents?q=201621390303.X")

    assert problem(taken) == (404, "not_found")
    assert searched.json()["total"] == 0


async def test_a_holding_is_seen_and_removed_by_its_firm_only(
    operator: Actor, handler: Actor, as_: ClientFor
) -> None:
    await imported(csv_of([gazette_row()]), by=operator)
    added = await as_(handler).post("/portfolio/assets", json={"numbers": [PATENT]})
    asset = f"/portfolio/assets/{added.json()['items'][0]['id']}"
    stranger = as_(await make.actor(await make.organisation("firm"), "handler"))

    foreign = [await stranger.get(asset), await stranger.post(f"{asset}/removal")]
    own = await as_(handler).get(asset)
    removed = await as_(handler).post(f"{asset}/removal")
    gone = await as_(handler).get(asset)
    again = await as_(handler).post("/portfolio/assets", json={"numbers": [PATENT]})

    assert [problem(response) for response in foreign] == [(404, "not_found")] * 2
    assert own.status_code == 200
    assert removed.status_code == 204
    assert problem(gone) == (404, "not_found")
    assert again.json()["items"][0]["id"] not in asset


async def test_the_detail_of_a_right(operator: Actor, handler: Actor, as_: ClientFor) -> None:
    row = gazette_row(patentee=f"{NAME};浙江大学")
    await imported(csv_of([row]), by=operator)
    added = await as_(handler).post("/portfolio/assets", json={"numbers": [PATENT]})

    with clock.at(datetime(2024, 1, 10, tzinfo=UTC)):
        response = await as_(handler).get(f"/portfolio/assets/{added.json()['items'][0]['id']}")

    detail = response.json()
    assert detail["asset"]["co_owners"] == ["浙江大学"]
    assert detail["term"] == {
        "years": 10,
        "expires_on": "2026-12-16",
        "last_day": "2026-12-15",
        "source": "gazette",
        "basis": None,
    }
    fees = {fee["year"]: fee for fee in detail["fees"]}
    assert min(fees) == 3
    assert fees[3]["state"] == "with_grant"
    assert fees[8]["state"] == "late"
    assert (fees[8]["due_on"], fees[8]["amount_fen"], fees[8]["surcharge_fen"]) == (
        "2023-12-16", 1_200_00, 0,
    )  # fmt: skip
    assert fees[9]["state"] == "ahead"
    assert detail["asset"]["fee_due"] == {
        "year": 8, "due_on": "2023-12-16", "pay_by": "2024-06-16", "late": True,
        "amount_fen": 1_200_00, "surcharge_fen": 0, "payable_fen": 1_200_00,
    }  # fmt: skip
    assert detail["facts"][0]["payload"] == {"code": "GR01", "date": "2019-07-12"}
    assert detail["publications"] == ["CN209099453U"]
    assert detail["classes"] == ["E03C 1/182"]


@pytest.mark.parametrize(
    ("day", "pay_by", "surcharge_fen"),
    [
        ("2023-12-16", "2023-12-16", 0),  # on time
        ("2023-12-17", "2024-06-16", 0),  # late, but nothing is added in the first month
        ("2024-01-16", "2024-06-16", 0),
        ("2024-01-17", "2024-06-16", 60_00),
        ("2024-02-16", "2024-06-16", 60_00),
        ("2024-02-17", "2024-06-16", 120_00),
        ("2024-03-17", "2024-06-16", 180_00),
        ("2024-04-17", "2024-06-16", 240_00),
        ("2024-05-17", "2024-06-16", 300_00),
        ("2024-06-16", "2024-06-16", 300_00),  # the last day
    ],
)
async def test_a_fee_not_known_to_be_paid_is_late_with_the_surcharge_of_the_day(
    operator: Actor, handler: Actor, as_: ClientFor, day: str, pay_by: str, surcharge_fen: int
) -> None:
    await imported(csv_of([gazette_row(patentee=NAME)]), by=operator)
    await as_(handler).post("/portfolio/assets", json={"numbers": [PATENT]})

    with clock.at(datetime.fromisoformat(f"{day}T04:00+00:00")):
        page = (await as_(handler).get("/portfolio/assets")).json()

    assert page["items"][0]["fee_due"] == {
        "year": 8,
        "due_on": "2023-12-16",
        "pay_by": pay_by,
        "late": day > "2023-12-16",
        "amount_fen": 1_200_00,
        "surcharge_fen": surcharge_fen,
        "payable_fen": 1_200_00 + surcharge_fen,
    }


async def test_lists_are_filtered_sorted_and_paged(handler: Actor, as_: ClientFor) -> None:
    numbers = [make.application_number(at, kind=1 + at % 2) for at in range(7)]
    await pasted(numbers, by=handler)
    client = as_(handler)

    for sort in ("added_at", "title", "filing_on", "expires_on"):
        seen: list[str] = []
        cursor = ""
        while True:
            page = (
                await client.get(f"/portfolio/assets?sort={sort}&limit=3&cursor={cursor}")
                if cursor
                else await client.get(f"/portfolio/assets?sort={sort}&limit=3")
            ).json()
            seen += [item["id"] for item in page["items"]]
            assert page["total"] == 7
            cursor = page["next"]
            if cursor is None:
                break
        assert len(seen) == len(set(seen)) == 7, (sort, page)

    designs = (await client.get("/portfolio/assets?kind=utility_model")).json()
    one = (await client.get(f"/portfolio/assets?q=ZL{numbers[0]}")).json()
    none = (await client.get("/portfolio/assets?industry=biomedicine")).json()
    wrong = await client.get("/portfolio/assets?cursor=nonsense")
    assert designs["total"] == 3
    assert one["total"] == 1
    assert none["total"] == 0
    assert problem(wrong) == (400, "invalid_request")


async def test_the_reference_can_be_searched_by_whoever_is_signed_in(
    operator: Actor, as_: ClientFor
) -> None:
    rows = [
        gazette_row(),
        gazette_row(
            name="一种芯片",
            authorization_notice_id="CN209099454U",
            filing_id=make.application_number(3, kind=2, year=2018),
            patentee="腾讯科技（深圳）有限公司",
            Int_Cl="H01L21/336(2006.01)I",
        ),
    ]
    await imported(csv_of(rows), by=operator)
    client = as_(await make.actor(await make.organisation("bank"), "maker"))

    async def total(query: str) -> object:
        return (await client.get(f"/patents?{query}")).json()["total"]

    assert await total("") == 2
    assert await total("q=芯片") == 1
    assert await total("q=CN209099453U") == 1
    assert await total("q=ZL 2016 2 1390303.X") == 1
    assert await total("ipc=H01L") == 1
    assert await total("ipc=h01l 21") == 1
    assert await total("applicant=腾讯科技(深圳)") == 1
    assert await total("q=%25") == 0
    page = (await client.get("/patents?limit=1")).json()
    rest = (await client.get(f"/patents?limit=1&cursor={page['next']}")).json()
    assert page["items"][0]["id"] != rest["items"][0]["id"]
    assert (await as_(None).get("/patents")).status_code == 401


async def test_ids_and_numbers_together_are_bounded(handler: Actor, as_: ClientFor) -> None:
    response = await as_(handler).post(
        "/portfolio/assets", json={"numbers": [PATENT] * 400, "right_ids": [str(uuid4())] * 101}
    )

    assert problem(response) == (422, "portfolio.too_many_numbers")


async def test_adding_and_removing_are_events(handler: Actor, as_: ClientFor) -> None:
    added = await as_(handler).post("/portfolio/assets", json={"numbers": [PATENT]})
    asset_id = UUID(added.json()["items"][0]["id"])
    await as_(handler).post(f"/portfolio/assets/{asset_id}/removal")

    firm_events = await history("organisation", handler.organisation_id)
    asset_events = await history("asset", asset_id)
    assert "portfolio.holdings_added" in [event.name for event in firm_events]
    assert [event.name for event in asset_events] == ["portfolio.holding_removed"]


async def test_a_wrong_declaration_of_one_firm_stands_in_nobodys_way(
    handler: Actor, as_: ClientFor
) -> None:
    stranger = await make.actor(await make.organisation("firm"), "handler")
    wrong = gazette_row(authorization_notice_id="CN209099459U")
    await imported(csv_of([wrong]), by=stranger, reference=False)
    other = make.application_number(4, kind=2, year=2018)
    rows = [gazette_row(), gazette_row(authorization_notice_id="CN209099459U", filing_id=other)]

    run = await imported(csv_of(rows), by=handler, reference=False)
    again = await imported(csv_of(rows), by=handler, reference=False)
    listed = (await as_(handler).get("/portfolio/assets")).json()

    assert figures(run) == (2, 0, 0, 0, 0)
    assert figures(again) == (0, 2, 0, 0, 0)
    assert {item["application_no"] for item in listed["items"]} == {
        "201621390303.X",
        f"{other[:12]}.{other[12]}",
    }


async def test_what_the_reference_knows_does_stand_in_the_way(
    operator: Actor, handler: Actor
) -> None:
    await imported(csv_of([gazette_row()]), by=operator)
    wrong = gazette_row(authorization_notice_id="CN209099459U")

    run = await imported(csv_of([wrong]), by=handler, reference=False)

    assert figures(run) == (0, 0, 0, 1, 0)
