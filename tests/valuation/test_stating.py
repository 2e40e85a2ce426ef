"""State a valuation, read it, take it back: the firm's own, nobody else's."""

from datetime import date
from typing import Any

import pytest

from backend.documents.tables import File
from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.db import execute, fetch
from backend.kernel.events import history
from backend.valuation import service
from tests import make
from tests.conftest import ClientFor
from tests.valuation import make as values
from tests.valuation.make import MILLION

pytestmark = pytest.mark.usefixtures("db")
ON = date(2026, 11, 24)


async def firm_with(*roles: str) -> tuple[Any, Actor]:
    firm = await make.organisation()
    return firm, await make.actor(firm, *roles)


def body(*right_ids: object, **changes: Any) -> dict[str, Any]:
    return {
        "right_ids": [str(i) for i in right_ids],
        "low_fen": 8 * MILLION,
        "central_fen": 10 * MILLION,
        "high_fen": 12 * MILLION,
        "method": "internal",
        "base_date": "2022-08-01",
        "valuer": "本企业",
        **changes,
    }


async def report_of(actor: Actor, kind: str = "valuation_report") -> str:
    row = File(
        organisation=actor.organisation_id,
        kind=kind,
        name="评估报告.pdf",
        media_type="application/pdf",
        size=10,
        sha256="0" * 64,
        object_key=f"demo/{clock.now().timestamp()}",
        rule_version=1,
        deposited_at=clock.now(),
        deposited_by=actor.user_id,
    )
    await File.insert(row)
    return str(row.id)


async def test_a_firm_states_a_range_with_values_per_right(as_: ClientFor) -> None:
    firm, actor = await firm_with("handler")
    first, second = await values.right(firm), await values.right(firm)
    per_right = [
        {"right_id": str(i), "low_fen": 4 * MILLION, "central_fen": 5 * MILLION,
         "high_fen": 6 * MILLION}
        for i in (first, second)
    ]  # fmt: skip

    response = await as_(actor).post("/valuations", json=body(first, second, per_right=per_right))

    assert response.status_code == 201
    stated = response.json()
    assert stated["number"].startswith("VA-")
    assert stated["state"] == "declared"
    assert stated["has_values_per_right"] is True
    assert {right["right_id"] for right in stated["rights"]} == {str(first), str(second)}
    assert {right["low_fen"] for right in stated["rights"]} == {4 * MILLION}
    assert stated["allowed_actions"] == ["withdrawal"]
    assert [e.name for e in await history("valuation", stated["id"])] == [
        "valuation.valuation_stated"
    ]


async def test_an_appraisal_names_its_report(as_: ClientFor) -> None:
    firm, actor = await firm_with("handler")
    right = await values.right(firm)
    asked = body(right, method="income", appraised=True, report_file_id=await report_of(actor))

    response = await as_(actor).post("/valuations", json=asked)

    assert response.status_code == 201
    assert response.json()["report"]["name"] == "评估报告.pdf"


async def test_somebody_elses_report_does_not_exist(as_: ClientFor) -> None:
    firm, actor = await firm_with("handler")
    _, other = await firm_with("handler")
    right = await values.right(firm)

    response = await as_(actor).post(
        "/valuations", json=body(right, report_file_id=await report_of(other))
    )

    assert response.status_code == 404


async def test_rights_of_others_cannot_be_valued(as_: ClientFor) -> None:
    _, actor = await firm_with("handler")
    other, _ = await firm_with("handler")

    response = await as_(actor).post("/valuations", json=body(await values.right(other)))

    assert response.status_code == 404


async def test_a_range_out_of_order_is_refused_by_its_code(as_: ClientFor) -> None:
    firm, actor = await firm_with("handler")

    response = await as_(actor).post(
        "/valuations", json=body(await values.right(firm), low_fen=11 * MILLION)
    )

    assert response.status_code == 422
    assert response.json()["code"] == "valuation.range_not_ordered"


