"""A value worked out over HTTP: estimated and forgotten, or kept and run again."""

import json
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest

from backend.kernel.auth import Actor
from backend.kernel.db import execute, fetch_one, fetch_value, transaction
from backend.valuation import service
from tests import make
from tests.conftest import ClientFor
from tests.valuation import make as values
from tests.valuation.documents import BASE, COST, MARKET, ROYALTY, changed, told, uniform

pytestmark = pytest.mark.usefixtures("db")
WEIGHED = {
    "weights": [
        {"method": "relief_from_royalty", "weight": "0.7"},
        {"method": "market", "weight": "0.3"},
    ],
    "reason": "许可数据充分，成交案例仅作参考",
}


async def firm_with(*roles: str) -> tuple[Any, Actor]:
    firm = await make.organisation()
    return firm, await make.actor(firm, *roles)


def body(*right_ids: object, **inputs: Any) -> dict[str, Any]:
    return {
        "right_ids": [str(i) for i in right_ids],
        "base_date": BASE,
        "inputs": {"methods": [ROYALTY], **inputs},
    }


async def test_an_estimate_is_a_range_with_its_working_and_keeps_nothing(as_: ClientFor) -> None:
    firm, actor = await firm_with("handler")
    right = await values.right(firm)
    before = await fetch_value("SELECT count(*) FROM valuation_valuation")

    response = await as_(actor).post("/valuations/estimate", json=body(right))

    assert response.status_code == 200
    found = response.json()
    assert found["valuer"] == firm.name
    assert found["base_date"] == BASE
    assert found["method"] == "income"
    assert found["low_fen"] < found["central_fen"] < found["high_fen"]
    (method,) = found["methods"]
    assert method["stated_fen"] == 3_159_468_99
    assert method["rows"][0] == {
        "name": "1", "flow_fen": 765_000_00, "exponent": "1", "factor": "0.854701",
        "present_fen": 653_846_15,
    }  # fmt: skip
    assert [each["figure"] for each in method["movers"]] == ["methods.0.discount.rate"]
    assert await fetch_value("SELECT count(*) FROM valuation_valuation") == before


async def test_methods_stand_side_by_side_until_somebody_weighs_them(as_: ClientFor) -> None:
    firm, actor = await firm_with("handler")
    right = await values.right(firm)
    both = [ROYALTY, MARKET]

    apart = await as_(actor).post("/valuations/estimate", json=body(right, methods=both))
    weighed = await as_(actor).post(
        "/valuations/estimate", json=body(right, methods=both, reconciliation=WEIGHED)
    )
    kept = await as_(actor).post("/valuations", json=body(right, methods=both))

    assert apart.json()["central_fen"] is None
    assert [each["central_fen"] is None for each in apart.json()["methods"]] == [False, False]
    assert weighed.json()["method"] == "combined"
    assert weighed.json()["low_fen"] is not None
    assert kept.status_code == 422
    assert kept.json()["code"] == "valuation.reconciliation_missing"


async def test_a_kept_value_reproduces_and_serves_the_bundle(as_: ClientFor) -> None:
    firm, actor = await firm_with("handler")
    right = await values.right(firm)
    asked = body(right, methods=[ROYALTY, MARKET], reconciliation=WEIGHED)

    estimated = (await as_(actor).post("/valuations/estimate", json=asked)).json()
    response = await as_(actor).post("/valuations", json=asked)
    read = (await as_(actor).get(f"/valuations/{response.json()['id']}")).json()
    listed = (await as_(actor).get("/valuations")).json()["items"]

    assert response.status_code == 201
    assert read["method"] == "combined"
    assert read["appraised"] is False
    assert [read[n] for n in ("low_fen", "central_fen", "high_fen")] == [
        estimated[n] for n in ("low_fen", "central_fen", "high_fen")
    ]
    assert read["worked"]["reproduced"] is True
    assert read["worked"]["inputs_sha256"] == estimated["inputs_sha256"]
    assert read["worked"]["methods"] == estimated["methods"]
    assert read["worked"]["inputs"]["reconciliation"]["reason"] == WEIGHED["reason"]
    assert [each["worked"] for each in listed] == [None]
    served = await service.for_bundle(firm.id, [right], date(2026, 11, 24))
    assert served is not None
    assert served.per_right == {right: (read["low_fen"], read["central_fen"], read["high_fen"])}


