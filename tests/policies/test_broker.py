"""A licensed broker shows its notice and notes the needs before it compares, and keeps both."""

from typing import Any

import asyncpg
import pytest

from backend.kernel import clock, db
from tests import make as people
from tests.insurance.conftest import SetMode
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
    compared = (
        "INSERT INTO policies_compared (proposal, sha256, content, shown_to, shown_to_name) "
        "SELECT proposal, sha256, '{}', shown_to, 'x' FROM policies_broker_page WHERE id = $1"
    )
    for statement in (
        "UPDATE policies_broker_page SET content = '{}' WHERE id = $1",
        "DELETE FROM policies_broker_tick WHERE page = $1",
        compared,  # the needs are not confirmed
    ):
        with pytest.raises(asyncpg.RestrictViolationError):
            async with db.transaction():
                await db.execute(statement, page["id"])


async def test_a_sale_is_replayed_with_every_page_and_click(  # noqa: PLR0915 - one story
    deal: Deal, set_mode: SetMode
) -> None:
    platform = await people.organisation("operator")
    desk = deal.as_(await people.actor(platform, "broker"))
    path, quote = f"/broker-sales/{deal.proposal}", deal.quotes[0]
    await deal.as_(deal.desks[0].checker).post(
        "/insurance-commissions", json=FILED | {"from_on": clock.today().isoformat()}
    )

    unread = (await deal.buyer.post(f"/quotes/{quote}/pages", json={"option": 1})).json()
    shown = await deal.compared()
    again = await deal.buyer.get(f"/proposals/{deal.proposal}/comparison")
    policy = await deal.bound(quote)
    listed = (await desk.get("/broker-sales", params={"q": policy["number"].lower()})).json()
    none = (await desk.get("/broker-sales", params={"q": "nothing"})).json()
    sale = (await desk.get(path)).json()
    steps: list[dict[str, Any]] = []
    cursor: dict[str, str] = {}
    while True:
        part = (await desk.get(f"{path}/steps", params={"limit": "7", **cursor})).json()
        steps += part["items"]
        if part["next"] is None:
            break
        cursor = {"cursor": part["next"]}
    read = {
        each["page_id"]: (await desk.get(f"{path}/pages/{each['page_id']}")).json()
        for each in steps
        if each["page_id"]
    }
    others = [
        (await deal.as_(each).get(path)).status_code
        for each in (deal.firm.signatory, deal.desks[0].l1, await people.actor(platform, "admin"))
    ]
    set_mode("insurer_owned")
    owned = (await desk.get(path)).json()

    assert (unread["code"], unread["missing"]) == (
        "policies.broker_pages_open",
        ["notice", "needs"],
    )
    assert [(each["number"], each["policy"]) for each in listed["items"]] == [
        (sale["number"], policy["number"])
    ]
    assert (listed["total"], none["items"]) == (1, [])
    assert {
        (each["shown"], each["shown_bp"], each["filed_bp"], each["commission_fen"])
        for each in sale["offers"]
    } == {
        (True, 1500, 1500, policy["net_fen"] * 15 // 100),
        (True, None, None, None),
    }
    acts = [each["act"] for each in steps]
    ticked = [each["about"] for each in steps if each["act"] == "exclusion_ticked"]
    pages = {each["kind"]: each for each in read.values()}
    assert part["total"] == len(steps)
    assert [each["at"] for each in steps] == sorted(each["at"] for each in steps)
    assert acts[0] == "answered"
    assert (acts.count("sent"), acts.count("quoted"), acts.count("compared")) == (2, 2, 1)
    order = ["notice_confirmed", "needs_confirmed", "compared", "exclusions_shown", "accepted"]
    assert sorted(order, key=acts.index) == order
    assert sorted(ticked) == sorted(
        each["key"] for each in pages["exclusions"]["content"]["exclusions"]
    )
    assert sorted(ticked) == sorted(each["exclusion"] for each in pages["exclusions"]["clicks"])
    assert again.json() == shown == pages["comparison"]["content"]
    assert pages["needs"]["content"]["said"] == SAID
    signed = next(each for each in steps if each["act"] == "declared")
    assert (read[signed["page_id"]]["kind"], read[signed["page_id"]]["sha256"]) == (
        "answers",
        signed["sha256"],
    )
    assert {each["intact"] for each in read.values()} == {True}
    assert others == [403, 403, 403]
    assert (owned["code"], owned["modes"]) == ("insurance.mode_forbids", ["licensed_broker"])