async def test_another_firm_and_a_bank_see_nothing(as_: ClientFor) -> None:
    firm, actor = await firm_with("handler")
    stated = await values.valuation(await values.right(firm), by=actor)
    _, other = await firm_with("handler")
    bank = await make.actor(await make.organisation("bank"), "maker", "checker")

    assert (await as_(other).get(f"/valuations/{stated.id}")).status_code == 404
    assert (await as_(other).post(f"/valuations/{stated.id}/withdrawal")).status_code == 404
    assert (await as_(other).get("/valuations")).json()["items"] == []
    assert (await as_(bank).get(f"/valuations/{stated.id}")).status_code == 403
    assert (await as_(bank).get("/valuations")).status_code == 403


async def test_only_who_prepares_may_state_or_withdraw(as_: ClientFor) -> None:
    firm, handler = await firm_with("handler")
    right = await values.right(firm)
    stated = await values.valuation(right, by=handler)
    admin = await make.actor(firm, "admin")

    assert (await as_(admin).post("/valuations", json=body(right))).status_code == 403
    assert (await as_(admin).post(f"/valuations/{stated.id}/withdrawal")).status_code == 403


async def test_a_valuation_taken_back_serves_nobody_and_cannot_be_taken_back_twice(
    as_: ClientFor,
) -> None:
    firm, actor = await firm_with("handler")
    right = await values.right(firm)
    stated = await values.valuation(right, by=actor)

    response = await as_(actor).post(f"/valuations/{stated.id}/withdrawal")
    again = await as_(actor).post(f"/valuations/{stated.id}/withdrawal")

    assert response.status_code == 200
    assert response.json()["state"] == "withdrawn"
    assert response.json()["allowed_actions"] == []
    assert again.status_code == 409
    assert await service.for_bundle(firm.id, [right], ON) is None


async def test_a_bundle_is_served_by_equal_sets_or_values_per_right() -> None:
    firm, actor = await firm_with("handler")
    first, second = await values.right(firm), await values.right(firm)
    await values.valuation(first, second, by=actor)

    assert await service.for_bundle(firm.id, [first], ON) is None

    per_right = await values.valuation(
        first, second, by=actor, per_right={first: 6 * MILLION, second: 4 * MILLION}
    )
    found = await service.for_bundle(firm.id, [first], ON)
    whole = await service.for_bundle(firm.id, [second, first], ON)

    assert found is not None
    assert found.id == per_right.id
    assert found.per_right is not None
    assert found.per_right[first] == (6 * MILLION,) * 3
    assert whole is not None


async def test_the_list_is_paged_and_filtered(as_: ClientFor) -> None:
    firm, actor = await firm_with("handler")
    right, other = await values.right(firm), await values.right(firm)
    for _ in range(3):
        await values.valuation(right, by=actor)
    await values.valuation(other, by=actor)

    page = (await as_(actor).get("/valuations?limit=3")).json()
    rest = (await as_(actor).get("/valuations", params={"limit": 3, "cursor": page["next"]})).json()
    of_other = (await as_(actor).get(f"/valuations?right_id={other}")).json()

    assert (len(page["items"]), len(rest["items"]), page["total"]) == (3, 1, 4)
    assert rest["next"] is None
    assert of_other["total"] == 1


async def test_the_database_holds_the_range_and_the_report() -> None:
    rows = await fetch(
        "SELECT conname FROM pg_constraint WHERE conrelid = 'valuation_valuation'::regclass"
    )

    assert {"valuation_range_is_ordered", "valuation_appraisal_has_report"} <= {
        row["conname"] for row in rows
    }


async def test_a_right_that_was_joined_with_another_keeps_its_valuation() -> None:
    firm, actor = await firm_with("handler")
    known, doubled = await values.right(firm), await values.right(firm)
    stated = await values.valuation(doubled, by=actor, per_right={doubled: 4 * MILLION})
    await execute("UPDATE portfolio_right SET merged_into = $1 WHERE id = $2", known, doubled)

    found = await service.for_bundle(firm.id, [known], ON)

    assert found is not None
    assert found.id == stated.id
    assert found.right_ids == (known,)
    assert found.per_right is not None
    assert found.per_right.keys() == {known}
