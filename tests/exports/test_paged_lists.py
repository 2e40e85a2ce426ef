"""Lists that leave page after page: at once, as a job and printed they are the same rows."""

from datetime import date
from typing import Any

import pytest

from backend.kernel import db, listed
from backend.kernel.auth import Actor
from tests import make
from tests.appraisal import test_ordering as ordering
from tests.conftest import ClientFor
from tests.exports.test_more_lists import HOSTILE, WORKBOOK, Exporting, Run
from tests.insurance.conftest import SetMode, set_mode
from tests.policies.conftest import Deal, deal_of
from tests.valuation import make as values

__all__ = ["set_mode"]


async def the_deal(as_: ClientFor, set_mode: SetMode) -> tuple[Deal, dict[str, Any]]:
    """Two insurers quoted, and the firm took the first of them."""
    set_mode("licensed_broker")
    deal = await deal_of(as_)
    return deal, await deal.accepted(deal.quotes[0])


async def call_hostile(firm: Actor) -> None:
    await db.execute(
        "UPDATE identity_organisation SET name = $2 WHERE id = $1", firm.organisation_id, HOSTILE
    )


async def is_forbidden_by_mode(export: Exporting, name: str, set_mode: SetMode) -> None:
    """What this platform may not do, it does not hand out either."""
    set_mode("info_only")
    for path in (WORKBOOK, "/exports", "/exports/sheet"):
        refused = await export.client.post(path, json={"list": name})
        assert refused.json()["code"] == "insurance.mode_forbids", (name, path)
    set_mode("licensed_broker")


async def test_the_submissions_of_an_insurer(
    committed: str, set_mode: SetMode, as_: ClientFor, run_jobs: Run
) -> None:
    deal, _ = await the_deal(as_, set_mode)
    await call_hostile(deal.firm.handler)
    one, other = deal.desks
    desk = Exporting(as_, one.l1, run_jobs)

    of, rows = await desk.both("submissions", WORKBOOK, {"submission_states": ["accepted"]})
    assert (of["状态"], of["经办"], of["行数"]) == ("已接受", "", 1)
    shown = (await desk.client.get("/submissions")).json()["items"]
    assert [(row[0], row[1], row[5]) for row in rows] == [
        (each["number"], f"'{HOSTILE}", each["proposal"]) for each in shown
    ]
    assert rows[0][8:10] == ["自动报价", "一级权限"]
    asked = {"q": HOSTILE, "whose": "nobody", "line": "overseas_liability"}
    of, rows = await desk.both("submissions", WORKBOOK, asked)
    assert (of["企业或编号"], of["经办"], len(rows)) == (f"'{HOSTILE}", "未领取", 1)
    _, rows = await desk.both("submissions", WORKBOOK, {"submission_states": ["declined"]})
    assert rows == []
    await desk.is_hidden(other.l1)
    await is_forbidden_by_mode(desk, "submissions", set_mode)


async def test_the_proposals_of_a_firm(
    committed: str, set_mode: SetMode, as_: ClientFor, run_jobs: Run
) -> None:
    deal, _ = await the_deal(as_, set_mode)
    insurers = {each.l1.organisation_name for each in deal.desks}
    firm = Exporting(as_, deal.firm.handler, run_jobs)

    of, rows = await firm.both("proposals", WORKBOOK, {"line": "overseas_liability"})
    (mine,) = (await firm.client.get("/proposals")).json()["items"]
    assert of["险种"] == "知识产权海外侵权保险"
    assert [(row[0], row[2], row[7]) for row in rows] == [(mine["number"], mine["version"], 0)]
    assert all(name in rows[0][8] for name in insurers)
    assert (await firm.both("proposals", WORKBOOK, {"line": "enforcement"}))[1] == []
    # It reads where they lie, and nothing of how an insurer works on them.
    _, rows = await firm.both("submissions", WORKBOOK, {})
    assert {row[2] for row in rows} == insurers
    assert {cell for row in rows for cell in row[8:11]} == {""}
    await firm.is_hidden(deal.firm.signatory)
    await is_forbidden_by_mode(firm, "proposals", set_mode)


