"""The figures of a firm's home are exact, however many patents it holds."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from backend.kernel import clock
from backend.kernel.db import dumps
from backend.portfolio import service
from backend.portfolio.states import FactKind, PatentKind
from backend.portfolio.tables import Asset, Right
from tests import make as base
from tests.conftest import ClientFor
from tests.registry import make

pytestmark = pytest.mark.usefixtures("db")

MANY = 230
TODAY = date(2026, 8, 31)


async def hold(at: make.Scene, right_ids: list[UUID]) -> None:
    await Asset.insert(
        *[
            Asset(
                id=uuid4(),
                created_at=clock.now(),
                firm=at.firm.id,
                right_id=each,
                declared=dumps({}),
                added_by=at.handler.user_id,
            )
            for each in right_ids
        ]
    )


async def everything(client: Any) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = []
    cursor = None
    while True:
        params = {"limit": 100} | ({"cursor": cursor} if cursor else {})
        page = (await client.get("/portfolio/assets", params=params)).json()
        items += page["items"]
        cursor = page["next"]
        if cursor is None:
            return items


async def many(at: make.Scene) -> list[UUID]:
    """Patents of every kind, day of filing and owner; some without number, some with extract."""
    found = []
    for index in range(MANY):
        owner = [at.firm.name, "别的企业"][index % 5 == 0]
        kind = list(PatentKind)[index % 3]
        right_id = await make.right(owner, kind=kind)
        filing = date(2006, 1, 31) + timedelta(days=index * 29)
        values: dict[Any, Any] = {
            Right.filing_on: filing,
            Right.granted_on: filing + timedelta(days=500),
        }
        if index % 7 == 0:
            values |= {Right.granted_on: None, Right.grant_source: None}
        if index % 11 == 0:
            values |= {Right.application_body: None, Right.application_check: None}
            values |= {Right.application_source: None}
        await Right.update(values).where(Right.id == right_id)
        if index % 13 == 0:
            await service.record_fact(
                right_id,
                FactKind.REGISTER_EXTRACT,
                TODAY - timedelta(days=index % 40),
                make.extract(owner, fees_paid=index % 2 == 0),
                None,
                at.bank.id,
                by=at.desk,
            )
        found.append(right_id)
    return found


async def test_the_summary_is_what_all_pages_of_the_list_come_to(as_: ClientFor) -> None:
    with clock.at(clock.end_of_day(TODAY) - timedelta(hours=9)):
        at = await make.scene()
        await hold(at, await many(at))
        client = as_(at.handler)

        summary = (await client.get("/portfolio/summary")).json()
        items = await everything(client)

    usable = [
        item
        for item in items
        if item["can_be_pledged_at_cnipa"]
        and item["ownership"] != "declared"
        and "application_number" not in item["needs"]
    ]
    due = sorted(item["fee_due"]["due_on"] for item in items if item["fee_due"])
    assert summary["assets"] == len(items) == MANY
    assert 100 < summary["usable"] == len(usable) < MANY
    assert [each["fee_due"]["due_on"] for each in summary["next_fees"]] == due[:6]
    assert summary["next_fees"][0]["fee_due"]["late"]
    assert {each["ownership"] for each in usable} == {"owned", "extract"}


async def test_what_stands_in_a_live_pledge_is_counted(as_: ClientFor) -> None:
    at = await make.scene()
    pledge = await make.registered(at)
    await hold(at, [*pledge.right_ids, await make.right(at.firm.name)])

    summary = (await as_(at.handler).get("/portfolio/summary")).json()

    assert (summary["assets"], summary["pledged"]) == (2, 1)


async def test_an_empty_portfolio_comes_to_nothing(as_: ClientFor) -> None:
    firm = await base.organisation("firm", verified=False)

    summary = await as_(await base.actor(firm, "handler")).get("/portfolio/summary")

    assert summary.json() == {"assets": 0, "usable": 0, "pledged": 0, "next_fees": []}
