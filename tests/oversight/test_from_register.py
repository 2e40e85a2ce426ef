"""From a registration recorded and verified in the register to the headline."""

from datetime import date
from itertools import count
from typing import Any
from uuid import UUID

import pytest

from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.registry import service as registry
from backend.registry.states import Outcome
from tests import make
from tests.conftest import ClientFor
from tests.oversight.make import TARGET

pytestmark = pytest.mark.usefixtures("db")

M = 1_000_000_00
_serial = count(1)


async def recorded(fen: int, *, on: date, by: Actor, division: str = "310115") -> UUID:
    serial = next(_serial)
    record = await registry.record_made_elsewhere(
        registry.ElsewhereIn(
            number=f"Y{on.year}980{serial:06d}",
            registered_on=on,
            secured_fen=fen,
            pledgors=[registry.OutsideParty(name=f"出质人{serial:06d}", division=division)],
            pledgees=[registry.OutsideParty(name="某银行")],
            patents=[f"ZL{make.application_number(serial)}"],
        ),
        by=by,
    )
    return record.id


async def confirmed(pledge_id: UUID, *, by: Actor) -> None:
    await registry.verify_count(
        pledge_id,
        outcome=Outcome.CONFIRMED,
        looked_in="gazette",
        looked_on=clock.today(),
        by=by,
    )


async def test_a_verified_registration_raises_the_headline_and_a_correction_lowers_it(
    as_: ClientFor,
) -> None:
    district = await make.organisation(kind="district")
    officer, verifier = (
        await make.actor(district, "officer"),
        await make.actor(district, "verifier"),
    )
    client = as_(officer)

    async def figures() -> dict[str, Any]:
        body: dict[str, Any] = (await client.get(f"/targets/{TARGET}")).json()
        return {
            "claimed": body["claimed"]["amount_fen"],
            "counted": body["counted_fen"],
            "deals": body["deals"],
        }

    pledge = await recorded(120 * M, on=date(2024, 3, 5), by=officer)
    await recorded(7 * M, on=date(2024, 3, 5), by=officer, division="310104")
    claimed = await figures()
    await confirmed(pledge, by=verifier)
    counted = await figures()
    (entry,) = (await client.get(f"/targets/{TARGET}/entries?month=2024-03")).json()["items"]
    await registry.correct_count(
        pledge, reason_code="not_in_source", reason="公报中未见", by=verifier
    )
    corrected = await figures()

    assert claimed == {"claimed": 120 * M, "counted": 0, "deals": 0}
    assert counted == {"claimed": 0, "counted": 120 * M, "deals": 1}
    assert entry["pledge_id"] == str(pledge)
    assert entry["counted_by_name"] == verifier.name
    assert corrected == {"claimed": 120 * M, "counted": 0, "deals": 0}