async def test_the_sales_of_the_broker(
    committed: str, set_mode: SetMode, as_: ClientFor, run_jobs: Run
) -> None:
    deal, policy = await the_deal(as_, set_mode)
    await call_hostile(deal.firm.handler)
    broker = await make.actor(await make.organisation("operator"), "broker")
    sales = Exporting(as_, broker, run_jobs)

    of, rows = await sales.both("broker_sales", WORKBOOK, {"q": policy["number"]})
    assert of["投保单、企业或保单号"] == policy["number"]
    shown = (await sales.client.get("/broker-sales")).json()["items"]
    assert [row[0] for row in rows] == [each["number"] for each in shown]
    assert [(row[1], *row[4:6], *row[8:10]) for row in rows] == [
        (f"'{HOSTILE}", 2, 2, policy["number"], "已选定")
    ]
    assert (await sales.both("broker_sales", WORKBOOK, {"q": "nothing"}))[1] == []
    await sales.is_hidden(deal.firm.handler)
    await is_forbidden_by_mode(sales, "broker_sales", set_mode)


async def test_appraisals_are_to_each_side_its_own(
    committed: str, as_: ClientFor, run_jobs: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listed, "BATCH", 2)
    owner = await make.organisation()
    agency, rival = [await make.organisation("appraiser") for _ in range(2)]
    cast = ordering.Cast(
        firm=await make.actor(owner, "handler", "signatory"),
        right_id=await values.right(owner, expires_on=date(2046, 3, 2)),
        owner=owner.name,
        valuer=await make.actor(agency, "valuer"),
        signer=await make.actor(agency, "signer", "valuer"),
        rival=await make.actor(rival, "valuer"),
    )
    await db.execute("UPDATE portfolio_right SET title = $1", HOSTILE)
    given = await ordering.ordered(as_, cast)
    waiting = [await ordering.invited(as_, cast) for _ in range(4)]
    numbers = [each["number"] for each in (*reversed(waiting), given)]

    firm = Exporting(as_, cast.firm, run_jobs)
    _, rows = await firm.both("valuation_requests", WORKBOOK, {})
    assert [row[0] for row in rows] == numbers
    assert {row[7] for row in rows} == {f"'{HOSTILE}"}
    of, rows = await firm.both("valuation_requests", WORKBOOK, {"state": "accepted"})
    assert (of["状态"], of["行数"]) == ("已委托", 1)
    assert rows[0][10:15] == [2, 0, cast.valuer.organisation_name, "已选定", 30_000]
    assert rows[0][17] != ""
    await firm.is_hidden(cast.valuer)

    valuer = Exporting(as_, cast.valuer, run_jobs)
    _, rows = await valuer.both("valuation_requests", WORKBOOK, {"state": "accepted"})
    assert rows[0][10:15] == ["", "", cast.valuer.organisation_name, "已选定", 30_000]
    # He quoted and was not chosen: who was, and until when, is not his to know.
    loser = Exporting(as_, cast.rival, run_jobs)
    _, rows = await loser.both("valuation_requests", WORKBOOK, {"state": "accepted"})
    assert rows[0][10:14] == ["", "", cast.rival.organisation_name, "未选定"]
    assert rows[0][17:19] == ["", ""]
    stranger = await make.actor(await make.organisation("appraiser"), "valuer")
    assert (await Exporting(as_, stranger, run_jobs).both("valuation_requests", WORKBOOK, {}))[
        1
    ] == []


@pytest.mark.parametrize(
    ("kind", "role", "names"),
    [
        ("district", "officer", ("submissions", "proposals", "broker_sales", "valuation_requests")),
        ("operator", "operator", ("submissions", "proposals", "broker_sales")),
        ("bank", "admin", ("submissions", "proposals", "broker_sales")),
        ("insurer", "underwriter", ("proposals", "broker_sales", "valuation_requests")),
        ("firm", "handler", ("broker_sales",)),
    ],
)
async def test_others_export_none_of_these(
    db: None, set_mode: SetMode, as_: ClientFor, kind: str, role: str, names: tuple[str, ...]
) -> None:
    set_mode("licensed_broker")
    client = as_(await make.actor(await make.organisation(kind), role))
    for name in names:
        for path in (WORKBOOK, "/exports", "/exports/sheet"):
            answer = await client.post(path, json={"list": name})
            assert (answer.status_code, answer.json()["code"]) == (403, "forbidden"), (name, path)


async def test_more_than_anybody_waits_for_takes_a_job(
    committed: str, as_: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listed, "AT_ONCE", -1)
    client = as_(await make.actor(await make.organisation("appraiser"), "valuer"))

    answer = await client.post(WORKBOOK, json={"list": "valuation_requests"})
    unknown = await client.post(WORKBOOK, json={"list": "secrets"})

    assert (answer.status_code, answer.json()["code"]) == (422, "export_too_large")
    assert (unknown.status_code, unknown.json()["errors"][0]["key"]) == (400, "list")
