"""A licensed broker shows its notice and notes the needs before it compares, and keeps both."""

import asyncpg
import pytest

from backend.kernel import clock, db
from tests.policies.conftest import Deal

SAID = "出口美欧日，担心被诉侵权。"
FILED = {"line": "overseas_liability", "rate_bp": 1500, "filing_number": "C-2026-001"}


async def test_quotes_are_compared_once_notice_and_needs_are_confirmed(
    deal: Deal,
) -> None:
    pages = f"/proposals/{deal.proposal}/broker-pages"
    comparison = f"/proposals/{deal.proposal}/comparison"
    checker = deal.as_(deal.desks[0].checker)
    filed = FILED | {"from_on": clock.today().isoformat()}

    refused = (await deal.buyer.get(comparison)).json()
    unsaid = (await deal.buyer.post(pages, json={"kind": "needs", "said": " "})).json()
    before = await deal.confirms("notice")
    needs = await deal.confirms("needs", said=SAID)
    first = await deal.buyer.get(comparison)
    stated = await checker.post("/insurance-commissions", json=filed)
    twice = (await checker.post("/insurance-commissions", json=filed)).json()
    outdated = (await deal.buyer.get(comparison)).json()
    notice = await deal.confirms("notice")
    again = await deal.buyer.post(f"{pages}/{notice['id']}/confirmation")
    colleague = await deal.as_(deal.firm.handler).post(f"{pages}/{notice['id']}/confirmation")
    old = (await deal.buyer.post(f"{pages}/{before['id']}/confirmation")).json()
    kept = (await deal.buyer.get(pages)).json()
    second = await deal.buyer.get(comparison)

    assert (refused["code"], refused["missing"]) == (
        "policies.broker_pages_open",
        ["notice", "needs"],
    )
    assert unsaid["code"] == "policies.needs_unsaid"
    assert {each["rate_bp"] for each in before["content"]["insurers"]} == {None}
    assert needs["content"]["said"] == SAID
    assert [each["code"] for each in needs["content"]["parts"]] == ["DEF", "DAM"]
    assert (first.status_code, second.status_code, stated.status_code) == (200, 200, 201)
    assert twice["code"] == "policies.commission_filed"
    assert outdated["missing"] == ["notice"]
    assert sorted(str(each["rate_bp"]) for each in notice["content"]["insurers"]) == [
        "1500",
        "None",
    ]
    assert (again.json(), colleague.status_code) == (notice, 404)
    assert old["code"] == "policies.page_outdated"
    assert (kept["required"], kept["notice"], kept["needs"]) == (True, notice, needs)


async def test_what_was_shown_and_confirmed_never_changes(deal: Deal) -> None:
    page = await deal.confirms("notice")
    for statement in (
        "UPDATE policies_broker_page SET content = '{}' WHERE id = $1",
        "DELETE FROM policies_broker_tick WHERE page = $1",
    ):
        with pytest.raises(asyncpg.RestrictViolationError):
            async with db.transaction():
                await db.execute(statement, page["id"])
