"""A bank looks into the value behind an application and asks "what if"."""

from decimal import Decimal
from typing import Any

import pytest

from backend.kernel import clock
from backend.kernel.db import fetch_value
from backend.valuation.engine import levers
from backend.valuation.engine.levers import Moved
from backend.valuation.engine.running import run
from tests.conftest import ClientFor
from tests.lending import scene
from tests.lending.scene import Scene
from tests.valuation.documents import (
    COST,
    EXCESS,
    MARKET,
    ROYALTY,
    SALES_SHARE,
    changed,
    document,
    told,
    uniform,
)

RICH = changed(
    changed(ROYALTY, "sales_fen.values", [v * 10 for v in ROYALTY["sales_fen"]["values"]]),
    "royalty", told("0.045", {"kind": "triangular", "low": "0.03", "mode": "0.045",
                              "high": "0.06"}),
)  # fmt: skip
ENDS = ("low_fen", "central_fen", "high_fen")


async def worked_case(as_: ClientFor, *methods: dict[str, Any]) -> tuple[Scene, str]:
    """An application in review whose valuation was worked out of inputs."""
    at = await scene.scene(valued=False)
    names = [each["method"] for each in methods]
    body = {
        "right_ids": [str(at.right)],
        "base_date": "2026-11-01",
        "inputs": {
            "methods": list(methods),
            "reconciliation": {
                "weights": [{"method": name, "weight": "1"} for name in names],
                "reason": "两法并用",
            },
            "scores": [{"right_id": str(at.right)}],
        },
    }
    made = await as_(at.handler).post("/valuations", json=body)
    assert made.status_code == 201, made.text
    view = await scene.in_review(at)
    return at, f"/loan-applications/{view.row.id}/valuation"


async def test_the_bank_reads_methods_deals_and_scores(db: None, as_: ClientFor) -> None:
    at, path = await worked_case(as_, RICH, MARKET)

    found = (await as_(at.bank.maker).get(path)).json()
    stranger = await as_(at.other.maker).get(path)
    firm = await as_(at.handler).get(path)

    assert [each["method"] for each in found["methods"]] == ["relief_from_royalty", "market"]
    assert all(each["low_fen"] < each["high_fen"] for each in found["methods"])
    assert {each["valuer"] for each in found["methods"]} == {at.firm.name}
    assert [each["name"] for each in found["levers"]] == ["royalty", "years", "discount"]
    assert len(found["comparables"]) == 3
    first = found["comparables"][0]
    assert (first["price_fen"], Decimal(first["factor"])) == (1_800_000_00, Decimal("0.987525"))
    assert found["scores"][0]["scheme"] == "gbt42748-2023"
    assert found["reason"] == "两法并用"
    assert (stranger.status_code, firm.status_code) == (404, 403)


async def test_what_if_moves_the_range_and_keeps_nothing(db: None, as_: ClientFor) -> None:
    at, path = await worked_case(as_, RICH, MARKET)
    bank = as_(at.bank.maker)
    kept = (await bank.get(path)).json()
    rows = await fetch_value("SELECT count(*) FROM kernel_event")

    async def suppose(**asked: str) -> dict[str, Any]:
        answer = await bank.post(f"{path}/what-if", json=asked)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    same = await suppose()
    dossier = (await bank.get(path.removesuffix("valuation") + "dossier")).json()["valuation"]
    lower = await suppose(royalty="0.03")
    shorter = await suppose(years="3")
    dearer = await suppose(discount="0.25")

    assert [same[n] for n in ENDS] == [kept[n] for n in ENDS]
    assert (same["lendable_fen"], same["ltv_bp"]) == (dossier["lendable_fen"], dossier["ltv_bp"])
    assert same["valuer"] == at.bank.organisation.name
    for found in (lower, shorter, dearer):
        assert found["methods"][0]["central_fen"] < kept["methods"][0]["central_fen"]
        assert found["methods"][1]["central_fen"] == kept["methods"][1]["central_fen"]
        assert found["lendable_fen"] <= same["lendable_fen"]
        assert found["ltv_bp"] >= same["ltv_bp"]
    assert await fetch_value("SELECT count(*) FROM kernel_event") == rows
    again = (await bank.get(path)).json()
    assert again == kept


async def test_what_cannot_be_supposed_is_refused(db: None, as_: ClientFor) -> None:
    at, path = await worked_case(as_, RICH)
    bank = as_(at.bank.maker)

    far = await bank.post(f"{path}/what-if", json={"years": "30"})
    whole = await bank.post(f"{path}/what-if", json={"royalty": "1.5"})
    stranger = await as_(at.other.maker).post(f"{path}/what-if", json={})

    assert (far.status_code, far.json()["code"]) == (422, "valuation.moved_too_far")
    assert far.json()["field"] == "years"
    assert whole.status_code == 400
    assert stranger.status_code == 404


async def test_a_stated_value_has_nothing_to_move(db: None, as_: ClientFor) -> None:
    at = await scene.scene()
    view = await scene.in_review(at)
    path = f"/loan-applications/{view.row.id}/valuation"

    found = (await as_(at.bank.maker).get(path)).json()
    refused = await as_(at.bank.maker).post(f"{path}/what-if", json={"royalty": "0.05"})

    assert (found["methods"], found["levers"]) == ([], [])
    assert refused.json()["code"] == "lending.value_not_worked"


BUILT = {
    "build_up": {
        "risk_free": told("0.018", uniform("0.016", "0.02")),
        "risks": [{"name": "technical", "rate": told("0.042")},
                  {"name": "market", "rate": told("0.045")}],
    }
}  # fmt: skip


@pytest.mark.parametrize(
    "method",
    [RICH, SALES_SHARE, EXCESS, changed(ROYALTY, "discount", BUILT),
     changed(RICH, "timing", {"convention": "mid_year", "first_period": "0.5"})],
    ids=["royalty", "sales share", "excess earnings", "built up", "part year"],
)  # fmt: skip
def test_every_lever_runs_at_both_its_ends(method: dict[str, Any]) -> None:
    made = document(method)

    for lever in levers.levers(made):
        values = []
        for value in (lever.low, lever.stated, lever.high):
            found = run(levers.moved(made, Moved(**{lever.name: value})))
            assert found.reconciled is not None
            values.append(found.reconciled.central_fen)
        assert values == sorted(values, reverse=lever.name == "discount")
        same = levers.moved(made, Moved(**{lever.name: lever.stated}))
        assert run(same) == run(made)


def test_cost_and_market_have_no_levers() -> None:
    made = document(COST)

    assert levers.levers(made) == ()
    with pytest.raises(levers.NothingToMove):
        levers.moved(made, Moved(royalty=Decimal("0.03")))


async def test_another_valuation_than_the_one_that_was_read_is_not_checked(
    db: None, as_: ClientFor
) -> None:
    at = await scene.scene()
    view = await scene.in_review(at)
    present = view.row.snapshot["valuation"]
    seen = {name: present[name] for name in ("number", "central_fen", "base_date")}
    body = {"method": "issuer_asked", "asked": "王工", "asked_on": clock.today().isoformat()}
    path = f"/loan-applications/{view.row.id}/valuation-check"

    stale = await as_(at.bank.maker).post(path, json=body | {"seen": {**seen, "number": "VA-0"}})

    assert (stale.status_code, stale.json()["code"]) == (409, "lending.valuation_replaced")
    assert stale.json()["differences"] == [
        {"field": "number", "before": "VA-0", "after": present["number"]}
    ]
    checked = await as_(at.bank.maker).post(path, json=body | {"seen": seen})
    assert checked.status_code == 200, checked.text
