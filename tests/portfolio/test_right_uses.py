"""What the portfolio tells of pledges and uses: the list's flag, removal, how a right came in."""

import csv
from typing import Any

import pytest

from backend.lending.service import offers
from backend.listing import service as listing
from backend.portfolio.numbers import read
from backend.registry import service as registry
from tests import make
from tests.conftest import ClientFor
from tests.lending import scene as lending_scene
from tests.portfolio.make import csv_of, gazette_row, imported, pasted, problem
from tests.registry import make as pledges

pytestmark = pytest.mark.usefixtures("db")


async def test_the_list_says_and_filters_what_is_pledged(as_: ClientFor) -> None:
    at = await pledges.scene()
    pledge = await pledges.registered(at)
    free = await pledges.right(at.firm.name)
    client = as_(at.handler)
    rights = [str(right) for right in (*pledge.right_ids, free)]
    await client.post("/portfolio/assets", json={"right_ids": rights})

    everything = (await client.get("/portfolio/assets")).json()
    pledged = (await client.get("/portfolio/assets?pledged=true")).json()
    others = (await client.get("/portfolio/assets?pledged=false")).json()
    detail = (await client.get(f"/portfolio/assets/{pledged['items'][0]['id']}")).json()

    flags = {item["right_id"]: item["pledged"] for item in everything["items"]}
    assert flags == {str(right): right != free for right in (*pledge.right_ids, free)}
    assert (pledged["total"], others["total"]) == (len(pledge.right_ids), 1)
    assert others["items"][0]["right_id"] == str(free)
    assert detail["asset"]["pledged"] is True


async def test_a_draft_of_a_pledge_does_not_make_a_right_pledged_but_keeps_it(
    as_: ClientFor,
) -> None:
    at = await pledges.scene()
    pledge = await pledges.drafted(at)
    client = as_(at.handler)
    await client.post("/portfolio/assets", json={"right_ids": [str(pledge.right_ids[0])]})
    [item] = (await client.get("/portfolio/assets")).json()["items"]

    refused = await client.post(f"/portfolio/assets/{item['id']}/removal")
    await registry.withdraw(pledge.id, reason="不再办理", by=at.desk)
    removed = await client.post(f"/portfolio/assets/{item['id']}/removal")

    assert item["pledged"] is False
    assert problem(refused) == (409, "portfolio.asset_in_use")
    assert refused.json()["uses"] == [{"kind": "pledge", "number": pledge.number}]
    assert removed.status_code == 204


async def test_what_a_request_or_an_application_names_cannot_be_removed(as_: ClientFor) -> None:
    at = await lending_scene.scene()
    application = await lending_scene.drafted(at)
    client = as_(at.handler)
    [item] = (await client.get("/portfolio/assets")).json()["items"]
    removal = f"/portfolio/assets/{item['id']}/removal"

    both = await client.post(removal)
    await offers.withdraw(application.row.id, by=at.handler)
    one = await client.post(removal)
    await listing.withdraw(at.request, by=at.handler)
    none = await client.post(removal)

    assert [use["kind"] for use in both.json()["uses"]] == ["application", "request"]
    assert [use["kind"] for use in one.json()["uses"]] == ["request"]
    assert none.status_code == 204
    assert (await client.get("/portfolio/assets")).json()["items"] == []


async def test_another_firms_use_of_the_right_does_not_matter(as_: ClientFor) -> None:
    at = await lending_scene.scene()
    stranger = as_(await make.actor(await make.organisation("firm"), "handler"))
    added = await stranger.post("/portfolio/assets", json={"right_ids": [str(at.right)]})
    [item] = added.json()["items"]

    assert (await stranger.post(f"/portfolio/assets/{item['id']}/removal")).status_code == 204


async def test_a_right_says_when_by_whom_and_from_which_file_it_came(as_: ClientFor) -> None:
    operator = await make.actor(await make.organisation("operator"), "operator", "admin")
    await imported(csv_of([gazette_row()]), by=operator)
    handler = await make.actor(await make.organisation("firm"), "handler")
    client = as_(handler)
    run = await imported(csv_of([gazette_row()]), by=handler, reference=False)
    await pasted(["201811564288.X"], by=handler)
    await client.post("/portfolio/assets", json={"numbers": ["202010566088.9"]})

    added = {}
    for item in (await client.get("/portfolio/assets")).json()["items"]:
        detail = (await client.get(f"/portfolio/assets/{item['id']}")).json()
        added[item["application_no"]] = (item, detail["added"])

    item, by_file = added["201621390303.X"]
    assert by_file == {
        "at": item["added_at"],
        "by": handler.name,
        "import_id": str(run["id"]),
        "file_name": "patents.csv",
    }
    assert added["201811564288.X"][1]["import_id"] is not None
    assert added["201811564288.X"][1]["file_name"] is None
    assert added["202010566088.9"][1]["import_id"] is None


@pytest.mark.parametrize(
    ("language", "heading", "pledge"),
    [("zh-CN", "专利号,申请号", "无有效质押"), ("en", "Number,Application number", "Free")],
)
async def test_the_export_is_the_filtered_list_and_runs_nothing(
    as_: ClientFor, language: str, heading: str, pledge: str
) -> None:
    operator = await make.actor(await make.organisation("operator"), "operator", "admin")
    rows: list[dict[str, Any]] = [
        gazette_row(name="=cmd|' /C calc'!A0"),
        gazette_row(authorization_notice_id="CN209099454U", filing_id="201820000001X", name="水槽"),
    ]
    rows[1]["filing_id"] = "201820000001" + make.application_number(1, year=2018, kind=2)[-1]
    await imported(csv_of(rows), by=operator)
    client = as_(await make.actor(await make.organisation("firm"), "handler"))
    await client.post("/portfolio/assets", json={"numbers": ["CN209099453U", "CN209099454U"]})

    file = await client.get(
        "/portfolio/assets/export.csv?q=calc", headers={"Accept-Language": language}
    )

    head, *lines = file.text.removeprefix("\ufeff").splitlines()
    assert file.headers["content-disposition"].startswith("attachment")
    assert head.startswith(heading)
    assert len(lines) == 1
    assert ",'=cmd|' /C calc'!A0," in lines[0]
    assert "浙江帅丰电器有限公司" in lines[0]
    assert pledge in lines[0]
    _, application, publication = next(csv.reader(lines))[:3]
    assert application == "CN201621390303.X"  # digits alone would lose some when saved again
    assert {read(application, this_year=2026), read(publication, this_year=2026)} == {
        read("201621390303.X", this_year=2026),
        read("CN209099453U", this_year=2026),
    }