async def test_a_bundle_is_valued_as_a_whole(as_: ClientFor) -> None:
    firm, actor = await firm_with("handler")
    rights = [await values.right(firm), await values.right(firm)]

    response = await as_(actor).post("/valuations", json=body(*rights))

    assert response.status_code == 201
    assert response.json()["has_values_per_right"] is False


async def test_what_was_kept_cannot_be_rewritten_and_tampering_shows(as_: ClientFor) -> None:
    firm, actor = await firm_with("handler")
    made = (await as_(actor).post("/valuations", json=body(await values.right(firm)))).json()

    for change in ("low_fen = low_fen - 1", 'inputs = inputs || \'{"valuer": "x"}\''):
        with pytest.raises(asyncpg.RestrictViolationError):
            async with transaction():
                await execute(f"UPDATE valuation_valuation SET {change} WHERE id = $1", made["id"])

    view = await service.valuation(UUID(made["id"]), firm_id=firm.id)
    assert view.worked is not None
    assert await service.reproduces(view.worked)
    view.worked.inputs["valuer"] = "x"
    assert not await service.reproduces(view.worked)


async def test_a_worked_appraisal_has_its_report_in_the_database_too(as_: ClientFor) -> None:
    firm, actor = await firm_with("handler")
    made = (await as_(actor).post("/valuations", json=body(await values.right(firm)))).json()
    row = await fetch_one("SELECT * FROM valuation_valuation WHERE id = $1", UUID(made["id"]))
    assert row is not None

    for changes, name in (
        ({"appraised": True, "report": None}, "valuation_appraisal_has_report"),
        ({"result": None}, "valuation_worked_is_whole"),
        (
            dict.fromkeys(("engine", "inputs", "inputs_sha256", "result", "scores"))
            | {"method": "combined"},
            "valuation_method_is_known",
        ),
    ):
        again: dict[str, Any] = {**row, "id": uuid4(), "number": str(uuid4())[:20], **changes}
        columns = ", ".join(again)
        places = ", ".join(f"${n}" for n in range(1, len(again) + 1))
        with pytest.raises(asyncpg.CheckViolationError) as refused:
            async with transaction():
                await execute(
                    f"INSERT INTO valuation_valuation ({columns}) VALUES ({places})",
                    *again.values(),
                )
        assert refused.value.constraint_name == name


async def test_rights_of_another_firm_do_not_exist(as_: ClientFor) -> None:
    _, actor = await firm_with("handler")
    other, _ = await firm_with("handler")
    theirs = await values.right(other)

    for path in ("/valuations/estimate", "/valuations"):
        response = await as_(actor).post(path, json=body(theirs))

        assert response.status_code == 404
        assert response.json()["code"] == "not_found"


