"""The whole way of an application over HTTP, from the draft to the drawdown."""

from typing import Any

import httpx

from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.db import fetch_one
from backend.lending.service import pledging
from tests.conftest import ClientFor
from tests.lending import scene
from tests.lending.scene import AMOUNT

LOANS = "/loan-applications"


async def post(client: httpx.AsyncClient, path: str, body: Any = None) -> dict[str, Any]:
    answer = await client.post(path, json={} if body is None else body)
    assert answer.status_code in {200, 201}, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_from_a_request_to_the_drawdown(  # noqa: PLR0915 - one story
    db: None, as_: ClientFor
) -> None:
    at = await scene.scene()
    firm, signatory = as_(at.handler), as_(at.signatory)
    maker, checker, desk = as_(at.bank.maker), as_(at.bank.checker), as_(at.bank.desk)

    answer = await firm.post(
        LOANS,
        json={
            "request_id": str(at.request),
            "product_ids": [str(at.bank.product), str(at.other.product)],
        },
    )
    assert answer.status_code == 201, answer.text
    one, two = answer.json()
    assert {one["lender"]["id"], two["lender"]["id"]} == {str(at.bank.id), str(at.other.id)}
    assert one["state"] == "draft"
    assert one["clock"] is None
    assert one["number"].startswith("LN-")
    assert one["allowed_actions"] == ["withdrawal"]
    path = f"{LOANS}/{one['id']}"

    consent = {"consent": True, "consent_version": one["consent"]["required"]["version"]}
    sent = await post(signatory, f"{path}/submission", consent)
    assert sent["state"] == "submitted"
    assert sent["clock"]["state"] == "running"
    assert sent["clock"]["working_days_total"] == 5
    assert sent["consent"]["given"]["version"] == consent["consent_version"]
    assert sent["opinions"] is None

    taken = await post(maker, f"{path}/intake")
    assert taken["assignee"]["id"] == str(at.bank.maker.user_id)
    dossier = (await maker.get(f"{path}/dossier")).json()
    assert dossier["fit"]["grade"] == "fits"
    assert dossier["valuation"]["ltv_bp"] == 3000
    assert dossier["valuation"]["check"] is None
    assert [each["ground"] for each in dossier["preflight"]] == list(range(1, 13))

    check = {"method": "issuer_asked", "asked": "评估机构", "asked_on": clock.today().isoformat()}
    assert (await post(maker, f"{path}/valuation-check", check))["valuation_checked"] is True
    opinion = {"kind": "grant", "amount_fen": AMOUNT, "rate_bp": 365, "term_months": 24}
    given = (await post(maker, f"{path}/opinion", opinion))["opinions"]
    assert given[0]["differences"] == [{"field": "term_months", "before": 12, "after": 24}]

    offered = await post(checker, f"{path}/approval", {"opinion_version": 1})
    assert offered["clock"]["state"] == "ended"
    seen = (await firm.get(path)).json()
    assert seen["offer"]["amount_fen"] == AMOUNT
    assert seen["offer"]["yearly_cost_fen"] == AMOUNT * 365 // 10_000
    assert seen["opinions"] is None

    accepted = await post(signatory, f"{path}/offer-acceptance")
    assert accepted["state"] == "accepted"
    pledge = await fetch_one("SELECT * FROM registry_pledge WHERE id = $1", accepted["pledge_id"])
    assert pledge is not None
    assert pledge["secured_fen"] == AMOUNT
    assert str(pledge["application_id"]) == one["id"]

    await scene.register_pledge(at, pledge["id"])
    await pledging.open_drawdown(pledge["id"], application_id=pledge["application_id"])
    drawn = await post(
        desk,
        f"{path}/drawdown",
        {
            "amount_fen": AMOUNT,
            "drawn_on": clock.today().isoformat(),
            "loan_contract": "HT-1",
        },
    )
    assert drawn["state"] == "drawn"
    assert drawn["drawdown"]["amount_fen"] == AMOUNT


async def test_both_sides_see_their_own_history(db: None, as_: ClientFor) -> None:
    at = await scene.scene()
    view = await scene.offered(at)

    async def names(by: Actor) -> list[str]:
        answer = await as_(by).get(f"{LOANS}/{view.row.id}/history")
        return [each["name"].removeprefix("lending.") for each in answer.json()]

    assert await names(at.handler) == [
        "application_drafted",
        "application_submitted",
        "application_taken_in",
        "application_approved",
    ]
    assert await names(at.bank.desk) == [
        "application_submitted",
        "application_taken_in",
        "valuation_checked",
        "opinion_given",
        "application_approved",
    ]
