"""A number that a file had lost is supplied later."""

import pytest

from backend.identity.tables import Organisation
from backend.kernel.auth import Actor
from tests import make
from tests.conftest import ClientFor
from tests.portfolio.make import csv_of, gazette_row, imported, problem

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


async def test_supplying_a_lost_number(operator: Actor, handler: Actor, as_: ClientFor) -> None:
    await imported(csv_of([gazette_row(filing_id="2.0162E+12")]), by=operator)
    client = as_(handler)
    added = await client.post("/portfolio/assets", json={"numbers": ["CN209099453U"]})
    path = f"/portfolio/assets/{added.json()['items'][0]['id']}/application-number"

    async def supply(number: str) -> tuple[int, str]:
        response = await client.post(path, json={"number": number})
        return response.status_code, response.json().get("code", "")

    wrong_digit = await supply("2016213903031")
    wrong_kind = await supply(make.application_number(1, kind=1))
    wrong_year = await supply(make.application_number(1, kind=2, year=2015))
    good = await client.post(path, json={"number": PATENT})
    again = await supply(PATENT)

    assert wrong_digit == (422, "portfolio.number_invalid")
    assert wrong_kind == (422, "portfolio.numbers_contradict")
    assert wrong_year == (422, "portfolio.numbers_contradict")
    assert good.status_code == 200
    assert good.json()["can_be_pledged_at_cnipa"] is True
    assert good.json()["label"] == "ZL 2016 2 1390303.X"
    assert good.json()["needs"] == ["register_extract"]
    assert again == (409, "portfolio.application_number_known")


async def test_a_stranger_cannot_complete_a_right_of_the_reference(
    operator: Actor, as_: ClientFor
) -> None:
    await imported(csv_of([gazette_row(filing_id="2.0162E+12")]), by=operator)
    client = as_(await make.actor(await make.organisation("firm"), "handler"))
    added = await client.post("/portfolio/assets", json={"numbers": ["CN209099453U"]})

    response = await client.post(
        f"/portfolio/assets/{added.json()['items'][0]['id']}/application-number",
        json={"number": PATENT},
    )

    elsewhere = await as_(await make.actor(await make.organisation("firm"), "handler")).post(
        f"/portfolio/assets/{added.json()['items'][0]['id']}/application-number",
        json={"number": "1"},
    )

    assert problem(response) == (409, "portfolio.holding_unproven")
    assert problem(elsewhere) == (404, "not_found")


async def test_a_number_that_another_grant_bears_is_not_taken_over(
    operator: Actor, handler: Actor, as_: ClientFor
) -> None:
    rows = [
        gazette_row(filing_id="2.0162E+12"),
        gazette_row(authorization_notice_id="CN209099459U"),
    ]
    await imported(csv_of(rows), by=operator)
    client = as_(handler)
    added = await client.post("/portfolio/assets", json={"numbers": ["CN209099453U"]})

    response = await client.post(
        f"/portfolio/assets/{added.json()['items'][0]['id']}/application-number",
        json={"number": PATENT},
    )

    assert problem(response) == (409, "portfolio.number_taken")


async def test_a_supplied_number_joins_the_right_that_was_pasted_under_it(
    operator: Actor, handler: Actor, as_: ClientFor
) -> None:
    await imported(csv_of([gazette_row(filing_id="2.0162E+12")]), by=operator)
    client = as_(handler)
    added = await client.post("/portfolio/assets", json={"numbers": ["CN209099453U", PATENT]})
    published = next(item for item in added.json()["items"] if item["application_no"] is None)

    response = await client.post(
        f"/portfolio/assets/{published['id']}/application-number", json={"number": PATENT}
    )
    listed = (await client.get("/portfolio/assets")).json()

    assert response.status_code == 404 or response.json()["label"] == "ZL 2016 2 1390303.X"
    assert listed["total"] == 1
    assert listed["items"][0]["publication_no"] == "CN209099453U"
    assert listed["items"][0]["ownership"] == "owned"


async def test_a_number_that_a_stranger_wrongly_declared_is_given_up(
    operator: Actor, handler: Actor, as_: ClientFor
) -> None:
    stranger = await make.actor(await make.organisation("firm"), "handler")
    wrong = gazette_row(authorization_notice_id="CN209099459U")
    await imported(csv_of([wrong]), by=stranger, reference=False)
    await imported(csv_of([gazette_row(filing_id="2.0162E+12")]), by=operator)
    client = as_(handler)
    added = await client.post("/portfolio/assets", json={"numbers": ["CN209099453U"]})

    response = await client.post(
        f"/portfolio/assets/{added.json()['items'][0]['id']}/application-number",
        json={"number": PATENT},
    )
    declared = (await as_(stranger).get("/portfolio/assets")).json()

    assert response.status_code == 200
    assert response.json()["label"] == "ZL 2016 2 1390303.X"
    assert declared["items"][0]["application_no"] is None