@pytest.mark.parametrize(
    ("place", "value", "code"),
    [
        ("inputs.methods.0.royalty.value", "1.2", "valuation.royalty_over_whole"),
        (
            "inputs.methods.0.sales_fen.values",
            [1_000_000_00] * 20,
            "valuation.life_beyond_legal_term",
        ),
        ("inputs.methods.0.sales_fen.values", [0, -5], "valuation.no_sales"),
        (
            "inputs.methods.0.discount.rate.spread",
            uniform("0.17", "0.17"),
            "valuation.distribution_without_mass",
        ),
        ("inputs.methods.0.discount.rate.value", "-1", "valuation.discount_rate_too_low"),
        ("inputs.methods.0.discount.rate.spread", None, "valuation.range_missing"),
        ("base_date", "2999-01-01", "valuation.base_date_in_future"),
    ],
)
async def test_bad_input_is_refused_by_its_code(
    as_: ClientFor, place: str, value: Any, code: str
) -> None:
    firm, actor = await firm_with("handler")
    asked = changed(body(await values.right(firm)), place, value)

    for path in ("/valuations/estimate", "/valuations"):
        response = await as_(actor).post(path, json=asked)

        assert response.status_code == 422
        assert response.json()["code"] == code


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("inputs.methods.0.royalty.value", "NaN"),
        ("inputs.methods.0.royalty.source", "a\x00b"),
        ("inputs.methods.0.method", "guess"),
        ("inputs.methods", []),
        ("inputs.simulation", {"draws": 10**9}),
        ("inputs.valuer", "别人"),
    ],
)
async def test_malformed_inputs_are_400(as_: ClientFor, place: str, value: Any) -> None:
    firm, actor = await firm_with("handler")
    asked = changed(body(await values.right(firm)), place, value)

    response = await as_(actor).post(
        "/valuations/estimate",
        content=json.dumps(asked),
        headers={"content-type": "application/json"},
    )

    assert response.status_code == 400
    assert response.json()["code"] == "invalid_request"


async def test_a_range_is_stated_or_worked_out_never_both_nor_half(as_: ClientFor) -> None:
    firm, actor = await firm_with("handler")
    right = await values.right(firm)
    stated = {
        "right_ids": [str(right)], "base_date": BASE, "low_fen": 1, "central_fen": 2,
        "high_fen": 3, "method": "internal", "valuer": "本企业",
    }  # fmt: skip
    half = {name: value for name, value in stated.items() if name != "high_fen"}

    for asked in ({**stated, **body(right)}, half, {**body(right), "appraised": True}):
        response = await as_(actor).post("/valuations", json=asked)

        assert response.status_code == 422
        assert response.json()["code"] == "valuation.stated_or_worked"
    combined = await as_(actor).post("/valuations", json={**stated, "method": "combined"})
    assert combined.json()["code"] == "valuation.method_not_stated"


async def test_a_range_that_is_not_above_zero_is_shown_but_not_kept(as_: ClientFor) -> None:
    firm, actor = await firm_with("handler")
    right = await values.right(firm)
    losing = {
        "method": "incremental",
        "profit_with_fen": told([1_000_00, 1_000_00]),
        "profit_without_fen": told([2_000_00, 900_00]),
        "discount": {"rate": told("0.1", uniform("0.05", "0.2"))},
    }

    estimated = await as_(actor).post("/valuations/estimate", json=body(right, methods=[losing]))
    kept = await as_(actor).post("/valuations", json=body(right, methods=[losing]))

    assert estimated.status_code == 200
    assert estimated.json()["high_fen"] < 0
    assert kept.json()["code"] == "valuation.range_not_positive"


async def test_a_declared_filing_date_bounds_the_life_and_none_refuses_it(as_: ClientFor) -> None:
    firm, actor = await firm_with("handler")
    nothing = {"expires_on": None, "expiry_source": None}
    filed = await values.right(firm, **nothing, filing_on=date(2010, 1, 4))
    unknown = await values.right(
        firm, **nothing, filing_on=None, granted_on=None, grant_source=None
    )

    short = await as_(actor).post("/valuations/estimate", json=body(filed))
    none = await as_(actor).post("/valuations/estimate", json=body(unknown))
    cost = await as_(actor).post("/valuations/estimate", json=body(unknown, methods=[COST]))

    assert short.json()["code"] == "valuation.life_beyond_legal_term"
    assert short.json()["legal_end"] == "2030-01-04"
    assert none.json()["code"] == "valuation.legal_end_unknown"
    assert cost.status_code == 200


async def test_a_signatory_may_estimate_but_only_a_handler_keeps(as_: ClientFor) -> None:
    firm, _ = await firm_with("handler")
    signatory = await make.actor(firm, "signatory")
    right = await values.right(firm)

    assert (await as_(signatory).post("/valuations/estimate", json=body(right))).status_code == 200
    assert (await as_(signatory).post("/valuations", json=body(right))).status_code == 403
