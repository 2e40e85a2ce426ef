"""A product that asks for a guarantee: its next version says so, its grants inherit it."""

import asyncpg
import pytest

from backend.kernel import db
from backend.kernel.db import transaction
from tests.conftest import ClientFor
from tests.lending import scene

pytestmark = pytest.mark.usefixtures("db")


async def test_a_product_asks_for_a_guarantee_and_no_grant_waives_it(as_: ClientFor) -> None:
    at = await scene.scene(checklist=())
    path = f"/loan-products/{at.bank.product}/versions"
    firm, maker, checker = as_(at.handler), as_(at.bank.colleague), as_(at.bank.checker)
    earlier = await scene.submitted(at)

    refused = await maker.post(path, json={"checklist": [], "guarantee_required": "yes"})
    await maker.post(path, json={"checklist": [], "guarantee_required": True})
    await checker.post(path.replace("/versions", "/publication"), json={"n": 2})
    kept = (await maker.post(path, json={"checklist": []})).json()
    await checker.post(path.replace("/versions", "/publication"), json={"n": 3})
    with pytest.raises(asyncpg.RestrictViolationError):
        async with transaction():
            await db.execute(
                "UPDATE lending_product_version SET guarantee_required = false WHERE id = $1",
                kept["id"],
            )
    await maker.post(path, json={"checklist": [], "guarantee_required": False})
    found = (await firm.get(f"/financing-requests/{at.request}/matches")).json()["items"]
    shown = {each["product"]["id"]: each["product"]["guarantee_required"] for each in found}
    cover = (await firm.get(f"/loan-applications/{earlier.row.id}/cover")).json()

    assert refused.json()["errors"][0]["key"] == "guarantee_required"
    assert (kept["n"], kept["guarantee_required"]) == (3, True)
    assert shown == {str(at.bank.product): True, str(at.other.product): False}
    assert not cover["required"]  # It was submitted under the version before.


async def test_the_grant_and_the_drawdown_inherit_what_the_product_asks(as_: ClientFor) -> None:
    at = await scene.scene(guarantee_required=True)
    other = await scene.scene(guarantee_required=True)
    sent = await scene.submitted(other)
    asked = (await as_(other.handler).get(f"/loan-applications/{sent.row.id}/cover")).json()

    view = await scene.drawable(at)
    offer = (await as_(at.signatory).get(f"/loan-applications/{view.row.id}")).json()["offer"]
    drawn = await as_(at.bank.desk).post(
        f"/loan-applications/{view.row.id}/drawdown",
        json={
            "amount_fen": scene.AMOUNT,
            "drawn_on": offer["made_at"][:10],
            "loan_contract": "HT-1",
        },
    )
    with pytest.raises(asyncpg.RestrictViolationError) as raised:
        async with transaction():
            await db.execute(
                "UPDATE lending_offer SET guarantee_required = false WHERE application = $1",
                view.row.id,
            )

    assert (asked["required"], asked["met"]) == (True, False)
    assert offer["guarantee_required"]  # The maker's opinion did not name it.
    assert (drawn.status_code, drawn.json()["code"]) == (409, "lending.guarantee_not_in_force")
    assert raised.value.constraint_name == "lending_offer_asks_what_its_product_asks"
