"""A verification case is decided as it was read: what was handed in anew is read first."""

from typing import Any

import pytest

from backend.kyb import service
from tests.conftest import ClientFor
from tests.documents.make import file as deposited
from tests.kyb.make import reviewer, submitted

pytestmark = pytest.mark.usefixtures("db")


def seen(case: dict[str, Any]) -> dict[str, Any]:
    """What the operator's screen shows of the case."""
    return {
        "state": case["state"],
        "licence": case["licence"] and case["licence"]["name"],
        "statement": case["statement"],
        "submitted_at": case["submitted_at"],
    }


async def test_what_the_firm_handed_in_anew_is_read_before_it_is_approved(as_: ClientFor) -> None:
    first, second, claimed = await reviewer(), await reviewer(), await submitted()
    path = f"/kyb-cases/{claimed.case.id}"
    read = (await as_(first).get(path)).json()
    await service.send_back(claimed.case.id, reason_code="other", reason="重新上传", by=second)
    licence = await deposited(claimed.admin, name="新执照.pdf")
    await service.submit(
        claimed.case.id, licence_id=licence.id, statement="换了一份", by=claimed.admin
    )

    refused = await as_(first).post(f"{path}/approval", json={"seen": seen(read)})

    told = refused.json()
    assert (refused.status_code, told["code"]) == (409, "kyb.case_moved"), refused.text
    named = {each["field"]: (each["before"], each["after"]) for each in told["differences"]}
    assert named["licence"] == (read["licence"]["name"], "新执照.pdf")
    assert named["statement"] == (None, "换了一份")
    assert {each["by"] for each in told["differences"]} == {claimed.firm.name}
    again = (await as_(first).get(path)).json()
    approved = await as_(first).post(f"{path}/approval", json={"seen": seen(again)})
    assert (approved.status_code, approved.json()["state"]) == (200, "approved"), approved.text


async def test_a_case_that_a_colleague_decided_is_not_returned(as_: ClientFor) -> None:
    first, claimed = await reviewer(), await submitted()
    path = f"/kyb-cases/{claimed.case.id}"
    read = (await as_(first).get(path)).json()
    await service.approve(claimed.case.id, by=await reviewer())

    refused = await as_(first).post(
        f"{path}/return", json={"reason_code": "other", "reason": "看不清", "seen": seen(read)}
    )

    assert refused.json()["code"] == "kyb.case_moved"
    [told] = refused.json()["differences"]
    assert (told["field"], told["before"], told["after"]) == ("state", "submitted", "approved")
